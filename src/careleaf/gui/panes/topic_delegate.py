"""How a row of the topic tree is drawn and clicked."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from careleaf.gui.models.topic_tree import Role
from careleaf.gui.ticks import TICK_SIZE, draw_tick

ROW_HEIGHT = 27
GAP = 7
_BADGE_SHRINK = 0.86
_POINT_SHRINK = 0.93
Index = QModelIndex | QPersistentModelIndex


class TopicDelegate(QStyledItemDelegate):
    """Draw box, words and badge; a click on the box ticks, anywhere else only chooses."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for sections and topics, as many as it takes for points."""
        if index.data(Role.DEPTH) != 2:
            return QSize(100, ROW_HEIGHT)
        room = self._view.viewport().width() - 3 * self._view.indentation() - TICK_SIZE - 2 * GAP
        metrics = QFontMetrics(_font(option.font, 2))
        badge = self._badge_width(option, index)
        words = metrics.boundingRect(
            0, 0, max(40, room - badge), 2000, Qt.TextFlag.TextWordWrap, index.data() or ""
        )
        return QSize(100, words.height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        palette: QPalette = option.palette
        self._paint_ground(painter, option)
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        draw_tick(painter, QRectF(tick_rect(option.rect, index)), state, palette, enabled)
        badge = self._badge_width(option, index)
        font = _font(option.font, index.data(Role.DEPTH))
        words = _words(option.rect, badge)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if index.data(Role.DEPTH) == 2:
            painter.drawText(words, int(flags | Qt.TextFlag.TextWordWrap), index.data())
        else:
            elided = QFontMetrics(font).elidedText(
                str(index.data()), Qt.TextElideMode.ElideRight, words.width()
            )
            painter.drawText(words, int(flags), elided)
        self._paint_badge(painter, option, index)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick on a click on the box or on Space."""
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        if isinstance(event, QKeyEvent):
            wanted = event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        elif isinstance(event, QMouseEvent):
            inside = tick_rect(option.rect, index).adjusted(-3, -3, 3, 3).contains(event.position().toPoint())
            if (
                event.type() is QEvent.Type.MouseButtonPress
                or event.type() is QEvent.Type.MouseButtonDblClick
            ):
                return inside
            wanted = event.type() is QEvent.Type.MouseButtonRelease and inside
        else:
            return False
        return wanted and toggle(model, index)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        accent = option.palette.color(QPalette.ColorRole.Accent)
        row = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if state & QStyle.StateFlag.State_Selected:
            tint = type(accent)(accent)
            tint.setAlphaF(0.14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(row, 5, 5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(accent, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row, 5, 5)

    def _paint_badge(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        badge = index.data(Role.BADGE)
        if badge:
            painter.setFont(_badge_font(option.font))
            painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
            right = option.rect.adjusted(0, 0, -GAP, 0)
            painter.drawText(right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), badge)

    def _badge_width(self, option: QStyleOptionViewItem, index: Index) -> int:
        badge = index.data(Role.BADGE)
        return QFontMetrics(_badge_font(option.font)).horizontalAdvance(badge) + GAP if badge else 0


def toggle(model: QAbstractItemModel, index: Index) -> bool:
    """Untick a ticked row and tick any other; tell whether the clinician may."""
    ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
    state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
    return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def tick_rect(row: QRect, index: Index) -> QRect:
    """Return where in a row its tick box is."""
    top = row.top() + 5 if index.data(Role.DEPTH) == 2 else row.center().y() - TICK_SIZE // 2 + 1
    return QRect(row.left() + 4, top, TICK_SIZE, TICK_SIZE)


def _words(row: QRect, badge: int) -> QRect:
    return row.adjusted(4 + TICK_SIZE + GAP, 0, -GAP - badge, 0)


def _font(base: QFont, depth: int) -> QFont:
    font = QFont(base)
    if depth == 0:
        font.setWeight(QFont.Weight.DemiBold)
    if depth == 2:
        font.setPointSizeF(base.pointSizeF() * _POINT_SHRINK)
    return font


def _badge_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * _BADGE_SHRINK)
    return font
