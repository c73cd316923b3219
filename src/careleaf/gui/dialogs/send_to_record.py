"""Send a handout to the patient's record: to whose, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from careleaf.domain.record import RecordPatient, RecordServer
from careleaf.gui.dialogs.find_patient import patient_words
from careleaf.gui.dialogs.sending_dialog import SendingDialog
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label

WIDTH = 520


class SendToRecordDialog(SendingDialog):
    """Show whose record it is before anything is sent; what becomes of it is shown here too."""

    wanted = Signal()
    other_wanted = Signal()

    def __init__(self, patient: RecordPatient, server: RecordServer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Send to record"))
        self.whose = label(patient_words(patient), "group", wrap=True)
        self.other = button(_("Another patient..."), "small")
        self._lay_out(server)
        self.other.clicked.connect(self.other_wanted)
        self._show()

    def _lay_out(self, server: RecordServer) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("Send to this patient's record?"), "title"))
        row = QHBoxLayout()
        row.addWidget(self.whose, 1)
        row.addWidget(self.other)
        column.addLayout(row)
        words = _("The PDF goes to {host}, with a note that the patient was given it.")
        column.addWidget(label(words.format(host=server.host), "hint", wrap=True))
        column.addWidget(self.progress)
        column.addWidget(self.said)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(_("Send"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self.leave = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.wanted)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _show(self) -> None:
        self.progress.setVisible(self._busy)
        self.said.setVisible(bool(self.said.text()))
        self.go.setEnabled(not self._busy)
        self.other.setEnabled(not self._busy)
        self.leave.setText(_("Stop") if self._busy else _("Close"))
        if (layout := self.layout()) is not None:
            layout.activate()
            self.setFixedSize(WIDTH, layout.totalHeightForWidth(WIDTH))
