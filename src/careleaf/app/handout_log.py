"""Log that a handout was given, where the clinic turned that on."""

from __future__ import annotations

from datetime import datetime

from careleaf.app.bootstrap import Program
from careleaf.domain.handout_number import handout_number
from careleaf.domain.people import Clinic
from careleaf.storage.handout_log import Given, add_to_log


def log_given(program: Program, clinic: Clinic, content: str, how: str, preset: str, now: datetime) -> None:
    """Log a handout by its content hash; `how` is save, print, record or batch, `now` is aware.

    Raises DeliveryFailed. Nothing is logged for a clinic that did not turn it on, nor for the sample clinic.
    """
    if clinic.log and not clinic.sample:
        given = Given(now, how, handout_number(content), content, preset)
        add_to_log(program.locations.handout_log, given)
