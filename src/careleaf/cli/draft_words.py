"""What the flags of `render`, `check`, `batch` and `presets save` choose, as words of the draft."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from careleaf.app.draft_choices import Choices
from careleaf.errors import UsageError


def choices_of(flags: argparse.Namespace) -> Choices:
    """Return what the flags say of the draft; `batch` and `presets save` have none for one patient."""
    return Choices(
        ticks=tuple(flags.tick),
        unticks=tuple(flags.untick),
        settings=tuple(flags.settings),
        answers=tuple(getattr(flags, "answers", ())),
        takes=tuple(getattr(flags, "takes", ())),
        confirmations=tuple(getattr(flags, "confirm", ())),
        patient_name=getattr(flags, "patient_name", ""),
        patient_id=getattr(flags, "patient_id", ""),
        clinician=getattr(flags, "clinician", ""),
        with_blocks=tuple(flags.with_blocks),
        without_blocks=tuple(flags.without_blocks),
        style=flags.style,
        page=getattr(flags, "page", None),
    )


def with_patient_of(choices: Choices, file: str) -> Choices:
    """Return the choices with name and number from a file that holds one FHIR Patient.

    Raises UsageError for several patients or where the flags name one too, and as `read_patients`.
    """
    if choices.patient_name or choices.patient_id:
        raise UsageError("--patient-json says who it is for: leave out --patient-name and --patient-id.")
    from careleaf.content.patient_json import read_patients  # few commands name such a file

    patients = read_patients(Path(file))
    if len(patients) > 1:
        raise UsageError(f"{Path(file).name} holds {len(patients):,} patients; a handout is for one.")
    patient = patients[0].patient
    return replace(choices, patient_name=patient.name, patient_id=patient.identifier)
