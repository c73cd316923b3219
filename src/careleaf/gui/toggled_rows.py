"""Rows that a screen reader can work: where it toggles one, that does what a click on it does.

Qt offers it one thing with a row: "Toggle", which adds the row to the selection or takes it out. Keys, clicks
and the program choose a row in the place of another, so the one can be told from the other.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QTreeView

Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag


class _OneChosen:
    """A view in which keys, clicks and the program choose one row in the place of another."""

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        """Return how a row is chosen; a click beside the rows chooses nothing."""
        return Flag.NoUpdate if event and not index.isValid() else Flag.ClearAndSelect


class ToggledList(_OneChosen, QListView):
    """A list whose rows a screen reader can work."""


class ToggledTree(_OneChosen, QTreeView):
    """A tree whose rows a screen reader can work."""


class _RowChoice(QItemSelectionModel):
    """Hold the chosen row, and tell which one a screen reader toggled."""

    toggled = Signal(QModelIndex)

    def select(self, rows: Index | QItemSelection, command: Flag) -> None:
        """Choose a row or tell that it was toggled; of several rows none is chosen."""
        if isinstance(rows, QItemSelection):
            if len(rows.indexes()) <= 1:
                super().select(rows, command)
        elif command not in (Flag.Select, Flag.Deselect):
            super().select(rows, command)
        elif rows.isValid():
            self.toggled.emit(rows)


def take_toggles(view: ToggledList | ToggledTree, then: Callable[[QModelIndex], object]) -> None:
    """Call `then` with each row of a view that a screen reader toggles; the view has its model by now."""
    choice = _RowChoice(view.model(), view)
    choice.toggled.connect(then)
    view.setSelectionModel(choice)
    # Where one row alone may be selected, or a whole row at once, Qt leaves the selected row as it is.
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
