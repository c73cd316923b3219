"""Copy the chart note: to the clipboard and nowhere else, and only when the handout is safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from careleaf.app.handout_making import require_safe
from careleaf.domain.email import HandedOver
from careleaf.domain.record import Recorded
from careleaf.errors import Blocked, NeedsConfirmation
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.preview import PreviewPane


class ChartNoteCopying(QObject):
    """Wait until the preview is up to date, for the note tells its pages, and copy the note."""

    held_back = Signal()
    copied = Signal()
    failed = Signal(str)

    def __init__(
        self,
        document: DraftDocument,
        preview: PreviewPane,
        window: QWidget,
        emails: Callable[[], Iterable[HandedOver]] = tuple,
        recorded: Callable[[], Iterable[Recorded]] = tuple,
    ) -> None:
        super().__init__(window)
        self._emails, self._recorded = emails, recorded
        self._document = document
        self._preview = preview
        self._wanted = False
        preview.shown.connect(lambda _: self._copy_when_ready())
        preview.refused.connect(self._give_up)

    def start(self) -> None:
        """Copy the note as soon as the preview shows the draft as it is; what a rule holds back is told."""
        self._document.renew()
        self._wanted = self._is_safe()
        if self._wanted and not self._preview.is_current:
            self._preview.refresh()
        self._copy_when_ready()

    def _copy_when_ready(self) -> None:
        if not self._wanted or not self._preview.is_current:
            return
        self._wanted = False
        if self._is_safe():
            QApplication.clipboard().setText(self._note())
            self.copied.emit()

    def _note(self) -> str:
        return self._document.made.chart_note(self._document.now(), self._emails(), self._recorded())

    def _is_safe(self) -> bool:
        try:
            require_safe(self._document.made)
        except (Blocked, NeedsConfirmation):
            self.held_back.emit()
            return False
        return True

    def _give_up(self, made: object) -> None:
        if self._wanted and made is self._document.made:
            self._wanted = False
            self.failed.emit(_("Not copied: the page could not be made. See what is said above the preview."))
