"""Compose: the draft's choices become a handout, worded and dated, and nothing unset is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from builders import CLINIC, NOW, draft_of, point_of, setting, topic_of, with_param, with_topic
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.compose import PLAN_LINES, SAMPLE_STAMP, compose
from careleaf.domain.draft import TopicChoice, move_topic
from careleaf.domain.handout import Handout, HandoutTopic, MedicineRow
from careleaf.domain.library import Library
from careleaf.domain.people import Clinician, Patient
from careleaf.domain.plaintext import fill, placeholders
from careleaf.domain.values import Setting, topic_values, value_texts

RELAXANT, IBUPROFEN = "med-relaxant", "med-ibuprofen"


def composed(library: Library, *ticks: str, **more: Any) -> Handout:
    return compose(setting(library, ticks=ticks, **more))


def topic_in(handout: Handout, topic_id: str) -> HandoutTopic:
    return next(topic for section in handout.sections for topic in section.topics if topic.id == topic_id)


def row_of(library: Library, topic_id: str, **values: Any) -> MedicineRow:
    named = {f"{topic_id}.{key.replace('_', '-')}": value for key, value in values.items()}
    (row,) = composed(library, topic_id, values=named).medicines
    return row


def line(library: Library, name: str, **values: str) -> str:
    """Return a point of the library with values put in: the defaults, or those given."""
    topic = topic_of(library, name.partition(".")[0])
    texts = value_texts(topic, topic_values(topic, setting(library)), library.language)
    words = fill(point_of(library, name).text, texts | {k.replace("_", "-"): v for k, v in values.items()})
    assert words, name
    return words


# --- medicines -------------------------------------------------------------------------------------------


def test_ibuprofen_prints_as_needed_with_its_limits(library: Library) -> None:
    row = row_of(library, IBUPROFEN)
    assert row.name == "Ibuprofen 200 mg"
    assert row.as_needed == "1 tablet when needed. Wait 6 hours."
    assert row.most == "6 tablets"
    assert row.slots == ()


def test_the_last_day_counts(library: Library) -> None:
    assert row_of(library, IBUPROFEN, days=10).last == "Mon 30 Nov"
    assert row_of(library, IBUPROFEN, days=1).last == "Sat 21 Nov"


def test_the_lowest_number_of_tablets_leads(library: Library) -> None:
    row = row_of(library, IBUPROFEN, dose=400, gap=8)
    assert row.as_needed == "1 or 2 tablets when needed. Wait 8 hours."
    assert row.name == "Ibuprofen 200 mg"


def test_times_of_day_print_only_when_chosen(library: Library) -> None:
    row = row_of(library, IBUPROFEN, dose=400, times=("morning", "bedtime"))
    assert row.slots == ("2 tablets", "", "", "2 tablets")
    assert row.as_needed == ""


@pytest.mark.parametrize(
    ("drug", "dose", "name", "tablets"),
    [
        ("cyclobenzaprine", ("dose", 5), "Cyclobenzaprine 5 mg", "1 tablet"),
        ("cyclobenzaprine", ("dose", 7.5), "Cyclobenzaprine 7.5 mg", "1 tablet"),
        ("metaxalone", ("dose_metaxalone", 800), "Metaxalone 800 mg", "1 tablet"),
        ("metaxalone", ("dose_metaxalone", 400), "Metaxalone 400 mg", "1 tablet"),
        ("methocarbamol", ("dose_methocarbamol", 1500), "Methocarbamol 750 mg", "2 tablets"),
        ("methocarbamol", ("dose_methocarbamol", 1000), "Methocarbamol 500 mg", "2 tablets"),
    ],
)
def test_a_relaxant_is_tablets_at_bedtime(
    library: Library, drug: str, dose: tuple[str, float], name: str, tablets: str
) -> None:
    row = row_of(library, RELAXANT, drug=drug, **dict([dose]))
    assert (row.name, row.slots, row.last) == (name, ("", "", "", tablets), "Mon 23 Nov")


def test_half_a_tablet_prints_as_half(library: Library) -> None:
    only_800 = topic_of(library, RELAXANT)
    halves = with_param(
        library, "med-relaxant.dose-metaxalone", strengths=(_param(only_800, "dose-metaxalone").strengths[1],)
    )
    draft = draft_of(
        halves, [RELAXANT], {"med-relaxant.drug": "metaxalone", "med-relaxant.dose-metaxalone": 400}
    )
    handout = compose(setting(halves, draft=draft))
    assert handout.medicines[0].slots[3] == "half a tablet"
    assert handout.courses[0].count.startswith("3 half tablets in all")
    assert "half a tablet of metaxalone" in handout.plan[0]


def _param(topic: Any, param_id: str) -> Any:
    return next(param for param in topic.params if param.id == param_id)


def test_the_course_leads_with_the_last_tablet_and_the_stop_stands_second(library: Library) -> None:
    (box,) = composed(library, RELAXANT).courses
    assert box.lead == "Last tablet: Mon 23 Nov, bedtime. Take none after that."
    assert box.count.startswith("3 tablets in all")
    assert "Sat 21 Nov" in box.count
    assert box.stop == "Stop by Tue 24 Nov, 9:00 PM."


def test_two_tablets_a_night_are_named_in_the_plural(library: Library) -> None:
    values = {"med-relaxant.drug": "methocarbamol", "med-relaxant.dose-methocarbamol": 1500}
    (box,) = composed(library, RELAXANT, values=values).courses
    assert box.lead.startswith("Last tablets: Mon 23 Nov")
    assert box.count.startswith("6 tablets in all")


def test_a_course_from_past_midnight_names_the_evening_before(library: Library) -> None:
    (box,) = composed(library, RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 22, 0, 30)}).courses
    assert "Sat 21 Nov" in box.count
    assert "Last tablet: Mon 23 Nov" in box.lead
    assert box.stop == "Stop by Wed 25 Nov, 12:30 AM."


def test_the_gel_adds_the_nsaid_lines_and_the_cream_does_not(library: Library) -> None:
    cream = topic_in(composed(library, "med-topical"), "med-topical")
    gel = topic_in(composed(library, "med-topical", values={"med-topical.kind": "nsaid-gel"}), "med-topical")
    heart = point_of(library, "med-topical.heart").text
    assert heart in gel.lines
    assert heart not in cream.lines


# --- what is unset, or not ticked, is not printed --------------------------------------------------------


def test_unset_personal_params_print_nothing(library: Library) -> None:
    handout = composed(library, *(topic.id for topic in library.tickable))
    for topic in library:
        personal = {param.id for param in topic.params if param.personal} - {"start"}
        naming = [
            p.id for p in topic.points if personal & {n for text in p.texts for n in placeholders(text)}
        ]
        assert not {f"{topic.id}.{point_id}" for point_id in naming} & set(handout.points)
    assert "{{" not in repr(handout)
    assert handout.next_visit == ""


def test_personal_params_print_once_they_are_set(library: Library) -> None:
    values = {
        "med-safety.allergies": "penicillin",
        "about-spasm.side": "left",
        "dx-visit.follow-up": date(2026, 12, 4),
    }
    handout = composed(library, "about-spasm", "med-ibuprofen", "dx-visit", values=values)
    assert (
        line(library, "med-safety.allergies", allergies="penicillin") in topic_in(handout, "med-safety").lines
    )
    assert line(library, "about-spasm.where", side="low back, left") in topic_in(handout, "about-spasm").lines
    assert line(library, "dx-visit.follow-up", follow_up="Fri 4 Dec") in topic_in(handout, "dx-visit").lines


def test_the_next_visit_is_known_whether_or_not_its_topic_is_ticked(library: Library) -> None:
    handout = composed(library, "cold", values={"dx-visit.follow-up": date(2026, 12, 4)})
    assert handout.next_visit == "Fri 4 Dec"


def test_cold_and_heat_run_from_the_onset_or_else_the_visit(library: Library) -> None:
    def plan(**values: Any) -> str:
        return " ".join(composed(library, "cold", values=values).plan)

    assert "Last day: Mon 23 Nov" in plan()
    assert "Last day: Sun 22 Nov" in plan(**{"about-spasm.onset": date(2026, 11, 20)})


def test_a_point_whose_condition_does_not_hold_is_not_printed(library: Library) -> None:
    def points(start: int) -> set[str]:
        return set(composed(library, "heat-bath", values={"heat-bath.start": start}).points)

    assert "heat-bath.from-now" in points(0) - points(72)
    assert "heat-bath.from" in points(72) - points(0)


def test_a_point_may_hang_on_a_value_of_another_topic_that_prints(library: Library) -> None:
    """Of a topic that is not on the page no value counts, though the draft still holds one."""
    assert "sleep.gain" in composed(library, "sleep").points
    held = {"med-safety.review-days": 5}
    assert "sleep.gain" in composed(library, "sleep", values=held).points
    assert "sleep.gain" not in composed(library, "sleep", IBUPROFEN, values=held).points


def test_a_value_typed_by_a_person_is_never_parsed(library: Library) -> None:
    values = {"med-safety.allergies": "{{ emergency }} {{ 7*7 }} <b>"}
    lines = topic_in(composed(library, IBUPROFEN, values=values), "med-safety").lines
    assert line(library, "med-safety.allergies", allergies="{{ emergency }} {{ 7*7 }} <b>") in lines


def wrap_line(library: Library) -> str:
    return line(library, "cold.wrap")


# --- wording and notes -----------------------------------------------------------------------------------


def test_edited_wording_prints_in_place_of_the_library_s(library: Library) -> None:
    handout = composed(library, "cold", wording={"cold.wrap": "Use it for {{ minutes }}, in a cloth."})
    lines = topic_in(handout, "cold").lines
    assert "Use it for 15 minutes, in a cloth." in lines
    assert wrap_line(library) not in lines
    assert wrap_line(library) in topic_in(composed(library, "cold"), "cold").lines


def test_wording_that_names_an_unset_value_is_neither_printed_nor_listed(library: Library) -> None:
    handout = composed(library, "about-spasm", wording={"about-spasm.where": "It is here: {{ side }}."})
    assert not any("It is here" in line for line in topic_in(handout, "about-spasm").lines)
    assert "about-spasm.where" not in handout.points
    assert "basics.where" not in handout.facts


def test_braces_round_no_param_were_typed_and_print_as_typed(library: Library) -> None:
    draft = draft_of(library, ["cold", "cold.gel"], wording={"cold.gel": "Use {{ nothing }}."})
    handout = compose(setting(library, draft=draft))
    assert "Use {{ nothing }}." in topic_in(handout, "cold").lines
    assert "cold.gel" in handout.points


def test_wording_that_needs_no_value_prints_and_is_listed(library: Library) -> None:
    handout = composed(library, "about-spasm", wording={"about-spasm.where": "It hurts low down."})
    assert "It hurts low down." in topic_in(handout, "about-spasm").lines
    assert "about-spasm.where" in handout.points


def test_wording_of_nothing_but_invisible_marks_leaves_the_library_s(library: Library) -> None:
    forged = draft_of(library, ["cold"]).with_choice("cold", TopicChoice(wording={"wrap": "\u200b"}))
    lines = topic_in(compose(setting(library, draft=forged)), "cold").lines
    assert wrap_line(library) in lines


def test_a_note_prints_in_lines_without_control_characters(library: Library) -> None:
    note = "First line.\r\n\r\n  Second\tline.\u202e\x07  "
    assert topic_in(composed(library, "cold", notes={"cold": note}), "cold").note == (
        "First line.",
        "Second line.",
    )
    assert composed(library, notes={"red-flags": "Ring me."}).emergency.note == ("Ring me.",)
    assert composed(library, "cold", notes={"call-us": "Ring me."}).call_us.note == ("Ring me.",)


# --- the page --------------------------------------------------------------------------------------------


def test_the_emergency_box_is_whole_on_any_page(library: Library) -> None:
    handout = composed(library)
    locked = [point.text for point in topic_of(library, "red-flags").points if point.locked]
    assert list(handout.emergency.signs) == locked
    assert "911" in handout.emergency.lead


def test_the_emergency_number_is_the_clinic_s(library: Library) -> None:
    handout = compose(setting(library, ticks=[IBUPROFEN], clinic=replace(CLINIC, emergency="112")))
    assert "112" in handout.emergency.lead
    assert "911" not in repr(handout)


def test_the_call_us_box_has_both_tiers_and_the_phone(library: Library) -> None:
    handout = composed(library, "cold")
    assert line(library, "call-us.fever", temperature="101", celsius="38.3") in handout.call_us.same_day
    assert line(library, "call-us.not-easing", call_by="Sat 28 Nov") in handout.call_us.signs
    assert not set(handout.call_us.signs) & set(handout.call_us.same_day)
    assert handout.phone == "555-0100"


def test_sections_follow_the_draft_s_order(library: Library) -> None:
    draft = draft_of(library, ["cold", "sleep", RELAXANT])
    moved = move_topic(draft, "sleep", -9)
    assert [s.id for s in compose(setting(library, draft=draft)).sections] == [
        "first-days",
        "medicines",
        "daily-habits",
    ]
    assert [s.id for s in compose(setting(library, draft=moved)).sections] == [
        "daily-habits",
        "first-days",
        "medicines",
    ]


def test_topics_of_one_section_stand_together(library: Library) -> None:
    draft = move_topic(draft_of(library, ["cold", "heat-bath", "sleep"]), "sleep", -1)
    assert draft.topics == ("cold", "sleep", "heat-bath")
    sections = compose(setting(library, draft=draft)).sections
    assert [[topic.id for topic in section.topics] for section in sections] == [
        ["cold", "heat-bath"],
        ["sleep"],
    ]


def test_an_exercise_has_its_steps_dose_and_stop(library: Library) -> None:
    exercise = topic_in(composed(library, "ex-catcamel"), "ex-catcamel")
    assert exercise.steps == tuple(line(library, f"ex-catcamel.{step}") for step in ("start", "round", "dip"))
    assert exercise.dose.startswith("1 set a day: 8 times")
    assert exercise.stop.startswith("Stop if")


def test_the_first_ticked_topic_with_a_message_gives_the_page_its_own(library: Library) -> None:
    def message(*topics: str) -> str:
        return composed(library, *topics).message

    spasm, moving = (topic_of(library, name).message for name in ("about-spasm", "keep-moving"))
    assert spasm
    assert moving
    assert message("cold") == ""
    assert message("cold", "about-spasm", "keep-moving") == spasm.text
    assert message("keep-moving") == moving.text


def test_emergency_signs_stand_under_their_sub_headings_and_none_is_lost(library: Library) -> None:
    box = composed(library, "cold").emergency
    assert [group.heading for group in box.groups] == ["Signs of squashed nerves", "Other danger signs"]
    assert sum((group.signs for group in box.groups), ()) == box.signs


def test_cold_has_ended_on_the_day_that_warmth_begins(library: Library) -> None:
    band = composed(library, "cold", "heat-bath").band
    assert band
    cold, warmth = band.bars
    assert (cold.end, warmth.start) == (3, 3)


def test_a_table_has_the_row_of_the_test_that_was_ordered(library: Library) -> None:
    handout = composed(library, "dx-tests", values={"dx-tests.test": "mri"})
    assert [row[0] for row in topic_in(handout, "dx-tests").rows] == ["MRI scan"]
    assert topic_in(composed(library, "dx-tests"), "dx-tests").rows == ()


def test_questions_print_with_their_answers_as_far_as_counted(library: Library) -> None:
    def asked(count: int) -> list[str]:
        topic = topic_in(composed(library, "faq", values={"faq.count": count}), "faq")
        assert all(answered.answer for answered in topic.answers)
        return [answered.ask for answered in topic.answers]

    assert asked(2) == [point_of(library, f"faq.{name}").ask for name in ("what", "harmless")]
    assert len(asked(6)) == 6


def test_names_are_one_clean_line(library: Library) -> None:
    handout = composed(
        library, patient=Patient("Ana \u202e\nM.", " 12\t3 "), clinician=Clinician(" Dr  Lee ")
    )
    assert (handout.patient, handout.identifier, handout.clinician) == ("Ana M.", "12 3", "Dr Lee")
    assert handout.visit == "Saturday 21 November 2026"


def test_the_visit_is_on_the_clinic_s_calendar(library: Library) -> None:
    late = NOW.replace(hour=23)
    assert compose(setting(library, now=late)).visit == "Saturday 21 November 2026"
    in_paris = replace(CLINIC, timezone="Europe/Paris")
    assert compose(setting(library, now=late, clinic=in_paris)).visit == "Sunday 22 November 2026"


def test_the_sample_clinic_stamps_every_page_whatever_is_asked(library: Library) -> None:
    sample = setting(library, clinic=replace(CLINIC, sample=True))
    assert (
        compose(sample).stamp
        == compose(sample, "DRAFT").stamp
        == SAMPLE_STAMP
        == "SAMPLE - not for a patient"
    )
    assert compose(setting(library), "NOT READY").stamp == "NOT READY"
    assert compose(setting(library)).stamp == ""


def reviewed(library: Library, reviewer: str, due: date) -> Library:
    for topic in library:
        library = with_topic(library, replace(topic, reviewer=reviewer, review_due=due))
    return library


def test_the_footer_says_who_and_which_library_and_honestly_who_reviewed_it(library: Library) -> None:
    footer = composed(library, "cold").footer
    assert footer.startswith("Elm Street Clinic · Library 0.1, not yet reviewed by a clinician")
    assert footer.endswith("review due 21 Nov 2027")


def test_one_topic_not_reviewed_makes_the_page_not_reviewed(library: Library) -> None:
    all_read = reviewed(library, "Dr Lee", date(2027, 11, 21))
    but_one = with_topic(
        all_read, replace(topic_of(all_read, "cold"), reviewer="not yet reviewed by a clinician")
    )
    assert ", reviewed · " in composed(all_read, "cold").footer
    assert "not yet reviewed" in composed(but_one, "cold").footer
    assert "not yet reviewed" not in composed(but_one, "sleep").footer


def test_a_stale_review_says_that_it_was_due(library: Library) -> None:
    assert "review was due 20 Nov 2026" in composed(reviewed(library, "x", date(2026, 11, 20)), "cold").footer
    assert "review due 21 Nov 2026" in composed(reviewed(library, "x", date(2026, 11, 21)), "cold").footer
    one_old = with_topic(library, replace(topic_of(library, "cold"), review_due=date(2020, 1, 1)))
    assert "review was due 1 Jan 2020" in composed(one_old, "cold").footer
    assert "2020" not in composed(one_old, "sleep").footer


# --- the plan --------------------------------------------------------------------------------------------


def test_the_plan_is_at_most_five_lines_in_page_order(library: Library) -> None:
    everything = composed(library, *(topic.id for topic in library.tickable))
    assert 3 <= len(everything.plan) <= PLAN_LINES == 5
    assert composed(library, "cold", "keep-moving").plan[0].startswith("Use a cold pack")


def test_the_plan_ends_with_when_to_call_and_drops_what_begins_later_first(library: Library) -> None:
    ticks = ["cold", "heat-bath", "keep-moving", "ex-catcamel"]
    plan = composed(library, *ticks).plan
    assert [line.split()[0] for line in plan] == ["Use", "From", "Keep", "Do", "Call"]
    fuller = composed(library, *ticks, IBUPROFEN).plan
    assert len(fuller) == PLAN_LINES
    assert not any(line.startswith("From") for line in fuller)
    assert fuller[-1] == plan[-1]
    assert composed(library, "sleep").plan == (), "nothing to do, nothing to sum up"


@given(ticks=st.permutations(["cold", "keep-moving", "dx-visit", "sleep", RELAXANT, IBUPROFEN]))
def test_the_plan_never_drops_a_medicine(library: Library, ticks: list[str]) -> None:
    plan = topic_of(library, "cold").plan
    crowded = library
    for topic in library.tickable:
        crowded = (
            crowded
            if topic.plan
            else with_topic(crowded, replace(topic, plan=plan, params=_with_cold(library, topic)))
        )
    draft = replace(draft_of(crowded, ["faq", "ex-catcamel"]), topics=("faq", "ex-catcamel", *ticks))
    lines = compose(setting(crowded, draft=draft)).plan
    assert len(lines) == PLAN_LINES
    assert sum("cyclobenzaprine" in line or "ibuprofen" in line for line in lines) == 2


def _with_cold(library: Library, topic: Any) -> Any:
    have = {param.id for param in topic.params}
    return (*topic.params, *(p for p in topic_of(library, "cold").params if p.id not in have))


# --- where the words come from ---------------------------------------------------------------------------


def lines_printed(handout: Handout) -> int:
    in_topics = sum(
        len(topic.lines) + len(topic.steps) + len(topic.rows) + len(topic.answers)
        for section in handout.sections
        for topic in section.topics
    )
    boxes = handout.emergency.signs, handout.call_us.signs, handout.call_us.same_day, handout.sources
    return in_topics + sum(map(len, boxes))


@given(data=st.data())
def test_the_points_listed_are_those_that_print(library: Library, data: st.DataObject) -> None:
    points = [f"{topic.id}.{p.id}" for topic in library.tickable for p in topic.points]
    ticks = data.draw(st.lists(st.sampled_from([*(t.id for t in library.tickable), *points]), max_size=20))
    handout = composed(library, *ticks)
    assert len(handout.points) == len(set(handout.points)) == lines_printed(handout)
    carried = {fact for name in handout.points for fact in point_of(library, name).facts}
    texts = {fact for topic in printed(library, handout) for text in topic.texts for fact in text.facts}
    assert carried <= set(handout.facts) <= carried | texts


def printed(library: Library, handout: Handout) -> list[Any]:
    names = [topic.id for section in handout.sections for topic in section.topics]
    return [topic_of(library, name) for name in [*names, "red-flags", "call-us", "sources"]]


def test_facts_of_what_is_not_printed_are_not_listed(library: Library) -> None:
    without, with_gel = composed(library, "cold"), composed(library, "cold", "cold.gel")
    assert "ice.gel" not in without.facts
    assert "ice.gel" in with_gel.facts
    assert set(with_gel.points) - set(without.points) == {"cold.gel"}
    assert "relax.72h" not in without.facts


@pytest.mark.parametrize("year", [1, 2026, 9999])
def test_the_edge_of_the_calendar_breaks_nothing(library: Library, year: int) -> None:
    made = Setting(
        library,
        draft_of(library, [t.id for t in library.tickable]),
        CLINIC,
        NOW.replace(year=year, month=12, day=30),
    )
    handout = compose(made)
    assert handout.emergency.signs
    assert "{{" not in repr(handout)
