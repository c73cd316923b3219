"""The presets as cards of the start screen: those used last, favourites, own, built-in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from careleaf.app.preset_list import ListedPreset
from careleaf.gui.interface_text import _, counted
from careleaf.gui.models.topic_tree import NOWHERE, Index
from careleaf.lazy_dataclass import dataclass


class CardRole(IntEnum):
    """What a card tells beside the title."""

    PRESET = Qt.ItemDataRole.UserRole + 1
    NOTE = Qt.ItemDataRole.UserRole + 2
    SIZE = Qt.ItemDataRole.UserRole + 3
    MARK = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True)
class PresetCard:
    """One card: the preset and why it stands where it does ("" for a built-in one)."""

    listed: ListedPreset
    mark: str


class PresetCards(QAbstractListModel):
    """Show the presets that hold the words searched for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every: tuple[PresetCard, ...] = ()
        self._cards: tuple[PresetCard, ...] = ()
        self._pages: dict[str, int] = {}
        self._words = ""

    def show_presets(self, presets: Iterable[ListedPreset], recent: Iterable[str]) -> None:
        """Put the presets used last before the others, which keep their order."""
        by_id = {listed.preset.id: listed for listed in presets}
        last = [by_id.pop(name) for name in recent if name in by_id]
        self._every = (
            *(PresetCard(listed, _("Recent")) for listed in last),
            *(PresetCard(listed, _mark(listed)) for listed in by_id.values()),
        )
        self.search(self._words)

    def search(self, words: str) -> None:
        """Leave the presets that hold every word."""
        self.beginResetModel()
        self._words = words
        self._cards = tuple(card for card in self._every if card.listed.holds(words))
        self.endResetModel()

    def forget_pages(self) -> None:
        """Let no card tell a number of pages that may have changed."""
        self._pages.clear()
        self._tell(0, len(self._cards) - 1)

    def show_pages(self, preset_id: str, pages: int) -> None:
        """Tell how many pages a preset makes."""
        self._pages[preset_id] = pages
        for row, card in enumerate(self._cards):
            if card.listed.preset.id == preset_id:
                self._tell(row, row)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many cards there are."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a card's title or one of the roles."""
        if not index.isValid() or index.row() >= len(self._cards):
            return None
        card = self._cards[index.row()]
        preset = card.listed.preset
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return preset.title
            case Qt.ItemDataRole.AccessibleTextRole:
                told = (preset.title, card.mark, preset.note, self._size(card))
                return ". ".join(words.rstrip(".") for words in told if words)
            case Qt.ItemDataRole.ToolTipRole | CardRole.NOTE:
                return preset.note
            case CardRole.PRESET:
                return preset.id
            case CardRole.SIZE:
                return self._size(card)
            case CardRole.MARK:
                return card.mark
        return None

    def _size(self, card: PresetCard) -> str:
        preset = card.listed.preset
        pages = self._pages.get(preset.id)
        told = [counted("{number} topic", "{number} topics", len(preset.topics))] if preset.topics else []
        if pages:
            told.append(counted("{number} page", "{number} pages", pages))
        return " \N{MIDDLE DOT} ".join(told)

    def _tell(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))


def _mark(listed: ListedPreset) -> str:
    return _("\N{BLACK STAR} Favourite") if listed.favourite else _("Yours") if listed.own else ""
