"""Before a handout is left behind: ask once, and only where something would be lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from careleaf.app.draft_starts import next_patient
from careleaf.domain.draft import Draft
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.presets import Presets
from careleaf.gui.saving import PdfSaving

QUESTION = _("This handout is not saved.")
REST = _("It will be gone, and no undo brings it back.")


class Leaving(QObject):
    """Know whether a handout would be lost, and ask before it is."""

    def __init__(self, document: DraftDocument, presets: Presets, saving: PdfSaving, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._presets, self._saving, self._window = document, presets, saving, window
        self._given: Draft | None = None
        self._agreed = False
        self.box: QMessageBox | None = None

    def note_given(self) -> None:
        """Note that the handout as it is has been printed or sent: it is in somebody's hands."""
        self._given = self._document.draft

    @property
    def loses_nothing(self) -> bool:
        """Tell whether the handout is saved or given as it is, or as its preset and the clinic made it."""
        draft = self._document.draft
        if draft == self._given:
            return True
        preset = self._presets.of(draft) or self._presets.first
        return self._saving.is_saved or draft == next_patient(preset, draft, self._document.clinic)

    def before(self, then: Callable[[], object]) -> None:
        """Go on at once where nothing is lost, else once it was agreed to."""
        if self.loses_nothing:
            then()
        elif self.box is None:
            self._ask(then)

    def guard_closing(self) -> None:
        """Ask before the window closes, too."""
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the window open until it was agreed to."""
        closing = watched is self._window and event.type() is QEvent.Type.Close
        if closing and not self._agreed and not self.loses_nothing:
            event.ignore()
            self.before(self._close)
            return True
        return super().eventFilter(watched, event)

    def _close(self) -> None:
        self._agreed = True
        self._window.close()

    def _ask(self, then: Callable[[], object]) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle("Careleaf")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(QUESTION)
        box.setInformativeText(REST)
        save = box.addButton(_("Save PDF..."), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(_("Leave it unsaved"), QMessageBox.ButtonRole.DestructiveRole)
        back = box.addButton(_("Go back"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(back)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box = box

        def answered() -> None:
            chosen, self.box = box.clickedButton(), None
            if chosen is leave:
                then()
            elif chosen is save:
                self._saving.start()

        box.finished.connect(lambda _: answered())
        box.open()
