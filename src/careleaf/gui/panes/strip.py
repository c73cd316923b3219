"""A message in place: what is wrong, with buttons for what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from careleaf.gui.interface_text import counted
from careleaf.gui.parts import button, label, restyle


class Strip(QFrame):
    """A line of words with buttons, hidden while there is nothing to say."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAccessibleName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._words = label("", "strip", wrap=True)
        self._row.addWidget(self._words, 1)
        self.hide()

    def add_button(self, words: str, then: Callable[[], object]) -> QPushButton:
        """Add a button."""
        made = button(words, "small")
        made.clicked.connect(lambda: then())
        self._row.addWidget(made)
        return made

    def say(self, words: str, level: str = "confirm") -> None:
        """Show a message, or hide the strip for an empty one."""
        self._words.setText(words)
        restyle(self, "level", level)
        restyle(self._words, "level", level)
        self.setVisible(bool(words))

    @property
    def words(self) -> str:
        """Return what is being said."""
        return "" if self.isHidden() else self._words.text()


def more_words(more: int) -> str:
    """Say how many things wait after the one that a strip tells of, or nothing."""
    return counted("({number} more after this.)", "({number} more after this.)", more) if more > 0 else ""
