"""The key of the marks in batch reports: with it names could be tried on them, so it stays here."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from careleaf.errors import DeliveryFailed

_LENGTH = 32  # bytes


def batch_key(path: Path) -> bytes:
    """Return the key of this user, made when first asked for. Raises DeliveryFailed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_bytes()
            if len(key) != _LENGTH:
                raise DeliveryFailed(f"{path} is damaged. Delete it; batches are then made anew.") from None
            return key
        with os.fdopen(made, "wb") as file:
            file.write(key := secrets.token_bytes(_LENGTH))
        return key
    except OSError as error:
        raise DeliveryFailed(f"{path} could not be used: {error.strerror or error}.") from None
