"""The one window: choose, arrange, see the page, save it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from careleaf.app.bootstrap import Program
from careleaf.app.draft_starts import next_patient
from careleaf.app.record import Record
from careleaf.domain.draft import Draft
from careleaf.domain.people import Clinic
from careleaf.domain.safety import EMERGENCY_ONLY, Finding
from careleaf.gui.actions import make_actions
from careleaf.gui.anything import Anything
from careleaf.gui.chart_note_copying import ChartNoteCopying
from careleaf.gui.copies_saving import CopiesSaving
from careleaf.gui.dialogs.sign_off import SignOffDialog
from careleaf.gui.draft_document import Clock, DraftDocument
from careleaf.gui.emailing import Emailing
from careleaf.gui.exchanges import Exchanges
from careleaf.gui.given_log import GivenLog
from careleaf.gui.interface_text import _
from careleaf.gui.leaving import Leaving
from careleaf.gui.page_image_printing import print_service
from careleaf.gui.panes.choose import ChoosePane
from careleaf.gui.panes.clinic_banner import ClinicBanner
from careleaf.gui.panes.clinic_files_banner import ClinicFilesBanner
from careleaf.gui.panes.conflict_strip import ConflictStrip
from careleaf.gui.panes.handout import HandoutPane
from careleaf.gui.panes.preset_notice import PresetNotice
from careleaf.gui.panes.preview import PreviewPane
from careleaf.gui.panes.start import StartPane
from careleaf.gui.panes.status import NOT_SAVED, StatusLine
from careleaf.gui.panes.strip import Strip
from careleaf.gui.panes.tab_order import thread_tabs
from careleaf.gui.panes.top_bar import TopBar
from careleaf.gui.patient_finding import PatientFinding
from careleaf.gui.preset_choosing import PresetChoosing
from careleaf.gui.preset_opening import PresetOpening
from careleaf.gui.presets import Presets
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.gui.printing import Printing
from careleaf.gui.record_sending import RecordSending
from careleaf.gui.recovering import Recovering
from careleaf.gui.saving import PdfSaving
from careleaf.gui.setting_up import SettingUp
from careleaf.gui.settings.dialog import Section
from careleaf.gui.starting import Starting
from careleaf.gui.window_place import FIRST_SIZE
from careleaf.gui.window_undo import WindowUndo

EMERGENCY = "emergency"  # the preset
FIRST_WIDTHS = (270, 540, 630)
COPIED_MS = 4000  # how long the status line says so


class MainWindow(QMainWindow):
    """Put the panes together. What a pane needs of another goes through here."""

    closed = Signal()

    def __init__(
        self, program: Program, clinic: Clinic, now: Clock, maker: PreviewMaker | None = None
    ) -> None:
        super().__init__()
        self.presets = Presets(program, self)
        self.document = DraftDocument(program, clinic, self._first_draft(clinic), now)
        self.actions_by_name = make_actions(self, self.document)
        self.maker = maker or PreviewMaker(parent=self)
        self.choose = ChoosePane(self.document)
        self.handout = HandoutPane(self.document, self.presets)
        self.preview = PreviewPane(self.document, self.maker, self.actions_by_name)
        self.saving = PdfSaving(self.document, self.preview, self)
        self.copies = CopiesSaving(self.document, self.maker, self)
        service = print_service({}, self.maker)
        self.printing = Printing(self.document, self.preview, service, self)
        self.given = GivenLog(self.presets, self)
        self.emailing = Emailing(self.document, self.preview, self)
        self.setting_up = SettingUp(self.document, self.presets, self.emailing, self.maker, self)
        record = Record(program.locations)
        self.finding = PatientFinding(self.document, record, self)
        self.recording = RecordSending(self.document, self.preview, self.finding, record)
        self.copying = ChartNoteCopying(
            self.document, self.preview, self, self.emailing.for_the_note, self.recording.for_the_note
        )
        self.leaving = Leaving(self.document, self.presets, self.saving, self)
        self.start = StartPane(self.document, self.presets, self.maker)
        self.starting = Starting(
            self.document, self.presets, self.start, self.leaving, self.actions_by_name, self
        )
        self.recovering = Recovering(self.document, self.leaving, self.starting, self)
        self.choosing = PresetChoosing(self.document, self.presets, self.starting, self)
        self.anything = Anything(
            self.document,
            self.presets,
            self.actions_by_name,
            self.choosing.take,
            self.handout.editor.start,
            self,
        )
        self.opening = PresetOpening(self.document, self.starting, self)
        self.top_bar = TopBar(self.document, self.presets, self.actions_by_name)
        self.banner = ClinicBanner(self.document)
        self.preset_notice = PresetNotice(self.document, self.presets)
        self.trouble = Strip(_("What went wrong with saving"))
        self.sharing = Exchanges(self.document, now, self)
        self.conflicts = ConflictStrip(self.document, self)
        self.clinic_files = ClinicFilesBanner(program)
        self.status = StatusLine(self.document)
        self._typing = WindowUndo(self.document, self)
        self._lay_out()
        self._connect()
        self._show_title()
        self.choosing.tell()
        self.sharing.start()
        self.resize(*FIRST_SIZE)
        self._go_to_patient()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the page being made; the patient's details go with the window."""
        self.closed.emit()
        self.maker.stop()
        self._typing.stop()
        self.handout.editor.spell_check.stop()
        self.handout.editor.thumbnails.stop()
        self.sharing.stop()
        self.printing.stop()
        self.emailing.stop()
        self.finding.stop()
        self.recovering.stop()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(4)
        for pane, least in ((self.choose, 215), (self.handout, 500), (self.preview, 440)):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
        self.splitter.setSizes(list(FIRST_WIDTHS))
        for place, stretch in enumerate((1, 4, 6)):
            self.splitter.setStretchFactor(place, stretch)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.banner)
        column.addWidget(self.preset_notice)
        column.addWidget(self.clinic_files)
        column.addWidget(self.trouble)
        column.addWidget(self.conflicts)
        column.addWidget(self.emailing.unsent)
        column.addWidget(self.starting.stage, 1)
        self.setCentralWidget(body)
        self.setStatusBar(self.status)
        self.start.put_on_top(self.recovering.strip)
        self.starting.add_bench(self.splitter, self.top_bar, self.status)
        thread_tabs([self.preview.view, self.status])

    def _connect(self) -> None:
        actions = self.actions_by_name
        actions.new.triggered.connect(lambda: self.leaving.before(self.starting.next_patient))
        actions.start.triggered.connect(self.starting.open)
        self.starting.begun.connect(self._go_to_patient)
        for opens in (actions.clinic.triggered, self.banner.wanted):
            opens.connect(lambda *_: self.setting_up.open(Section.CLINIC))
        actions.settings.triggered.connect(lambda: self.setting_up.open(Section.CLINIC))
        actions.save_pdf.triggered.connect(self.saving.start)
        actions.save_copies.triggered.connect(self.copies.start)
        self.copies.held_back.connect(lambda: self.handout.findings.hold_back(_("Not saved")))
        self.copies.saved.connect(lambda: self.trouble.say(""))
        self.copies.saved.connect(
            lambda __, names: self.status.showMessage(_("Saved {names}").format(names=names), COPIED_MS)
        )
        self.copies.saved.connect(lambda made, _: self.given.note(made, "save"))
        actions.print.triggered.connect(self.printing.start)
        actions.print_one.triggered.connect(self.printing.print_one)
        self.printing.held_back.connect(lambda: self.handout.findings.hold_back(_("Not printed")))
        self.printing.told.connect(lambda words: self.status.showMessage(words, COPIED_MS))
        self.printing.told.connect(lambda _: self.trouble.say(""))
        self.printing.given.connect(lambda made: self.given.note(made, "print"))
        self.printing.given.connect(lambda _: self.leaving.note_given())
        self.copies.saved.connect(lambda *_: self.leaving.note_given())
        actions.copy_chart_note.triggered.connect(self.copying.start)
        actions.email.triggered.connect(self.emailing.start)
        actions.find_patient.triggered.connect(lambda: self.finding.start())
        self.handout.patient_bar.find_wanted.connect(actions.find_patient.trigger)
        self.finding.told.connect(self.trouble.say)
        actions.send_to_record.triggered.connect(self.recording.start)
        self.recording.held_back.connect(lambda: self.handout.findings.hold_back(_("Not sent")))
        self.recording.told.connect(lambda words: self.status.showMessage(words, COPIED_MS))
        self.recording.given.connect(lambda made: self.given.note(made, "record"))
        self.recording.given.connect(lambda _: self.leaving.note_given())
        actions.search.triggered.connect(self.choose.start_search)
        actions.check.triggered.connect(self.handout.go_to_check)
        actions.sign_off.triggered.connect(self._sign_off)
        actions.move_up.triggered.connect(lambda: self.handout.outline.move_chosen(-1))
        actions.move_down.triggered.connect(lambda: self.handout.outline.move_chosen(1))
        actions.save_preset.triggered.connect(self.choosing.save)
        actions.open_preset.triggered.connect(self.opening.start)
        actions.presets.triggered.connect(self.choosing.open_list)
        self.top_bar.preset_wanted.connect(self.choosing.use)
        self.choosing.kept.connect(self.sharing.exchange)
        self.choosing.told.connect(self.trouble.say)
        self.preview.shown.connect(self.status.show_pages)
        self.preview.patient_wanted.connect(self.handout.patient_bar.patient.setFocus)
        self.handout.findings.wanted.connect(self._go_to)
        self.saving.held_back.connect(lambda: self.handout.findings.hold_back(_("Not saved")))
        self.emailing.held_back.connect(lambda: self.handout.findings.hold_back(_("Not sent")))
        self.emailing.told.connect(lambda words: self.status.showMessage(words, COPIED_MS))
        self.copying.held_back.connect(lambda: self.handout.findings.hold_back(_("Not copied")))
        self.copying.copied.connect(lambda: self.status.showMessage(_("Chart note copied"), COPIED_MS))
        self.saving.saved.connect(self._tell_saved)
        self.saving.saved.connect(lambda _: self.given.note(self.document.made, "save"))
        handing = (self.saving, self.copies, self.copying, self.printing, self.given, self.emailing)
        for asked in (*handing, self.recording, self.starting, self.opening, self.choosing):
            asked.failed.connect(lambda words: self.trouble.say(words, "block"))
        self.document.draft_changed.connect(self._follow)
        actions.sharing.triggered.connect(lambda: self.sharing.set_up(self))
        self.status.sharing.clicked.connect(actions.sharing.trigger)
        self.sharing.told.connect(self.status.show_sharing)
        self.sharing.asked.connect(self.conflicts.ask)
        self.sharing.came_in.connect(self.choosing.read_again)
        self.sharing.troubled.connect(self.trouble.say)
        self.recovering.troubled.connect(self.trouble.say)
        self.handout.editor.spell_check.troubled.connect(self.trouble.say)
        self.setting_up.told.connect(self.trouble.say)
        self.setting_up.recovery_turned_off.connect(self.recovering.forget)
        self.conflicts.settled.connect(self.sharing.settle)

    def _first_draft(self, clinic: Clinic) -> Draft:
        return next_patient(self.presets.first, Draft(page=clinic.defaults.page), clinic)

    def _go_to_patient(self) -> None:
        self.emailing.forget_the_unnamed()
        self.finding.forget()
        self.handout.patient_bar.patient.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _sign_off(self) -> None:
        document = self.document
        name = document.draft.clinician.name
        dialog = SignOffDialog(document.program, document.clinic, document.setting.today, name, self)
        dialog.signed.connect(document.use_program)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_to(self, finding: Finding) -> None:
        if not self.document.clinic.name and finding.rule == "R2":
            self.setting_up.open(Section.CLINIC)
        elif finding.rule == EMERGENCY_ONLY:
            self.choosing.use(EMERGENCY)
        elif finding.asks:
            self.handout.go_to_questions(finding.asks)
        elif finding.topic:
            self.document.choose(finding.topic)
            self.handout.editor.go_to(finding.param)
        elif finding.because:
            self.handout.go_to_questions(finding.because)

    def _follow(self) -> None:
        self._show_title()
        if not self.saving.is_saved:
            self.status.show_saved(NOT_SAVED)

    def _tell_saved(self, name: str) -> None:
        self.trouble.say("")
        self.status.show_saved(_("\N{CHECK MARK} Saved as {name}").format(name=name))

    def _show_title(self) -> None:
        """Show the preset's title: never anything of the patient's."""
        title = self.document.draft.title
        self.setWindowTitle(f"{title} - Careleaf" if title else "Careleaf")
