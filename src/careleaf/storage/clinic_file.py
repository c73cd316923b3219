"""Save the clinic that was set up on this computer."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import tomli_w

from careleaf.atomic_file import write_atomically
from careleaf.domain.people import Clinic


def save_clinic(path: Path, clinic: Clinic) -> None:
    """Write a clinic as TOML, leaving out what is empty. Raises DeliveryFailed; the old file then stays."""
    kept = {key: value for key, value in asdict(clinic).items() if value not in ("", False)}
    write_atomically(path, tomli_w.dumps({"format_version": 1, **kept}).encode())
