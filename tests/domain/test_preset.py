"""A preset is a draft without the patient."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest
from builders import TONIGHT, confirmed, draft_of

from careleaf.domain.draft import Draft
from careleaf.domain.library import Library
from careleaf.domain.people import Clinician, Patient
from careleaf.domain.preset import Preset, draft_from, preset_from

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
