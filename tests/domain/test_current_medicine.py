"""Current medicines by name: what is recognised, what it answers, and how much it comes to a day."""

from __future__ import annotations

import pytest
from builders import shipped_rules, taking
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.check import CURRENT_MEDICINES, Check, Question
from careleaf.domain.current_medicine import CurrentMedicine, read_current_medicine
from careleaf.domain.known_medicines import KnownMedicine, KnownMedicines

KNOWN = shipped_rules().medicines
QUESTIONS = shipped_rules().questions


def read(typed: str) -> CurrentMedicine:
    return read_current_medicine(typed, KNOWN)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Eliquis", "anticoagulant"),
        ("ELIQUIS 5 mg twice a day", "anticoagulant"),
        ("warfarin 5 mg", "anticoagulant warfarin"),
        ("warfarin sodium", "anticoagulant warfarin"),
        ("Élavil", "tricyclic anticholinergic"),
        ("Effexor-XR", "snri"),
        ("sertraline HCl 50mg", "ssri"),
        ("Doan’s", "salicylate"),
        ("doans", "salicylate"),
        ("Alkaseltzer", "salicylate"),
        ("Tylenol PM 500", "other-acetaminophen sedating-antihistamine anticholinergic"),
        ("Tylenol #3", "other-acetaminophen opioid"),
        ("oxycodone-acetaminophen 5/325", "opioid other-acetaminophen"),
        ("Hydrocodone / Acetaminophen", "opioid other-acetaminophen"),
        ("Lisinopril and HCTZ", "ace-inhibitor potassium-raising diuretic"),
        ("losartan potassium", "ace-inhibitor potassium-raising"),
        ("lisinopril, potassium chloride", "ace-inhibitor potassium-raising"),
        ("aspirin 81 mg", "heart-aspirin"),
        ("baby aspirin", "heart-aspirin"),
        ("blood thinner", "anticoagulant"),
        ("ssri", "ssri"),
        ("Valium", "other-relaxant benzodiazepine"),
        ("Percodan", "opioid salicylate"),
        ("levothyroxine 50 mcg", ""),
    ],
)
def test_a_name_answers_whatever_its_spelling_and_dose(typed: str, keys: str) -> None:
    medicine = read(typed)
    assert medicine.recognised
    assert set(medicine.answers) == set(keys.split())
    assert medicine.asks == ()


@pytest.mark.parametrize(
    "typed",
    [
        "Zorbitrol",
        "Tylenol Xyz",
        "Eliquiss",
        "Элиquis",
        "5 mg",
        "twice a day",
        "the",
        "",
        "€",
        "not warfarin",
        "x" * 120,
    ],
)
def test_a_name_that_is_not_known_answers_nothing_and_leaves_everything_open(typed: str) -> None:
    medicine = read(typed)
    assert not medicine.recognised
    assert medicine.answers == ()
    assert set(medicine.asks) == set(KNOWN.keys)


def test_a_slip_is_guessed_and_nothing_far_off() -> None:
    assert read("Eliquiss").nearest == "Eliquis"
    assert read("setraline").nearest == "sertraline"
    assert read("Zorbitrol").nearest == ""


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("aspirin", "heart-aspirin salicylate"),
        ("aspirin 325 mg", "heart-aspirin salicylate"),
        ("Pepto-Bismol", "salicylate"),
        ("hydrocortisone", "steroid"),
        ("blood pressure pill", "ace-inhibitor diuretic verapamil potassium-raising"),
    ],
)
def test_a_name_that_does_not_tell_leaves_its_questions_open(typed: str, keys: str) -> None:
    medicine = read(typed)
    assert medicine.recognised
    assert medicine.answers == ()
    assert set(medicine.asks) == set(keys.split())


def test_what_one_of_two_names_answers_is_not_open() -> None:
    assert read("Doan's with aspirin").asks == ("heart-aspirin",)


