"""Save the clinic's sign-offs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import tomli_w

from careleaf.atomic_file import write_atomically
from careleaf.domain.signoff import SignOff


def save_signoffs(path: Path, signoffs: Iterable[SignOff]) -> None:
    """Write the sign-offs as TOML. Raises DeliveryFailed; the old file then stays."""
    tables = [asdict(signoff) for signoff in signoffs]
    write_atomically(path, tomli_w.dumps({"format_version": 1, "signoff": tables}).encode())
