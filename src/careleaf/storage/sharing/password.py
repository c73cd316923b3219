"""The password of the shared library: kept by the operating system, never in a file of ours."""

from __future__ import annotations

from careleaf.domain.sharing import Sharing
from careleaf.storage import system_safe

_SERVICE = "Careleaf shared library"


def keep_password(sharing: Sharing, password: str) -> None:
    """Give the password to the system's own safe. Raises DeliveryFailed where it has none."""
    system_safe.keep(_SERVICE, _name(sharing), password)


def kept_password(sharing: Sharing) -> str:
    """Return the password, or an empty text where none is kept."""
    return system_safe.kept(_SERVICE, _name(sharing))


def forget_password(sharing: Sharing) -> None:
    """Have the system forget the password, if it has it."""
    system_safe.forget(_SERVICE, _name(sharing))


def _name(sharing: Sharing) -> str:
    return f"{sharing.user} at {sharing.place}"
