"""The one window: choose, arrange, see the page, save it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from careleaf.app.bootstrap import Program
from careleaf.app.draft_starts import next_patient, use_preset
from careleaf.domain.draft import Draft
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.domain.safety import EMERGENCY_ONLY, Finding
from careleaf.errors import CareleafError
from careleaf.gui.actions import make_actions
from careleaf.gui.chart_note_copying import ChartNoteCopying
from careleaf.gui.draft_document import Clock, DraftDocument
from careleaf.gui.panes.choose import ChoosePane
from careleaf.gui.panes.clinic_banner import ClinicBanner
from careleaf.gui.panes.clinic_files_banner import ClinicFilesBanner
from careleaf.gui.panes.conflict_strip import ConflictStrip
from careleaf.gui.panes.handout import HandoutPane
from careleaf.gui.panes.preview import PreviewPane
from careleaf.gui.panes.status import StatusLine
from careleaf.gui.panes.strip import Strip
from careleaf.gui.panes.top_bar import TopBar
from careleaf.gui.presets import Presets
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.gui.saving import PdfSaving
from careleaf.gui.shared_library import SharedLibrary
from careleaf.gui.window_undo import WindowUndo

FIRST_SIZE = (1440, 900)
FIRST_WIDTHS = (270, 540, 630)
COPIED_MS = 4000  # how long the status line says so


class MainWindow(QMainWindow):
    """Put the panes together. What a pane needs of another goes through here."""

    def __init__(
        self, program: Program, clinic: Clinic, now: Clock, maker: PreviewMaker | None = None
    ) -> None:
        super().__init__()
        self.presets = Presets(program)
        self.document = DraftDocument(program, clinic, self._first_draft(clinic), now)
        self.actions_by_name = make_actions(self, self.document)
        self.maker = maker or PreviewMaker(parent=self)
        self.choose = ChoosePane(self.document)
        self.handout = HandoutPane(self.document, self.presets)
        self.preview = PreviewPane(self.document, self.maker, self.actions_by_name)
        self.saving = PdfSaving(self.document, self.preview, self)
        self.copying = ChartNoteCopying(self.document, self.preview, self)
        self.top_bar = TopBar(self.document, self.presets, self.actions_by_name)
        self.banner = ClinicBanner(self.document, self)
        self.trouble = Strip("What went wrong with saving")
        self.sharing = SharedLibrary(self.document, now, self)
        self.conflicts = ConflictStrip(self.document, self)
        self.clinic_files = ClinicFilesBanner(program)
        self.status = StatusLine(self.document)
        self._typing = WindowUndo(self.document, self)
        self._lay_out()
        self._connect()
        self._show_title()
        self._tell_presets()
        self.sharing.start()
        self.resize(*FIRST_SIZE)
        self.handout.patient_bar.patient.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the page being made; the patient's details go with the window."""
        self.maker.stop()
        self._typing.stop()
        self.sharing.stop()
        super().closeEvent(event)

    def open_preset(self, name: str) -> None:
        """Start again from a preset, by id or from its file, for the same patient; tell what goes wrong."""
        try:
            preset = self.document.program.preset(name)
        except CareleafError as error:
            self.trouble.say(f"The preset was not opened. {error}", "block")
            return
        self._start_from(preset)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(4)
        for pane, least in ((self.choose, 215), (self.handout, 500), (self.preview, 440)):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
        self.splitter.setSizes(list(FIRST_WIDTHS))
        for place, stretch in enumerate((2, 4, 6)):
            self.splitter.setStretchFactor(place, stretch)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.banner)
        column.addWidget(self.clinic_files)
        column.addWidget(self.trouble)
        column.addWidget(self.conflicts)
        column.addWidget(self.splitter, 1)
        self.setCentralWidget(body)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        actions = self.actions_by_name
        actions.new.triggered.connect(self._new)
        actions.clinic.triggered.connect(self.banner.set_up)
        actions.save_pdf.triggered.connect(self.saving.start)
        actions.copy_chart_note.triggered.connect(self.copying.start)
        actions.search.triggered.connect(self.choose.start_search)
        actions.move_up.triggered.connect(lambda: self.handout.outline.move_chosen(-1))
        actions.move_down.triggered.connect(lambda: self.handout.outline.move_chosen(1))
        self.top_bar.preset_wanted.connect(self._use_preset)
        self.preview.shown.connect(self.status.show_pages)
        self.preview.patient_wanted.connect(self.handout.patient_bar.patient.setFocus)
        self.handout.findings.wanted.connect(self._go_to)
        self.saving.held_back.connect(lambda: self.handout.findings.hold_back("Not saved"))
        self.copying.held_back.connect(lambda: self.handout.findings.hold_back("Not copied"))
        self.copying.copied.connect(lambda: self.status.showMessage("Chart note copied", COPIED_MS))
        self.saving.saved.connect(self._tell_saved)
        for handing in (self.saving, self.copying):
            handing.failed.connect(lambda words: self.trouble.say(words, "block"))
        self.document.draft_changed.connect(self._follow)
        actions.sharing.triggered.connect(lambda: self.sharing.set_up(self))
        self.status.sharing.clicked.connect(actions.sharing.trigger)
        self.sharing.told.connect(self.status.show_sharing)
        self.sharing.asked.connect(self.conflicts.ask)
        self.sharing.came_in.connect(self._read_presets)
        self.sharing.troubled.connect(self.trouble.say)
        self.conflicts.settled.connect(self.sharing.settle)

    def _first_draft(self, clinic: Clinic) -> Draft:
        return next_patient(self.presets.first, Draft(page=clinic.defaults.page), clinic)

    def _new(self) -> None:
        draft = self.document.draft
        preset = self.presets.of(draft) or self.presets.first
        self.document.change(next_patient(preset, draft, self.document.clinic), "new handout")
        self.handout.patient_bar.patient.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _use_preset(self, preset_id: str) -> None:
        self._start_from(next(preset for preset in self.presets.all if preset.id == preset_id))

    def _start_from(self, preset: Preset) -> None:
        document = self.document
        draft = use_preset(preset, document.draft, document.library, document.clinic)
        self.document.change(draft, f"preset {preset.title}")

    def _read_presets(self) -> None:
        self.presets.read()
        self.top_bar.fill()
        self._tell_presets()

    def _tell_presets(self) -> None:
        self.trouble.say("\n".join(f"A preset was left out. {wrong}" for wrong in self.presets.problems))

    def _go_to(self, finding: Finding) -> None:
        if not self.document.clinic.name and finding.rule == "R2":
            self.banner.set_up()
        elif finding.rule == EMERGENCY_ONLY:
            self._use_preset("emergency")
        elif finding.asks:
            self.handout.go_to_questions(finding.asks)
        elif finding.topic:
            self.document.choose(finding.topic)
            self.handout.editor.go_to(finding.param)
        else:
            self.handout.go_to_questions(finding.because)

    def _follow(self) -> None:
        self._show_title()
        if not self.saving.is_saved:
            self.status.show_saved("Not saved")

    def _tell_saved(self, name: str) -> None:
        self.trouble.say("")
        self.status.show_saved(f"\N{CHECK MARK} Saved as {name}")

    def _show_title(self) -> None:
        """Show the preset's title: never anything of the patient's."""
        title = self.document.draft.title
        self.setWindowTitle(f"{title} - Careleaf" if title else "Careleaf")
