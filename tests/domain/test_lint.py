"""Lint: the shipped library is clean, and each kind of fault planted in it is found, and only that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import (
    NOW,
    RESOURCES,
    shipped_facts,
    shipped_library,
    topic_of,
    with_param,
    with_point,
    with_topic,
)

from careleaf.content.wording_loader import load_wording
from careleaf.domain.facts import MayPrint
from careleaf.domain.library import Library, Term, Text
from careleaf.domain.lint import carried, lint
from careleaf.domain.lint_finding import LintFinding, Severity
from careleaf.domain.params import Choice

TODAY = NOW.date()
WORDING = load_wording(Path(RESOURCES) / "rules" / "wording.toml")


def found(library: Library, today: date = TODAY) -> list[LintFinding]:
    return list(lint(library, shipped_facts(), WORDING, today))


def changed(library: Library) -> Library:
    """Return the library with nothing but the topics that a test changed: the others cost time."""
    own = set(shipped_library())
    kept = [replace(s, topics=tuple(t for t in s.topics if t not in own)) for s in library.sections]
    return replace(library, sections=tuple(kept))


def said(library: Library) -> list[str]:
    return [f"{finding.file} {finding.point}: {finding.message}" for finding in found(changed(library))]


def in_gel(library: Library, text: str, **changes: object) -> list[str]:
    """Return what is found with other words in one point."""
    lines = said(with_point(library, "cold.gel", text=text, **changes))
    assert all(line.startswith("first-days/cold.toml") for line in lines)
    return [line.partition(": ")[2] for line in lines]


def test_the_shipped_library_is_clean(library: Library) -> None:
    assert found(library) == []


def test_each_finding_says_what_to_do(library: Library) -> None:
    (finding,) = found(changed(with_point(library, "cold.gel", text="Take 5.0 mg.")))
    assert (finding.suggestion, finding.severity) == ("no trailing zero in a dose", Severity.ERROR)


# Facts


def test_a_forbidden_fact_is_found(library: Library) -> None:
    never = next(fact.id for fact in shipped_facts() if fact.may_print is MayPrint.NONE)
    assert said(with_point(library, "cold.gel", facts=(never,))) == [
        f"first-days/cold.toml gel: carries {never}, which must never print"
    ]


def test_a_point_without_fact_is_found(library: Library) -> None:
    assert said(with_point(library, "cold.gel", facts=())) == ["first-days/cold.toml gel: states no fact"]


def test_a_fact_that_does_not_exist_is_found(library: Library) -> None:
    assert said(with_point(library, "cold.gel", facts=("ice.gell",))) == [
        'first-days/cold.toml gel: names ice.gell, which is no fact (did you mean "ice.gel"?)'
    ]


def test_facts_are_listed_with_every_text_that_carries_them(library: Library) -> None:
    points = carried(library)
    assert "cold.gel" in points["ice.gel"]
    assert "cold.why" in points["ice.use"]
    assert "cold.plan" in points["ice.15-20"]


# Sentences and grades

TWENTY = "Go on and on, " + "on and on, " * 5 + "on."


def test_a_sentence_of_21_words_is_found_in_a_point_and_in_a_cell(library: Library) -> None:
    assert in_gel(library, TWENTY) == []
    assert in_gel(library, "Do " + TWENTY)[0].startswith("a sentence has 21 words")
    cells = ("CT scan", "Do " + TWENTY, "Ask us.")
    in_table = said(with_point(library, "dx-tests.ct", cells=cells))
    assert any("dx-tests.toml ct: a sentence has 21 words" in line for line in in_table)


def test_a_filled_in_value_counts_as_its_words(library: Library) -> None:
    nineteen = "Go on and on, " + "on and on, " * 5
    assert "a sentence has 21 words" in in_gel(library, nineteen + "{{ minutes }}.")[0]


@pytest.mark.parametrize(
    ("sentences", "formula"),
    [
        (
            "Carry the heavy bag under the table and after that let it lie there all day. " * 300,
            "Flesch-Kincaid",
        ),
        ("Remember it. " * 100, "SMOG"),
    ],
)
def test_a_grade_over_the_target_is_found_by_either_formula(
    library: Library, sentences: str, formula: str
) -> None:
    (line,) = in_gel(library, sentences)
    assert line.startswith(f"reads at {formula} grade ")
    assert line.endswith("over its target of 5" if formula == "Flesch-Kincaid" else "over its target of 6")


def test_too_many_passive_sentences_are_found(library: Library) -> None:
    few, many = "The pack is held on the skin. " * 4, "The pack is held on the skin. " * 6
    assert in_gel(library, few + "Hold it. " * 4) == []
    (line,) = in_gel(library, many)
    assert "sentences are passive ('is held', 'is held'" in line
    assert in_gel(library, "You are tired. You are sore. You get warm. You were away. " * 6) == []


# Words


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("A seizure of the muscle.", "A spasm of the muscle."),
        ("Hyperventilate a little.", "Breathe slowly."),
        ("It puts your back into place.", "It is the place to go."),
        ("It gets you back in place.", "You go back to your place."),
        ("It aligns the spine.", "It is in a line."),
        ("Try CBD.", "Try rest."),
        ("This cures it.", "A secure grip."),
        ("You will be cured.", "You feel secured."),
        ("You will be pain-free.", "You are free to move."),
        ("Flexall relaxes muscles.", "A gel may help."),
        ("Percogesic helps.", "A pill may help."),
        ("Roll on your low back.", "Roll your thigh."),
        ("One tablet BID.", "Place a bid."),
        ("1 tablet b.i.d. now.", "1 tablet in the morning."),
        ("1 tablet TID.", "A tidy desk."),
        ("1 tablet QID.", "A quiet room."),
        ("1 tablet PRN.", "1 tablet for pain."),
        ("1 tablet prn.", "A prime spot."),
        ("1 tablet QD.", "1 tablet a day."),
        ("1 tablet q.d. now.", "A quad stretch."),
        ("1 tablet o.d. now.", "An odd day."),
        ("1 tablet QOD.", "1 tablet on odd days."),
        ("1 tablet q.o.d. now.", "Each day."),
        ("1 tablet q1d.", "1 tablet a day."),
        ("1 tablet TIW.", "3 days a week."),
        ("1 tablet qhs.", "1 tablet at bedtime."),
        ("1 tablet q.h.s. now.", "Now."),
        ("1 tablet qn.", "1 tablet at night."),
        ("1 tablet HS.", "His tablet."),
        ("1 tablet at BT.", "1 tablet at bedtime."),
        ("1 tablet q6h.", "Wait 6 hours."),
        ("1 tablet q6PM.", "1 tablet in the evening."),
        ("1 tablet UD.", "A sudden pain."),
        ("Take it as directed.", "We directed you here."),
        ("A shot SC.", "A scan."),
        ("A shot SQ.", "A square."),
        ("A shot sub q.", "A sub team."),
        ("A shot IJ.", "A shot."),
        ("A drop IN.", "A drop in the nose."),
        ("Take it per os.", "Per day."),
        ("Take it P.O. now.", "Take it by mouth."),
        ("D/C the pack.", "Stop the pack."),
        ("Take 10 U.", "Take 10 units."),
        ("Take 10u.", "Take us 10."),
        ("Take 10 IU.", "Take 10 units."),
        ("Take 5 cc.", "Take 5 mL."),
        ("Take 50 ug.", "Take 50 mcg."),
        ("Take 50 µg.", "A hug."),
        ("Take 50 μg.", "Take 50 mcg."),
        ("Take ss tablet.", "A lesson."),
        ("2 drops AD.", "An ad."),
        ("2 drops AS.", "2 drops as you like."),
        ("2 drops OU.", "2 drops in each eye."),
        ("2 drops OS.", "2 drops in the left eye."),
        ("Take MS.", "Ask Ms. Lee."),
        ("Take MSO4.", "Take the drug."),
        ("Take APAP.", "Take Tylenol."),
        ("Heat & cold.", "Heat and cold."),
        ("Heat + cold.", "Heat with cold."),
        ("Rest @ home.", "Rest at home."),
        ("Below <5.", "Below 5."),
        ("Above >5.", "Above 5."),
        ("Take 5 mg/hour.", "Walk and/or rest."),
        ("Take 5 mg / 10 mL.", "Half is 1/2."),
        ("Rest for 2°.", "Rest for 2 hours."),
        ("Take 5.0 mg.", "A fever of 101.0 °F."),
        ("Take .5 mg.", "Take 0.5 mg."),
        ("Take 1000 mg.", "Take 1,000 mg in 2026."),
        ("Take 200mg.", "Take 200 mg."),
        ("A pack of 5lb.", "A pack of 5 lb."),
        ("Take Advil200 mg.", "Take Advil 200 mg."),
        ("Take 5 mg. and rest.", "Take 5 mg. Then rest."),
        ("Take it twice daily.", "Do it twice."),
        ("Take it twice a day.", "Walk each day."),
        ("Take it 3 times daily.", "Walk 3 times."),
        ("Every 8 hours.", "Wait 8 hours."),
        ("Take it at 9 PM.", "Take it at bedtime."),
        ("Take it at 9:30 a.m. now.", "Take it in the morning."),
        ("Take two tablets.", "Take 2 tablets."),
        ("Take one tablet.", "One day you can run."),
        ("Rest for three days.", "Rest for 3 days."),
        ("Take 5 mg per kg.", "Lose 5 lb."),
    ],
)
def test_a_banned_word_is_found_and_its_neighbour_is_not(library: Library, bad: str, good: str) -> None:
    lines = in_gel(library, bad)
    assert [line for line in lines if line.startswith("says ")], bad
    assert in_gel(library, good) == []


def test_every_pattern_is_tried_by_a_case_above() -> None:
    import re

    (mark,) = test_a_banned_word_is_found_and_its_neighbour_is_not.pytestmark  # type: ignore[attr-defined]
    tried = [bad for bad, _ in mark.args[1]]
    idle = [rule.pattern for rule in WORDING.banned if not any(re.search(rule.pattern, bad) for bad in tried)]
    assert idle == []


def test_a_banned_word_is_allowed_where_its_fact_says_it(library: Library) -> None:
    text = "Flexall is a skin gel."
    assert in_gel(library, text, facts=("relax.flexall",)) == []
    assert in_gel(library, text)


def test_a_banned_word_is_found_in_every_text_of_a_topic(library: Library) -> None:
    bad = Text("It cures you.", ("ice.use",))
    everywhere = replace(topic_of(library, "ex-catcamel"), why=bad, plan=bad, dose=bad, stop=bad)
    lines = said(with_topic(library, everywhere))
    assert [line.split(" ")[1] for line in lines] == ["why:", "plan:", "dose:", "stop:"]
    assert len(said(with_point(library, "faq.what", ask="Is there a cure?"))) == 1


def test_a_banned_word_is_found_in_what_prints_beside_the_sentences(library: Library) -> None:
    titled = replace(topic_of(library, "cold"), title="Cold & heat")
    assert said(with_topic(library, titled)) == ["first-days/cold.toml title: says '&'"]
    choices = (Choice("a", "1 tablet BID"),)
    labelled = with_param(library, "cold.first-choice", choices=choices, default="a")
    assert "first-days/cold.toml first-choice: says 'BID'" in said(labelled)
    relaxant = topic_of(library, "med-relaxant")
    assert relaxant.medicine
    purposed = replace(relaxant, medicine=replace(relaxant.medicine, purpose="to cure you"))
    assert said(with_topic(library, purposed)) == ["medicines/med-relaxant.toml medicine: says 'cure'"]


@pytest.mark.parametrize(
    ("text", "is_clear"),
    [
        ("You may have glaucoma.", False),
        ("You may have glaucoma (high pressure in the eye).", True),
        ("Glaucoma is a kind of eye trouble.", True),
        ("Glaucoma means trouble.", True),
        ("Doctors call that glaucoma.", True),
        ("High pressure in the eye can come from glaucoma.", True),
        ("Glaucoma is not a joke.", False),
        ("Ask if you have an ulcer.", True),  # known by those who had one
        ("Use an NSAID.", False),
        ("Use an NSAID, such as ibuprofen.", True),
    ],
)
def test_a_medical_word_is_explained_where_it_is_first_said(
    library: Library, text: str, is_clear: bool
) -> None:
    lines = in_gel(library, text)
    assert (lines == []) is is_clear
    assert is_clear or "without saying what it is" in lines[0]


@pytest.mark.parametrize("word", ["laminectomy", "neuritis", "LBP", "a gastroscopy", "spondylolysis"])
def test_a_medical_word_that_is_not_in_the_glossary_is_found(library: Library, word: str) -> None:
    (line,) = in_gel(library, f"It may be {word}.")
    assert line.endswith("which is not in the glossary")
    known = Term(word.removeprefix("a "), "x", "for this test")
    assert in_gel(replace(library, glossary=(*library.glossary, known)), f"It may be {word}.") == []


def test_every_term_of_the_glossary_has_plain_words_and_stands_once(library: Library) -> None:
    words = [term.word for term in library.glossary]
    assert len(words) == len(set(words)) > 100
    assert all(term.plain and term.plain != term.word for term in library.glossary)


# Params


@pytest.mark.parametrize(
    ("param", "changes", "problem"),
    [
        ("cold.minutes", {"default": 25}, "starts outside its hard range: 25 min is outside 10 to 20 min"),
        ("cold.minutes", {"default": 12.5}, "has the default 12.5, between two steps of its field"),
        ("cold.minutes", {"max": 20.5}, "has the max 20.5, between two steps of its field"),
        ("cold.minutes", {"min": None}, "has no hard range"),
        ("cold.minutes", {"min": 30, "default": None}, "has no hard range"),
        ("cold.minutes", {"unit": "mins"}, "has the unit 'mins'"),
        ("cold.minutes", {"number_from": " "}, "does not say where its number comes from"),
        ("cold.minutes", {"personal": True}, "is about this patient and has a default"),
        ("cold.first-choice", {"default": "fire"}, "starts with a value that is none of its choices"),
        ("med-ibuprofen.dose", {"default": 300}, "starts outside its hard range: 300 mg cannot be made"),
        ("call-us.temperature", {"default": 100.45}, "has the default 100.45, between two steps"),
    ],
)
def test_a_param_that_cannot_be_right_is_found(
    library: Library, param: str, changes: dict[str, object], problem: str
) -> None:
    lines = said(with_param(library, param, **changes))
    assert [line for line in lines if line.split(": ", 1)[1].startswith(problem)], lines


def test_params_at_the_ends_of_their_ranges_are_clean(library: Library) -> None:
    assert said(with_param(library, "cold.minutes", default=20)) == []
    assert said(with_param(library, "cold.minutes", default=None)) == []
    assert said(with_param(library, "call-us.temperature", default=100.4)) == []


# Heads


def test_a_review_that_is_overdue_is_a_warning_and_no_error(library: Library) -> None:
    due = topic_of(library, "cold").review_due
    assert found(library, due) == []
    late = found(library, due + timedelta(days=1))
    assert {finding.severity for finding in late} == {Severity.WARNING}
    assert f"was due for review on {due}" in {finding.message for finding in late}


def test_a_review_due_before_it_was_made_is_found(library: Library) -> None:
    cold = topic_of(library, "cold")
    (line,) = said(with_topic(library, replace(cold, review_due=cold.reviewed)))
    assert "which is not after its review" in line


def test_a_topic_that_meets_no_need_is_found(library: Library) -> None:
    (line,) = said(with_topic(library, replace(topic_of(library, "cold"), needs=())))
    assert line == "first-days/cold.toml needs: meets none of the eight needs"
