"""Workstations of one clinic, each with a folder of its own, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from careleaf.domain.sharing import Engine, Exchange, Sharing
from careleaf.storage.sharing.engine import SharedLibrary
from careleaf.storage.sharing.exchange import SAVING, Workstation
from careleaf.storage.sharing.git_history import GitHistory
from careleaf.storage.sharing.git_remote import start_history
from careleaf.storage.sharing.shared_folder import SharedFolder, start_shared_folder

MOMENT = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)


@dataclass
class Station:
    """One workstation."""

    home: Path
    side: Workstation
    shared: SharedLibrary

    def exchange(self) -> Exchange:
        """Exchange once."""
        return self.side.exchange(self.shared)

    def write(self, path: str, text: str) -> None:
        """Save a file here, as the program would."""
        (self.home / path).parent.mkdir(parents=True, exist_ok=True)
        (self.home / path).write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        """Return what a file here holds."""
        return (self.home / path).read_text(encoding="utf-8")

    @property
    def files(self) -> dict[str, str]:
        """Return every file here that could be shared."""
        paths = [path for path in self.home.rglob("*") if path.is_file() and path.name != SAVING]
        names = {path.relative_to(self.home).as_posix(): path for path in paths}
        return {name: path.read_text() for name, path in names.items() if not name.startswith("notes/")}


def station(home: Path, place: Path | str, engine: Engine, **settings: str) -> Station:
    """Make a workstation whose files lie under `home`."""
    (home / "presets").mkdir(parents=True, exist_ok=True)
    notes = home / "notes"
    sharing = Sharing(engine, str(place), author=settings.get("author", home.name))
    shared: SharedLibrary = SharedFolder(Path(place))
    if engine is Engine.GIT:
        shared = GitHistory(sharing, settings.get("password", ""), notes / "record", lambda: MOMENT)
    return Station(home, Workstation(home, notes, str(place)), shared)


def clinic(folder: Path, engine: Engine, count: int = 2) -> list[Station]:
    """Make workstations that share a fresh place, `folder`/shared."""
    place = folder / "shared"
    if engine is Engine.FOLDER:
        start_shared_folder(place)
    else:
        start_history(place)
    return [station(folder / f"room-{number + 1}", place, engine) for number in range(count)]
