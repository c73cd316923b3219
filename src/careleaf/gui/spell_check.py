"""Spelling for the fields texts are typed in; the dictionary is read in another thread, at the first word."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from careleaf.app.spelling import Spelling
from careleaf.domain.draft import Draft
from careleaf.errors import CareleafError
from careleaf.gui.background import Background
from careleaf.gui.draft_document import DraftDocument


class SpellCheck(QObject):
    """Tell which words are not known. Until the dictionary is read all are; `changed` says to look again."""

    changed = Signal()
    troubled = Signal(str)

    def __init__(self, document: DraftDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._spelling: Spelling | None = None
        self._asked = False
        self._patient = document.draft.patient
        self.background = Background(self)
        document.draft_changed.connect(self._follow)

    def misspelled(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return start and length of each word that is not known."""
        if self._spelling is not None:
            return self._spelling.misspelled(text, self._document.draft.patient)
        if text.strip() and not self._asked:
            self._asked = True
            program = self._document.program
            self.background.run(lambda: Spelling(program), self._take, self.troubled.emit)
        return ()

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant by a word."""
        return self._spelling.suggestions(word) if self._spelling else ()

    def may_keep(self, word: str) -> bool:
        """Tell whether a word may go into the user's own list."""
        return self._spelling is not None and self._spelling.may_keep(word, self._document.draft.patient)

    def keep(self, word: str) -> None:
        """Add a word to the user's own list."""
        if self._spelling is None or not self.may_keep(word):
            return
        try:
            self._spelling.keep(word)
        except CareleafError as error:
            self.troubled.emit(str(error))
        self.changed.emit()

    def stop(self) -> None:
        """Wait for nothing more."""
        self.background.stop()

    def _take(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self.changed.emit()

    def _follow(self, draft: Draft) -> None:
        """Look again when the patient's name has changed: it is no mistake."""
        if draft.patient != self._patient:
            self._patient = draft.patient
            self.changed.emit()
