"""Every text that a window shows or says, and what of it does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStatusBar,
    QWidget,
)

from careleaf.gui.models.outline import Role as OutlineRole
from careleaf.gui.models.preset_cards import CardRole
from careleaf.gui.models.topic_tree import Role as TreeRole
from careleaf.gui.parts import Caption, GivingButton

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_OWN_ROLES = {
    "TopicTree": (TreeRole.BADGE,),
    "Outline": (OutlineRole.SUMMARY,),
    "PresetCards": (CardRole.NOTE, CardRole.SIZE, CardRole.MARK),
}


def visible(window: QWidget) -> list[QWidget]:
    """Return a window and all that is visible in it."""
    return [window, *(each for each in window.findChildren(QWidget) if each.isVisible())]


def shown_texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Go through every text of a window, each with where it stands."""
    for widget in visible(window):
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        for text in _texts_of(widget):
            yield where, text
    for action in window.findChildren(QAction):
        for text in (action.text(), action.iconText(), action.toolTip(), action.whatsThis()):
            yield "QAction", text


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QStatusBar):
        yield widget.currentMessage()
    if isinstance(widget, QAbstractItemView | QComboBox):
        yield from _model_texts(widget.model())


def _model_texts(model: QAbstractItemModel) -> Iterator[str]:
    while hasattr(model, "sourceModel"):
        model = model.sourceModel()
    roles = (*_ROLES, *_OWN_ROLES.get(type(model).__name__, ()))
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    waiting = [QModelIndex()]
    while waiting:
        parent = waiting.pop()
        for row in range(model.rowCount(parent)):
            for column in range(columns):
                index = model.index(row, column, parent)
                yield from (str(index.data(role) or "") for role in roles)
                waiting.append(index)


def cut(window: QWidget) -> Iterator[str]:
    """Go through the labels and buttons that have less room than their words take."""
    for widget in visible(window):
        if not isinstance(widget, QLabel | QAbstractButton) or isinstance(widget, Caption | GivingButton):
            continue
        if not widget.text() or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            lacks = widget.heightForWidth(widget.width()) - widget.height()
        else:
            lacks = widget.sizeHint().width() - widget.width()
        if lacks > 0:
            yield f"{type(widget).__name__} {widget.text()!r} lacks {lacks}"
