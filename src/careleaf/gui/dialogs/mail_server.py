"""Set up the clinic's mail server, and try it before it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.email_sending import EmailSending
from careleaf.delivery.attempt import Attempt
from careleaf.domain.email import MailServer, Security, SignIn, one_address
from careleaf.domain.plaintext import clean_line
from careleaf.errors import CareleafError, UsageError
from careleaf.gui.background import Background
from careleaf.gui.mail_program import open_address
from careleaf.gui.parts import button, label, restyle

WIDTH = 540
MOST = 500  # characters of a field
WORDS = "E-mails leave over an encrypted connection to a server that proves who it is, or not at all."
SIGN_INS = {
    SignIn.PASSWORD: "with a user name and password",
    SignIn.MICROSOFT: "with Microsoft 365",
    SignIn.GOOGLE: "with Google",
}
SECURITIES = {Security.STARTTLS: "after connecting (STARTTLS)", Security.TLS: "from the start (TLS)"}
PORTS = {Security.STARTTLS: 587, Security.TLS: 465}
HOSTS = {SignIn.MICROSOFT: "smtp.office365.com", SignIn.GOOGLE: "smtp.gmail.com"}
FIELDS = {
    "host": ("Server", "such as mail.clinic.example"),
    "sender": ("Sender's address", "the clinic's own, such as desk@clinic.example"),
    "sender_name": ("Sender's name", "shown to the patient; may stay empty"),
    "user": ("User name", "often the sender's address"),
    "client_id": ("Client ID", "of the clinic's registration"),
    "tenant": ("Tenant", "the clinic's domain with Microsoft; may stay empty"),
    "certificate": ("Certificate file", "only where the clinic signs its own"),
}


class MailServerDialog(QDialog):
    """Edit the settings; passwords go to the system's own safe."""

    saved = Signal(str)

    def __init__(self, sending: EmailSending, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mail server")
        self._sending, self._background = sending, background
        self._stop: Callable[[], None] | None = None
        self.fields = {key: _line(words, hint) for key, (words, hint) in FIELDS.items()}
        self.sign_in = _choice("Sign in", SIGN_INS.values())
        self.security = _choice("Encryption", SECURITIES.values())
        self.port = QSpinBox()
        self.port.setRange(1, 65_535)
        self.port.setAccessibleName("Port")
        self.password = _line("Password", "kept by this computer's own safe")
        self.client_secret = _line("Client secret", "of the clinic's registration with Google")
        for secret in (self.password, self.client_secret):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.said = label("", "wrong", wrap=True)
        self._lay_out()
        self._fill()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("The clinic's mail server", "title"))
        column.addWidget(label(WORDS, "muted", wrap=True))
        self._form = form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("Sign in", self.sign_in)
        for key in ("host", "sender", "sender_name", "user"):
            form.addRow(FIELDS[key][0], self.fields[key])
        form.addRow("Password", self.password)
        form.addRow(FIELDS["client_id"][0], self.fields["client_id"])
        form.addRow(FIELDS["tenant"][0], self.fields["tenant"])
        form.addRow("Client secret", self.client_secret)
        form.addRow("Encryption", self.security)
        form.addRow("Port", self.port)
        form.addRow(FIELDS["certificate"][0], self._certificate())
        column.addLayout(form)
        column.addWidget(self.said)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("kind", "primary")
        self.leave = buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.test = buttons.addButton("Test connection", QDialogButtonBox.ButtonRole.ActionRole)
        self.enter = buttons.addButton("Sign in...", QDialogButtonBox.ButtonRole.ActionRole)
        buttons.accepted.connect(lambda: self._with_server(self._save))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _certificate(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.fields["certificate"], 1)
        choose = button("Choose...", "small", "Choose: Certificate file")
        choose.clicked.connect(self._choose_file)
        row.addWidget(choose)
        return holder

    def _fill(self) -> None:
        try:
            server = self._sending.server() or MailServer("", "")
        except CareleafError as error:
            server = MailServer("", "")
            self.said.setText(str(error))
        for key, field in self.fields.items():
            field.setText(getattr(server, key))
        self.sign_in.setCurrentIndex(list(SIGN_INS).index(server.sign_in))
        self.security.setCurrentIndex(list(SECURITIES).index(server.security))
        self.port.setValue(server.port)

    def _connect(self) -> None:
        self.sign_in.activated.connect(self._suggest_host)
        self.security.activated.connect(lambda: self.port.setValue(PORTS[self._security]))
        self.test.clicked.connect(lambda: self._with_server(self._test))
        self.enter.clicked.connect(lambda: self._with_server(self._sign_in))

    def reject(self) -> None:
        """Close without a change; while a server is being tried, stop that instead."""
        if self._stop is not None:
            self._stop()
        else:
            super().reject()

    @property
    def _way(self) -> SignIn:
        return list(SIGN_INS)[self.sign_in.currentIndex()]

    @property
    def _security(self) -> Security:
        return list(SECURITIES)[self.security.currentIndex()]

    def _suggest_host(self) -> None:
        host = self.fields["host"]
        if host.text() in ("", *HOSTS.values()):
            host.setText(HOSTS.get(self._way, ""))
        self._show()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Certificate file", str(Path.home()))
        dialog.fileSelected.connect(self.fields["certificate"].setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _with_server(self, then: Callable[[MailServer], None]) -> None:
        """Do something with the server that was typed; what is wrong with it is told."""
        try:
            then(self._typed())
        except CareleafError as error:
            self._say(str(error))

    def _typed(self) -> MailServer:
        texts = {key: clean_line(field.text()) for key, field in self.fields.items()}
        server = MailServer(
            **texts,
            port=self.port.value(),
            security=self._security,
            sign_in=self._way,
        )
        if not server.host:
            raise UsageError("Server: where is it?")
        if server.sign_in is not SignIn.PASSWORD and not (server.client_id and server.user):
            raise UsageError("User name and Client ID: both are needed to sign in.")
        try:
            return replace(server, sender=one_address(server.sender))
        except UsageError as error:
            raise UsageError(f"Sender's address: {error}") from None

    def _save(self, server: MailServer) -> None:
        trouble = self._sending.set_up(server, self.password.text())
        self.saved.emit(trouble)
        self.accept()

    def _test(self, server: MailServer) -> None:
        attempt, password = Attempt(), self.password.text()
        self._run(lambda: self._sending.try_out(server, password, attempt), attempt.stop, "Trying...")

    def _sign_in(self, server: MailServer) -> None:
        stop, secret = Event(), self.client_secret.text()
        self._run(
            lambda: self._sending.sign_in(server, secret, open_address, stop) or "You are signed in.",
            stop.set,
            "Sign in in your web browser, then come back here...",
        )

    def _run(self, work: Callable[[], str], stop: Callable[[], None], words: str) -> None:
        self._stop = stop
        self._say(words, "hint")
        self._background.run(
            work, lambda said: self._ran(said, "hint"), lambda said: self._ran(said, "wrong")
        )

    def _ran(self, words: str, kind: str) -> None:
        self._stop = None
        self._say(words, kind)

    def _say(self, words: str, kind: str = "wrong") -> None:
        self.said.setText(words)
        restyle(self.said, "kind", kind)
        self._show()

    def _show(self) -> None:
        """Show the fields of this way to sign in, and fit the height to them."""
        way, busy = self._way, self._stop is not None
        for field, wanted in (
            (self.password, way is SignIn.PASSWORD),
            (self.fields["client_id"], way is not SignIn.PASSWORD),
            (self.fields["tenant"], way is SignIn.MICROSOFT),
            (self.client_secret, way is SignIn.GOOGLE),
        ):
            self._form.setRowVisible(field, wanted)
        self.enter.setVisible(way is not SignIn.PASSWORD)
        for each in (self.save, self.test, self.enter):
            each.setEnabled(not busy)
        self.leave.setText("Stop" if busy else "Cancel")
        self.said.setVisible(bool(self.said.text()))
        if (layout := self.layout()) is not None:
            layout.activate()
            self.setFixedSize(WIDTH, layout.totalHeightForWidth(WIDTH))


def _line(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaxLength(MOST)
    return field


def _choice(name: str, choices: Iterable[str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems(list(choices))
    return made
