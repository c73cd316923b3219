"""Open a preset file from anywhere and start from it, without keeping it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from careleaf.app.draft_starts import use_preset
from careleaf.errors import CareleafError
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.starting import Starting


class PresetOpening(QObject):
    """Open what is chosen, or what the system hands over. In the workbench the patient at hand stays."""

    failed = Signal(str)

    def __init__(self, document: DraftDocument, starting: Starting, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._starting, self._window = document, starting, window

    def start(self) -> None:
        """Ask which file."""
        dialog = QFileDialog(self._window, _("Open preset file"), "", _("Presets (*.careleaf *.toml)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self, name: str) -> None:
        """Start from a preset, by id or file; what is wrong with it is told, and nothing changes."""
        document = self._document
        try:
            preset = document.program.preset(name)
        except CareleafError as error:
            self.failed.emit(str(error))
            return
        if self._starting.is_open:
            self._starting.begin_with(preset)
            return
        draft = use_preset(preset, document.draft, document.library, document.clinic)
        document.change(draft, _("preset {title}").format(title=preset.title))
