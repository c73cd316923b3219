"""Set up the clinic's mail server, and try it before it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
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
from careleaf.errors import CareleafError
from careleaf.gui.background import Background
from careleaf.gui.interface_text import _
from careleaf.gui.mail_program import open_address
from careleaf.gui.parts import button, label, name_choice, restyle, show_if
from careleaf.gui.settings.clinic_fields import CHOICE_WIDTH
from careleaf.gui.settings.form_rows import caption, form_in
from careleaf.gui.settings.mail_server_problems import problems_of_server

MOST = 500  # characters of a field
WORDS = _("E-mails leave over an encrypted connection to a server that proves who it is, or not at all.")
SIGN_INS = {
    SignIn.PASSWORD: _("with a user name and password"),
    SignIn.MICROSOFT: _("with Microsoft 365"),
    SignIn.GOOGLE: _("with Google"),
}
SECURITIES = {Security.STARTTLS: _("after connecting (STARTTLS)"), Security.TLS: _("from the start (TLS)")}
PORTS = {Security.STARTTLS: 587, Security.TLS: 465}
HOSTS = {SignIn.MICROSOFT: "smtp.office365.com", SignIn.GOOGLE: "smtp.gmail.com"}
FIELDS = {
    "host": (_("Server"), _("such as mail.clinic.example")),
    "sender": (_("Sender's address"), _("the clinic's own, such as desk@clinic.example")),
    "sender_name": (_("Sender's name"), _("shown to the patient; may stay empty")),
    "user": (_("User name"), _("often the sender's address")),
    "client_id": (_("Client ID"), _("of the clinic's registration")),
    "tenant": (_("Tenant"), _("the clinic's domain with Microsoft; may stay empty")),
    "certificate": (_("Certificate file"), _("only where the clinic signs its own")),
}


class MailServerForm(QWidget):
    """Edit the settings; passwords go to the system's own safe."""

    busy_changed = Signal(bool)

    def __init__(self, sending: EmailSending, background: Background) -> None:
        super().__init__()
        self._sending, self._background = sending, background
        self._stop: Callable[[], None] | None = None
        self.fields = {key: _line(words, hint) for key, (words, hint) in FIELDS.items()}
        self.sign_in = _choice(_("Sign in"), SIGN_INS.values())
        self.security = _choice(_("Encryption"), SECURITIES.values())
        self.port = QSpinBox()
        self.port.setRange(1, 65_535)
        self.port.setAccessibleName(_("Port"))
        self.port.setFixedWidth(100)
        self.port.lineEdit().setTextMargins(5, 0, 0, 0)
        self.password = _line(_("Password"), _("kept by this computer's own safe"))
        self.client_secret = _line(_("Client secret"), _("of the clinic's registration with Google"))
        for secret in (self.password, self.client_secret):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.said = label("", "wrong", wrap=True)
        self.test = button(_("Test connection"))
        self.enter = button(_("Sign in..."))
        self.stop_button = button(_("Stop"))
        self._lay_out()
        self._fill()
        self._connect()
        self._show()
        self._opened = self._entered()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        rows = QWidget()
        self._form = form = form_in(rows)
        form.addRow(caption(_("Sign in")), self.sign_in)
        for key in ("host", "sender", "sender_name", "user"):
            form.addRow(caption(FIELDS[key][0]), self.fields[key])
        form.addRow(caption(_("Password")), self.password)
        form.addRow(caption(FIELDS["client_id"][0]), self.fields["client_id"])
        form.addRow(caption(FIELDS["tenant"][0]), self.fields["tenant"])
        form.addRow(caption(_("Client secret")), self.client_secret)
        form.addRow(caption(_("Encryption")), self.security)
        form.addRow(caption(_("Port")), self.port)
        form.addRow(caption(FIELDS["certificate"][0]), self._certificate())
        column.addWidget(rows)
        column.addWidget(self.said)
        row = QHBoxLayout()
        for made in (self.test, self.enter, self.stop_button):
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def _certificate(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.fields["certificate"], 1)
        choose = button(_("Choose..."), "small", _("Choose: {field}").format(field=FIELDS["certificate"][0]))
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
        self.stop_button.clicked.connect(self.stop)

    @property
    def is_busy(self) -> bool:
        """Tell whether the server is being tried."""
        return self._stop is not None

    @property
    def is_changed(self) -> bool:
        """Tell whether something was entered that is not saved."""
        return self._entered() != self._opened

    def stop(self) -> None:
        """Stop trying the server."""
        if self._stop is not None:
            self._stop()

    def problems(self) -> tuple[str, ...]:
        """Return what is missing or wrong, in words."""
        return problems_of_server(self._typed())

    def save(self) -> str:
        """Use the server from now on. Returns words where the password lasts only until the end.

        Raises DeliveryFailed; the settings then stay as they were.
        """
        server = self._typed()
        words = self._sending.set_up(replace(server, sender=one_address(server.sender)), self.password.text())
        self._opened = self._entered()
        return words

    def _entered(self) -> tuple[MailServer, str, str]:
        return self._typed(), self.password.text(), self.client_secret.text()

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
        dialog = QFileDialog(self, _("Certificate file"), str(Path.home()))
        dialog.fileSelected.connect(self.fields["certificate"].setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _with_server(self, then: Callable[[MailServer], None]) -> None:
        """Do something with the server that was typed; what is wrong with it is told."""
        if wrong := self.problems():
            self._say("\n".join(wrong))
        else:
            server = self._typed()
            then(replace(server, sender=one_address(server.sender)))

    def _typed(self) -> MailServer:
        texts = {key: clean_line(field.text()) for key, field in self.fields.items()}
        return MailServer(**texts, port=self.port.value(), security=self._security, sign_in=self._way)

    def _test(self, server: MailServer) -> None:
        attempt, password = Attempt(), self.password.text()
        self._run(lambda: self._sending.try_out(server, password, attempt), attempt.stop, _("Trying..."))

    def _sign_in(self, server: MailServer) -> None:
        stop, secret = Event(), self.client_secret.text()
        self._run(
            lambda: self._sending.sign_in(server, secret, open_address, stop) or _("You are signed in."),
            stop.set,
            _("Sign in in your web browser, then come back here..."),
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
        """Show the fields of this way to sign in, and what can be done."""
        way, busy = self._way, self.is_busy
        for field, wanted in (
            (self.password, way is SignIn.PASSWORD),
            (self.fields["client_id"], way is not SignIn.PASSWORD),
            (self.fields["tenant"], way is SignIn.MICROSOFT),
            (self.client_secret, way is SignIn.GOOGLE),
        ):
            self._form.setRowVisible(field, wanted)
        show_if(self.enter, way is not SignIn.PASSWORD)
        show_if(self.stop_button, busy)
        for each in (self.test, self.enter):
            each.setEnabled(not busy)
        show_if(self.said, bool(self.said.text()))
        self.busy_changed.emit(busy)


def _line(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaxLength(MOST)
    return field


def _choice(name: str, choices: Iterable[str]) -> QComboBox:
    made = QComboBox()
    name_choice(made, name)
    made.setMinimumWidth(CHOICE_WIDTH)
    made.addItems(list(choices))
    return made
