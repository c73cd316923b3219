"""The operating system's own safe for passwords and keys: they are never in a file of ours."""

from __future__ import annotations

import re

import keyring
from keyring.errors import KeyringError

from careleaf.errors import DeliveryFailed

PIECE = 1000  # characters: Windows keeps at most 2560 bytes, two for each; a sign-in can be longer
_PIECES = re.compile(r"\[(\d+) pieces\]")  # what stands in the place of a secret that lies in several


def keep(service: str, name: str, secret: str) -> None:
    """Give a secret to the safe, in place of an older one. Raises DeliveryFailed where there is none."""
    forget(service, name)
    written = {name: secret}
    if len(secret) > PIECE or _PIECES.fullmatch(secret):
        pieces = [secret[start : start + PIECE] for start in range(0, len(secret), PIECE)]
        written = {_place(name, number): piece for number, piece in enumerate(pieces)}
        written[name] = f"[{len(pieces)} pieces]"
    try:
        for place, text in written.items():
            keyring.set_password(service, place, text)
    except (KeyringError, OSError) as error:
        raise DeliveryFailed(
            f"This computer has no place that keeps a password safely ({type(error).__name__}), so it was "
            "not kept. It is asked for again at the next start."
        ) from None


def kept(service: str, name: str) -> str:
    """Return a secret, or an empty text where none is kept."""
    try:
        secret = keyring.get_password(service, name) or ""
        if pieces := _PIECES.fullmatch(secret):
            places = (_place(name, number) for number in range(int(pieces[1])))
            return "".join(keyring.get_password(service, place) or "" for place in places)
        return secret
    except (KeyringError, OSError):
        return ""


def forget(service: str, name: str) -> None:
    """Have the system forget a secret, if it has it."""
    try:
        pieces = _PIECES.fullmatch(keyring.get_password(service, name) or "")
        for number in range(int(pieces[1]) if pieces else 0):
            keyring.delete_password(service, _place(name, number))
        keyring.delete_password(service, name)
    except (KeyringError, OSError):
        return


def _place(name: str, number: int) -> str:
    return f"{name}, piece {number + 1}"
