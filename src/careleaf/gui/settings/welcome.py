"""The welcome of a first start: three short steps to a letterhead, or the sample for now."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from careleaf.app.bootstrap import NO_CLINIC, SAMPLE_CLINIC
from careleaf.app.clinic_profiles import save_profile
from careleaf.app.preferences import Preferences, save_preferences, skip_welcome
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.errors import CareleafError
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label, show_if
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.gui.settings.clinic_form import ClinicForm
from careleaf.gui.settings.clinic_problems import problems_of
from careleaf.gui.settings.letterhead_picture import LetterheadPicture
from careleaf.gui.settings.lost_entries import ask_about_entries
from careleaf.gui.settings.privacy_form import PrivacyForm
from careleaf.lazy_dataclass import dataclass

SIZE = QSize(790, 560)
LATER = _("You can change all of this later, and set up e-mail: Menu, Clinic, Settings.")


@dataclass(frozen=True)
class Step:
    """One step: its words, its form, and the widget it stands in."""

    title: str
    intro: str
    form: ClinicForm | PrivacyForm
    body: QWidget


class WelcomeDialog(QDialog):
    """Ask for a clinic in three steps. Nothing is kept before the last of them."""

    clinic_set_up = Signal(object)

    def __init__(
        self, document: DraftDocument, preset: Preset, maker: PreviewMaker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Welcome to Careleaf"))
        self._program = document.program
        self.box: QMessageBox | None = None
        self.clinic_form = ClinicForm(("name", "phone", "after_hours", "emergency", "timezone", "logo"))
        self.page_form = ClinicForm(("page", "style", "colour"))
        self.privacy_form = PrivacyForm()
        self.picture = LetterheadPicture(document, preset, maker)
        self.steps = self._make_steps()
        self.stage = QStackedWidget()
        self.count, self.title = label("", "muted"), label("", "welcome")
        self.intro = label("", "muted", wrap=True)
        self.said = label("", "wrong", wrap=True)
        self.sample_button = button(_("Use a sample letterhead for now"), "bare")
        self.back_button, self.next_button = button(_("Back")), button("", "primary")
        self._lay_out()
        for step in self.steps:
            step.form.show_clinic(NO_CLINIC)
        self._opened = self._entered()
        self._connect()
        self._show(0)

    def reject(self) -> None:
        """Close for this time, once it was agreed to that what was entered is lost."""
        if self._entered() == self._opened:
            super().reject()
        elif self.box is None:
            self.box = ask_about_entries(self, super().reject)
            self.box.finished.connect(self._forget_box)

    def _entered(self) -> tuple[Clinic, Preferences]:
        clinic = NO_CLINIC
        for step in self.steps:
            clinic = step.form.put_in(clinic)
        return clinic, self.privacy_form.put_in_preferences(Preferences())

    def _make_steps(self) -> tuple[Step, ...]:
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.page_form, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        return (
            Step(
                _("Your clinic"),
                _("It stands at the top of every page, and tells the patient whom to call."),
                self.clinic_form,
                self.clinic_form,
            ),
            Step(_("Your pages"), _("So your pages look from now on."), self.page_form, beside),
            Step(_("Your privacy"), LATER, self.privacy_form, self.privacy_form),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 26, 32, 20)
        column.setSpacing(6)
        for words in (self.count, self.title, self.intro):
            column.addWidget(words)
        column.addSpacing(14)
        for step in self.steps:
            self.stage.addWidget(step.body)
        column.addWidget(self.stage, 1)
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.addWidget(self.sample_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        column.addLayout(foot)
        for made in (self.sample_button, self.back_button, self.next_button):
            made.setAutoDefault(True)  # Enter does what has the focus; elsewhere it goes on
        self.next_button.setDefault(True)
        self.resize(SIZE)

    def _connect(self) -> None:
        self.finished.connect(self.picture.stop)
        self.clinic_form.refused.connect(self._say)
        for form in (self.clinic_form, self.page_form):
            form.changed.connect(self._draw)
        self.sample_button.clicked.connect(self._use_sample)
        self.back_button.clicked.connect(lambda: self._show(self.stage.currentIndex() - 1))
        self.next_button.clicked.connect(self._go_on)

    def _show(self, number: int) -> None:
        step, last = self.steps[number], len(self.steps) - 1
        self.count.setText(_("Welcome. Step {number} of {steps}").format(number=number + 1, steps=last + 1))
        self.title.setText(step.title)
        self.intro.setText(step.intro)
        self.stage.setCurrentIndex(number)
        show_if(self.back_button, number > 0)
        self.next_button.setText(_("Finish") if number == last else _("Next"))
        self._say("")
        step.form.setFocus(Qt.FocusReason.TabFocusReason)
        self._draw()

    def _go_on(self) -> None:
        """Go to the next step, or finish; what is wrong with this one is said first."""
        number, form = self.stage.currentIndex(), self.steps[self.stage.currentIndex()].form
        clinic, _preferences = self._entered()
        if isinstance(form, ClinicForm):
            wrong = {key: words for key, words in problems_of(clinic).items() if key in form.fields}
            form.mark(wrong)
            if wrong:
                self._say("\n".join(wrong.values()))
                return
        if number + 1 < len(self.steps):
            self._show(number + 1)
        else:
            self._finish()

    def _finish(self) -> None:
        clinic, preferences = self._entered()
        try:
            save_preferences(self._program.locations.settings, preferences)
            clinic = save_profile(self._program, clinic)
        except CareleafError as error:
            self._say(str(error))
            return
        self.clinic_set_up.emit(clinic)
        self.accept()

    def _use_sample(self) -> None:
        skip_welcome(self._program.locations.settings)
        self.clinic_set_up.emit(self._program.clinic(SAMPLE_CLINIC))
        self.accept()

    def _draw(self) -> None:
        """Draw the letterhead while it is seen, and can be drawn."""
        clinic, _preferences = self._entered()
        if self.stage.currentIndex() == 1 and "colour" not in problems_of(clinic):
            self.picture.show_clinic(clinic)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        show_if(self.said, bool(words))

    def _forget_box(self) -> None:
        self.box = None
