"""The library as a tree to tick in: sections, topics, points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from careleaf.domain.draft import Draft, tick_point, tick_topic, untick_topic
from careleaf.domain.library import Point, Section, Topic, TopicKind
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.models.clinic_mark import BADGE, EDITED, plain, point_tip, topic_tip
from careleaf.gui.models.summary import point_text, point_words, wording_of
from careleaf.lazy_dataclass import dataclass

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_Shown = tuple[Draft, frozenset[str]]  # the draft that the rows show, and the topics it prints


class Role(IntEnum):
    """What the tree tells beside text and tick."""

    BADGE = Qt.ItemDataRole.UserRole + 1
    TOPIC = Qt.ItemDataRole.UserRole + 2
    SEARCH = Qt.ItemDataRole.UserRole + 3
    DEPTH = Qt.ItemDataRole.UserRole + 4


@dataclass(eq=False)
class Node:
    """One row of the tree: a section, one of its topics, or a point of a topic."""

    section: Section
    row: int
    topic: Topic | None = None
    point: Point | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def fixed(self) -> bool:
        """Tell whether the clinician cannot tick this row."""
        if self.point is not None:
            return self.point.locked
        if self.topic is not None:
            return self.topic.kind is not TopicKind.TICK
        return not any(node.topic and node.topic.kind is TopicKind.TICK for node in self.children)


class TopicTree(QAbstractItemModel):
    """Show the library with the draft's ticks; a click on a box asks the document for a change."""

    def __init__(self, document: DraftDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: _Shown = (document.draft, frozenset(topic.id for topic in document.printed))
        self._roots = [_section_node(section, row) for row, section in enumerate(document.library.sections)]
        document.draft_changed.connect(self._follow)

    def node(self, index: Index) -> Node | None:
        """Return what an index stands for."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else None

    def index_of(self, topic_id: str) -> QModelIndex:
        """Return where a topic stands."""
        for root in self._roots:
            for node in root.children:
                if node.topic is not None and node.topic.id == topic_id:
                    return self.createIndex(node.row, 0, node)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Return the index of a child."""
        children = self._children(parent)
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Return the index of the row above in the tree."""
        node = self.node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many children a row has."""
        return len(self._children(parent))

    def columnCount(self, _: Index = NOWHERE) -> int:
        """Return the one column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words, the tick or one of the roles of a row."""
        node = self.node(index)
        if node is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(node)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(node)
            case Qt.ItemDataRole.CheckStateRole:
                return self._state(node)
            case Qt.ItemDataRole.AccessibleTextRole:
                locked = node.point is not None and node.point.locked
                return f"{self._words(node)} {_('locked') if locked else self._badge(node)}".strip()
            case Role.BADGE:
                return self._badge(node)
            case Role.TOPIC:
                return node.topic.id if node.topic else ""
            case Role.SEARCH:
                return _search_text(node)
            case Role.DEPTH:
                return 0 if node.topic is None else 1 if node.point is None else 2
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a row."""
        node = self.node(index)
        if node is None or node.fixed or role != Qt.ItemDataRole.CheckStateRole:
            return False
        ticked = Qt.CheckState(value) is not Qt.CheckState.Unchecked
        if node.topic is None:
            words = _("tick {title}") if ticked else _("untick {title}")
            after = self._with_section(node, ticked)
            self._document.change(after, words.format(title=node.section.title))
        elif node.point is None:
            self._document.tick(node.topic.id, ticked)
        else:
            self._tick_point(node.topic, node.point, ticked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be chosen, and ticked where the clinician may."""
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if node.fixed else flags | Qt.ItemFlag.ItemIsUserCheckable

    def _children(self, parent: Index) -> list[Node]:
        if not parent.isValid():
            return self._roots
        node = self.node(parent)
        return node.children if node and parent.column() == 0 else []

    def _words(self, node: Node) -> str:
        if node.topic is None:
            return node.section.title
        if node.point is None:
            return node.topic.title
        return point_text(node.point, node.topic, self._document.setting)

    def _tip(self, node: Node) -> str:
        if node.topic is None:
            return ""
        if node.point is None:
            return plain(topic_tip(node.topic))
        return plain(f"{self._words(node)}\n{point_tip(node.point, node.topic)}".strip())

    def _badge(self, node: Node) -> str:
        if node.point is not None:
            if node.topic is not None and wording_of(node.point, node.topic, self._document.setting):
                return EDITED
            return BADGE if node.point.replaces else ""
        if node.topic is not None:
            kind = node.topic.kind
            marks = (
                _("added") if kind is TopicKind.AUTO else "",
                BADGE if node.topic.has_clinic_words else "",
            )
            return " ".join(filter(None, marks))
        tickable = _tickable(node)
        if not tickable:
            return _("always printed")
        return f"{sum(t.id in self._document.draft.topics for t in tickable)}/{len(tickable)}"

    def _state(self, node: Node) -> Qt.CheckState:
        draft = self._document.draft
        if node.topic is None:
            tickable = _tickable(node)
            ticked = sum(topic.id in draft.topics for topic in tickable)
            if 0 < ticked < len(tickable):
                return Qt.CheckState.PartiallyChecked
            return _checked(ticked == len(tickable))
        if node.point is not None:
            return _checked(draft.choice(node.topic.id).prints(node.point))
        if node.topic.kind is TopicKind.TICK:
            return _checked(node.topic.id in draft.topics)
        return _checked(node.topic in self._document.printed)

    def _with_section(self, node: Node, ticked: bool) -> Draft:
        draft, library = self._document.draft, self._document.library
        for topic in _tickable(node):
            draft = tick_topic(draft, library, topic.id) if ticked else untick_topic(draft, topic.id)
        return draft

    def _tick_point(self, topic: Topic, point: Point, ticked: bool) -> None:
        draft = tick_point(self._document.draft, topic.id, point, ticked)
        if ticked and topic.kind is TopicKind.TICK:
            draft = tick_topic(draft, self._document.library, topic.id)
        words = _("tick a line of {topic}") if ticked else _("untick a line of {topic}")
        self._document.change(draft, words.format(topic=topic.title))
        self._document.choose(topic.id)

    def _follow(self, draft: Draft) -> None:
        """Repaint what the change touched; rows never come or go."""
        before, self._shown = self._shown, (draft, frozenset(topic.id for topic in self._document.printed))
        for root in self._roots:
            topics = [(node, node.topic) for node in root.children if node.topic]
            touched = [node for node, topic in topics if _touched(topic, before, self._shown)]
            for node in (root, *touched) if touched else ():
                self._repaint(node)
            for node, topic in topics:
                if node.children and before[0].choice(topic.id) != draft.choice(topic.id):
                    self._repaint(node.children[0], node.children[-1])

    def _repaint(self, first: Node, last: Node | None = None) -> None:
        """Tell the views that rows show something else."""
        last = last or first
        self.dataChanged.emit(self.createIndex(first.row, 0, first), self.createIndex(last.row, 0, last))


def _section_node(section: Section, row: int) -> Node:
    root = Node(section, row)
    for topic_row, topic in enumerate(section.topics):
        node = Node(section, topic_row, topic, parent=root)
        node.children = [Node(section, i, topic, point, node) for i, point in enumerate(topic.points)]
        root.children.append(node)
    return root


def _tickable(node: Node) -> list[Topic]:
    return [c.topic for c in node.children if c.topic is not None and c.topic.kind is TopicKind.TICK]


def _checked(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def _touched(topic: Topic, before: _Shown, after: _Shown) -> bool:
    """Tell whether the row of a topic may look different."""
    (draft, printed), (draft_after, printed_after) = before, after
    return (
        draft.choice(topic.id) != draft_after.choice(topic.id)
        or (topic.id in draft.topics) != (topic.id in draft_after.topics)
        or (topic.id in printed) != (topic.id in printed_after)
    )


def _search_text(node: Node) -> str:
    def words() -> Iterator[str]:
        if node.point is not None:
            yield point_words(node.point)
        elif node.topic is not None:
            yield node.topic.title
            if node.topic.medicine is not None:
                for product in node.topic.medicine.products:
                    yield from (product.name, *product.brands)
        else:
            yield node.section.title

    return " ".join(words()).lower()
