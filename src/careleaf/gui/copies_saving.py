"""Save the handout in every style in one go: as shown, in large print, and in black and white."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QRunnable, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from careleaf.app.handout_making import Made, require_safe
from careleaf.app.style_copies import style_copies
from careleaf.delivery.export import save_together, suggested_name
from careleaf.errors import Blocked, CareleafError, NeedsConfirmation
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.preview_maker import PreviewMaker


class CopiesSaving(QObject):
    """Ask for a name, make the pages where pages are made, and write the files beside each other."""

    held_back = Signal()
    saved = Signal(object, str)
    failed = Signal(str)
    _ended = Signal(object)

    def __init__(self, document: DraftDocument, maker: PreviewMaker, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._maker = maker
        self._window = window
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._running: _Copying | None = None
        self._ended.connect(self._take)

    def start(self) -> None:
        """Ask where to save; what a safety rule holds back is told instead."""
        if self._safe() is None:
            return
        title = _("Save in every style")
        dialog = QFileDialog(self._window, title, self._folder, _("PDF files (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested_name(self._document.draft.title, self._document.setting.today))
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, name: str) -> None:
        """Save to a file, and the other styles beside it under names that tell them."""
        made, path = self._safe(), Path(QDir.toNativeSeparators(name))
        self._folder = str(path.parent)
        if made is not None:
            self._running = _Copying(made, path, self._ended.emit)
            self._maker.start(self._running)

    def _safe(self) -> Made | None:
        made = self._document.renew()
        try:
            require_safe(made)
        except (Blocked, NeedsConfirmation):
            self.held_back.emit()
            return None
        return made

    def _take(self, outcome: object) -> None:
        if isinstance(outcome, CareleafError):
            self.failed.emit(_("Not saved. {problem}").format(problem=outcome))
        elif isinstance(outcome, Exception):
            self._maker.failed.emit(outcome)
        elif self._running is not None:
            self.saved.emit(self._running.made, str(outcome))


class _Copying(QRunnable):
    """The copies on their way, in the thread of the pages."""

    def __init__(self, made: Made, path: Path, ended: Callable[[object], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)  # the Python half must outlive the run
        self.made, self._path, self._ended = made, path, ended

    def run(self) -> None:
        """Make and write, and hand over the names or what went wrong; nothing may escape from here."""
        outcome: object
        try:
            copies = style_copies(self.made)
            paths = [self._path.with_stem(f"{self._path.stem}{copy.ending}") for copy in copies]
            save_together({path: copy.pdf for path, copy in zip(paths, copies, strict=True)})
            outcome = ", ".join(path.name for path in paths)
        except Exception as error:
            outcome = error
        self._ended(outcome)
