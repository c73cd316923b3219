"""The log of handouts given: a line each, a file a month. It has no place for a patient."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from careleaf.errors import DeliveryFailed
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Given:
    """That a handout was given: when (aware), how, its number and content hash, the preset's id."""

    when: datetime
    how: str
    number: str
    content: str
    preset: str


def add_to_log(folder: Path, given: Given) -> None:
    """Append one line to the month's file, in one write that no other program's line can fall into.

    Raises DeliveryFailed.
    """
    when = given.when.astimezone(UTC)
    path = folder / f"handouts-{when:%Y-%m}.tsv"
    cells = (f"{when:%Y-%m-%dT%H:%M:%SZ}", given.how, given.number, given.content, given.preset)
    line = "\t".join(" ".join(cell.split()) for cell in cells).encode() + b"\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            written = os.write(file, line)
        finally:
            os.close(file)
    except OSError as error:
        raise _not_logged(path, error.strerror or str(error)) from None
    if written != len(line):
        raise _not_logged(path, "the disk is full")


def _not_logged(path: Path, why: str) -> DeliveryFailed:
    return DeliveryFailed(f"The handout was given, but not logged: {path} could not be written: {why}.")
