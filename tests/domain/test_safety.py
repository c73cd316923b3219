"""Safety rules: what fires, what must not, and that nothing gets past the blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from builders import (
    CLINIC,
    NOW,
    TONIGHT,
    draft_of,
    found,
    levels,
    setting,
    topic_of,
    with_param,
    with_point,
    with_topic,
)
from hypothesis import example, given
from hypothesis import strategies as st

from careleaf.domain.check import Check, Kind
from careleaf.domain.compose import compose
from careleaf.domain.draft import Draft, TopicChoice, tick_topic
from careleaf.domain.handout import Handout
from careleaf.domain.library import Layout, Library, MedicineClass, Topic
from careleaf.domain.people import Clinic
from careleaf.domain.safety import Level, Rules, TableRule, blocks, find, unconfirmed

RELAXANT, IBUPROFEN, CREAM = "med-relaxant", "med-ibuprofen", "med-topical"
METAXALONE = {"med-relaxant.drug": "metaxalone"}
GEL = {"med-topical.kind": "nsaid-gel"}
METHOCARBAMOL = {"med-relaxant.drug": "methocarbamol"}


@dataclass(frozen=True)
class Case:
    """One draft with answers, and whether a rule fires at a level."""

    rule: str
    level: str
    ticks: tuple[str, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)

    def draft(self, library: Library) -> Draft:
        """Return the draft; every other question is answered no, and the age is 40."""
        answers = {"age": 40, **self.answers}
        return draft_of(library, self.ticks, self.values, self.notes, self.wording, answers, all_no=True)

    def __str__(self) -> str:
        told = {**self.answers, **self.values, **self.notes, **self.wording}
        return f"{self.rule} {self.level}: {'+'.join(self.ticks)} {told}"


def case(rule: str, level: str, *ticks: str, **more: Any) -> Case:
    return Case(rule, level, ticks, **more)


def yes(*keys: str) -> dict[str, str]:
    return dict.fromkeys(keys, "yes")


# Each row of resources/rules/rules.toml, answer by answer.
TABLE_FIRES = [
    case("R6", "block", RELAXANT, answers=yes("other-relaxant")),
    case("R7", "info", RELAXANT),
    case("R8", "confirm", RELAXANT, answers={"age": 65}),
    case("R8", "confirm", RELAXANT, answers={"age": 100}, values=METHOCARBAMOL),
    case("R9", "block", RELAXANT, answers=yes("maoi")),
    case("R11", "block", RELAXANT, answers=yes("recent-heart-attack")),
    case("R11", "block", RELAXANT, answers=yes("arrhythmia")),
    case("R11", "block", RELAXANT, answers=yes("heart-block")),
    case("R11", "block", RELAXANT, answers=yes("heart-failure")),
    case("R11", "block", RELAXANT, answers=yes("hyperthyroidism")),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "moderate"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "severe"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "yes"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"liver-disease": "moderate"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"liver-disease": "severe"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers=yes("haemolytic-anaemia"), values=METAXALONE),
    case("R14", "block", RELAXANT, answers={"liver-disease": "moderate"}),
    case("R14", "block", RELAXANT, answers={"liver-disease": "severe"}),
    case("R14", "block", RELAXANT, answers={"liver-disease": "yes"}),
    case("R17", "block", RELAXANT, answers={"age": 17}),
    case("R17", "block", IBUPROFEN, answers={"age": 17}),
    case("R17", "block", CREAM, answers={"age": 0}),
    case("R18", "block", IBUPROFEN, answers=yes("other-nsaid")),
    case("R19", "block", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 30}),
    case("R19", "block", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 45}),
    case("R19", "confirm", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 29}),
    case("R19", "confirm", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 20}),
    case("R19", "confirm", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 5}),
    case("R19", "confirm", IBUPROFEN, answers={"pregnant": "yes"}),
    case("R23", "block", IBUPROFEN, answers=yes("heart-surgery")),
    case("R23", "block", IBUPROFEN, answers=yes("nsaid-allergy")),
    case("R18", "block", CREAM, answers=yes("other-nsaid"), values=GEL),
    case("R19", "block", CREAM, answers={"pregnant": "yes", "pregnancy-weeks": 30}, values=GEL),
    case("R19", "confirm", CREAM, answers=yes("pregnant"), values=GEL),
    case("R23", "block", CREAM, answers=yes("nsaid-allergy"), values=GEL),
    case("R33", "info", RELAXANT),
    case("R33", "info", IBUPROFEN),
    case("R33", "info", CREAM, values=GEL),
    case("R33", "info", CREAM),
]
CODE_FIRES = [
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 96}),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 73}),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 23}),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 96, **METAXALONE}),
    case("R3", "block", "cold", values={"med-relaxant.hours": 96}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "Flexeril 10 for 5 more nights"}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "take them another week"}),
    case("R3", "block", "cold", notes={"cold": "Flexeril 10 for 5 more nights"}),
    case("R3", "block", "cold", RELAXANT, notes={"cold": "take them another week"}),
    case("R3", "block", RELAXANT, notes={"med-safety": "Take it as needed."}),
    case("R3", "block", RELAXANT, wording={"med-relaxant.missed": "Missed one? Take it one night longer."}),
    case("R3", "block", "cold", wording={"cold.gel": "Take your muscle relaxer every night."}),
    case("R3", "block", RELAXANT, values={"med-safety.allergies": "none, so Flexeril for 10 days is fine"}),
    case("R5", "block", RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 21, 18, 59)}),
    case("R5", "block", RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 22, 2, 1)}),
    case("R6", "block", RELAXANT, notes={RELAXANT: "Your Soma tonight."}),
    case("R6", "block", RELAXANT, notes={"med-safety": "You have baclofen at home."}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.dose": 600}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.dose": 300}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.daily-max": 1600}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.days": 11}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.dose": 400, "med-ibuprofen.daily-max": 200}),
    case(
        "R24",
        "block",
        IBUPROFEN,
        values={"med-ibuprofen.dose": 400, "med-ibuprofen.times": ("morning", "noon", "evening", "bedtime")},
    ),
    case("R34", "block", "cold", values={"cold.minutes": 30}),
    case("R34", "block", "cold", values={"cold.gap": 0}),
    case("R34", "block", "sleep", values={"cold.minutes": 30}),
    case("RANGE", "block", "heat-bath", values={"heat-bath.minutes": 31}),
    case("RANGE", "block", RELAXANT, values={"med-relaxant.dose": 6}),
    case("RANGE", "block", RELAXANT, values={"med-relaxant.dose": 30}),
    case("RANGE", "block", "sleep", values={"call-us.temperature": 103}),
    case("RANGE", "block", "sleep", values={"red-flags.action": ""}),
]
MUST_NOT_FIRE = [
    case("R3", "block", RELAXANT),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 72}),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 24}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "Do not drive. Stop after 3 nights."}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "Do not take it for more than 72 hours."}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "Call us if you feel dizzy."}),
    case("R3", "block", RELAXANT, "keep-moving", notes={"keep-moving": "Walk every day."}),
    case("R3", "block", RELAXANT, IBUPROFEN, notes={IBUPROFEN: "Take ibuprofen for 5 days."}),
    case("R3", "block", "cold", notes={"cold": "Take them another week."}),
    case("R5", "block", RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 21, 19, 0)}),
    case("R5", "block", RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 22, 2, 0)}),
    case("R6", "block", RELAXANT),
    case("R6", "block", RELAXANT, notes={RELAXANT: "This is your Flexeril."}),
    case("R6", "block", IBUPROFEN, answers=yes("other-relaxant")),
    case("R7", "info", IBUPROFEN),
    case("R8", "confirm", RELAXANT, answers={"age": 64}),
    case("R8", "confirm", IBUPROFEN, answers={"age": 70}),
    case("R9", "block", RELAXANT, answers=yes("maoi"), values=METAXALONE),
    case("R9", "block", RELAXANT, answers=yes("maoi"), values=METHOCARBAMOL),
    case("R9", "block", IBUPROFEN, answers=yes("maoi")),
    case("R11", "block", RELAXANT, answers=yes("heart-failure"), values=METHOCARBAMOL),
    case("R11", "block", RELAXANT, answers=yes("heart-disease")),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "mild"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"liver-disease": "mild"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "severe"}),
    case("R13", "block", RELAXANT, answers=yes("haemolytic-anaemia"), values=METHOCARBAMOL),
    case("R14", "block", RELAXANT, answers={"liver-disease": "mild"}),
    case("R14", "block", RELAXANT, answers={"liver-disease": "severe"}, values=METHOCARBAMOL),
    case("R17", "block", RELAXANT, answers={"age": 18}),
    case("R17", "block", "cold", answers={"age": 10}),
    case("R18", "block", IBUPROFEN),
    case("R18", "block", CREAM, answers=yes("other-nsaid")),
    case("R19", "confirm", CREAM, answers=yes("pregnant")),
    case("R18", "block", RELAXANT, answers=yes("other-nsaid")),
    case("R19", "block", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 29}),
    case("R19", "block", IBUPROFEN, answers={"pregnant": "no", "pregnancy-weeks": 35}),
    case("R19", "confirm", IBUPROFEN),
    case("R19", "confirm", RELAXANT, answers=yes("pregnant")),
    case("R23", "block", IBUPROFEN),
    case("R23", "block", CREAM, answers=yes("nsaid-allergy")),
    case("R23", "block", RELAXANT, answers=yes("nsaid-allergy")),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.dose": 400}),
    case(
        "R24",
        "block",
        IBUPROFEN,
        values={"med-ibuprofen.dose": 400, "med-ibuprofen.times": ("morning", "noon", "evening")},
    ),
    case("R33", "info", "cold"),
    case("R34", "block", "cold", values={"cold.minutes": 20, "cold.gap": 1}),
    case("RANGE", "block", RELAXANT, values={"med-relaxant.dose": 7.5}),
    case("RANGE", "block", RELAXANT, values={"med-relaxant.hours": 96}),
]


@pytest.mark.parametrize("fires", TABLE_FIRES + CODE_FIRES, ids=str)
def test_a_rule_fires(fires: Case, library: Library, rules: Rules) -> None:
    findings = found(setting(library, draft=fires.draft(library)), rules)
    assert (fires.rule, fires.level) in levels(findings)
    assert all(finding.text.strip() for finding in findings)


@pytest.mark.parametrize("quiet", MUST_NOT_FIRE, ids=str)
def test_a_rule_stays_quiet(quiet: Case, library: Library, rules: Rules) -> None:
    findings = found(setting(library, draft=quiet.draft(library)), rules)
    assert (quiet.rule, quiet.level) not in levels(findings)


def test_every_rule_of_the_table_has_a_case_that_fires_and_one_that_does_not(rules: Rules) -> None:
    always = {rule.id for rule in rules.table if rule.level is Level.INFO}
    assert {rule.id for rule in rules.table} <= {case.rule for case in TABLE_FIRES}
    assert {rule.id for rule in rules.table} - always <= {case.rule for case in MUST_NOT_FIRE}


def test_without_any_one_row_or_answer_of_the_table_a_case_no_longer_fires(
    library: Library, rules: Rules
) -> None:
    for index, row in enumerate(rules.table):
        poorer = [rules.table[:index] + rules.table[index + 1 :]]
        poorer += [
            (
                *rules.table[:index],
                replace(row, any_yes=tuple(k for k in row.any_yes if k != key)),
                *rules.table[index + 1 :],
            )
            for key in row.any_yes
            if len(row.any_yes) > 1
        ]
        for table in poorer:
            missed = [
                fires
                for fires in TABLE_FIRES
                if fires.rule == row.id
                and (fires.rule, fires.level)
                not in levels(find(setting(library, draft=fires.draft(library)), replace(rules, table=table)))
            ]
            assert missed, f"{row.id} ({row.text}) can be weakened unnoticed"


def test_every_question_a_rule_reads_exists(rules: Rules) -> None:
    for row in rules.table:
        for key in (*row.also_yes, *row.any_yes, *([row.number] if row.number else [])):
            question = rules.question(key)
            assert question is not None, key
            assert (question.kind is Kind.NUMBER) == (key == row.number)
        assert row.source, "every rule names where it is from"


# --- R0: what was not asked ------------------------------------------------------------------------------


def test_what_was_not_asked_is_one_finding_a_medicine(library: Library) -> None:
    findings = found(setting(library, ticks=[RELAXANT, IBUPROFEN, "cold"]))
    open_ones = [finding for finding in findings if finding.rule == "R0"]
    assert [finding.topic for finding in open_ones] == [IBUPROFEN, RELAXANT]
    assert {finding.level for finding in open_ones} == {Level.CONFIRM}
    assert "age" in open_ones[0].asks
    assert {"maoi", "other-relaxant", "heart-block"} <= set(open_ones[1].asks)
    assert "MAOI, now or in the last 14 days" in open_ones[1].text


def test_only_what_the_chosen_drug_needs_is_asked(library: Library) -> None:
    (asked,) = (f for f in found(setting(library, ticks=[RELAXANT], values=METHOCARBAMOL)) if f.rule == "R0")
    assert set(asked.asks) == {"other-relaxant", "age"}


def test_all_no_leaves_the_age_to_be_asked(library: Library) -> None:
    (asked,) = (f for f in found(setting(library, ticks=[IBUPROFEN], all_no=True)) if f.rule == "R0")
    assert asked.asks == ("age",)


def test_nothing_is_asked_once_all_is_answered(library: Library) -> None:
    findings = found(setting(library, ticks=[RELAXANT, IBUPROFEN, CREAM], answers={"age": 40}, all_no=True))
    assert levels(findings) == {("R7", "info"), ("R33", "info")}


def test_only_what_could_block_is_asked(library: Library, rules: Rules) -> None:
    for level in (Level.CONFIRM, Level.BLOCK):
        ssri = TableRule("R10", level, "No.", "A test", classes=(MedicineClass.NSAID,), any_yes=("ssri",))
        more = replace(rules, table=(*rules.table, ssri))
        (asked,) = (f for f in found(setting(library, ticks=[IBUPROFEN]), more) if f.rule == "R0")
        assert ("ssri" in asked.asks) is (level is Level.BLOCK)


def test_weeks_are_asked_only_of_the_pregnant(library: Library) -> None:
    def asks(pregnant: str) -> tuple[str, ...]:
        answers = {"age": 40, "pregnant": pregnant}
        findings = found(setting(library, ticks=[IBUPROFEN], answers=answers, all_no=pregnant != "unknown"))
        return next((finding.asks for finding in findings if finding.rule == "R0"), ())

    assert asks("yes") == ("pregnancy-weeks",)
    assert asks("no") == ()
    assert "pregnant" in asks("unknown")
    assert "pregnancy-weeks" not in asks("unknown")


@given(key=st.sampled_from(sorted({"maoi", "arrhythmia", "liver-disease", "other-relaxant", "age"})))
def test_no_unanswered_question_of_a_block_is_let_pass(library: Library, rules: Rules, key: str) -> None:
    everything = draft_of(library, [RELAXANT], answers={"age": 40}, all_no=True).check.answers
    check = Check({k: v for k, v in everything.items() if k != key})
    findings = find(setting(library, draft=draft_of(library, [RELAXANT], answers=check.answers)), rules)
    assert ("R0", "confirm") in levels(findings)


def test_a_page_without_medicine_asks_nothing(library: Library) -> None:
    assert found(setting(library, ticks=["cold", "sleep"])) == ()


# --- the page itself -------------------------------------------------------------------------------------


def test_without_a_clinic_nothing_prints(library: Library) -> None:
    (finding,) = blocks(found(setting(library, clinic=Clinic(name=""))))
    assert finding.rule == "R2"
    assert "No clinic" in finding.text
    assert ("R2", "block") in levels(found(setting(library, clinic=Clinic(name="  ", phone="555"))))


@pytest.mark.parametrize("phone", ["", "   ", "ask at the desk"])
def test_without_a_phone_nothing_prints(library: Library, phone: str) -> None:
    (finding,) = blocks(found(setting(library, clinic=replace(CLINIC, phone=phone))))
    assert (finding.rule, finding.param) == ("R2", "phone")


def test_a_phone_typed_for_this_page_is_a_phone(library: Library) -> None:
    made = setting(library, clinic=replace(CLINIC, phone=""), values={"call-us.phone": "555-0199"})
    assert blocks(found(made)) == ()


def test_a_library_without_emergency_box_prints_nothing(library: Library) -> None:
    sections = tuple(
        replace(s, topics=tuple(t for t in s.topics if t.layout is not Layout.EMERGENCY))
        for s in library.sections
    )
    assert ("R1", "block") in levels(found(setting(replace(library, sections=sections))))


def test_an_emergency_box_that_could_be_emptied_prints_nothing(library: Library) -> None:
    unlocked = library
    for point in topic_of(library, "red-flags").points:
        unlocked = with_point(unlocked, f"red-flags.{point.id}", locked=False)
    assert ("R1", "block") in levels(found(setting(unlocked)))


def test_two_relaxants_are_one_too_many(library: Library) -> None:
    relaxant = topic_of(library, RELAXANT)
    both = with_topic(library, replace(relaxant, id="med-other-relaxant"))
    ticked = draft_of(both, [RELAXANT, "med-other-relaxant"], answers={"age": 40}, all_no=True)
    assert [f.topic for f in blocks(found(setting(both, draft=ticked)))] == ["med-other-relaxant"]


# --- findings and their answers --------------------------------------------------------------------------


def test_the_gravest_findings_come_first_and_none_twice(library: Library) -> None:
    findings = found(
        setting(library, ticks=[RELAXANT, IBUPROFEN], answers={"age": 70}, values={"cold.minutes": 99})
    )
    order = [list(Level).index(finding.level) for finding in findings]
    assert len(set(order)) >= 3
    assert order == sorted(order)
    assert len(set(findings)) == len(findings)


def test_a_confirm_needs_a_reason_and_a_block_takes_none(library: Library) -> None:
    def held_back(**reasons: str) -> list[str]:
        draft = draft_of(library, [RELAXANT], answers={"age": 71}, all_no=True, confirmations=reasons)
        return [finding.rule for finding in unconfirmed(found(setting(library, draft=draft)), draft)]

    assert held_back() == ["R8"]
    assert held_back(R8="  ") == ["R8"]
    assert held_back(R6="wrong rule") == ["R8"]
    assert held_back(R8="lives with family") == []
    too_long = draft_of(
        library, [RELAXANT], values={"med-relaxant.hours": 96}, confirmations={"R3": "please"}
    )
    assert ("R3", "block") in levels(blocks(found(setting(library, draft=too_long))))


def test_a_finding_says_where_it_belongs(library: Library) -> None:
    (finding,) = blocks(found(setting(library, ticks=["cold"], values={"cold.minutes": 30})))
    assert (finding.topic, finding.param) == ("cold", "minutes")
    assert finding.text == "Cold pack, minutes each time: 30 min is outside 10 to 20 min."


def test_a_value_of_a_drug_not_chosen_breaks_no_range(library: Library) -> None:
    values = {"med-relaxant.dose-metaxalone": 5000}
    answers = {"age": 40}
    assert (
        blocks(found(setting(library, ticks=[RELAXANT], values=values, answers=answers, all_no=True))) == ()
    )
    both = {**values, **METAXALONE}
    assert blocks(found(setting(library, ticks=[RELAXANT], values=both, answers=answers, all_no=True)))


def test_dose_times_doses_a_day_is_held_against_the_daily_maximum(library: Library) -> None:
    four = {"med-ibuprofen.dose": 400, "med-ibuprofen.times": ("morning", "noon", "evening", "bedtime")}
    (finding,) = blocks(
        found(setting(library, ticks=[IBUPROFEN], values=four, answers={"age": 40}, all_no=True))
    )
    assert finding.text == "Ibuprofen: 1600 mg a day is more than the daily maximum of 1200 mg."


def test_no_range_of_a_library_makes_a_course_longer(library: Library) -> None:
    generous = with_param(library, "med-relaxant.hours", max=720, default=168)
    draft = draft_of(generous, [RELAXANT], answers={"age": 40}, all_no=True)
    assert ("R3", "block") in levels(found(setting(generous, draft=draft)))
    assert compose(setting(generous, draft=draft)).courses == ()


# --- a blocked course is never worded --------------------------------------------------------------------


def relaxant_draft(library: Library, values: Mapping[str, Any]) -> Draft:
    draft = tick_topic(Draft(), library, RELAXANT).with_choice(RELAXANT, TopicChoice(values=values))
    return tick_topic(draft, library, "cold")


def emergency_signs(library: Library) -> set[str]:
    return {point.text for point in topic_of(library, "red-flags").points if point.locked}


anything = st.integers() | st.floats() | st.integers(20, 100) | st.text(max_size=5) | st.booleans()


@example(hours=72, dose=5, start=TONIGHT, drug="cyclobenzaprine")
@example(hours=72.5, dose=5, start=TONIGHT, drug="cyclobenzaprine")
@example(hours=24, dose=1500, start=TONIGHT, drug="methocarbamol")
@given(
    hours=anything,
    dose=anything | st.sampled_from([5, 7.5, 10, 15]),
    start=st.datetimes() | st.datetimes(TONIGHT, TONIGHT + timedelta(hours=6)),
    drug=st.sampled_from(["cyclobenzaprine", "metaxalone", "methocarbamol"]),
)
def test_no_draft_words_a_course_over_72_hours(
    library: Library, hours: Any, dose: Any, start: datetime, drug: str
) -> None:
    doses = {"dose": dose, "dose-metaxalone": dose, "dose-methocarbamol": dose}
    draft = relaxant_draft(library, {"hours": hours, "start": start, "drug": drug, **doses})
    made = setting(library, draft=draft)
    handout = compose(made)
    refused = bool({"R3", "R5", "RANGE"} & {finding.rule for finding in blocks(found(made))})
    assert emergency_signs(library) <= set(handout.emergency.signs)
    assert len(handout.courses) == len(medicines(handout)) == (0 if refused else 1)
    assert any(drug in line for line in handout.plan) is not refused
    if not refused:
        assert 24 <= hours <= 72
        assert "Take none after that." in handout.courses[0].lead


def medicines(handout: Handout) -> list[str]:
    return [row.name for row in handout.medicines]


@pytest.mark.parametrize("hours", [96, 73, 23, 0, -1, float("nan"), float("inf")])
def test_a_refused_course_leaves_no_number_of_tablets_or_nights(library: Library, hours: float) -> None:
    draft = relaxant_draft(library, {"hours": hours})
    course = topic_of(library, RELAXANT).point("course")
    assert course is not None
    ticked = draft.with_choice(RELAXANT, replace(draft.choice(RELAXANT), ticked=frozenset({"course"})))
    (topic,) = (
        t for s in compose(setting(library, draft=ticked)).sections for t in s.topics if t.id == RELAXANT
    )
    assert not any("in all" in line for line in topic.lines)
    assert compose(setting(library, draft=ticked)).medicines == ()


def test_a_medicine_class_has_rules_of_its_own(library: Library, rules: Rules) -> None:
    classes = {topic.medicine.drug_class for topic in library if topic.medicine}
    read = {drug_class for row in rules.table for drug_class in row.classes}
    assert classes <= read
    assert MedicineClass.RELAXANT in classes


def test_a_day_of_the_clinic_decides_what_tonight_is(library: Library) -> None:
    tokyo = replace(CLINIC, timezone="Asia/Tokyo")
    topic: Topic = topic_of(library, RELAXANT)
    made = setting(library, clinic=tokyo, ticks=[RELAXANT], now=NOW.replace(hour=12))
    assert topic.medicine is not None
    assert made.today.isoformat() == "2026-11-22"
    assert compose(made).courses[0].lead == "Last tablet: Tue 24 Nov, bedtime. Take none after that."
