"""A folder that only this user can look into."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from careleaf.errors import DeliveryFailed


def private_folder(path: Path) -> Path:
    """Make a folder for this user's eyes alone, and return it. Raises DeliveryFailed."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as error:
        raise DeliveryFailed(f"The folder {path} cannot be used: {error.strerror or error}.") from None
    return path


def write_private_file(folder: Path, ending: str, content: bytes) -> Path:
    """Write a file for this user alone under a name that says nothing. Raises DeliveryFailed."""
    path = None
    try:
        handle, name = tempfile.mkstemp(
            ending, "document-", private_folder(folder)
        )  # readable by this user alone
        path = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if path is not None:
            path.unlink(missing_ok=True)
        raise DeliveryFailed(f"{folder} cannot be written to: {error.strerror or error}.") from None
    return path


def replace_private_file(path: Path, content: bytes) -> None:
    """Write a file for this user alone in one step; the old one stays where it fails. Raises DeliveryFailed.

    Two programs must not write the same file at once: its neighbour on the way is always called the same.
    """
    private_folder(path.parent)
    unfinished = path.with_suffix(".new")
    try:
        with open(unfinished, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise DeliveryFailed(f"{path.parent} cannot be written to: {error.strerror or error}.") from None
