"""The picture of a topic, on a white card: as it prints, in a light window and in a dark one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careleaf.domain.library import Topic
from careleaf.gui.interface_text import _
from careleaf.gui.parts import label
from careleaf.gui.theme import LIGHT
from careleaf.gui.thumbnails import Thumbnail, Thumbnails

HEIGHT = 92  # pixels, with the room round the picture
_ROOM, _CORNER = 8.0, 6.0


class FigureCard(QWidget):
    """Show the picture of one topic as soon as it is drawn; until then its place stays empty."""

    def __init__(self, topic: Topic, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._topic, self._thumbnails = topic, thumbnails
        self.thumbnail: Thumbnail | None = None
        self.own = label(_("Your clinic's own picture"), "mark")
        self.own.hide()
        self.sheet = _Sheet()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sheet, 1)
        row.addWidget(self.own)
        thumbnails.drawn.connect(self._take)
        self._take(topic.figure)

    def _take(self, figure: str) -> None:
        if figure != self._topic.figure or self.thumbnail is not None:
            return
        self.thumbnail = self._thumbnails.of(figure)
        if self.thumbnail is None:
            return
        self.sheet.thumbnail = self.thumbnail
        self.sheet.setAccessibleName(_("Picture of {topic}").format(topic=self._topic.title))
        self.sheet.setAccessibleDescription(self.thumbnail.alt)
        self.sheet.setToolTip("  ·  ".join(self.thumbnail.captions))
        self.sheet.update()
        self.own.setVisible(self.thumbnail.own)


class _Sheet(QWidget):
    """The card itself: paper, with the drawing as large as it fits."""

    def __init__(self) -> None:
        super().__init__()
        self.thumbnail: Thumbnail | None = None
        self.setFixedHeight(HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card as wide as its picture needs."""
        if self.thumbnail is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = QSizeF(self.width() - 2 * _ROOM, self.height() - 2 * _ROOM)
        shown = self.thumbnail.size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter.setPen(QColor(LIGHT.line))
        painter.setBrush(QColor(LIGHT.card))
        card = QRectF(0.5, 0.5, shown.width() + 2 * _ROOM - 1, self.height() - 1)
        painter.drawRoundedRect(card, _CORNER, _CORNER)
        top = (self.height() - shown.height()) / 2
        self.thumbnail.paint(painter, QRectF(_ROOM, top, shown.width(), shown.height()))
