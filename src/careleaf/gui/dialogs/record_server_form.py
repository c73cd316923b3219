"""The form of the clinic's record server: where it is, and the token that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from careleaf.app.record import Record
from careleaf.delivery.attempt import Attempt
from careleaf.domain.record import TOKEN_LIMIT, RecordServer, access_token, record_server
from careleaf.errors import CareleafError
from careleaf.gui.background import Background
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label, restyle

MOST = 500  # characters of a field


class RecordServerForm(QWidget):
    """Edit where the record server is, and try it; the token goes to the system's own safe.

    `changed` comes when it is busy or said something: it may need another height.
    """

    changed = Signal()

    def __init__(self, record: Record, background: Background) -> None:
        super().__init__()
        self._record, self._background = record, background
        self._attempt: Attempt | None = None
        self.address = _line(_("Address"), _("such as https://fhir.clinic.example/fhir/R4"))
        self.certificate = _line(_("Certificate file"), _("only where the clinic signs its own"))
        self.token = _line(_("Access token"), _("kept by this computer's own safe"), TOKEN_LIMIT)
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.test = button(_("Test connection"), "small")
        self.said = label("", "wrong", wrap=True)
        self._lay_out()
        self.test.clicked.connect(self._test)
        self._fill()

    @property
    def is_busy(self) -> bool:
        """Tell whether a server is being tried."""
        return self._attempt is not None

    def stop(self) -> None:
        """Stop trying."""
        if self._attempt is not None:
            self._attempt.stop()

    def save(self) -> str | None:
        """Use what was typed from now on; None where that cannot be, and the form says why.

        Returns words where the token lasts only until the program ends, else an empty text.
        """
        try:
            return self._record.set_up(*self._typed())
        except CareleafError as error:
            self._say(str(error))
            return None

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(_("Address"), self.address)
        form.addRow(_("Access token"), self.token)
        file = QHBoxLayout()
        file.setSpacing(6)
        file.addWidget(self.certificate, 1)
        choose = button(_("Choose..."), "small", _("Choose: Certificate file"))
        choose.clicked.connect(self._choose_file)
        file.addWidget(choose)
        form.addRow(_("Certificate file"), file)
        column.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(self.test)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.said)
        self.said.hide()

    def _fill(self) -> None:
        try:
            server = self._record.server() or RecordServer("")
        except CareleafError as error:
            server = RecordServer("")
            self._say(str(error))
        self.address.setText(server.address)
        self.certificate.setText(server.certificate)

    def _typed(self) -> tuple[RecordServer, str]:
        return record_server(self.address.text(), self.certificate.text()), access_token(self.token.text())

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Certificate file"), str(Path.home()))
        dialog.fileSelected.connect(self.certificate.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _test(self) -> None:
        try:
            server, token = self._typed()
        except CareleafError as error:
            self._say(str(error))
            return
        self._attempt = attempt = Attempt()
        self._say(_("Trying..."), "hint")
        self._background.run(
            lambda: self._record.try_out(server, token, attempt),
            lambda words: self._tried(words, "hint"),
            lambda words: self._tried(words, "wrong"),
        )

    def _tried(self, words: str, kind: str) -> None:
        self._attempt = None
        self._say(words, kind)

    def _say(self, words: str, kind: str = "wrong") -> None:
        self.said.setText(words)
        restyle(self.said, "kind", kind)
        self.said.setVisible(bool(words))
        self.test.setEnabled(not self.is_busy)
        self.changed.emit()


def _line(name: str, hint: str, most: int = MOST) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaxLength(most)
    return field