@pytest.mark.parametrize(
    ("typed", "mg"),
    [
        ("Tylenol 500 mg x 4", 2000),
        ("Tylenol 500 x 4", 2000),
        ("acetaminophen 1 g every 6 hours", 4000),
        ("acetaminophen 1,000 mg every 8 hours", 3000),
        ("Tylenol Extra Strength, 2 tablets every 6 hours as needed", 4000),
        ("Tylenol 500 mg 2 tablets three times a day", 3000),
        ("Tylenol 650 mg at bedtime", 650),
        ("Tylenol 325 mg daily", 325),
        ("Norco 4 a day", 1300),
        ("Percocet 10/325, 1-2 tablets every 4-6 hours as needed", 3900),
        ("Percocet 5 mg x 6", 1950),
        ("oxycodone-acetaminophen 5/325 mg x 6", 1950),
        ("Vicodin 5/325 x 4", 1300),
        ("Tylenol PM 2 caplets nightly", 1000),
        ("NyQuil LiquiCaps 2 capsules every 6 hours", 2600),
        ("Excedrin x 8", 2000),
        ("Tylenol 500 mg two tabs bid", 2000),
    ],
)
def test_a_dose_comes_to_milligrams_a_day(typed: str, mg: float) -> None:
    assert read(typed).mg_a_day("acetaminophen") == pytest.approx(mg)


@pytest.mark.parametrize(
    "typed",
    [
        "Tylenol", "Tylenol 500 mg", "Tylenol x 4", "NyQuil x 4", "Lortab 5/325", "Tylenol 160 mg/5 mL x 4",
        "Tylenol 500 mg as needed", "Tylenol 500 mg x 0", "Tylenol 500 mg x 400", "Tylenol 0 mg x 4",
        "Tylenol 99999 mg x 4", "Tylenol 500 mg every 0 hours", "Percocet and Tylenol x 4",
    ],
)  # fmt: skip
def test_a_dose_that_cannot_be_told_is_unknown_and_never_nothing(typed: str) -> None:
    assert read(typed).holds("acetaminophen")
    assert read(typed).mg_a_day("acetaminophen") is None


def test_no_medicine_counts_for_what_it_does_not_hold() -> None:
    assert not read("Eliquis 5 mg x 2").holds("acetaminophen")
    assert read("Advil 2 tablets 3 times a day").mg_a_day("ibuprofen") == 1200
    assert read("Aleve x 3").mg_a_day("naproxen") == 660


@given(st.text(max_size=60))
def test_any_text_can_be_typed(typed: str) -> None:
    medicine = read(typed)
    assert medicine.recognised or set(medicine.asks) == set(KNOWN.keys)
    for drug in ("acetaminophen", "ibuprofen", "naproxen"):
        amount = medicine.mg_a_day(drug)
        assert amount is None or amount > 0


@given(
    st.sampled_from(KNOWN.all), st.sampled_from(["", " 5 mg", " 20mg twice a day", " ER 10 mg daily", " x 3"])
)
def test_every_name_is_recognised_in_any_case_and_with_a_dose(known: KnownMedicine, dose: str) -> None:
    for name in (known.name, known.name.upper(), known.name.replace("-", " "), known.name.replace("'", "’")):
        medicine = read(name + dose)
        assert medicine.recognised, name + dose
        assert set(known.answers) <= {*medicine.answers}


def test_nothing_of_a_medicine_shows_when_it_is_printed() -> None:
    assert "arfarin" not in repr(read("warfarin")) + repr(taking(Check(), "warfarin"))
    assert "orbitrol" not in repr(read("Zorbitrol"))


# --- what the check makes of them ------------------------------------------------------------------------


def all_no(check: Check) -> Check:
    return check.all_no(QUESTIONS)


def test_a_medicine_says_yes_and_the_check_names_it() -> None:
    check = taking(Check(), "Eliquis 5 mg", "warfarin")
    assert check.yes("anticoagulant")
    assert check.sources("anticoagulant") == ("Eliquis", "warfarin")
    assert check.sources("ssri") == ()


def test_a_list_of_medicines_never_says_no() -> None:
    check = taking(Check(), "Eliquis", "levothyroxine")
    assert not check.answered("ssri")
    assert not check.answered("other-nsaid")


