"""Set up the clinic: what stands in the letterhead, and whom to call."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
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

from careleaf.app.bootstrap import Program
from careleaf.app.clinic_setup import is_timezone, set_up_clinic
from careleaf.domain.people import Clinic
from careleaf.domain.plaintext import clean_line
from careleaf.errors import CareleafError
from careleaf.gui.parts import label

LINE_LIMIT = 120
TEXTS = {
    "name": "Clinic name",
    "phone": "Phone",
    "after_hours": "After-hours phone",
    "address": "Address",
    "hours": "Opening hours",
    "emergency": "Emergency number",
    "colour": "Colour of the headings",
}
HINTS = {"colour": "#0b5c63", "phone": "needed on every page", "hours": "Mon-Fri 8-6"}


class ClinicDialog(QDialog):
    """Ask for the clinic once; it is kept for the next start."""

    set_up = Signal(object)

    def __init__(self, program: Program, clinic: Clinic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Set up clinic")
        self._program = program
        self.fields = {key: self._line(key, words, clinic) for key, words in TEXTS.items()}
        self.zone = QComboBox()
        self.zone.setEditable(True)
        self.zone.setAccessibleName("Time zone")
        if (typed := self.zone.lineEdit()) is not None:
            typed.setAccessibleName("Time zone")
        self.zone.addItems(sorted(available_timezones()))
        self.zone.setCurrentText(clinic.timezone)
        self._wrong = label("", "wrong", wrap=True)
        self._lay_out()

    def _line(self, key: str, words: str, clinic: Clinic) -> QLineEdit:
        field = QLineEdit(str(getattr(clinic, key)))
        field.setMaxLength(LINE_LIMIT)
        field.setAccessibleName(words)
        field.setPlaceholderText(HINTS.get(key, ""))
        field.setMinimumWidth(280)
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label("Your clinic", "title"))
        column.addWidget(label("The letterhead of every page, and whom the patient calls.", "muted"))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for key, words in TEXTS.items():
            form.addRow(QLabel(words), self.fields[key])
        form.addRow(QLabel("Time zone"), self.zone)
        column.addLayout(form)
        column.addWidget(self._wrong)
        self._wrong.hide()
        buttons = QDialogButtonBox()
        save = buttons.addButton("Save clinic", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _save(self) -> None:
        texts: dict[str, Any] = {key: clean_line(field.text()) for key, field in self.fields.items()}
        clinic = replace(Clinic(name=""), **texts, timezone=self.zone.currentText().strip())
        wrong = problem_of(clinic)
        if not wrong:
            try:
                clinic = set_up_clinic(self._program, clinic)
            except CareleafError as error:
                wrong = str(error)
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        if not wrong:
            self.set_up.emit(clinic)
            self.accept()


def problem_of(clinic: Clinic) -> str:
    """Say what is missing or wrong with a clinic, or return an empty text."""
    if not clinic.name:
        return "The clinic needs a name."
    if not any(character.isdigit() for character in clinic.phone):
        return "The clinic needs a phone number: the page must say whom to call."
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", clinic.colour):
        return 'The colour is written like "#0b5c63".'
    if not is_timezone(clinic.timezone):
        return f'"{clinic.timezone}" is no time zone; choose one from the list.'
    return "" if clinic.emergency else "The emergency number is missing, such as 911."
