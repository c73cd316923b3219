"""Set up the clinic whose letterhead and phone go on every page."""

from __future__ import annotations

from careleaf.app.bootstrap import Program
from careleaf.content.clinic_loader import is_timezone
from careleaf.domain.people import Clinic
from careleaf.storage.clinic_file import save_clinic

__all__ = ["is_timezone", "set_up_clinic"]


def set_up_clinic(program: Program, clinic: Clinic) -> Clinic:
    """Keep a clinic for the next start and return it as it was read back.

    Raises DeliveryFailed where it cannot be written and InvalidFiles where it does not read back.
    """
    save_clinic(program.locations.clinic, clinic)
    return program.clinic()
