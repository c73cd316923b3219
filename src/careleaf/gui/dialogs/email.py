"""E-mail a handout: to one address, in the clinician's mail program or through the clinic's server."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.email_writing import AGREED, Request, suggest_password
from careleaf.domain.email import ADDRESS_LIMIT, ATTACHED, PASSWORD_MOST, MailServer
from careleaf.gui.dialogs.sending_dialog import SendingDialog
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label

WIDTH = 560
WHAT_IT_SAYS = _(
    "Subject, words and file name ({name}) are the same for all: no name, nothing of the illness."
).format(name=ATTACHED)
TELL_IT = _(
    "Tell the patient this password by phone or on paper, never by e-mail. Careleaf does not keep it."
)


class EmailDialog(SendingDialog):
    """Ask to whom and how; what becomes of it is shown here too."""

    wanted = Signal(object, bool)
    save_wanted = Signal(object)
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("E-mail"))
        self.recipient = QLineEdit()
        self.recipient.setAccessibleName(_("The patient's e-mail address"))
        self.recipient.setPlaceholderText(_("one address"))
        self.recipient.setMaxLength(ADDRESS_LIMIT + 10)
        self.in_program = QRadioButton(_("Open it in my mail program, to look over and send"))
        self.in_program.setChecked(True)
        self.by_server = QRadioButton()
        self.settings = button(_("Mail server..."), "small", _("Set up the clinic's mail server"))
        self.agreed = QCheckBox(AGREED)
        self.locked = QCheckBox(_("Lock the PDF with a password"))
        self.password = QLineEdit()
        self.password.setAccessibleName(_("Password of the PDF"))
        self.password.setMaxLength(PASSWORD_MOST)
        self._tell_it = label(TELL_IT, "hint", wrap=True)
        self.progress.setAccessibleName(_("How far the e-mail is"))
        self.save = button(_("Save the e-mail as a file..."), "small")
        self._lay_out()
        self._connect()
        self.show_server(None)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("E-mail this handout"), "title"))
        words = QLabel(_("To"))
        words.setBuddy(self.recipient)
        to = QHBoxLayout()
        to.addWidget(words)
        to.addWidget(self.recipient, 1)
        column.addLayout(to)
        column.addWidget(self.in_program)
        direct = QHBoxLayout()
        direct.addWidget(self.by_server)
        direct.addWidget(self.settings)
        direct.addStretch(1)
        column.addLayout(direct)
        column.addWidget(self.agreed)
        column.addWidget(self.locked)
        column.addWidget(self.password)
        column.addWidget(self._tell_it)
        column.addWidget(label(WHAT_IT_SAYS, "hint", wrap=True))
        column.addWidget(self.progress)
        column.addWidget(self.said)
        saving = QHBoxLayout()
        saving.addWidget(self.save)
        saving.addStretch(1)
        column.addLayout(saving)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(_("Open e-mail"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self.leave = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(lambda: self.wanted.emit(self.request, self.by_server.isChecked()))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.settings.clicked.connect(self.settings_wanted)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.request))
        self.in_program.toggled.connect(self._show)
        self.agreed.toggled.connect(self._show)
        self.locked.toggled.connect(self._suggest)
        self.recipient.textChanged.connect(lambda: self.say(""))

    @property
    def request(self) -> Request:
        """Return what was asked for."""
        password = self.password.text() if self.locked.isChecked() else ""
        return Request(self.recipient.text(), self.agreed.isChecked(), password)

    def show_server(self, server: MailServer | None) -> None:
        """Offer to send through a server; without one only setting it up is offered."""
        self.by_server.setVisible(server is not None)
        if server is None:
            self.in_program.setChecked(True)
            self.settings.setText(_("Set up the clinic's mail server..."))
        else:
            self.by_server.setText(_("Send it now through {server}").format(server=server.host))
            self.by_server.setChecked(True)
            self.settings.setText(_("Settings..."))
        self._show()

    def say(self, words: str, kind: str = "wrong", can_save: bool = False) -> None:
        """Show words; `can_save` offers to save the e-mail as a file."""
        self.save.setVisible(can_save)
        super().say(words, kind)

    def _suggest(self) -> None:
        if self.locked.isChecked() and not self.password.text():
            self.password.setText(suggest_password())
        self._show()

    def _show(self) -> None:
        locked, direct = self.locked.isChecked(), self.by_server.isChecked()
        self.password.setVisible(locked)
        self._tell_it.setVisible(locked)
        self.progress.setVisible(self._busy)
        self.said.setVisible(bool(self.said.text()))
        self.save.setVisible(self.save.isVisibleTo(self) and not direct)
        for field in (self.recipient, self.in_program, self.by_server, self.settings, self.agreed,
                      self.locked, self.password):  # fmt: skip
            field.setEnabled(not self._busy)
        self.go.setText(_("Send") if direct else _("Open e-mail"))
        self.go.setVisible(not self._busy)
        self.go.setEnabled(not self._busy and (self.agreed.isChecked() or locked))
        self.leave.setText(_("Stop") if self._busy else _("Close"))
        if (layout := self.layout()) is not None:
            layout.activate()
            self.setFixedSize(WIDTH, layout.totalHeightForWidth(WIDTH))
