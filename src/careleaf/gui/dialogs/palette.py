"""The palette: a few letters of any topic, preset or command, and Enter does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from careleaf.gui.interface_text import _
from careleaf.gui.models.palette_entries import EntryRole, PaletteEntries, PaletteEntry
from careleaf.gui.parts import label
from careleaf.gui.toggled_rows import ToggledList, take_toggles

SIZE = QSize(560, 400)
TOP = 56  # below the window's bar
ROW_HEIGHT = 30
AROUND = 62  # pixels that the field and the margins take
_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class Palette(QDialog):
    """A search over everything that can be done; the arrow keys choose, Enter does it, Escape leaves."""

    def __init__(self, entries: Sequence[PaletteEntry], window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle(_("Add a topic or do anything"))
        self.entries = PaletteEntries(entries, self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("A few letters of a topic, a preset or a command"))
        self.field.setAccessibleName(_("Add a topic or do anything"))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._narrow)
        self.list = ToggledList()
        self.list.setAccessibleName(_("What fits"))
        self.list.setModel(self.entries)
        take_toggles(self.list, self._take)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(ROW_HEIGHT)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._take)
        self.nothing = label(_("Nothing fits these letters."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        for part in (self.field, self.nothing, self.list):
            column.addWidget(part)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, TOP)))
        self._narrow("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the list and take from it while typing."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
            if event.key() in _KEYS:
                self.list.event(event)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        self.entries.search(typed)
        self.nothing.setVisible(self.entries.rowCount() == 0)
        self.list.setCurrentIndex(self.entries.index(0))
        rows = max(1, self.entries.rowCount()) * ROW_HEIGHT
        self.resize(SIZE.width(), min(SIZE.height(), AROUND + rows))

    def _take(self, index: QModelIndex) -> None:
        """Close first: what is done may open something of its own."""
        if index.isValid():
            entry = self.entries.entry(index)
            self.close()
            entry.run()


class _EntryDelegate(QStyledItemDelegate):
    """Draw the words on the left and what they are about on the right."""

    def sizeHint(self, _: QStyleOptionViewItem, __: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return one line."""
        return QSize(100, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        palette = QGuiApplication.palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        metrics: QFontMetrics = option.fontMetrics
        painter.save()
        if chosen:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
        inside = rect.adjusted(10, 0, -10, 0)
        about = str(index.data(EntryRole.ABOUT))
        middle, left, right = (
            Qt.AlignmentFlag.AlignVCenter,
            Qt.AlignmentFlag.AlignLeft,
            Qt.AlignmentFlag.AlignRight,
        )
        on_accent = QPalette.ColorRole.HighlightedText
        painter.setPen(palette.color(on_accent if chosen else QPalette.ColorRole.PlaceholderText))
        painter.drawText(inside, int(middle | right), about)
        painter.setPen(palette.color(on_accent if chosen else QPalette.ColorRole.Text))
        room = inside.width() - metrics.horizontalAdvance(about) - 16
        words = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, int(middle | left), words)
        painter.restore()
