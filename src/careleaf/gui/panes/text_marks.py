"""Marks in a text while it is typed: the values it holds, and words spelled wrong."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QPalette, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from careleaf.gui.spell_check import SpellCheck

WRONG = "#d0474b"  # seen on light and on dark


class TextMarks(QSyntaxHighlighter):
    """Show the bracketed words of values as chips, and a wavy line under words that are not known."""

    def __init__(self, field: QPlainTextEdit, spell_check: SpellCheck, values: tuple[str, ...] = ()) -> None:
        super().__init__(field.document())
        self._field = field
        self._spell_check = spell_check
        spell_check.changed.connect(self.rehighlight)
        self._values = re.compile("|".join(rf"\[{re.escape(words)}\]" for words in values) or r"(?!)", re.I)

    def highlightBlock(self, text: str) -> None:
        """Mark one line of the text."""
        wrong = QTextCharFormat()
        wrong.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        wrong.setUnderlineColor(QColor(WRONG))
        for start, length in self._spell_check.misspelled(text):
            self.setFormat(start, length, wrong)
        palette = self._field.palette()
        chip = QTextCharFormat()
        chip.setForeground(palette.color(QPalette.ColorRole.Accent))
        chip.setBackground(palette.color(QPalette.ColorRole.Window))
        chip.setFontWeight(QFont.Weight.DemiBold)
        for match in self._values.finditer(text):
            self.setFormat(match.start(), match.end() - match.start(), chip)
