"""The bar at the top: start, undo, save."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from careleaf.domain.draft import Draft
from careleaf.gui.actions import Actions
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.narrow_row import leave_out
from careleaf.gui.parts import Caption, button, label, name_choice
from careleaf.gui.presets import Presets, titled

LEAST_PALETTE, MOST_PALETTE = 240, 340  # pixels: it gives way first where the window is narrow
WIDENING = 20  # times as quickly as the space beside it


class TopBar(QWidget):
    """Offer the actions of the window as buttons, and the presets as a list."""

    preset_wanted = Signal(str)

    def __init__(self, document: DraftDocument, presets: Presets, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presets = presets
        self.preset_choice = QComboBox()
        name_choice(self.preset_choice, _("Preset"))
        self.preset_choice.setMinimumWidth(225)
        self.preset_choice.activated.connect(
            lambda: self.preset_wanted.emit(self.preset_choice.currentData())
        )
        self.save_button = _button(actions.save_pdf, "primary")
        chart_note, save_preset = (
            _button(actions.copy_chart_note, "bare"),
            _button(actions.save_preset, "bare"),
        )
        self._spare = (chart_note, save_preset)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(_button(actions.new))
        row.addWidget(_button(actions.start, "bare"))
        row.addWidget(self.preset_choice)
        row.addWidget(save_preset)
        row.addSpacing(6)
        row.addWidget(_button(actions.undo, "bare"))
        row.addWidget(_button(actions.redo, "bare"))
        row.addStretch(1)
        row.addWidget(_palette_button(actions.palette), WIDENING)
        row.addStretch(1)
        row.addWidget(chart_note)
        row.addWidget(_button(actions.print))
        row.addWidget(_button(actions.email))
        row.addWidget(self.save_button)
        row.addWidget(_menu_button(actions))
        document.draft_changed.connect(self._show)
        presets.changed.connect(lambda: self._fill(document.draft))
        self._fill(document.draft)

    def minimumSizeHint(self) -> QSize:
        """Let the window be narrower than all buttons are."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        leave_out(self._row, self._spare, self.width())

    def _fill(self, draft: Draft) -> None:
        """List the presets: favourites, own, built-in, with a line between."""
        self.preset_choice.clear()
        group = None
        for listed in self._presets.all:
            if group not in (None, (listed.favourite, listed.own and not listed.favourite)):
                self.preset_choice.insertSeparator(self.preset_choice.count())
            group = (listed.favourite, listed.own and not listed.favourite)
            self.preset_choice.addItem(titled(listed), listed.preset.id)
            self.preset_choice.setItemData(
                self.preset_choice.count() - 1, listed.preset.note, Qt.ItemDataRole.ToolTipRole
            )
        self._show(draft)

    def _show(self, draft: Draft) -> None:
        preset = self._presets.of(draft)
        self.preset_choice.setCurrentIndex(self.preset_choice.findData(preset.id) if preset else -1)


def _palette_button(action: QAction) -> QPushButton:
    """Make a button that looks like the field it opens."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made = button("", "field", action.iconText())
    made.setToolTip(action.toolTip())
    words = Caption(action.iconText())
    words.setProperty("kind", "muted")  # as large as in a field
    row = QHBoxLayout(made)
    row.setContentsMargins(9, 0, 9, 0)
    for part, stretch in ((words, 1), (label(key, "muted"), 0)):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(part, stretch)
    made.setMinimumWidth(LEAST_PALETTE)
    made.setMaximumWidth(MOST_PALETTE)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.clicked.connect(action.trigger)
    return made


def _menu_button(actions: Actions) -> QToolButton:
    """Make the button whose menu has every action."""
    made = QToolButton()
    made.setText(_("Menu"))
    made.setAccessibleName(_("Menu"))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setProperty("kind", "menu")
    menu = QMenu(made)
    for title, listed in actions.menus.items():
        menu.addMenu(title).addActions(listed)
    made.setMenu(menu)
    return made


def _button(action: QAction, kind: str = "") -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    made.setAccessibleName(action.iconText())
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if kind:
        made.setProperty("kind", kind)
    return made
