"""A field for texts whose spelling is looked at."""

from __future__ import annotations

from PySide6.QtGui import QAction, QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from careleaf.gui.interface_text import _
from careleaf.gui.panes.text_marks import TextMarks
from careleaf.gui.spell_check import SpellCheck


class SpelledText(QPlainTextEdit):
    """Take a text; a word that is not known is underlined, and its menu offers what may have been meant."""

    def __init__(self, spell_check: SpellCheck, values: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._spell_check = spell_check
        self.marks = TextMarks(self, spell_check, values)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the word that was clicked on, or that the cursor stands in."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        menu = self.word_menu(cursor)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.cursorRect().bottomLeft()) if by_key else event.globalPos())

    def word_menu(self, at: QTextCursor) -> QMenu:
        """Return the field's menu; suggestions for a misspelled word at the cursor stand first."""
        menu = self.createStandardContextMenu()
        word = self._misspelled_at(at)
        if not word.hasSelection():
            return menu
        words = word.selectedText()
        found = self._spell_check.suggestions(words)
        made = [QAction(suggestion, menu) for suggestion in found] or [QAction(_("No suggestions"), menu)]
        for action, suggestion in zip(made, found, strict=False):
            action.triggered.connect(lambda _=False, new=suggestion: word.insertText(new))
        made[0].setEnabled(bool(found))
        if self._spell_check.may_keep(words):
            made.append(QAction(_("Add \u201c{word}\u201d to dictionary").format(word=words), menu))
            made[-1].triggered.connect(lambda: self._spell_check.keep(words))
        separator = QAction(menu)
        separator.setSeparator(True)
        menu.insertActions(menu.actions()[0], [*made, separator])
        return menu

    def _misspelled_at(self, at: QTextCursor) -> QTextCursor:
        """Return a cursor that selects the misspelled word there, or nothing."""
        block, place = at.block(), at.positionInBlock()
        found = QTextCursor(block)
        for start, length in self._spell_check.misspelled(block.text()):
            if start <= place <= start + length:
                found.setPosition(block.position() + start)
                found.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
        return found
