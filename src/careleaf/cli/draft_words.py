"""What the flags of `render`, `check` and `batch` choose: clinic, clock, and the words of the draft."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from careleaf.app.bootstrap import Program
from careleaf.app.draft_choices import Choices
from careleaf.content.clinic_loader import is_timezone
from careleaf.domain.people import Clinic
from careleaf.errors import UsageError


def choices_of(flags: argparse.Namespace) -> Choices:
    """Return what the flags say of the draft; `batch` has none for one patient."""
    return Choices(
        ticks=tuple(flags.tick),
        unticks=tuple(flags.untick),
        settings=tuple(flags.settings),
        answers=tuple(flags.answers),
        confirmations=tuple(getattr(flags, "confirm", ())),
        patient_name=getattr(flags, "patient_name", ""),
        patient_id=getattr(flags, "patient_id", ""),
        clinician=flags.clinician,
        with_blocks=tuple(flags.with_blocks),
        without_blocks=tuple(flags.without_blocks),
        style=flags.style,
        page=flags.page,
    )


def clinic_and_clock(program: Program, flags: argparse.Namespace) -> tuple[Clinic, datetime]:
    """Return the clinic and the time (aware, in its zone). Raises UsageError or InvalidFiles."""
    clinic = program.clinic(flags.clinic)
    if flags.timezone is not None:
        if not is_timezone(flags.timezone):
            raise UsageError(f'"{flags.timezone}" is no time zone; expected one such as America/New_York.')
        clinic = replace(clinic, timezone=flags.timezone)
    zone = ZoneInfo(clinic.timezone)
    if flags.now is None:
        return clinic, datetime.now(UTC).astimezone(zone)
    return clinic, flags.now.replace(tzinfo=zone) if flags.now.tzinfo is None else flags.now.astimezone(zone)
