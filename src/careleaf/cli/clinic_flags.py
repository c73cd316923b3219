"""The flags that say for which clinic and when: `--clinic`, `--timezone`, `--now`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from careleaf.app.bootstrap import Program
from careleaf.content.clinic_loader import is_timezone
from careleaf.domain.people import Clinic
from careleaf.errors import UsageError


def clinic_and_now(program: Program, flags: argparse.Namespace) -> tuple[Clinic, datetime]:
    """Return the clinic and the moment, aware and in the clinic's time zone."""
    clinic = program.clinic(flags.clinic)
    if flags.timezone is not None:
        if not is_timezone(flags.timezone):
            raise UsageError(f'"{flags.timezone}" is no time zone; expected one such as America/New_York.')
        clinic = replace(clinic, timezone=flags.timezone)
    zone = ZoneInfo(clinic.timezone)
    now: datetime = flags.now or datetime.now(UTC)
    return clinic, now.replace(tzinfo=zone) if now.tzinfo is None else now.astimezone(zone)
