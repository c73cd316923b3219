"""Tick boxes drawn in the window's own colours, in lists and as check boxes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QWidget

TICK_SIZE = 16


def draw_tick(painter: QPainter, box: QRectF, state: Qt.CheckState, palette: QPalette, enabled: bool) -> None:
    """Draw a box that is empty, ticked or partly ticked; one that is disabled is drawn in grey."""
    accent = palette.color(QPalette.ColorRole.Accent if enabled else QPalette.ColorRole.PlaceholderText)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
    if state is Qt.CheckState.Unchecked:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1.3))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(inner, 3.5, 3.5)
    else:
        painter.setPen(QPen(accent, 1.3))
        painter.setBrush(accent)
        painter.drawRoundedRect(inner, 3.5, 3.5)
        _draw_mark(painter, box, state, palette.color(QPalette.ColorRole.HighlightedText))
    painter.restore()


def _draw_mark(painter: QPainter, box: QRectF, state: Qt.CheckState, colour: QColor) -> None:
    pen = QPen(colour, 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    side, left, top = box.width(), box.left(), box.top()
    if state is Qt.CheckState.PartiallyChecked:
        middle = top + side / 2
        painter.drawLine(QPointF(left + side * 0.28, middle), QPointF(left + side * 0.72, middle))
        return
    shape = ((0.26, 0.53), (0.43, 0.70), (0.75, 0.33))
    painter.drawPolyline(QPolygonF([QPointF(left + side * x, top + side * y) for x, y in shape]))


class TickBox(QCheckBox):
    """A check box without words, drawn like the boxes in the lists; its label stands beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the box with room for its focus ring."""
        return QSize(TICK_SIZE + 6, TICK_SIZE + 6)

    def hitButton(self, _: object) -> bool:
        """Take a click anywhere."""
        return True

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the box, and a ring around it while it has the focus."""
        painter = QPainter(self)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        box = QRectF(3, 3, TICK_SIZE, TICK_SIZE)
        draw_tick(painter, box, self.checkState(), self.palette(), self.isEnabled())
