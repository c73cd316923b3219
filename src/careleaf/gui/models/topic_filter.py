"""The tree narrowed to what a search finds."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSortFilterProxyModel

from careleaf.gui.models.topic_tree import Index, Role, TopicTree


class TopicFilter(QSortFilterProxyModel):
    """Keep the rows that hold every word searched for, what they stand under, and what stands under them."""

    def __init__(self, tree: TopicTree, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words: tuple[str, ...] = ()
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)
        self.setDynamicSortFilter(False)  # no draft changes the words of the library
        self.setSourceModel(tree)

    def search(self, text: str) -> None:
        """Narrow the tree to these words; no words show everything."""
        words = tuple(text.lower().split())
        if words != self.words:
            self.beginFilterChange()
            self.words = words
            self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Tell whether a row holds every word."""
        if not self.words:
            return True
        source = self.sourceModel()
        return self._holds(str(source.index(row, 0, parent).data(Role.SEARCH) or ""))

    def holds(self, index: Index) -> bool:
        """Tell whether a row of this model was found itself, not only kept with another."""
        return self._holds(str(index.data(Role.SEARCH) or ""))

    def _holds(self, text: str) -> bool:
        return all(word in text for word in self.words)
