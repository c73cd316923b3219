"""The printed topics in page order: choose one, or move it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.models.outline import Outline, Role
from careleaf.gui.models.page_order import moved
from careleaf.gui.toggled_rows import ToggledList, take_toggles

ROW_HEIGHT = 30
_GRIP = 26
_PAD = 10
Index = QModelIndex | QPersistentModelIndex


class OutlineList(ToggledList):
    """The outline of the handout. Rows are dragged, or moved with Alt and the arrow keys."""

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self.setObjectName("outline")
        self.setAccessibleName(_("Topics in your handout"))
        self._document = document
        self._following = False
        self.outline = Outline(document, self)
        self.setModel(self.outline)
        take_toggles(self, self.setCurrentIndex)
        self.setItemDelegate(_RowDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setMinimumHeight(3 * ROW_HEIGHT)
        self.selectionModel().currentChanged.connect(self._choose)
        self.outline.modelReset.connect(lambda: self._show_chosen(document.chosen_topic))
        document.topic_chosen.connect(self._show_chosen)

    def move_chosen(self, step: int) -> None:
        """Move the chosen topic up or down."""
        topic_id = self._document.chosen_topic
        topic = self._document.library.topic(topic_id)
        if topic is None:
            return
        draft = moved(self._document.draft, self._document.library, topic_id, step)
        self._document.change(draft, _("move {topic}").format(topic=topic.title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen topic in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        """Ask for room for every row, so that the splitter can give it."""
        return QSize(200, self.outline.rowCount() * ROW_HEIGHT + 4)

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and not self._following:
            self._document.choose(str(current.data(Role.TOPIC)))

    def _show_chosen(self, topic_id: str) -> None:
        row = self.outline.row_of(topic_id)
        self._following = True
        self.setCurrentIndex(self.outline.index(row) if row >= 0 else QModelIndex())
        self._following = False


class _RowDelegate(QStyledItemDelegate):
    """Draw a row as a card: grip, title, and the line of what it says at the right."""

    def __init__(self, parent: OutlineList) -> None:
        super().__init__(parent)
        self._fonts = _Fonts(parent.font())

    def sizeHint(self, _: QStyleOptionViewItem, __: Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._fonts.base != option.font:
            self._fonts = _Fonts(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = QApplication.palette()
        row = QRectF(option.rect).adjusted(1, 2, -1, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        accent, line = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Mid)
        painter.setPen(QPen(accent if chosen or focused else line, 2 if focused else 1.2 if chosen else 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(row, 6, 6)
        faint = palette.color(QPalette.ColorRole.PlaceholderText)
        if index.data(Role.MOVABLE):
            painter.fillPath(_GRIP_DOTS.translated(row.left() + 11, row.center().y()), faint)
        words = row.adjusted(_GRIP, 0, -_PAD, 0)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        title_font = self._fonts.chosen if chosen else self._fonts.title
        taken = _draw_words(painter, words, title_font, str(index.data()), Qt.AlignmentFlag.AlignLeft)
        words.setLeft(words.left() + taken + 16)
        if words.width() > 40:
            painter.setPen(faint)
            summary = str(index.data(Role.SUMMARY))
            _draw_words(painter, words, self._fonts.small, summary, Qt.AlignmentFlag.AlignRight)
        painter.restore()


class _Fonts:
    """The fonts of a row. Qt looks long for the glyphs of a font that was just made: these are kept."""

    def __init__(self, base: QFont) -> None:
        self.base, self.title, self.chosen, self.small = (QFont(base) for _ in range(4))
        self.title.setWeight(QFont.Weight.Normal)
        self.chosen.setWeight(QFont.Weight.DemiBold)
        self.small.setPointSizeF(base.pointSizeF() * 0.9)


def _grip_dots() -> QPainterPath:
    """Return two columns of three dots, around the middle of their left edge."""
    dots = QPainterPath()
    for across in (0, 5):
        for down in (-5, 0, 5):
            dots.addEllipse(QRectF(across, down - 1, 2, 2))
    return dots


_GRIP_DOTS = _grip_dots()


def _draw_words(painter: QPainter, room: QRectF, font: QFont, words: str, side: Qt.AlignmentFlag) -> float:
    """Write one line, cut short with dots where it has no room; return how wide it is uncut."""
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(words)
    if width > room.width():
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.setFont(font)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | side), words)
    return width
