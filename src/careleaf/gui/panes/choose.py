"""The left pane: find a topic and tick it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTreeView, QVBoxLayout, QWidget

from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.models.topic_filter import TopicFilter
from careleaf.gui.models.topic_tree import Role, TopicTree
from careleaf.gui.panes.topic_delegate import TopicDelegate, toggle
from careleaf.gui.parts import clearable, label
from careleaf.gui.toggled_rows import ToggledTree, take_toggles


class ChoosePane(QWidget):
    """The library as a tree to tick in, narrowed by a search over titles and lines."""

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self.setObjectName("choose")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self._following = False
        self.model = TopicTree(document, self)
        self.filter = TopicFilter(self.model, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search topics"))
        self.search.setAccessibleName(_("Search topics"))
        clearable(self.search)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.tree = self._make_tree()
        self._count = label("", "caption")
        self._lay_out()
        self._open_sections()
        document.draft_changed.connect(self._show_count)
        document.topic_chosen.connect(self._show_chosen)
        self._show_count()

    def start_search(self) -> None:
        """Put the cursor in the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines of the points anew."""
        super().resizeEvent(event)
        self.tree.scheduleDelayedItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search box into the tree with Down or Enter, and clear it with Escape."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter_tree()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _make_tree(self) -> QTreeView:
        tree = ToggledTree()
        tree.setAccessibleName(_("Topics"))
        tree.setModel(self.filter)
        tree.setItemDelegate(TopicDelegate(tree))
        tree.setHeaderHidden(True)
        tree.setIndentation(15)
        tree.setExpandsOnDoubleClick(False)
        tree.setUniformRowHeights(False)
        tree.setMouseTracking(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        take_toggles(tree, lambda row: toggle(self.filter, row))
        tree.selectionModel().currentChanged.connect(self._choose)
        return tree

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 6, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(_("CHOOSE"), "heading"))
        head.addStretch(1)
        head.addWidget(self._count)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)

    def _narrow(self, text: str) -> None:
        self.filter.search(text)
        self.tree.collapseAll()
        if not text.strip():
            self._open_sections()
            self._show_chosen(self._document.chosen_topic)
            return
        for row in range(self.filter.rowCount()):
            self._open_found(self.filter.index(row, 0))

    def _open_found(self, index: QModelIndex) -> bool:
        """Open the rows that a found row stands under; tell whether one was found here or below."""
        below = [self._open_found(self.filter.index(r, 0, index)) for r in range(self.filter.rowCount(index))]
        if any(below):
            self.tree.expand(index)
        return any(below) or self.filter.holds(index)

    def _open_sections(self) -> None:
        for row in range(self.filter.rowCount()):
            self.tree.expand(self.filter.index(row, 0))

    def _enter_tree(self) -> None:
        """Go to the first row found that can be ticked."""
        self.tree.setFocus(Qt.FocusReason.TabFocusReason)
        index = self.filter.index(0, 0)
        while index.isValid() and not (
            self.filter.words and self.filter.holds(index) and index.data(Role.TOPIC)
        ):
            index = self.tree.indexBelow(index)
        self.tree.setCurrentIndex(index if index.isValid() else self.filter.index(0, 0))

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        topic_id = current.data(Role.TOPIC) if current.isValid() else ""
        if topic_id and not self._following:
            self._document.choose(str(topic_id))

    def _show_chosen(self, topic_id: str) -> None:
        current = self.tree.currentIndex()
        if not topic_id or current.data(Role.TOPIC) == topic_id:
            return
        index = self.filter.mapFromSource(self.model.index_of(topic_id))
        if index.isValid():
            self._following = True
            self.tree.setCurrentIndex(index)
            self._following = False

    def _show_count(self) -> None:
        ticked, every = len(self._document.draft.topics), len(self._document.library.tickable)
        self._count.setText(_("{ticked} of {all}").format(ticked=ticked, all=every))
