"""Set up the clinic's record server, and try it before it is used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from careleaf.app.record import Record
from careleaf.gui.background import Background
from careleaf.gui.dialogs.record_server_form import RecordServerForm
from careleaf.gui.interface_text import _
from careleaf.gui.parts import label

WIDTH = 540


class RecordServerDialog(QDialog):
    """Edit the settings; `saved` tells words where the token lasts only until the program ends."""

    saved = Signal(str)

    def __init__(self, record: Record, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Record server"))
        self.form = RecordServerForm(record, background)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("The clinic's record server"), "title"))
        words = _(
            "Careleaf finds patients and files handouts over FHIR R4. Whoever looks after the clinic's "
            "records has the address and a token. Nothing is sent unencrypted."
        )
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self.form)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("kind", "primary")
        self.leave = buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.form.changed.connect(self._show)
        self._show()

    def reject(self) -> None:
        """Close without a change; while a server is being tried, stop that instead."""
        if self.form.is_busy:
            self.form.stop()
        else:
            super().reject()

    def _save(self) -> None:
        trouble = self.form.save()
        if trouble is not None:
            self.saved.emit(trouble)
            self.accept()

    def _show(self) -> None:
        self.save.setEnabled(not self.form.is_busy)
        self.leave.setText(_("Stop") if self.form.is_busy else _("Cancel"))
        if (layout := self.layout()) is not None:
            layout.activate()
            self.setFixedSize(WIDTH, layout.totalHeightForWidth(WIDTH))
