"""The bar at the top: start, undo, save."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from careleaf.domain.draft import Draft
from careleaf.gui.actions import Actions
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.parts import label
from careleaf.gui.presets import Presets


class TopBar(QWidget):
    """Offer the actions of the window as buttons, and the presets as a list."""

    preset_wanted = Signal(str)

    def __init__(self, document: DraftDocument, presets: Presets, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presets = presets
        self.preset_choice = QComboBox()
        self.preset_choice.setAccessibleName("Preset")
        self.preset_choice.setMinimumWidth(250)
        self.preset_choice.activated.connect(
            lambda: self.preset_wanted.emit(self.preset_choice.currentData())
        )
        self.save_button = _button(actions.save_pdf, "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(_button(actions.new))
        preset_words = label("Preset", "muted")
        preset_words.setBuddy(self.preset_choice)
        row.addSpacing(6)
        row.addWidget(preset_words)
        row.addWidget(self.preset_choice)
        row.addSpacing(6)
        row.addWidget(_button(actions.undo, "bare"))
        row.addWidget(_button(actions.redo, "bare"))
        row.addStretch(1)
        row.addWidget(_button(actions.clinic, "bare"))
        row.addWidget(_button(actions.copy_chart_note))
        row.addWidget(_button(actions.email))
        row.addWidget(self.save_button)
        document.draft_changed.connect(self._show)
        self._draft = document.draft
        self.fill()

    def fill(self) -> None:
        """List the presets."""
        self.preset_choice.clear()
        for preset in self._presets.all:
            self.preset_choice.addItem(preset.title, preset.id)
            self.preset_choice.setItemData(
                self.preset_choice.count() - 1, preset.note, Qt.ItemDataRole.ToolTipRole
            )
        self._show(self._draft)

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        preset = self._presets.of(draft)
        self.preset_choice.setCurrentIndex(self.preset_choice.findData(preset.id) if preset else -1)


def _button(action: QAction, kind: str = "") -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    made.setAccessibleName(action.iconText())
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if kind:
        made.setProperty("kind", kind)
    return made
