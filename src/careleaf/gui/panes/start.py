"""The start screen: a preset is chosen and the work begins."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from careleaf.app.draft_starts import next_patient
from careleaf.app.handout_making import make
from careleaf.app.recent_presets import recent_presets
from careleaf.domain.preset import Preset
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.models.preset_cards import CardRole, PresetCards
from careleaf.gui.panes.card_delegate import CARD, GAP, CardDelegate
from careleaf.gui.panes.tab_order import thread_tabs
from careleaf.gui.parts import button, clearable, label
from careleaf.gui.presets import Presets
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.gui.toggled_rows import ToggledList, take_toggles

SIDE = 34  # pixels
MOST_WIDTH = 5 * CARD.width() + 20
_INTO_THE_CARDS = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StartPane(QWidget):
    """The presets as cards with a search. Enter takes the chosen one: the first, where nothing was typed.

    How many pages each makes is worked out while nothing else has to be drawn.
    """

    preset_wanted = Signal(str)
    left = Signal()

    def __init__(self, document: DraftDocument, presets: Presets, maker: PreviewMaker) -> None:
        super().__init__()
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document, self._presets, self._maker = document, presets, maker
        self._counted = False
        self.cards = PresetCards(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search presets"))
        self.search.setAccessibleName(_("Search presets"))
        clearable(self.search)
        self.search.setMaximumWidth(CARD.width() * 2)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._narrow)
        self.list = self._make_list()
        self.nothing = label(_("No preset holds these words."), "muted")
        self.back_button = button(_("Back to the handout"), "bare")
        self.back_button.clicked.connect(self.left)
        self._lay_out()
        presets.changed.connect(self._forget)
        document.clinic_changed.connect(lambda _: self._forget())

    def open(self, with_way_back: bool) -> None:
        """Show the presets as they are now, and put the cursor in the search."""
        self.back_button.setVisible(with_way_back)
        self.search.clear()
        self._fill()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_on_top(self, strip: QWidget) -> None:
        """Let a strip ask its question above everything else."""
        self._column.insertWidget(0, strip)
        thread_tabs([strip, self.back_button, self.search, self.list])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room at both sides where the window is wider than is good to read."""
        super().resizeEvent(event)
        side = max(SIDE, (self.width() - MOST_WIDTH) // 2)
        self._column.setContentsMargins(side, 30, side, 12)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count pages where that was not done yet."""
        super().showEvent(event)
        self._count_pages()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the chosen card with Enter, and go into the cards with the arrow keys, from the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._take(self.list.currentIndex())
                return True
            if event.key() in _INTO_THE_CARDS:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the handout at hand with Escape, where there is one."""
        if event.key() == Qt.Key.Key_Escape and not self.back_button.isHidden():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _make_list(self) -> QListView:
        made = ToggledList()
        made.setObjectName("cards")
        made.setAccessibleName(_("Presets"))
        made.setModel(self.cards)
        take_toggles(made, self._take)
        made.setItemDelegate(CardDelegate(made))
        made.setViewMode(QListView.ViewMode.IconMode)
        made.setFlow(QListView.Flow.LeftToRight)
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setMovement(QListView.Movement.Static)
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.clicked.connect(self._take)
        made.activated.connect(self._take)
        return made

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setSpacing(12)
        above = QVBoxLayout()
        above.setContentsMargins(GAP, 0, GAP, 0)
        above.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("Start a handout"), "welcome"))
        head.addStretch(1)
        head.addWidget(self.back_button)
        above.addLayout(head)
        above.addWidget(label(_("Choose what fits best: you can change everything afterwards."), "muted"))
        above.addWidget(self.search)
        above.addWidget(self.nothing)
        column.addLayout(above)
        column.addWidget(self.list, 1)

    def _fill(self) -> None:
        self.cards.show_presets(self._presets.all, recent_presets(self._document.program.locations.settings))
        self._choose_first()

    def _narrow(self, words: str) -> None:
        self.cards.search(words)
        self._choose_first()

    def _choose_first(self) -> None:
        self.nothing.setVisible(self.cards.rowCount() == 0)
        self.list.setCurrentIndex(self.cards.index(0))

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.preset_wanted.emit(index.data(CardRole.PRESET))

    def _forget(self) -> None:
        """Count anew: the presets or the letterhead changed."""
        self._counted = False
        self._maker.forget_idle()
        self.cards.forget_pages()
        if self.isVisible():
            self._fill()
            self._count_pages()

    def _count_pages(self) -> None:
        if self._counted:
            return
        self._counted = True
        for listed in self._presets.all:
            preset = listed.preset
            self._maker.when_idle(partial(self._pages_of, preset), partial(self._show_pages, preset))

    def _pages_of(self, preset: Preset) -> int:
        document = self._document
        draft = next_patient(preset, document.draft, document.clinic)
        return make(document.program, draft, document.clinic, document.now()).typeset.pages

    def _show_pages(self, preset: Preset, pages: object) -> None:
        if isinstance(pages, int):
            self.cards.show_pages(preset.id, pages)
