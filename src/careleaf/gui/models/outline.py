"""The printed topics in page order, as a list that can be reordered."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, Qt

from careleaf.domain.draft import Draft
from careleaf.domain.library import Topic, TopicKind
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.models.page_order import dropped, on_the_page
from careleaf.gui.models.summary import summary
from careleaf.gui.models.topic_tree import NOWHERE, Index

TOPIC_MIME = "application/x-careleaf-topic"
_WHO = {TopicKind.LOCKED: _("always printed"), TopicKind.AUTO: _("added by the program")}


class Role(IntEnum):
    """What the outline tells beside the title."""

    SUMMARY = Qt.ItemDataRole.UserRole + 1
    TOPIC = Qt.ItemDataRole.UserRole + 2
    MOVABLE = Qt.ItemDataRole.UserRole + 3


class Outline(QAbstractListModel):
    """Show the printed topics with a line of what they say."""

    def __init__(self, document: DraftDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._topics = on_the_page(document.draft, document.library)
        self._summaries: dict[str, str] = {}  # of the draft as it is, by topic: those asked for so far
        document.draft_changed.connect(self._follow)

    def row_of(self, topic_id: str) -> int:
        """Return the row of a topic, or -1."""
        return next((row for row, topic in enumerate(self._topics) if topic.id == topic_id), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many topics print."""
        return 0 if parent.isValid() else len(self._topics)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a topic's title or one of the roles."""
        if not index.isValid() or index.row() >= len(self._topics):
            return None
        topic = self._topics[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return topic.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{topic.title}, {self._summary(topic)}"
            case Role.SUMMARY:
                return self._summary(topic)
            case Role.TOPIC:
                return topic.id
            case Role.MOVABLE:
                return topic.kind is TopicKind.TICK
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let ticked topics be dragged, and anything be dropped between rows."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.data(Role.MOVABLE) else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that dragging moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the one kind of thing that is dragged."""
        return [TOPIC_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Pack the topic being dragged."""
        data = QMimeData()
        data.setData(TOPIC_MIME, str(indexes[0].data(Role.TOPIC)).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, __: int, parent: Index) -> bool:
        """Move the dropped topic; the view has nothing left to remove."""
        if action is not Qt.DropAction.MoveAction or not data.hasFormat(TOPIC_MIME):
            return False
        topic_id = bytes(data.data(TOPIC_MIME).data()).decode()
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self._topics)
        after = dropped(self._document.draft, self._document.library, topic_id, at)
        self._document.change(after, _("move a topic"))
        return False

    def _summary(self, topic: Topic) -> str:
        if topic.id not in self._summaries:
            words = _WHO.get(topic.kind) or summary(topic, self._document.setting)
            self._summaries[topic.id] = words
        return self._summaries[topic.id]

    def _follow(self, draft: Draft) -> None:
        """Repaint what the change touched; a row that nobody has read yet may have changed."""
        topics = on_the_page(draft, self._document.library)
        before, self._summaries = self._summaries, {}
        if topics != self._topics:
            self.beginResetModel()
            self._topics = topics
            self.endResetModel()
            return
        for row, topic in enumerate(topics):
            if topic.id not in before or before[topic.id] != self._summary(topic):
                self.dataChanged.emit(self.index(row), self.index(row))
