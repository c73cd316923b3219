"""What this workstation and the shared library last had in common, kept between two starts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import tomli_w

from careleaf.atomic_file import write_atomically


def load_known(path: Path, place: str) -> dict[str, str]:
    """Return the digests last agreed on with a place; nothing for another place or a file that is broken.

    Nothing known is always safe: equal files then agree, different ones are asked about.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    files = table.get("files")
    if table.get("place") != place or not isinstance(files, dict):
        return {}
    return {name: value for name, value in files.items() if isinstance(value, str)}


def save_known(path: Path, place: str, known: dict[str, str]) -> None:
    """Write the digests agreed on. Raises DeliveryFailed."""
    table = {"place": place, "files": dict(sorted(known.items()))}
    write_atomically(path, tomli_w.dumps(table).encode())
