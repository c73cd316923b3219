"""Find the patient in the clinic's record system, and know whose record the handout belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from careleaf.app.record import Record
from careleaf.domain.record import RecordPatient
from careleaf.gui.background import Background
from careleaf.gui.dialogs.find_patient import FindPatientDialog
from careleaf.gui.dialogs.record_server import RecordServerDialog
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _


class PatientFinding(QObject):
    """Open the dialog, and put who was chosen on the page."""

    told = Signal(str)

    def __init__(self, document: DraftDocument, record: Record, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._record, self._window = document, record, window
        self.background = Background(self)
        self.dialog: FindPatientDialog | None = None
        self._in_record: RecordPatient | None = None

    @property
    def in_record(self) -> RecordPatient | None:
        """Return the patient of the page as the record has them; None where nobody chose one there.

        A name or number changed by hand is another patient.
        """
        found = self._in_record
        return found if found and found.patient == self._document.draft.patient else None

    def forget(self) -> None:
        """Forget who was chosen: the next patient may have the same name."""
        self._in_record = None

    def start(self, then: Callable[[], object] = lambda: None) -> FindPatientDialog:
        """Open the dialog and return it; `then` goes on once a patient of the record was chosen."""
        self.dialog = dialog = FindPatientDialog(
            self._record, self.background, self._document.draft.patient.name, self._window
        )

        def chosen(patient: RecordPatient, in_record: bool) -> None:
            self._take(patient, in_record)
            if in_record:
                then()

        dialog.chosen.connect(chosen)
        dialog.settings_wanted.connect(self.set_up)
        dialog.finished.connect(self._end)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def set_up(self) -> RecordServerDialog:
        """Open the settings of the record server and return them."""
        settings = RecordServerDialog(self._record, self.background, self.dialog or self._window)
        settings.saved.connect(self._use_server)
        settings.finished.connect(settings.deleteLater)
        settings.open()
        return settings

    def stop(self) -> None:
        """Search no further."""
        self.background.stop()

    def _take(self, patient: RecordPatient, in_record: bool) -> None:
        self._in_record = patient if in_record else None
        after = replace(self._document.draft, patient=patient.patient)
        self._document.change(after, _("choice of the patient"))

    def _use_server(self, trouble: str) -> None:
        if self.dialog is not None:
            self.dialog.show_server()
        if trouble:
            self.told.emit(trouble)

    def _end(self) -> None:
        self.dialog = None
