"""One way from a draft to a handout, and what holds it back."""

from __future__ import annotations

import pytest
from handouts import CLINIC, Draft, made, program, typed
from pdf_reading import pages_of

from careleaf.app.handout_making import NOT_READY_STAMP, advice, require_safe
from careleaf.domain.check import Check
from careleaf.domain.people import Clinic, Patient
from careleaf.errors import Blocked, NeedsConfirmation

ASKED = Check({"age": 40}).all_no(program().rules.questions)
RELAXANT = Draft(topics=("med-relaxant",), check=ASKED)


def with_hours(hours: int) -> Draft:
    """Return a relaxant draft with so many hours."""
    from careleaf.domain.draft import set_value

    return set_value(RELAXANT, "med-relaxant", "hours", hours)


def test_a_safe_handout_may_go_out() -> None:
    handout = made(RELAXANT)
    require_safe(handout)
    assert NOT_READY_STAMP not in handout.text


def test_a_block_is_raised_with_its_rule_and_words() -> None:
    with pytest.raises(Blocked, match=r"^R3: 96 hours is refused"):
        require_safe(made(with_hours(96)))


def test_an_open_question_is_raised_as_such() -> None:
    with pytest.raises(NeedsConfirmation, match=r"^R0: Muscle relaxant, not asked: "):
        require_safe(made(Draft(topics=("med-relaxant",))))


def test_blocks_go_before_open_questions() -> None:
    with pytest.raises(Blocked, match=r"^R2: ") as raised:
        require_safe(made(Draft(topics=("med-relaxant",)), Clinic(name="")))
    assert "R0" not in str(raised.value)


@pytest.mark.parametrize("draft", [with_hours(96), Draft(topics=("med-relaxant",))])
def test_what_is_held_back_says_so_on_paper_too(draft: Draft) -> None:
    handout = made(draft)
    assert handout.text.startswith(f"[{NOT_READY_STAMP}]")
    assert all(NOT_READY_STAMP in page for page in pages_of(handout.typeset.pdf))


@pytest.mark.parametrize("hours", [73, 96, 1000, 0, -24])
def test_a_course_over_the_limit_is_never_worded(hours: int) -> None:
    handout = made(with_hours(hours))
    assert "Last tablet" not in handout.text
    assert "tablets in all" not in handout.text
    assert f"{hours} hours" not in handout.text


def test_each_stage_is_made_once() -> None:
    handout = made(RELAXANT)
    assert handout.typeset is handout.typeset
    assert handout.document is handout.document


def test_the_reading_grade_counts_advice_and_no_names() -> None:
    plain, named = made(typed("")), made(typed(""), CLINIC)
    assert plain.reading == named.reading
    draft = Draft(topics=("cold",), patient=Patient("Antidisestablishmentarianism " * 4))
    assert made(draft).reading == made(Draft(topics=("cold",))).reading
    assert "Elm Street" not in " ".join(advice(made(draft).handout))


def test_advice_holds_every_line_of_every_topic() -> None:
    handout = made(Draft(topics=("cold", "ex-catcamel", "faq", "dx-tests"))).handout
    said = list(advice(handout))
    for section in handout.sections:
        for topic in section.topics:
            for line in (*topic.lines, *topic.steps, *(a.answer for a in topic.answers)):
                assert line in said
    assert set(handout.emergency.signs) <= set(said)
    assert set(handout.call_us.signs) <= set(said)


def test_grades_without_terms_are_never_harder() -> None:
    handout = made(RELAXANT)
    assert handout.reading_without_terms.fkgl <= handout.reading.fkgl
