"""The handout being made in one window, encrypted in a file of its own, for the case that Careleaf is killed.

A window has a random id. `ID.lock` is held as long as it lives, `ID.draft` is what it keeps, and the system's
safe has a key for this id alone, which goes when the file goes: what a disk may still hold opens for nobody.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from careleaf.errors import DeliveryFailed
from careleaf.storage import system_safe
from careleaf.storage.encryption import Cipher, cipher_in_safe, kept_cipher
from careleaf.storage.private_folder import private_folder, replace_private_file

SERVICE = "Careleaf crash recovery"
_PURPOSE = b"careleaf recovery 1"
_OURS = re.compile(r"([0-9a-f]{16})\.(?:lock|draft|new)")


class RecoveryFile:
    """What one window keeps. Whoever has claimed it may write, read and remove it."""

    def __init__(self, folder: Path, window: str) -> None:
        self._window, self._draft = window, folder / f"{window}.draft"
        # Claimed in one thread, given up in another.
        self._lock = FileLock(folder / f"{window}.lock", timeout=0, thread_local=False)
        self._cipher: Cipher | None = None

    def claim(self) -> bool:
        """Take the file as one's own, and tell whether it was free. Raises DeliveryFailed."""
        try:
            self._lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            folder = self._draft.parent
            raise DeliveryFailed(f"{folder} cannot be used: {error.strerror or error}.") from None
        return True

    def give_up(self) -> None:
        """Let another window claim it."""
        self._lock.release()

    @property
    def is_kept(self) -> bool:
        """Tell whether something is kept."""
        return self._draft.exists()

    @property
    def written(self) -> datetime:
        """Return when it was written last (aware). Raises OSError."""
        return datetime.fromtimestamp(self._draft.stat().st_mtime, UTC)

    def prepare(self) -> None:
        """Have the system's safe keep a key, which may take a person's consent. Raises DeliveryFailed."""
        self._cipher = self._cipher or cipher_in_safe(SERVICE, self._window, _PURPOSE)
        if self._cipher is None:
            raise DeliveryFailed("This computer has no place that keeps a key safely.")

    def write(self, content: bytes) -> None:
        """Keep this in the place of what was kept. Raises DeliveryFailed; what was kept before then stays."""
        self.prepare()
        assert self._cipher is not None
        replace_private_file(self._draft, self._cipher.seal(content))

    def read(self) -> bytes | None:
        """Return what is kept, or None where key or file are not as they were."""
        self._cipher = self._cipher or kept_cipher(SERVICE, self._window, _PURPOSE)
        try:
            return self._cipher.open(self._draft.read_bytes()) if self._cipher else None
        except OSError:
            return None

    def empty(self) -> None:
        """Keep nothing more; the key stays for what comes next. Raises DeliveryFailed."""
        try:
            for path in (self._draft, self._draft.with_suffix(".new")):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise DeliveryFailed(f"{self._draft} cannot be removed: {error.strerror or error}.") from None

    def remove(self) -> None:
        """Remove it and its key, and give it up. Raises DeliveryFailed where the file stays."""
        system_safe.forget(SERVICE, self._window)
        self._cipher = None
        self.empty()
        self._lock.release()
        with suppress(OSError):
            Path(self._lock.lock_file).unlink(missing_ok=True)


def new_recovery_file(folder: Path) -> RecoveryFile:
    """Return a file for a window of this program, claimed. Raises DeliveryFailed."""
    made = RecoveryFile(private_folder(folder), secrets.token_hex(8))
    made.claim()
    return made


def claim_left_behind(folder: Path) -> list[RecoveryFile]:
    """Claim the files whose windows are gone. Raises DeliveryFailed."""
    try:
        windows = sorted({found[1] for path in folder.iterdir() if (found := _OURS.fullmatch(path.name))})
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DeliveryFailed(f"{folder} cannot be read: {error.strerror or error}.") from None
    return [each for each in (RecoveryFile(folder, window) for window in windows) if each.claim()]
