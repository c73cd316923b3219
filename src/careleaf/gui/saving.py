"""Save the handout as a PDF: exactly the bytes of the preview, and only when it is safe."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from careleaf.app.handout_making import require_safe
from careleaf.delivery.export import save_file, suggested_name
from careleaf.domain.draft import Draft
from careleaf.domain.people import Clinic
from careleaf.errors import Blocked, DeliveryFailed, NeedsConfirmation
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.preview import PreviewPane


class PdfSaving(QObject):
    """Ask for a file, wait until the preview is up to date, and write its bytes."""

    held_back = Signal()
    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, document: DraftDocument, preview: PreviewPane, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._preview = preview
        self._window = window
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._path: Path | None = None
        self._saved: tuple[Draft, Clinic] | None = None
        preview.shown.connect(lambda _: self._write_when_ready())
        preview.refused.connect(self._give_up)

    @property
    def is_saved(self) -> bool:
        """Tell whether the handout was saved as it is now."""
        return self._saved == (self._document.draft, self._document.clinic)

    def start(self) -> None:
        """Ask where to save; what a safety rule holds back is told instead."""
        if not self._is_safe():
            return
        draft, today = self._document.draft, self._document.setting.today
        dialog = QFileDialog(self._window, _("Save PDF"), self._folder, _("PDF files (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested_name(draft.title, today))
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, name: str) -> None:
        """Save to a file as soon as the preview shows the draft as it is."""
        self._path = Path(QDir.toNativeSeparators(name))
        self._folder = str(self._path.parent)
        self._document.renew()
        if not self._preview.is_current:
            self._preview.refresh()
        self._write_when_ready()

    def _is_safe(self) -> bool:
        try:
            require_safe(self._document.renew())
        except (Blocked, NeedsConfirmation):
            self._path = None
            self.held_back.emit()
            return False
        return True

    def _write_when_ready(self) -> None:
        if self._path is None or not self._preview.is_current or self._preview.pages is None:
            return
        if not self._is_safe():
            return
        path, self._path = self._path, None
        try:
            save_file(path, self._preview.pages.typeset.pdf)
        except DeliveryFailed as error:
            self.failed.emit(str(error))
            return
        self._saved = (self._document.draft, self._document.clinic)
        self.saved.emit(path.name)

    def _give_up(self, made: object) -> None:
        if self._path is not None and made is self._document.made:
            self._path = None
            self.failed.emit(_("Not saved: the page could not be made. See what is said above the preview."))
