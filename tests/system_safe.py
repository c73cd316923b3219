"""The operating system's safe for passwords, as the tests have it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

SAFE_FILE = "CARELEAF_TEST_SAFE"  # of the environment


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


class FileSafe(KeyringBackend):
    """A safe that several programs share: the file named by SAFE_FILE. No safe at all, but for a test."""

    priority = 0  # type: ignore[assignment]

    @property
    def _file(self) -> Path:
        return Path(os.environ[SAFE_FILE])

    @property
    def kept(self) -> dict[str, str]:
        """Return the secrets by service and name."""
        return json.loads(self._file.read_text()) if self._file.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(f"{service}: {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps({**self.kept, f"{service}: {username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        rest = self.kept
        if rest.pop(f"{service}: {username}", None) is None:
            raise PasswordDeleteError
        self._file.write_text(json.dumps(rest))


@contextmanager
def safe_in_use(safe: KeyringBackend) -> Iterator[None]:
    """Have the program use a safe, or find that there is none."""
    before = keyring.get_keyring()
    keyring.set_keyring(safe)
    try:
        yield
    finally:
        keyring.set_keyring(before)