def test_a_yes_by_name_stands_against_a_no_by_hand_and_goes_with_the_medicine() -> None:
    check = taking(Check().with_answer("ssri", "no"), "Zoloft")
    assert check.yes("ssri")
    assert check.not_taking("Zoloft").answer("ssri") == "no"
    assert not taking(Check(), "Zoloft").not_taking("Zoloft").answered("ssri")


def test_an_answer_by_hand_outlives_the_medicine() -> None:
    check = taking(Check().with_answer("ssri", "yes"), "Zoloft").not_taking("Zoloft")
    assert check.yes("ssri")


def test_the_same_medicine_twice_is_one() -> None:
    check = taking(Check(), "Eliquis", "ELIQUIS")
    assert len(check.takes) == 1


@pytest.mark.parametrize("first", ["takes", "none apply"])
def test_none_apply_says_no_to_nothing_an_unknown_medicine_leaves_open(first: str) -> None:
    check = taking(Check(), "Zorbitrol")
    check = all_no(check) if first == "takes" else taking(all_no(Check()), "Zorbitrol")
    for key in KNOWN.keys:
        assert not check.answered(key), key
    assert check.answer("stroke") == "no", "no medicine could answer that"
    assert check.not_taking("Zorbitrol").answer("maoi") == "no", (
        "it was asked, and nothing is in doubt any more"
    )


def test_an_answer_given_to_the_very_question_stands_though_a_medicine_is_unknown() -> None:
    check = taking(all_no(Check()), "Zorbitrol").with_answer("maoi", "no")
    assert check.answer("maoi") == "no"
    assert not check.answered("ssri")
    assert not check.without_answer("maoi").answered("maoi")


@given(
    names=st.lists(st.sampled_from([known.name for known in KNOWN.all]) | st.just("Zorbitrol"), max_size=5),
    by_hand=st.dictionaries(
        st.sampled_from([q.id for q in QUESTIONS if q.group == CURRENT_MEDICINES]),
        st.sampled_from(["yes", "no"]),
    ),
)
def test_no_list_of_medicines_turns_an_open_question_into_a_no(
    names: list[str], by_hand: dict[str, str]
) -> None:
    bare = Check(by_hand)
    check = taking(bare, *names)
    for question in QUESTIONS:
        before, after = bare.answer(question.id), check.answer(question.id)
        assert after == before or after == "yes"


# --- the picker's offers ---------------------------------------------------------------------------------


def offers(typed: str) -> list[str]:
    return [known.name for known in KNOWN.matching(typed, {q.id: q.label for q in QUESTIONS})]


def test_the_picker_offers_names_then_substances_then_classes() -> None:
    assert offers("eliq") == ["Eliquis"]
    assert offers("sertra")[:2] == ["sertraline", "Zoloft"]
    assert "Eliquis" in offers("apix")
    assert offers("blood thi")[0] == "Blood thinner"
    assert "codeine" in " ".join(offers("with cod"))
    assert offers("ssri")[0] == "SSRI"
    assert len(offers("ssri")) > 1
    assert offers("zorb") == []
    assert offers("") == offers(" -- ") == []


def test_look_alike_names_are_shown_in_tall_man_letters() -> None:
    shown = {known.name: known.shown for known in KNOWN.all}
    assert shown["prednisone"] == "predniSONE"
    assert shown["prednisolone"] == "prednisoLONE"
    assert shown["Celebrex"] == "CeleBREX"
    assert all(shown[name].lower() == name.lower() for name in shown)


def test_an_empty_list_of_names_knows_nothing() -> None:
    medicine = read_current_medicine("Eliquis", KnownMedicines())
    assert not medicine.recognised
    assert medicine.asks == ()


@pytest.mark.parametrize(
    "question",
    [q for q in QUESTIONS if q.group == CURRENT_MEDICINES and q.id != "relaxant-last-30-days"],
    ids=lambda question: question.id,
)
def test_every_medicine_question_is_answered_by_names(question: Question) -> None:
    names = [known.name for known in KNOWN.answering(question.id) if not known.is_class]
    assert len(names) >= 2, "what was taken in the last 30 days is history: only that is asked by hand"
