"""How a card of the start screen is drawn."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from careleaf.gui.models.preset_cards import CardRole

CARD = QSize(268, 130)  # at least so wide
GAP = 6  # around each card; half of what lies between two
PADDING = 12
LINES = 3  # of the note
SPARE = 6  # pixels, so that the last card of a row does not wrap
Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Draw title, what is in it and pages; the chosen card has a ring."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _: QStyleOptionViewItem, __: Index) -> QSize:
        """Return one size for every card: as many as fit stand in a row, and share its width."""
        bar = (
            self._view.verticalScrollBar().sizeHint().width()
        )  # Qt keeps room for it also where none is shown
        room = self._view.maximumViewportSize().width() - bar - SPARE
        return QSize(room // max(1, room // CARD.width()), CARD.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        palette = QGuiApplication.palette()  # the list's own is that of its ground
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_ground(painter, option)
        inside = QRectF(option.rect).adjusted(*(GAP + PADDING,) * 2, *(-GAP - PADDING,) * 2)
        title = QFont(option.font)
        title.setWeight(QFont.Weight.DemiBold)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.88)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        below = _draw_lines(painter, inside, str(index.data()), title, 2)
        painter.setPen(muted)
        _draw_lines(painter, below.adjusted(0, 3, 0, 0), str(index.data(CardRole.NOTE)), small, LINES)
        painter.setFont(small)
        foot = int(Qt.AlignmentFlag.AlignBottom)
        painter.drawText(inside, foot | int(Qt.AlignmentFlag.AlignLeft), str(index.data(CardRole.SIZE)))
        painter.setPen(palette.color(QPalette.ColorRole.Accent))
        painter.drawText(inside, foot | int(Qt.AlignmentFlag.AlignRight), str(index.data(CardRole.MARK)))
        painter.restore()


def _draw_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    palette = QGuiApplication.palette()
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    under = bool(option.state & QStyle.StateFlag.State_MouseOver)
    role = QPalette.ColorRole.Accent if chosen or under else QPalette.ColorRole.Mid
    painter.setPen(QPen(palette.color(role), 2 if chosen else 1))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(QRectF(option.rect).adjusted(GAP, GAP, -GAP, -GAP), 8, 8)


def _draw_lines(painter: QPainter, where: QRectF, words: str, font: QFont, most: int) -> QRectF:
    """Draw at most some lines, the last one ending in dots, and return the room that is left below."""
    layout = QTextLayout(words, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    metrics = QFontMetrics(font)
    layout.beginLayout()
    top = where.top()
    painter.setFont(font)
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(where.width())
        rest = words[line.textStart() :]
        if number == most - 1:
            rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(where.width()))
        else:
            rest = rest[: line.textLength()]
        painter.drawText(QPointF(where.left(), top + metrics.ascent()), rest)
        top += metrics.lineSpacing()
    layout.endLayout()
    return where.adjusted(0, top - where.top(), 0, 0)
