"""The Settings dialog: sections at the left, one page each at the right, one Save for all."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.email_sending import EmailSending
from careleaf.app.preferences import Preferences, read_preferences, save_preferences
from careleaf.errors import CareleafError
from careleaf.gui.background import Background
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.parts import label, show_if
from careleaf.gui.presets import Presets
from careleaf.gui.settings.begin_field import BeginField
from careleaf.gui.settings.clinic_form import ClinicForm
from careleaf.gui.settings.kept_files import KeptFiles
from careleaf.gui.settings.lost_entries import ask_about_entries
from careleaf.gui.settings.mail_server_form import WORDS, MailServerForm
from careleaf.gui.settings.privacy_form import PrivacyForm
from careleaf.gui.settings.profile_editor import ProfileEditor
from careleaf.gui.settings.section_page import section_page

SIZE = QSize(880, 640)
LIST_WIDTH = 156
ICON, ROW = QSize(18, 18), QSize(0, 34)


class Section(IntEnum):
    """The sections, in their order."""

    CLINIC = 0
    PAGE = 1
    EMAIL = 2
    PRIVACY = 3


SECTIONS = {
    Section.CLINIC: (_("Clinic"), "section-clinic"),
    Section.PAGE: (_("Page"), "section-page"),
    Section.EMAIL: (_("E-mail"), "section-email"),
    Section.PRIVACY: (_("Privacy"), "section-privacy"),
}


class SettingsDialog(QDialog):
    """Edit everything that is set once. Nothing is used before it is saved; what cannot be is said here."""

    clinic_set_up = Signal(object)
    mail_server_set_up = Signal(str)  # words where its password lasts only until the end
    recovery_turned_off = Signal()

    def __init__(
        self,
        document: DraftDocument,
        presets: Presets,
        sending: EmailSending,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self._places, self._icons = document.program.locations, document.program.resources / "icons"
        self.box: QMessageBox | None = None
        self.page_form = ClinicForm(("page", "style", "blocks"))
        self.begin_field = BeginField(presets)
        self.mail_form = MailServerForm(sending, background)
        self.privacy_form = PrivacyForm()
        self.kept_files = KeptFiles(self._places)
        self.profile = ProfileEditor(document, (self.page_form, self.privacy_form))
        self.sections, self.pages = QListWidget(), QStackedWidget()
        self.said = label("", "wrong", wrap=True)
        self._fill_pages()
        self._fill_sections()
        self._lay_out()
        self._connect()
        self._opened = read_preferences(self._places.settings)
        self.begin_field.show_preferences(self._opened)
        self.privacy_form.show_preferences(self._opened)
        self.profile.open(document.program.chosen_clinic())
        self.go_to(Section.CLINIC)
        self.sections.setFocus()

    def go_to(self, wanted: Section) -> None:
        """Show a section."""
        self.sections.setCurrentRow(wanted)

    def save(self) -> bool:
        """Save everything that was changed; what cannot be saved is said, and false returned."""
        mail_problems = self.mail_form.problems() if self.mail_form.is_changed else ()
        clinic_problems = self.profile.problems()
        if clinic_problems or mail_problems:
            self.go_to(Section.CLINIC if clinic_problems else Section.EMAIL)
            self._say("\n".join((*clinic_problems, *mail_problems)))
            return False
        try:
            self._save()
        except CareleafError as error:
            self._say(str(error))
            return False
        return True

    def reject(self) -> None:
        """Close without saving, once that was agreed to; while the mail server is tried, stop that."""
        if self.mail_form.is_busy:
            self.mail_form.stop()
        elif self.profile.is_changed or self.mail_form.is_changed or self._chosen != self._opened:
            self._ask(super().reject, self._save_and_close)
        else:
            super().reject()

    @property
    def _chosen(self) -> Preferences:
        chosen = self.begin_field.put_in_preferences(self._opened)
        return self.privacy_form.put_in_preferences(chosen)

    def _save(self) -> None:
        self.profile.save()
        if self.mail_form.is_changed:
            self.mail_server_set_up.emit(self.mail_form.save())
        if self._chosen != self._opened:
            save_preferences(self._places.settings, self._chosen)
            if self._opened.recovery and not self._chosen.recovery:
                self.recovery_turned_off.emit()
            self._opened = self._chosen

    def _save_and_close(self) -> None:
        if self.save():
            self.accept()

    def _before_another(self, then: Callable[[], object]) -> None:
        """Go to another profile once what was entered in this one is saved, or may be lost."""

        def save_first() -> None:
            if self.save():
                then()

        if self.profile.is_changed:
            self._ask(then, save_first)
        else:
            then()

    def _ask(self, leave: Callable[[], object], save: Callable[[], object]) -> None:
        if self.box is None:
            self.box = ask_about_entries(self, leave, save)
            self.box.finished.connect(self._forget_box)

    def _forget_box(self) -> None:
        self.box = None

    def _say(self, words: str) -> None:
        self.said.setText(words)
        show_if(self.said, bool(words))

    def _connect(self) -> None:
        self.profile.told.connect(self._say)
        self.profile.set_up.connect(self.clinic_set_up)
        self.profile.leaving.connect(self._before_another)
        self.kept_files.failed.connect(self._say)
        self.mail_form.busy_changed.connect(lambda busy: self.save_button.setEnabled(not busy))
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)

    def _fill_pages(self) -> None:
        for page in (
            section_page(
                _("Your clinic"),
                _("The letterhead of every page, and whom the patient calls."),
                self.profile,
            ),
            section_page(
                _("Your pages"),
                _("How a handout looks where its preset does not say, and what the program begins with."),
                self.page_form,
                self.begin_field,
            ),
            section_page(_("The clinic's mail server"), WORDS, self.mail_form),
            section_page(
                _("Your privacy"),
                _("Nothing leaves this computer unless you print, save, send or share it."),
                self.privacy_form,
                self.kept_files,
            ),
        ):
            self.pages.addWidget(page)

    def _fill_sections(self) -> None:
        self.sections.setObjectName("sections")
        self.sections.setAccessibleName(_("Sections"))
        self.sections.setFixedWidth(LIST_WIDTH)
        self.sections.setIconSize(ICON)
        for words, icon in SECTIONS.values():
            item = QListWidgetItem(QIcon(str(self._icons / f"{icon}.svg")), words)
            item.setSizeHint(ROW)
            self.sections.addItem(item)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.sections)
        across.addWidget(self.pages, 1)
        foot = QWidget()
        foot.setObjectName("dialogFoot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 10, 24, 12)
        row.addWidget(self.said, 1)
        row.addWidget(self._buttons())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(foot)
        self.resize(SIZE)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setProperty("kind", "primary")
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save_and_close)
        buttons.rejected.connect(self.reject)
        return buttons
