"""A button whose menu switches the page's optional blocks on and off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from careleaf.gui.interface_text import _
from careleaf.gui.page_words import BLOCKS


class BlocksButton(QToolButton):
    """Show which blocks are on; say when one was switched."""

    switched = Signal(str, bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setText(_("Blocks"))
        self.setAccessibleName(name)
        self.setToolTip(_("Blocks that can be switched on and off"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.actions_by_block = {block: menu.addAction(words) for block, words in BLOCKS.items()}
        for block, action in self.actions_by_block.items():
            action.setCheckable(True)
            action.triggered.connect(lambda on, block=block: self.switched.emit(block, on))
        self.setMenu(menu)

    @property
    def blocks(self) -> frozenset[str]:
        """Return the blocks that are on."""
        return frozenset(block for block, action in self.actions_by_block.items() if action.isChecked())

    def show_blocks(self, blocks: frozenset[str]) -> None:
        """Show which blocks are on."""
        for block, action in self.actions_by_block.items():
            action.setChecked(block in blocks)
