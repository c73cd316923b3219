"""A folder that only this user can look into."""

from __future__ import annotations

import os
import tempfile
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
