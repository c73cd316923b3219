"""Open a preset file from anywhere and start from it, without keeping it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from careleaf.app.draft_starts import use_preset
from careleaf.errors import CareleafError
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _


class PresetOpening(QObject):
    """Ask for a file; the patient at hand stays."""

    failed = Signal(str)

    def __init__(self, document: DraftDocument, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window

    def start(self) -> None:
        """Ask which file."""
        dialog = QFileDialog(self._window, _("Open preset file"), "", _("Presets (*.toml)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self, name: str) -> None:
        """Start from a preset file; what is wrong with it is told, and nothing changes."""
        document = self._document
        try:
            preset = document.program.preset(name)
        except CareleafError as error:
            self.failed.emit(str(error))
            return
        draft = use_preset(preset, document.draft, document.library, document.clinic)
        document.change(draft, _("preset {title}").format(title=preset.title))
