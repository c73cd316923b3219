"""The drafts handed to the mail program: files with a patient's address and handout, soon removed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from careleaf.storage.private_folder import write_private_file

SHOWN_FOR = timedelta(minutes=10)  # a mail program reads the file while it starts, and has its own copy then


def put_draft(folder: Path, content: bytes) -> Path:
    """Write a draft and return its file. Raises DeliveryFailed."""
    return write_private_file(folder, ".eml", content)


def clear_drafts(folder: Path, before: datetime) -> None:
    """Remove the drafts that were written before a moment (aware); one that is held open waits."""
    for path in folder.glob("*.eml"):
        with suppress(OSError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
