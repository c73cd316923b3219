"""A preset is a draft without the patient."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from builders import TONIGHT, confirmed, draft_of

from careleaf.domain.draft import Draft, TopicChoice, set_value, tick_topic
from careleaf.domain.library import Library
from careleaf.domain.people import Clinician, Patient
from careleaf.domain.preset import Preset, draft_from, foreign_parts, preset_from

NAME = "Quillfeather"
DAY = date(2026, 11, 21)


@pytest.fixture
def draft(library: Library) -> Draft:
    """A draft with the patient's name wherever something about the patient can stand."""
    return draft_of(
        library,
        ["cold", "cold.gel", "med-relaxant"],
        values={
            "cold.minutes": 10,
            "med-relaxant.hours": 48,
            "med-relaxant.start": TONIGHT,
            "med-safety.allergies": NAME,
            "about-spasm.onset": DAY,
            "about-spasm.side": "left",
            "dx-visit.follow-up": DAY,
        },
        notes={"cold": f"For {NAME}.", "sleep": NAME},
        answers={"pregnant": "yes"},
        patient=Patient(NAME, f"MRN {NAME}"),
        clinician=Clinician(f"Dr {NAME}"),
        confirmations=confirmed(R8=NAME),
        style="mono",
    )


def test_a_preset_keeps_what_is_not_about_the_patient(draft: Draft, library: Library) -> None:
    preset = preset_from(draft, library, "mine", "Mine", DAY)
    assert preset.topics == ("cold",)
    assert preset.suggests == ("med-relaxant",), "a preset never ticks a medicine"
    assert preset.choices["cold"].ticked == {"gel"}
    assert preset.choices["cold"].values == {"minutes": 10}
    assert preset.choices["med-relaxant"].values == {"hours": 48}, "the start is tonight's, not a preset's"
    assert (preset.id, preset.title, preset.style, preset.made) == ("mine", "Mine", "mono", DAY)


def test_no_trace_of_the_patient_enters_a_preset(draft: Draft, library: Library) -> None:
    preset = preset_from(draft, library, "mine", "Mine", DAY)
    everything = repr(asdict(preset))
    assert NAME not in everything
    assert "pregnant" not in everything
    assert not {"about-spasm", "dx-visit", "med-safety", "sleep"} & set(preset.choices)


def test_every_personal_param_is_left_out(library: Library) -> None:
    personal = {f"{topic.id}.{param.id}" for topic in library for param in topic.params if param.personal}
    draft = draft_of(library, values=dict.fromkeys(personal, NAME))
    assert len(personal) > 5
    assert preset_from(draft, library, "mine", "Mine", DAY).choices == {}


def test_choices_of_a_topic_the_library_does_not_know_are_left_out(draft: Draft, library: Library) -> None:
    forged = replace(draft, choices={"no-such-topic": draft.choice("cold")})
    assert preset_from(forged, library, "mine", "Mine", DAY).choices == {}


def test_a_draft_from_a_preset_keeps_the_patient_at_hand(draft: Draft, library: Library) -> None:
    preset = Preset(id="p", title="P", topics=("sleep",), style="large-print")
    made = draft_from(preset, replace(draft, page="a4"))
    assert made.topics == ("sleep",)
    assert (made.title, made.style) == ("P", "large-print")
    assert (made.patient, made.clinician, made.check, made.page) == (
        draft.patient,
        draft.clinician,
        draft.check,
        "a4",
    )


def test_a_draft_from_a_preset_has_no_confirmation_of_another_page(draft: Draft) -> None:
    assert draft_from(Preset(id="p", title="P", topics=()), draft).confirmations == {}


def test_a_draft_from_a_preset_alone_has_nobody_in_it(draft: Draft, library: Library) -> None:
    made = draft_from(preset_from(draft, library, "mine", "Mine", DAY))
    assert made.patient == Patient()
    assert made.check.answers == {}
    assert made.choice("cold").values == {"minutes": 10}


def test_a_note_enters_a_preset_only_where_it_was_chosen_to_stand_there(
    draft: Draft, library: Library
) -> None:
    kept = preset_from(draft, library, "mine", "Mine", DAY, standing_notes={"cold"})
    assert kept.choices["cold"].note == f"For {NAME}."
    assert "sleep" not in kept.choices
    assert preset_from(draft, library, "mine", "Mine", DAY).choices["cold"].note == ""


def test_what_is_only_suggested_is_never_ticked(library: Library) -> None:
    ticked = draft_of(library, ["cold", "tx-manual", "tx-inversion", "med-injections", "tx-physio"])
    preset = preset_from(ticked, library, "mine", "Mine", DAY)
    assert preset.topics == ("cold", "tx-physio")
    assert set(preset.suggests) == {"tx-manual", "tx-inversion", "med-injections"}


def test_a_value_of_another_drug_is_left_out(library: Library) -> None:
    mixed = draft_of(
        library,
        values={
            "med-relaxant.drug": "metaxalone",
            "med-relaxant.dose-metaxalone": 400,
            "med-relaxant.dose": 5,
        },
    )
    values = preset_from(mixed, library, "mine", "Mine", DAY).choices["med-relaxant"].values
    assert values == {"drug": "metaxalone", "dose-metaxalone": 400}


FOREIGN = Preset(
    id="p",
    title="P",
    topics=("new-a", "cold", "new-b", "sleep"),
    suggests=("new-c", "tx-physio"),
    choices={
        "cold": TopicChoice(ticked=frozenset({"new-point"}), values={"new-param": 3, "minutes": 10}),
        "new-a": TopicChoice(values={"size": "big"}, note="Standing."),
    },
)


def test_what_another_library_has_is_named(library: Library) -> None:
    assert foreign_parts(FOREIGN, library) == (
        "new-a", "new-b", "new-c", "cold.new-point", "cold.new-param",
    )  # fmt: skip


def test_what_another_library_has_is_not_lost_when_the_draft_is_changed_and_saved(library: Library) -> None:
    ticked = tick_topic(draft_from(FOREIGN), library, "ex-walk")
    known = tuple(topic for topic in ticked.topics if library.topic(topic))
    changed = replace(ticked, topics=known)  # as after a move on the page, which knows only this library
    again = preset_from(set_value(changed, "cold", "minutes", 12), library, "p", "P", DAY, was=FOREIGN)
    assert {"new-a", "new-b", "cold", "sleep", "ex-walk"} == set(again.topics)
    assert again.topics[0] == "new-a"
    assert again.suggests == FOREIGN.suggests
    assert again.choices["new-a"] == FOREIGN.choices["new-a"]
    assert again.choices["cold"].values == {"minutes": 12, "new-param": 3}
    assert "new-point" in again.choices["cold"].ticked


def test_a_preset_is_stale_from_the_day_after_its_review_was_due() -> None:
    preset = replace(FOREIGN, review_due=DAY)
    assert not preset.is_stale(DAY)
    assert preset.is_stale(DAY + timedelta(days=1))
    assert not FOREIGN.is_stale(DAY)
