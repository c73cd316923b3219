"""Send the handout to the patient's record: the bytes of the preview, only when nothing holds them back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from careleaf.app.handout_making import Made
from careleaf.app.record import Record, bundle_of, require_recordable
from careleaf.delivery.attempt import Attempt
from careleaf.domain.people import Patient
from careleaf.domain.record import Recorded, RecordPatient, RecordServer
from careleaf.errors import Blocked, CareleafError, NeedsConfirmation, PerhapsSent
from careleaf.gui.dialogs.send_to_record import SendToRecordDialog
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.preview import PreviewPane
from careleaf.gui.patient_finding import PatientFinding


class RecordSending(QObject):
    """Ask whose record it is, wait for the up-to-date preview, send its bytes, tell what became of them."""

    held_back = Signal()
    told = Signal(str)
    failed = Signal(str)
    given = Signal(object)  # the handout, once the server has it
    _moved = Signal(float)

    def __init__(
        self, document: DraftDocument, preview: PreviewPane, finding: PatientFinding, record: Record
    ) -> None:
        super().__init__(finding)
        self._document, self._preview, self._finding, self._record = document, preview, finding, record
        self.dialog: SendToRecordDialog | None = None
        self._to: tuple[RecordPatient, RecordServer] | None = None
        self._attempt = Attempt()
        self._wanted = False
        self._noted: list[tuple[Patient, Recorded]] = []
        preview.shown.connect(lambda _: self._send_when_ready())
        preview.refused.connect(self._give_up)
        self._moved.connect(self._show_progress)

    def start(self) -> None:
        """Ask whether to send; without a patient of the record one is looked for first."""
        if not self._may_send():
            return
        try:
            server = self._record.server()
        except CareleafError as error:
            self.failed.emit(str(error))
            return
        patient = self._finding.in_record
        if server is None or patient is None:
            self._finding.start(then=self.start)
            return
        self._ask(patient, server)

    def for_the_note(self) -> tuple[Recorded, ...]:
        """Return what went to this patient's record, for the chart note."""
        patient = self._document.draft.patient
        return tuple(recorded for of, recorded in self._noted if of == patient)

    def _ask(self, patient: RecordPatient, server: RecordServer) -> None:
        self._to = (patient, server)
        parent = self._finding.parent()
        assert isinstance(parent, QWidget)
        self.dialog = dialog = SendToRecordDialog(patient, server, parent)
        dialog.wanted.connect(self._want)
        dialog.stop_wanted.connect(self._stop_sending)
        dialog.other_wanted.connect(self._look_for_another)
        dialog.finished.connect(self._end)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look_for_another(self) -> None:
        assert self.dialog is not None
        self.dialog.reject()
        self._finding.start(then=self.start)

    def _want(self) -> None:
        assert self.dialog is not None
        self._wanted = True
        self._attempt = Attempt(lambda _, part: self._moved.emit(part))
        self.dialog.set_busy(True)
        self._document.renew()
        if not self._preview.is_current:
            self._preview.refresh()
        self._send_when_ready()

    def _send_when_ready(self) -> None:
        if not self._wanted or not self._preview.is_current or self._preview.pages is None:
            return
        self._wanted = False
        if self.dialog is None or self._to is None:
            return
        if not self._may_send() or self._finding.in_record != self._to[0]:
            self.dialog.set_busy(False)
            self.dialog.reject()
            return
        (patient, server), attempt, made = self._to, self._attempt, self._document.made
        bundle = bundle_of(made, self._preview.pages.typeset.pdf, patient, self._document.now())

        def work() -> tuple[bool, str]:
            try:
                had = self._record.send(bundle, attempt)
            except PerhapsSent as error:
                return False, str(error)
            return True, _("The record had this handout already") if had else _("Sent to the record")

        self._finding.background.run(work, lambda done: self._sent(made, server, *done), self._say)

    def _sent(self, made: Made, server: RecordServer, sure: bool, words: str) -> None:
        recorded = Recorded(self._document.now(), server.host, sure)
        self._noted.append((made.setting.draft.patient, recorded))
        if not sure:
            self._say(words)
            return
        if self.dialog is not None:
            self.dialog.set_busy(False)
            self.dialog.accept()
        self.told.emit(f"\N{CHECK MARK} {words}")
        self.given.emit(made)

    def _say(self, words: str) -> None:
        if self.dialog is not None:
            self.dialog.set_busy(False)
            self.dialog.say(words)

    def _stop_sending(self) -> None:
        if self._wanted and self.dialog is not None:
            self._wanted = False
            self.dialog.set_busy(False)
        else:
            self._attempt.stop()

    def _show_progress(self, part: float) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(_("Sending...") if part else _("Connecting..."), part)

    def _end(self) -> None:
        self.dialog, self._to, self._wanted = None, None, False

    def _may_send(self) -> bool:
        try:
            require_recordable(self._document.renew())
        except (Blocked, NeedsConfirmation):
            self.held_back.emit()
            return False
        except CareleafError as error:
            self.failed.emit(str(error))
            return False
        return True

    def _give_up(self, made: object) -> None:
        if self._wanted and made is self._document.made:
            self._wanted = False
            self._say(_("Not sent: the page could not be made. See what is said above the preview."))
