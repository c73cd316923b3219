"""E-mails on their way: kept, encrypted, until the server has them, so that a crash loses none.

Each is one file that AES-256-GCM seals with a key of the system's own safe; without the key it says nothing
but its size and when it was written. While the server is being told, its name ends in `.sending`: found so
later, nobody knows whether it went out.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from careleaf.domain.email import Envelope, Unsent
from careleaf.errors import DeliveryFailed
from careleaf.storage.email_secrets import SERVICE
from careleaf.storage.encryption import Cipher, cipher_in_safe
from careleaf.storage.private_folder import write_private_file

KEPT_FOR = timedelta(hours=24)  # after a day its dates are another day's: the handout is better made anew
WAITING, SENDING = ".waiting", ".sending"
_KEY_NAME = "key of the outbox"
_PURPOSE = b"careleaf outbox 1"


class Outbox:
    """A folder of sealed e-mails."""

    def __init__(self, folder: Path, cipher: Cipher) -> None:
        self._folder, self._cipher = folder, cipher

    def put(self, envelope: Envelope, now: datetime) -> Unsent:
        """Keep an e-mail that is about to be sent. `now` is aware. Raises DeliveryFailed."""
        sealed = self._cipher.seal(_packed(envelope, now))
        return Unsent(write_private_file(self._folder, WAITING, sealed), envelope, now, unsure=False)

    def is_sending(self, unsent: Unsent) -> Unsent:
        """Note that the server is being told from now on. Raises DeliveryFailed."""
        return self._renamed(unsent, SENDING)

    def was_not_sent(self, unsent: Unsent) -> Unsent:
        """Note that it surely did not go out. Raises DeliveryFailed."""
        return self._renamed(unsent, WAITING)

    def remove(self, unsent: Unsent) -> None:
        """Forget an e-mail: it was sent, or is not to be. Raises DeliveryFailed."""
        try:
            unsent.file.unlink(missing_ok=True)
        except OSError as error:
            raise DeliveryFailed(f"{unsent.file} cannot be removed: {error.strerror or error}.") from None

    def unsent(self) -> tuple[Unsent, ...]:
        """Return what is still here, the oldest first."""
        found = [entry for path in self._files() if (entry := self._read(path)) is not None]
        return tuple(sorted(found, key=lambda entry: entry.written))

    def remove_old(self, now: datetime) -> int:
        """Remove what is older than a day or no longer opens, and return how many. `now` is aware."""
        old = [path for path in self._files() if _is_old(self._read(path), now)]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _files(self) -> list[Path]:
        return sorted(self._folder.iterdir()) if self._folder.is_dir() else []

    def _read(self, path: Path) -> Unsent | None:
        try:
            opened = self._cipher.open(path.read_bytes())
        except OSError:
            return None
        if opened is None:
            return None
        envelope, written = _unpacked(opened)
        return Unsent(path, envelope, written, unsure=path.suffix == SENDING)

    def _renamed(self, unsent: Unsent, ending: str) -> Unsent:
        file = unsent.file.with_suffix(ending)
        try:
            unsent.file.replace(file)
        except OSError as error:
            raise DeliveryFailed(f"{unsent.file} cannot be renamed: {error.strerror or error}.") from None
        return Unsent(file, unsent.envelope, unsent.written, unsure=ending == SENDING)


def open_outbox(folder: Path) -> Outbox | None:
    """Return the outbox, or None where the system has no safe for its key: nothing is then written."""
    cipher = cipher_in_safe(SERVICE, _KEY_NAME, _PURPOSE)
    return Outbox(folder, cipher) if cipher else None


def _is_old(entry: Unsent | None, now: datetime) -> bool:
    return entry is None or now - entry.written > KEPT_FOR


def _packed(envelope: Envelope, now: datetime) -> bytes:
    head = {"sender": envelope.sender, "recipient": envelope.recipient, "written": now.isoformat()}
    return json.dumps(head).encode() + b"\n" + envelope.content


def _unpacked(packed: bytes) -> tuple[Envelope, datetime]:
    head, _, content = packed.partition(b"\n")
    told = json.loads(head)
    return Envelope(told["sender"], told["recipient"], content), datetime.fromisoformat(told["written"])
