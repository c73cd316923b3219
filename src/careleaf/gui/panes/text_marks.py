"""Marks in a text while it is typed: the values it holds."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QPalette, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit


class TextMarks(QSyntaxHighlighter):
    """Show the bracketed words of values as chips."""

    def __init__(self, field: QPlainTextEdit, values: tuple[str, ...] = ()) -> None:
        super().__init__(field.document())
        self._field = field
        self._values = re.compile("|".join(rf"\[{re.escape(words)}\]" for words in values) or r"(?!)", re.I)

    def highlightBlock(self, text: str) -> None:
        """Mark one line of the text."""
        palette = self._field.palette()
        chip = QTextCharFormat()
        chip.setForeground(palette.color(QPalette.ColorRole.Accent))
        chip.setBackground(palette.color(QPalette.ColorRole.Window))
        chip.setFontWeight(QFont.Weight.DemiBold)
        for match in self._values.finditer(text):
            self.setFormat(match.start(), match.end() - match.start(), chip)
