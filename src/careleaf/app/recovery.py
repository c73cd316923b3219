"""Crash recovery: keep the handout at hand, encrypted, and bring back what a crash left.

Where `recovery = true` does not stand in the settings nothing is kept, and what is there is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from careleaf.content.draft_as_json import UnreadableDraft, draft_json, read_draft_json
from careleaf.domain.draft import Draft
from careleaf.domain.known_medicines import KnownMedicines
from careleaf.errors import DeliveryFailed
from careleaf.lazy_dataclass import dataclass
from careleaf.storage.locations import Locations
from careleaf.storage.settings_file import read_settings

if TYPE_CHECKING:
    from careleaf.storage.recovery_file import RecoveryFile

SETTING = "recovery"
KEPT_FOR = timedelta(days=7)  # a handout that nobody has asked for since is of another visit
NO_KEY = "its key is not in this computer's safe for passwords, or the file is damaged"


@dataclass(frozen=True)
class Unfinished:
    """A handout that a crash left: `draft` is None where it cannot be read, and `why` says why."""

    file: RecoveryFile
    written: datetime
    draft: Draft | None = None
    why: str = ""


class Recovery:
    """What one window keeps. All but `end` may wait for a person's consent: not for the window's thread."""

    def __init__(self, places: Locations, medicines: KnownMedicines, now: Callable[[], datetime]) -> None:
        self._places, self._medicines, self._now = places, medicines, now
        self._own: RecoveryFile | None = None
        self._left: list[RecoveryFile] = []
        self._writing = Lock()
        self._ended = False

    @property
    def is_on(self) -> bool:
        """Tell whether the person at this computer wants it."""
        return read_settings(self._places.settings).get(SETTING) is True

    @property
    def keeps_anything(self) -> bool:
        """Tell whether this window has a file."""
        return self._own is not None

    def keep(self, draft: Draft) -> None:
        """Keep a draft in the place of the one before. Raises DeliveryFailed."""
        content = draft_json(draft)
        if self._own is None:
            from careleaf.storage.recovery_file import new_recovery_file  # ciphers cost time at each start

            self._own = new_recovery_file(self._places.recovery)
        self._own.prepare()
        with self._writing:
            if self._ended:
                self._own.remove()
            else:
                self._own.write(content)

    def drop(self) -> None:
        """Keep nothing while nothing would be lost. Raises DeliveryFailed."""
        if self._own is not None:
            self._own.empty()

    def end(self) -> None:
        """Leave nothing of this window behind; what an earlier crash left waits for the next start."""
        self._ended = True
        with self._writing, suppress(DeliveryFailed):
            if self._own is not None:
                self._own.remove()
        for file in self._left:
            file.give_up()

    def forget(self) -> None:
        """Remove what this window keeps and what crashes left. Raises DeliveryFailed."""
        own, self._own = self._own, None
        for file in (*([own] if own else []), *self._left, *self._claimed()):
            file.remove()
        self._left = []

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return what crashes left, the newest first, and have no other window ask for it.

        What is older than a week is removed. Raises DeliveryFailed.
        """
        if not self.is_on:
            self.forget()
            return ()
        found = []
        for file in self._claimed():
            if not file.is_kept or self._now() - file.written > KEPT_FOR:
                file.remove()
            else:
                self._left.append(file)
                found.append(self._opened(file))
        return tuple(sorted(found, key=lambda each: each.written, reverse=True))

    def take_over(self, unfinished: Unfinished) -> None:
        """Keep on with a handout that a crash left, in its own file. Raises DeliveryFailed."""
        self._left.remove(unfinished.file)
        before, self._own = self._own, unfinished.file
        if before is not None:
            before.remove()

    def throw_away(self, unfinished: Unfinished) -> None:
        """Remove what a crash left, and its key. Raises DeliveryFailed."""
        unfinished.file.remove()
        self._left.remove(unfinished.file)

    def _claimed(self) -> list[RecoveryFile]:
        if not self._places.recovery.is_dir():
            return []  # known without the safe: who never turned it on never waits for it
        from careleaf.storage.recovery_file import claim_left_behind

        return claim_left_behind(self._places.recovery)

    def _opened(self, file: RecoveryFile) -> Unfinished:
        content = file.read()
        try:
            if content is None:
                raise UnreadableDraft(NO_KEY)
            return Unfinished(file, file.written, read_draft_json(content, self._medicines))
        except UnreadableDraft as error:
            return Unfinished(file, file.written, why=str(error))
