"""The printed topics in page order: choose one, or move it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen, QResizeEvent
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

    def sizeHint(self, _: QStyleOptionViewItem, __: Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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
        if index.data(Role.MOVABLE):
            _draw_grip(painter, row, palette)
        _draw_words(painter, row, option, index, chosen)
        painter.restore()


def _draw_grip(painter: QPainter, row: QRectF, palette: QPalette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.PlaceholderText))
    for across in (0, 5):
        for down in (-5, 0, 5):
            painter.drawEllipse(QRectF(row.left() + 11 + across, row.center().y() + down - 1, 2, 2))


def _draw_words(
    painter: QPainter, row: QRectF, option: QStyleOptionViewItem, index: Index, chosen: bool
) -> None:
    palette = QApplication.palette()
    title_font = QFont(option.font)
    title_font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
    small = QFont(option.font)
    small.setPointSizeF(option.font.pointSizeF() * 0.9)
    title = str(index.data())
    left = row.adjusted(_GRIP, 0, -_PAD, 0)
    title_width = QFontMetrics(title_font).horizontalAdvance(title)
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.setFont(title_font)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(
        left,
        flags,
        QFontMetrics(title_font).elidedText(title, Qt.TextElideMode.ElideRight, int(left.width())),
    )
    room = int(left.width() - title_width - 16)
    if room > 40:
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        words = QFontMetrics(small).elidedText(
            str(index.data(Role.SUMMARY)), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
