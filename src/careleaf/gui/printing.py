"""Print the handout: exactly the bytes of the preview, only when it is safe, and say what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from careleaf.app.handout_making import Made
from careleaf.app.printing import PrintService, remember_choices, remembered, require_printable
from careleaf.delivery.printing.cups import Job
from careleaf.domain.printing import ENDED, JobReport, JobState, PrintChoices, Printer, job_words
from careleaf.errors import Blocked, CareleafError, DeliveryFailed, NeedsConfirmation
from careleaf.gui.background import Background
from careleaf.gui.dialogs.printing import PrintDialog
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.preview import PreviewPane

NO_PRINTER = _("This computer has no printer set up. Save the PDF, or set a printer up and try again.")
LOOK_MS = 500  # between two looks at a job,
PATIENT_LOOK_MS = 5_000  # and after a while, as long as the window is open
LOOKS = 40
_FINE = (JobState.WAITING, JobState.PRINTING, JobState.PRINTED, JobState.HANDED_OVER)
_NOT_GIVEN = (JobState.CANCELLED, JobState.FAILED)


class Printing(QObject):
    """Ask for printer and copies, wait until the preview is up to date, send its bytes, follow the job."""

    held_back = Signal()
    told = Signal(str)
    failed = Signal(str)
    given = Signal(object)  # the handout, once the queue has not given it up

    def __init__(
        self, document: DraftDocument, preview: PreviewPane, service: PrintService, window: QWidget
    ) -> None:
        super().__init__(window)
        self.service = service
        self.background = Background(self)
        self._document = document
        self._preview = preview
        self._window = window
        self._wanted: PrintChoices | None = None
        preview.shown.connect(lambda _: self._send_when_ready())
        preview.refused.connect(self._give_up)

    def start(self) -> None:
        """Ask for printer, copies and sides; what a safety rule holds back is told instead."""
        if self._may_print():
            self._run(self.service.printers, self._ask)

    def print_one(self) -> None:
        """Print one copy at once, on the printer of last time."""
        if self._may_print():
            self._run(self.service.printers, self._print_one)

    def stop(self) -> None:
        """Follow no job any further."""
        self.background.stop()

    def _ask(self, printers: tuple[Printer, ...]) -> None:
        usual = remembered(self._document.program.locations.settings, printers)
        if usual is None:
            self.failed.emit(NO_PRINTER)
            return
        dialog = PrintDialog(printers, usual, self._window)
        dialog.wanted.connect(self.print_as)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _print_one(self, printers: tuple[Printer, ...]) -> None:
        usual = remembered(self._document.program.locations.settings, printers)
        if usual is None:
            self.failed.emit(NO_PRINTER)
        else:
            self.print_as(replace(usual, copies=1))

    def print_as(self, choices: PrintChoices) -> None:
        """Print as soon as the preview shows the draft as it is; the choices are kept for next time."""
        try:
            remember_choices(self._document.program.locations.settings, choices)
        except DeliveryFailed as error:
            self.failed.emit(str(error))  # the page can be printed all the same
        self._wanted = choices
        self._document.renew()
        if not self._preview.is_current:
            self._preview.refresh()
        self._send_when_ready()

    def _may_print(self) -> bool:
        try:
            require_printable(self._document.renew())
        except (Blocked, NeedsConfirmation) as error:
            self._wanted = None
            if self._document.clinic.sample:
                self.failed.emit(str(error))
            else:
                self.held_back.emit()
            return False
        return True

    def _send_when_ready(self) -> None:
        choices = self._wanted
        if choices is None or not self._preview.is_current or self._preview.pages is None:
            return
        if not self._may_print():
            return
        self._wanted = None
        made, pdf = self._preview.pages.made, self._preview.pages.typeset.pdf
        self.told.emit(_("Sending to {printer}.").format(printer=choices.printer))
        self._run(lambda: self.service.send(pdf, choices), lambda job: self._look(job, made, 0))

    def _look(self, job: Job, made: Made, looks: int) -> None:
        self._run(lambda: self.service.report(job), lambda report: self._tell(job, made, report, looks))

    def _tell(self, job: Job, made: Made, report: JobReport, looks: int) -> None:
        words = job_words(job.printer, report)
        (self.told if report.state in _FINE and not report.says else self.failed).emit(words)
        if report.state not in ENDED:
            pause = LOOK_MS if looks < LOOKS else PATIENT_LOOK_MS
            QTimer.singleShot(pause, self, lambda: self._look(job, made, looks + 1))
        elif report.state not in _NOT_GIVEN:
            self.given.emit(made)

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Ask the print service, in a thread of its own unless it must be this one."""
        if not self.service.at_once:
            self.background.run(work, then, self.failed.emit)
            return
        try:
            outcome = work()
        except CareleafError as error:
            self.failed.emit(str(error))
            return
        then(outcome)

    def _give_up(self, made: Made) -> None:
        if self._wanted is not None and made is self._document.made:
            self._wanted = None
            self.failed.emit(
                _("Not printed: the page could not be made. See what is said above the preview.")
            )
