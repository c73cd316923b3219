"""The password of the shared library: kept by the operating system, never in a file of ours."""

from __future__ import annotations

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from careleaf.domain.sharing import Sharing
from careleaf.errors import DeliveryFailed

_SERVICE = "Careleaf shared library"


def keep_password(sharing: Sharing, password: str) -> None:
    """Give the password to the system's own safe. Raises DeliveryFailed where it has none."""
    try:
        keyring.set_password(_SERVICE, _name(sharing), password)
    except (KeyringError, OSError) as error:
        raise DeliveryFailed(
            f"This computer has no place that keeps a password safely ({type(error).__name__}), so it was "
            "not kept. It is asked for again at the next start."
        ) from None


def kept_password(sharing: Sharing) -> str:
    """Return the password, or an empty text where none is kept."""
    try:
        return keyring.get_password(_SERVICE, _name(sharing)) or ""
    except (KeyringError, OSError):
        return ""


def forget_password(sharing: Sharing) -> None:
    """Have the system forget the password, if it has it."""
    try:
        keyring.delete_password(_SERVICE, _name(sharing))
    except (PasswordDeleteError, KeyringError, OSError):
        return


def _name(sharing: Sharing) -> str:
    return f"{sharing.user} at {sharing.place}"
