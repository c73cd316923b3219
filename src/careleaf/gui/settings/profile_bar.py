"""Which clinic profile is at hand: choose another, begin a new one, delete it, pass it on."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from careleaf.app.clinic_profiles import Profile
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, name_choice

NEW = _("New clinic")
DELETE, SURE = _("Delete"), _("Really delete?")
KIND = _("Clinic profiles (*.toml)")


class ProfileBar(QWidget):
    """Say what is wanted of which profile; the dialog does it."""

    profile_wanted = Signal(str)  # its id; empty for a new one
    delete_wanted = Signal(str)
    import_wanted = Signal(str)  # the file
    export_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choice = QComboBox()
        name_choice(self.choice, _("Clinic profile"))
        self.choice.setMinimumWidth(190)
        self.new_button = button(_("New"), "small", _("New clinic profile"))
        self.delete_button = button(DELETE, "small", _("Delete this clinic profile"))
        self.import_button = button(_("Import…"), "small", _("Import a clinic profile"))
        self.export_button = button(_("Export…"), "small", _("Export this clinic profile"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.choice, 1)
        for made in (self.new_button, self.delete_button, self.import_button, self.export_button):
            row.addWidget(made)
        self.choice.activated.connect(lambda: self.profile_wanted.emit(self.profile_id))
        self.new_button.clicked.connect(lambda: self.profile_wanted.emit(""))
        self.delete_button.clicked.connect(self._delete)
        self.import_button.clicked.connect(self._import)
        self.export_button.clicked.connect(self._export)

    @property
    def profile_id(self) -> str:
        """Return the id of the profile at hand; a new one has none yet."""
        return str(self.choice.currentData() or "")

    def show_profiles(self, profiles: tuple[Profile, ...], at: str) -> None:
        """List the profiles, with the one at hand; an empty id is a new one."""
        self.choice.clear()
        for profile in profiles:
            self.choice.addItem(profile.title, profile.id)
        if not at:
            self.choice.addItem(NEW, "")
        self.choice.setCurrentIndex(max(0, self.choice.findData(at)))
        self.delete_button.setText(DELETE)
        self.delete_button.setEnabled(bool(at))
        self.export_button.setEnabled(bool(at))

    def _delete(self) -> None:
        """Delete on the second click: the first asks."""
        if self.delete_button.text() == DELETE:
            self.delete_button.setText(SURE)
        else:
            self.delete_wanted.emit(self.profile_id)

    def _import(self) -> None:
        dialog = QFileDialog(self, _("Import a clinic profile"), "", KIND)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open(dialog, self.import_wanted)

    def _export(self) -> None:
        dialog = QFileDialog(self, _("Export this clinic profile"), "", KIND)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{self.profile_id}.toml")
        self._open(dialog, self.export_wanted)

    def _open(self, dialog: QFileDialog, wanted: SignalInstance) -> None:
        dialog.fileSelected.connect(wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
