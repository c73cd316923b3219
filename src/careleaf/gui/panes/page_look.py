"""How the page looks: its style and its size."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from careleaf.domain.draft import Draft
from careleaf.gui.blocks_button import BlocksButton
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.page_words import BLOCKS, PAGES, STYLES

LEAST_CHOICE = 70  # pixels: a choice ends in dots before anything beside it goes


class PageLook(QWidget):
    """Choose style, page size and optional blocks beside the page they change."""

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self._document = document
        self.style_choice = _choice(STYLES, _("Style"))
        self.page_choice = _choice(PAGES, _("Page size"))
        self.blocks_button = BlocksButton(_("Optional blocks"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.style_choice)
        row.addWidget(self.page_choice)
        row.addWidget(self.blocks_button)
        self.style_choice.activated.connect(self._restyle)
        self.page_choice.activated.connect(self._resize_page)
        self.blocks_button.switched.connect(self._switch)
        document.draft_changed.connect(self._show)
        self._show(document.draft)

    def _switch(self, block: str, on: bool) -> None:
        after = replace(self._document.draft, blocks=self.blocks_button.blocks)
        words = _("show {block}") if on else _("hide {block}")
        self._document.change(after, words.format(block=BLOCKS[block]))

    def _restyle(self) -> None:
        after = replace(self._document.draft, style=self.style_choice.currentData())
        self._document.change(after, _("change of style"))

    def _resize_page(self) -> None:
        after = replace(self._document.draft, page=self.page_choice.currentData())
        self._document.change(after, _("change of page size"))

    def _show(self, draft: Draft) -> None:
        self.style_choice.setCurrentIndex(self.style_choice.findData(draft.style))
        self.page_choice.setCurrentIndex(self.page_choice.findData(draft.page))
        self.blocks_button.show_blocks(draft.blocks)


class _Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _choice(choices: dict[str, str], name: str) -> QComboBox:
    made = _Combo()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setMinimumWidth(LEAST_CHOICE)
    for key, words in choices.items():
        made.addItem(words, key)
    return made
