"""Find a patient: in the clinic's record system, or in a file it wrote."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.record import NO_SERVER, Record
from careleaf.content.patient_json import read_patients
from careleaf.delivery.attempt import Attempt
from careleaf.domain.people import NAME_LIMIT
from careleaf.domain.record import Found, RecordPatient, RecordServer
from careleaf.errors import CareleafError
from careleaf.gui.background import Background
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label, restyle

FIRST_SIZE = (560, 420)


class FindPatientDialog(QDialog):
    """Search, show who was found, and have one chosen; `True` with a patient who is in the record."""

    chosen = Signal(object, bool)
    settings_wanted = Signal()

    def __init__(
        self, record: Record, background: Background, typed: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Find patient"))
        self._record, self._background = record, background
        self._attempt: Attempt | None = None
        self._server: RecordServer | None = None
        self.words = QLineEdit(typed)
        self.words.setAccessibleName(_("Name, birth date or record number"))
        self.words.setPlaceholderText(_("name, birth date as 1960-05-03, or record number"))
        self.words.setMaxLength(NAME_LIMIT)
        self.search = button(_("Search"))
        self.settings = button("", "small")
        self.file = button(_("Open a patient file..."), "small")
        self.found = QListWidget()
        self.found.setAccessibleName(_("Patients found"))
        self.said = label("", "hint", wrap=True)
        self._lay_out()
        self._connect()
        self.show_server()

    def show_server(self) -> None:
        """Look whether a server is set up: without one only a file can be opened."""
        trouble = ""
        try:
            self._server = self._record.server()
        except CareleafError as error:
            self._server, trouble = None, str(error)
        if self._server is None:
            self.settings.setText(_("Set up the record server..."))
            self._say(trouble or _(NO_SERVER), "wrong" if trouble else "hint")
        else:
            self.settings.setText(_("Record server..."))
            self._say(_("Looks for all the words at {host}.").format(host=self._server.host))

    def open_file(self, name: str) -> None:
        """Show the patients of a file."""
        try:
            self._show_found(Found(read_patients(Path(name))), in_record=False)
        except CareleafError as error:
            self.found.clear()
            self._say(str(error), "wrong")

    def reject(self) -> None:
        """Close; while it searches, stop that instead."""
        if self._attempt is not None:
            self._attempt.stop()
        else:
            super().reject()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("Find the patient"), "title"))
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.search)
        column.addLayout(row)
        column.addWidget(self.found, 1)
        column.addWidget(self.said)
        more = QHBoxLayout()
        more.addWidget(self.file)
        more.addWidget(self.settings)
        more.addStretch(1)
        column.addLayout(more)
        buttons = QDialogButtonBox()
        self.use = buttons.addButton(_("Use this patient"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.use.setProperty("kind", "primary")
        self.leave = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        for each in (self.use, self.leave):
            each.setAutoDefault(False)
        self.resize(*FIRST_SIZE)

    def _connect(self) -> None:
        self.words.returnPressed.connect(self._search)
        self.words.textEdited.connect(self._allow)
        self.search.clicked.connect(self._search)
        self.settings.clicked.connect(self.settings_wanted)
        self.file.clicked.connect(self._ask_for_file)
        self.found.itemActivated.connect(self._choose)
        self.found.currentItemChanged.connect(self._allow)

    def _ask_for_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, _("Open a patient file"), folder, _("FHIR Patient (*.json)"))
        dialog.fileSelected.connect(self.open_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _search(self) -> None:
        if not self.search.isEnabled():
            return
        typed = self.words.text()
        self._attempt = attempt = Attempt()
        self.found.clear()
        self._say(_("Searching..."))
        self._background.run(lambda: self._record.search(typed, attempt), self._searched, self._not_searched)

    def _searched(self, found: Found) -> None:
        self._attempt = None
        self._show_found(found, in_record=True)
        self.found.setFocus()

    def _not_searched(self, words: str) -> None:
        self._attempt = None
        self._say(words, "wrong")

    def _show_found(self, found: Found, in_record: bool) -> None:
        self.found.clear()
        for patient in found.patients:
            item = QListWidgetItem(patient_words(patient))
            item.setData(Qt.ItemDataRole.UserRole, (patient, in_record))
            self.found.addItem(item)
        if not found.patients:
            self._say(_("Nobody was found."))
        elif found.more:
            self._say(_("There are more than these. Add a birth date to see fewer."))
        else:
            self._say("")
        if len(found.patients) == 1:
            self.found.setCurrentRow(0)

    def _choose(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            patient, in_record = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
            self.chosen.emit(patient, in_record)

    def _say(self, words: str, kind: str = "hint") -> None:
        self.said.setText(words)
        restyle(self.said, "kind", kind)
        self.said.setVisible(bool(words))
        self._allow()

    def _allow(self) -> None:
        busy = self._attempt is not None
        self.search.setEnabled(self._server is not None and not busy and bool(self.words.text().strip()))
        self.use.setEnabled(not busy and self.found.currentItem() is not None)
        for each in (self.words, self.settings, self.file):
            each.setEnabled(not busy)
        self.leave.setText(_("Stop") if busy else _("Close"))


def patient_words(patient: RecordPatient) -> str:
    """Say who a patient is, so that two of one name are told apart."""
    born = _("born {day}").format(day=patient.born) if patient.born else ""
    number = _("number {number}").format(number=patient.number) if patient.number else ""
    return "   ".join(part for part in (patient.name, born, number) if part)
