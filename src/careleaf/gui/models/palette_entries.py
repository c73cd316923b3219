"""What the palette offers: topics, presets and commands, the best fit first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from careleaf.domain.fuzzy import best
from careleaf.gui.models.topic_tree import NOWHERE, Index
from careleaf.lazy_dataclass import dataclass


class EntryRole(IntEnum):
    """What an entry tells beside its words."""

    ABOUT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class PaletteEntry:
    """One thing that can be done. `about` stands beside the words: what it is, or its key."""

    words: str
    about: str
    run: Callable[[], object]


class PaletteEntries(QAbstractListModel):
    """Show the entries that fit what was typed."""

    def __init__(self, entries: Sequence[PaletteEntry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every = self._fitting = tuple(entries)

    def search(self, typed: str) -> None:
        """Leave the entries that fit, the best first."""
        self.beginResetModel()
        self._fitting = best(typed, self._every, lambda entry: entry.words)
        self.endResetModel()

    def entry(self, index: Index) -> PaletteEntry:
        """Return the entry of a row."""
        return self._fitting[index.row()]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many entries fit."""
        return 0 if parent.isValid() else len(self._fitting)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an entry's words or one of the roles."""
        if not index.isValid() or index.row() >= len(self._fitting):
            return None
        entry = self._fitting[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.words
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{entry.words}, {entry.about}" if entry.about else entry.words
            case EntryRole.ABOUT:
                return entry.about
        return None
