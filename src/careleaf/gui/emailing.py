"""E-mail the handout: exactly the bytes of the preview, and only when nothing holds them back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from careleaf.app.email_sending import EmailSending
from careleaf.app.email_writing import Request, draft_of, email_of
from careleaf.app.handout_making import require_safe
from careleaf.delivery.attempt import Attempt
from careleaf.delivery.export import save_file
from careleaf.domain.email import Envelope, HandedOver, MailServer, Outcome, Unsent, one_address
from careleaf.domain.people import Patient
from careleaf.errors import Blocked, CareleafError, NeedsConfirmation, PerhapsSent
from careleaf.gui.background import Background
from careleaf.gui.dialogs.email import EmailDialog
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.mail_program import open_email, show_folder
from careleaf.gui.panes.preview import PreviewPane
from careleaf.gui.panes.unsent_strip import UnsentStrip

OPENED = _(
    "Your mail program opens the e-mail now. If nothing comes up, save it as a file and open it from there."
)
NO_PROGRAM = _(
    "This computer has no mail program that opens e-mails. Save the e-mail as a file for one, or close this, "
    "save the PDF and attach it by hand."
)
OLD = _("E-mails of an earlier day were not sent and are removed now. Make those handouts anew.")

Then = Callable[[Outcome, str], None]
Trouble = Callable[[str], None]


class Emailing(QObject):
    """Open the dialog, hand over the bytes of an up-to-date preview, and know what became of them."""

    held_back = Signal()
    told = Signal(str)
    failed = Signal(str)
    settings_wanted = Signal()
    _moved = Signal(str, float)

    def __init__(self, document: DraftDocument, preview: PreviewPane, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._preview, self._window = document, preview, window
        self.sending = EmailSending(document.program.locations, document.now)
        self.background = Background(self)
        self.unsent = UnsentStrip(document)
        self.open_email, self.show_folder = open_email, show_folder
        self.dialog: EmailDialog | None = None
        self._attempt = Attempt()
        self._wanted: tuple[Request, bool] | None = None
        self._kept: Unsent | None = None
        self._records: list[tuple[Patient, HandedOver]] = []
        preview.shown.connect(lambda _: self._go_on_when_ready())
        preview.refused.connect(self._give_up)
        self._moved.connect(self._show_progress)
        self.unsent.again_wanted.connect(self._send_again)
        self.unsent.delete_wanted.connect(self._delete)
        self._begin()

    def start(self) -> EmailDialog | None:
        """Open the dialog and return it; what a safety rule holds back is told instead."""
        if not self._is_safe():
            return None
        self._kept = None
        self.dialog = dialog = EmailDialog(self._window)
        dialog.show_server(self._server())
        dialog.wanted.connect(self._want)
        dialog.save_wanted.connect(self._save)
        dialog.stop_wanted.connect(self._stop_sending)
        dialog.settings_wanted.connect(self.settings_wanted)
        dialog.finished.connect(self._end)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def use_server(self, trouble: str) -> None:
        """Offer the server that was just set up; `trouble` are words about its password, if any."""
        if self.dialog is not None:
            self.dialog.show_server(self._server())
            self.dialog.say(trouble)

    def for_the_note(self) -> tuple[HandedOver, ...]:
        """Return the e-mails that this patient was sent, for the chart note."""
        patient = self._document.draft.patient
        return tuple(record for of, record in self._records if of == patient)

    def forget_the_unnamed(self) -> None:
        """Forget what was sent to a patient without a name: the next one may have none either."""
        self._records = [(patient, record) for patient, record in self._records if patient != Patient()]

    def stop(self) -> None:
        """Stop sending; what is on its way is found at the next start."""
        self.background.stop()
        self.sending.clear_drafts()

    def _begin(self) -> None:
        try:
            self.sending.clear_drafts()
            old = self.sending.remove_old()
            self.unsent.ask(self.sending.unsent(), OLD if old else "")
        except OSError as error:
            words = _("The e-mails that were not sent cannot be read: {problem}.")
            self.unsent.ask((), words.format(problem=error.strerror or error))

    def _server(self) -> MailServer | None:
        try:
            return self.sending.server()
        except CareleafError as error:
            self.failed.emit(_("The clinic's mail server cannot be used. {problem}").format(problem=error))
            return None

    def _want(self, request: Request, directly: bool) -> None:
        assert self.dialog is not None
        self._wanted = (request, directly)
        self.dialog.set_busy(True)
        self._document.renew()
        if not self._preview.is_current:
            self._preview.refresh()
        self._go_on_when_ready()

    def _go_on_when_ready(self) -> None:
        if self._wanted is None or self.dialog is None or not self._preview.is_current:
            return
        (request, directly), self._wanted = self._wanted, None
        if not self._is_safe():
            self.dialog.set_busy(False)
            self.dialog.reject()
            return
        self._attempt = Attempt(self._moved.emit)
        try:
            if directly:
                self._send(request)
            else:
                self._open(request)
        except CareleafError as error:
            self._not_sent(str(error))

    def _open(self, request: Request) -> None:
        assert self.dialog is not None
        self.dialog.set_busy(False)
        opened = self.open_email(self.sending.put_draft(draft_of(self._document.made, self._pdf(), request)))
        if opened:
            self._record(request, Outcome.DRAFTED)
        self.dialog.say(OPENED if opened else NO_PROGRAM, "hint" if opened else "wrong", can_save=True)

    def _save(self, request: Request) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.dialog, _("Save the e-mail"), folder, _("E-mails (*.eml)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("eml")
        dialog.selectFile("document.eml")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name), request))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, file: Path, request: Request) -> None:
        """Save the e-mail to a file, and show the folder it lies in."""
        assert self.dialog is not None
        try:
            save_file(file, draft_of(self._document.made, self._pdf(), request))
        except CareleafError as error:
            self.dialog.say(str(error), can_save=True)
            return
        self._record(request, Outcome.DRAFTED)
        self.show_folder(file.parent)
        words = _("Saved as {file}. Delete it once it is sent: it holds the handout.")
        self.dialog.say(words.format(file=file), "hint", True)

    def _send(self, request: Request) -> None:
        server = self.sending.server()
        assert server is not None
        assert self.dialog is not None
        envelope = email_of(self._document.made, self._pdf(), request, server, self._document.now())
        if self._kept is not None:
            self.sending.remove(self._kept)
        self._kept = kept = self.sending.keep(envelope)
        self._run(envelope, kept, lambda outcome, words: self._sent(request, outcome, words), self._not_sent)

    def _run(self, envelope: Envelope, kept: Unsent | None, then: Then, trouble: Trouble) -> None:
        attempt = self._attempt

        def work() -> tuple[Outcome, str]:
            try:
                self.sending.send(envelope, kept, attempt)
            except PerhapsSent as error:
                return Outcome.UNSURE, str(error)
            return Outcome.SENT, ""

        self.background.run(work, lambda done: then(*done), trouble)

    def _sent(self, request: Request, outcome: Outcome, words: str) -> None:
        self._kept = None
        self._record(request, outcome)
        if self.dialog is None:
            return
        self.dialog.set_busy(False)
        if outcome is Outcome.SENT:
            self.dialog.accept()
            self.told.emit(_("\N{CHECK MARK} E-mail sent"))
        else:
            self.dialog.say(words)

    def _not_sent(self, words: str) -> None:
        if self._attempt.stopped:
            self._kept = None
        if self.dialog is not None:
            self.dialog.set_busy(False)
            self.dialog.say(words)

    def _send_again(self, unsent: Unsent) -> None:
        self.unsent.sending()
        self._attempt = Attempt()
        self._run(unsent.envelope, unsent, self._sent_again, self._ask_again)

    def _sent_again(self, outcome: Outcome, words: str) -> None:
        if outcome is Outcome.SENT:
            self.told.emit(_("\N{CHECK MARK} E-mail sent. Note it in the patient's chart."))
        self._ask_again(words)

    def _delete(self, unsent: Unsent) -> None:
        try:
            self.sending.remove(unsent)
        except CareleafError as error:
            self._ask_again(str(error))
            return
        self._ask_again("")

    def _ask_again(self, trouble: str) -> None:
        self.unsent.ask(self.sending.unsent(), trouble)

    def _end(self) -> None:
        self.dialog, self._wanted = None, None
        self._ask_again("")

    def _stop_sending(self) -> None:
        if self._wanted is None:
            self._attempt.stop()
        elif self.dialog is not None:
            self._wanted = None
            self.dialog.set_busy(False)

    def _show_progress(self, words: str, part: float) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(f"{words}...", part)

    def _record(self, request: Request, outcome: Outcome) -> None:
        to = one_address(request.recipient)
        record = HandedOver(self._document.now(), to, request.locked, outcome)
        self._records.append((self._document.draft.patient, record))

    def _pdf(self) -> bytes:
        assert self._preview.pages is not None
        return self._preview.pages.typeset.pdf

    def _is_safe(self) -> bool:
        try:
            require_safe(self._document.renew())
        except (Blocked, NeedsConfirmation):
            self._wanted = None
            self.held_back.emit()
            return False
        return True

    def _give_up(self, made: object) -> None:
        if self._wanted is not None and made is self._document.made and self.dialog is not None:
            self._wanted = None
            self.dialog.set_busy(False)
            self.dialog.say(_("Not sent: the page could not be made. See what is said above the preview."))
