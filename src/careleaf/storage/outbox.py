"""E-mails on their way: kept, encrypted, until the server has them, so that a crash loses none.

Each is one file that AES-256-GCM seals with a key of the system's own safe; without the key it says nothing
but its size and when it was written. While the server is being told, its name ends in `.sending`: found so
later, nobody knows whether it went out.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from careleaf.domain.email import Envelope, Unsent
from careleaf.errors import DeliveryFailed
from careleaf.storage import system_safe
from careleaf.storage.email_secrets import SERVICE
from careleaf.storage.private_folder import write_private_file

KEPT_FOR = timedelta(hours=24)  # after a day its dates are another day's: the handout is better made anew
WAITING, SENDING = ".waiting", ".sending"
_KEY_NAME = "key of the outbox"
_NONCE = 12  # bytes: NIST SP 800-38D, 8.2
_PURPOSE = b"careleaf outbox 1"


class Outbox:
    """A folder of sealed e-mails."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._cipher = folder, AESGCM(key)

    def put(self, envelope: Envelope, now: datetime) -> Unsent:
        """Keep an e-mail that is about to be sent. `now` is aware. Raises DeliveryFailed."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, _packed(envelope, now), _PURPOSE)
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
            sealed = path.read_bytes()
            opened = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _PURPOSE)
        except (OSError, ValueError, InvalidTag):
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
    try:
        if not (key := system_safe.kept(SERVICE, _KEY_NAME)):
            system_safe.keep(SERVICE, _KEY_NAME, base64.b64encode(AESGCM.generate_key(256)).decode())
            key = system_safe.kept(SERVICE, _KEY_NAME)
        return Outbox(folder, base64.b64decode(key)) if key else None
    except (DeliveryFailed, ValueError):
        return None


def _is_old(entry: Unsent | None, now: datetime) -> bool:
    return entry is None or now - entry.written > KEPT_FOR


def _packed(envelope: Envelope, now: datetime) -> bytes:
    head = {"sender": envelope.sender, "recipient": envelope.recipient, "written": now.isoformat()}
    return json.dumps(head).encode() + b"\n" + envelope.content


def _unpacked(packed: bytes) -> tuple[Envelope, datetime]:
    head, _, content = packed.partition(b"\n")
    told = json.loads(head)
    return Envelope(told["sender"], told["recipient"], content), datetime.fromisoformat(told["written"])
