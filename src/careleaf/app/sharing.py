"""Share presets, the clinic's own topics and its letterheads with the other workstations of the clinic."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from careleaf.content.sharing_loader import load_sharing
from careleaf.domain.sharing import Change, Conflict, Engine, Exchange, Sharing
from careleaf.errors import DeliveryFailed, UsageError
from careleaf.lazy_dataclass import dataclass
from careleaf.storage.locations import Locations
from careleaf.storage.sharing.engine import SharedLibrary
from careleaf.storage.sharing.exchange import Workstation
from careleaf.storage.sharing.settings_file import save_sharing
from careleaf.storage.sharing.shared_folder import SharedFolder, start_shared_folder

Now = Callable[[], datetime]

WHAT_IS_SENT = (
    "Sent with each change: the file, the time, and the name you give here. Nothing else about you or this "
    "computer, and nothing about a patient."
)


@dataclass(frozen=True)
class Connection:
    """This workstation and the library it shares. Every method may take seconds and raises DeliveryFailed."""

    sharing: Sharing
    _workstation: Workstation
    _shared: SharedLibrary

    def exchange(self) -> Exchange:
        """Take what changed elsewhere and send what changed here."""
        return self._workstation.exchange(self._shared)

    def settle(self, conflict: Conflict, keep_mine: bool) -> str:
        """Take the other version; `keep_mine` keeps mine beside it, at the path returned."""
        return self._workstation.settle(conflict, self._shared, keep_mine)

    def waiting(self) -> tuple[str, ...]:
        """Return what was changed here and not exchanged yet; needs no network."""
        return self._workstation.waiting()

    def history(self, path: str = "") -> tuple[Change, ...]:
        """Return the last changes, newest first: of one file, or of all."""
        return self._shared.history(path)


def settings(places: Locations) -> Sharing:
    """Return the settings. Raises InvalidFiles."""
    return load_sharing(places.sharing)


def connect(places: Locations, now: Now, password: str = "") -> Connection | None:
    """Return the connection that was set up, or None where nothing is shared. Raises InvalidFiles.

    Without a password, the one that the operating system keeps is used.
    """
    sharing = settings(places)
    return None if sharing.engine is Engine.OFF else _connection(places, sharing, now, password)


def set_up(places: Locations, sharing: Sharing, password: str, now: Now) -> tuple[Exchange, str]:
    """Share from now on. Returns the first exchange, and words where the password could not be kept.

    Raises DeliveryFailed where the place cannot be used; the settings then stay as they were.
    """
    if sharing.engine is Engine.FOLDER:
        start_shared_folder(Path(sharing.place))
    elif "://" not in sharing.place:
        _start_history(sharing.place)
    shutil.rmtree(places.sharing_notes / "record", ignore_errors=True)  # fetched anew, from this place
    first = _connection(places, sharing, now, password).exchange()
    trouble = _keep(sharing, password) if password else ""
    save_sharing(places.sharing, sharing)
    return first, trouble


def stop_sharing(places: Locations) -> None:
    """Share no more. What is here stays, and so does what the others have. Raises DeliveryFailed."""
    if (sharing := settings(places)).user:
        from careleaf.storage.sharing.password import forget_password

        forget_password(sharing)
    save_sharing(places.sharing, Sharing(author=sharing.author))


def conflict_at(conflicts: tuple[Conflict, ...], path: str) -> Conflict:
    """Return the conflict about a file. Raises UsageError where there is none."""
    for conflict in conflicts:
        if conflict.path == path:
            return conflict
    raise UsageError(f'There is nothing to settle about "{path}".')


def _connection(places: Locations, sharing: Sharing, now: Now, password: str) -> Connection:
    station = Workstation(places.home, places.sharing_notes, sharing.place)
    if sharing.engine is Engine.FOLDER:
        return Connection(sharing, station, SharedFolder(Path(sharing.place)))
    # Loaded only where they are used: they cost a quarter of a second at each start.
    from careleaf.storage.sharing.git_history import GitHistory
    from careleaf.storage.sharing.password import kept_password

    known = password or (kept_password(sharing) if sharing.user else "")
    return Connection(sharing, station, GitHistory(sharing, known, places.sharing_notes / "record", now))


def _start_history(place: str) -> None:
    from careleaf.storage.sharing.git_remote import start_history

    start_history(Path(place))


def _keep(sharing: Sharing, password: str) -> str:
    from careleaf.storage.sharing.password import keep_password

    try:
        keep_password(sharing, password)
    except DeliveryFailed as error:
        return str(error)
    return ""
