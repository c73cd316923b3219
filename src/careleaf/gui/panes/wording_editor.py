"""The place where one line is reworded, right under it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careleaf.domain.library import Origin
from careleaf.domain.plaintext import clean, placeholders
from careleaf.gui.interface_text import _
from careleaf.gui.models.value_names import lost, readable, stored
from careleaf.gui.panes.spelled_text import SpelledText
from careleaf.gui.parts import button, label
from careleaf.gui.spell_check import SpellCheck

_EMPTY = {
    Origin.LIBRARY: _("Empty: the library's text prints"),
    Origin.CLINIC: _("Empty: the clinic's text prints"),
}
_BACK = {
    Origin.LIBRARY: _("Back to the library's text"),
    Origin.CLINIC: _("Back to the clinic's text"),
}


class _Line(SpelledText):
    """One line of advice, however many it takes here: Enter and Escape end it."""

    ended = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End at Enter or Escape, type otherwise."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.ended.emit()
        else:
            super().keyPressEvent(event)


class WordingEditor(QWidget):
    """Edit a line's words; its values stand in brackets. An empty text means the library's words."""

    worded = Signal(str)
    ended = Signal()

    def __init__(self, library: str, names: dict[str, str], origin: Origin, spell_check: SpellCheck) -> None:
        super().__init__()
        self._library, self._names = library, names
        self.field = _Line(spell_check, tuple(names.values()))
        self.field.setAccessibleName(_("Wording of this line"))
        self.field.setPlaceholderText(_EMPTY[origin])
        self.field.setTabChangesFocus(True)
        self.field.setUndoRedoEnabled(False)
        self.field.setFixedHeight(58)
        self.back = button(_BACK[origin], "small")
        self.done = button(_("Done"), "small")
        self._told = label("", "hint", wrap=True)
        self._wrong = label("", "wrong", wrap=True)
        self._wrong.hide()
        self._lay_out()
        self._put(library)
        self.field.textChanged.connect(self._tell)
        self.field.ended.connect(self.ended)
        self.done.clicked.connect(self.ended)
        self.back.clicked.connect(lambda: self.field.setPlainText(readable(library, names)))

    def start(self) -> None:
        """Put the cursor behind the last word."""
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wording(self, wording: str) -> None:
        """Show the line as it is worded; what is being typed stays as it is typed."""
        if not self._wrong.isHidden():
            return
        typed = self._read()
        if wording != (typed if clean(typed) not in ("", self._library) else ""):
            self._put(wording or self._library)

    def refuse(self, words: str) -> None:
        """Say why what stands here was not taken over, or that all is well again."""
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    def _read(self) -> str:
        return stored(self.field.toPlainText(), self._names)

    def _put(self, text: str) -> None:
        self.field.blockSignals(True)
        self.field.setPlainText(readable(text, self._names))
        self.field.blockSignals(False)
        self._explain(text)

    def _tell(self) -> None:
        text = self._read()
        self._explain(text)
        self.worded.emit(text)

    def _explain(self, text: str) -> None:
        """Say what the brackets are, or which of the library's values are gone."""
        self.back.setEnabled(text != self._library)
        gone = lost(self._library, text or self._library, self._names)
        brackets = ", ".join(f"[{words}]" for words in gone)
        values = _("In brackets: values from the fields above.") if placeholders(self._library) else ""
        self._told.setText(_("No longer in this line: {values}").format(values=brackets) if gone else values)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self._wrong)
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        row.addWidget(self.back)
        row.addWidget(self.done)
        column.addLayout(row)
