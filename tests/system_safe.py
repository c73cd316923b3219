"""The operating system's safe for passwords, as the tests have it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoSafe
from keyring.errors import PasswordDeleteError


class Safe(KeyringBackend):
    """The operating system's safe, as the tests have it."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@contextmanager
def safe_in_use(safe: Safe | NoSafe) -> Iterator[None]:
    """Have the program use a safe, or find that there is none."""
    before = keyring.get_keyring()
    keyring.set_keyring(safe)
    try:
        yield
    finally:
        keyring.set_keyring(before)
