"""Put a finished file where the clinician wants it."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from careleaf.atomic_file import write_atomically
from careleaf.errors import DeliveryFailed


def save_file(path: Path, content: bytes) -> None:
    """Write a handout to a file in one step. Raises DeliveryFailed; an older file then stays.

    A device or a pipe is written to, never replaced; a link keeps pointing to the file it names.
    """
    if _is_device(path):
        _write_into(path, content)
    else:
        write_atomically(_behind_link(path), content)


def save_together(files: Mapping[Path, bytes]) -> None:
    """Write several files, each in one step. Raises DeliveryFailed, which says what was written by then."""
    written: list[str] = []
    for path, content in files.items():
        try:
            save_file(path, content)
        except DeliveryFailed as error:
            done = f"Written before that: {', '.join(written)}." if written else "Nothing was written."
            raise DeliveryFailed(f"{error} {done}") from None
        written.append(path.name)


def _is_device(path: Path) -> bool:
    """Tell whether something is there that is neither a file nor a folder."""
    try:
        mode = path.stat().st_mode
    except OSError:  # not there yet, or out of reach: writing will say which
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _behind_link(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path)) if path.is_symlink() else path
    except OSError:  # as above
        return path


def _write_into(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise DeliveryFailed(f"{path} could not be written: {error.strerror or error}.") from None


def suggested_name(title: str, day: date, ending: str = "pdf") -> str:
    """Suggest a file name from the handout's title and the day. It never holds the patient's name."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "handout"
    return f"{words}-{day.isoformat()}.{ending}"
