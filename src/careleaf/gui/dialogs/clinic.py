"""Set up clinics: what stands in the letterhead, whom to call, how pages look."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.bootstrap import NO_CLINIC, Program
from careleaf.app.clinic_profiles import (
    delete_profile,
    export_clinic,
    import_profile,
    is_link,
    is_timezone,
    profiles,
    save_profile,
)
from careleaf.domain.optional_blocks import USUAL_BLOCKS
from careleaf.domain.people import Clinic, PageDefaults
from careleaf.domain.plaintext import clean_line
from careleaf.errors import CareleafError
from careleaf.gui.blocks_button import BlocksButton
from careleaf.gui.dialogs.logo_field import LogoField
from careleaf.gui.dialogs.profile_bar import ProfileBar
from careleaf.gui.interface_text import _
from careleaf.gui.page_words import PAGES, STYLES
from careleaf.gui.parts import label

LINE_LIMIT = 120
TEXTS = {
    "name": _("Clinic name"),
    "title": _("Profile name"),
    "phone": _("Phone"),
    "after_hours": _("After-hours phone"),
    "emergency": _("Emergency number"),
    "address": _("Address"),
    "hours": _("Opening hours"),
    "link": _("Web address to scan"),
    "footer": _("Words in the footer"),
    "logo_alt": _("What the logo shows"),
    "colour": _("Colour of the headings"),
}
HINTS = {
    "title": _("if one clinic has several, such as Evening"),
    "colour": "#0b5c63",
    "phone": _("needed on every page"),
    "hours": _("Mon-Fri 8-6"),
    "link": "clinic.example/back",
    "logo_alt": _("for those who cannot see it"),
}
AS_PRESET = _("As the preset says")


class ClinicDialog(QDialog):
    """Edit one clinic profile at a time; what is saved is used from then on."""

    set_up = Signal(object)

    def __init__(self, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Set up clinic"))
        self._program = program
        self._clinic = NO_CLINIC
        self._profile = ""
        self.bar = ProfileBar()
        self.fields = {key: self._line(key, words) for key, words in TEXTS.items()}
        self.logo = LogoField()
        self.zone = _choice(_("Time zone"), {zone: zone for zone in sorted(available_timezones())})
        self.zone.setEditable(True)
        if (typed := self.zone.lineEdit()) is not None:
            typed.setAccessibleName(_("Time zone"))
        self.page = _choice(_("Usual page size"), {words: key for key, words in PAGES.items()})
        self.style_choice = _choice(
            _("Usual style"), {AS_PRESET: "", **{words: key for key, words in STYLES.items()}}
        )
        self.blocks_button = BlocksButton(_("Usual blocks"))
        self._wrong = label("", "wrong", wrap=True)
        self._lay_out()
        self._connect()
        self._open(program.chosen_clinic())

    def _line(self, key: str, words: str) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(LINE_LIMIT)
        field.setAccessibleName(words)
        field.setPlaceholderText(HINTS.get(key, ""))
        field.setMinimumWidth(300)
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("Your clinic"), "title"))
        column.addWidget(label(_("The letterhead of every page, and whom the patient calls."), "muted"))
        column.addWidget(self.bar)
        form = QFormLayout()
        form.setVerticalSpacing(6)
        for key, words in TEXTS.items():
            if key == "logo_alt":
                form.addRow(QLabel(_("Logo")), self.logo)
            form.addRow(QLabel(words), self.fields[key])
        form.addRow(QLabel(_("Time zone")), self.zone)
        form.addRow(QLabel(_("Usual page size")), self.page)
        form.addRow(QLabel(_("Usual style")), self.style_choice)
        form.addRow(QLabel(_("Usual blocks")), self.blocks_button)
        column.addLayout(form)
        column.addWidget(self._wrong)
        buttons = QDialogButtonBox()
        save = buttons.addButton(_("Save clinic"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.logo.refused.connect(self._say)
        self.bar.profile_wanted.connect(self._open)
        self.bar.delete_wanted.connect(lambda profile_id: self._try(lambda: self._delete(profile_id)))
        self.bar.import_wanted.connect(lambda name: self._try(lambda: self._import(_path(name))))
        self.bar.export_wanted.connect(
            lambda name: self._try(lambda: export_clinic(_path(name), self._program.clinic(self._profile)))
        )

    def _open(self, profile_id: str) -> None:
        """Show a profile, or an empty one for a new clinic; one that cannot be read is told."""
        self._clinic, self._profile = NO_CLINIC, profile_id
        self._say("")
        if profile_id:
            self._try(self._read)
        self.bar.show_profiles(profiles(self._program), self._profile)
        clinic = self._clinic
        for key, field in self.fields.items():
            field.setText(str(getattr(clinic, key)))
        self.logo.show_logo(clinic.logo)
        self.zone.setCurrentText(clinic.timezone)
        self.page.setCurrentIndex(self.page.findData(clinic.defaults.page))
        self.style_choice.setCurrentIndex(self.style_choice.findData(clinic.defaults.style))
        blocks = clinic.defaults.blocks
        self.blocks_button.show_blocks(USUAL_BLOCKS if blocks is None else blocks)

    def _read(self) -> None:
        self._clinic = self._program.clinic(self._profile)

    def _entered(self) -> Clinic:
        texts: dict[str, Any] = {key: clean_line(field.text()) for key, field in self.fields.items()}
        blocks = self.blocks_button.blocks
        usual = None if blocks == USUAL_BLOCKS else blocks
        defaults = PageDefaults(self.page.currentData(), self.style_choice.currentData(), usual)
        zone = self.zone.currentText().strip()
        return replace(self._clinic, **texts, timezone=zone, logo=self.logo.logo, defaults=defaults)

    def _save(self) -> None:
        clinic = self._entered()
        if wrong := problem_of(clinic):
            self._say(wrong)
        elif self._try(lambda: self.set_up.emit(save_profile(self._program, clinic, self._profile))):
            self.accept()

    def _delete(self, profile_id: str) -> None:
        delete_profile(self._program, profile_id)
        self.set_up.emit(self._program.clinic())
        self._open(self._program.chosen_clinic())

    def _import(self, path: Path) -> None:
        self.set_up.emit(import_profile(self._program, path))
        self._open(self._program.chosen_clinic())

    def _try(self, step: Callable[[], object]) -> bool:
        """Do a step; what goes wrong is said in words."""
        try:
            step()
        except CareleafError as error:
            self._say(str(error))
            return False
        return True

    def _say(self, wrong: str) -> None:
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))


def problem_of(clinic: Clinic) -> str:
    """Say what is missing or wrong with a clinic, or return an empty text."""
    if not clinic.name:
        return _("The clinic needs a name.")
    if not any(character.isdigit() for character in clinic.phone):
        return _("The clinic needs a phone number: the page must say whom to call.")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", clinic.colour):
        return _('The colour is written like "#0b5c63".')
    if not is_timezone(clinic.timezone):
        return _('"{zone}" is no time zone; choose one from the list.').format(zone=clinic.timezone)
    if clinic.link and not is_link(clinic.link):
        return _("The web address is written like clinic.example/back.")
    return "" if clinic.emergency else _("The emergency number is missing, such as 911.")


def _choice(name: str, choices: dict[str, str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for words, key in choices.items():
        made.addItem(words, key)
    return made


def _path(name: str) -> Path:
    return Path(QDir.toNativeSeparators(name))
