"""A dialog from which something is sent: how far it is, and "Stop" in the place of "Close" meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QWidget

from careleaf.gui.interface_text import _
from careleaf.gui.parts import label, restyle

STEPS = 1000


class SendingDialog(QDialog):
    """Show progress and words; while something is sent, closing stops that instead."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("How far it is"))
        self.progress.setMaximum(STEPS)
        self.progress.setTextVisible(False)
        self.said: QLabel = label("", "wrong", wrap=True)

    def say(self, words: str, kind: str = "wrong") -> None:
        """Show words."""
        self.said.setText(words)
        restyle(self.said, "kind", kind)
        self._show()

    def show_progress(self, words: str, part: float) -> None:
        """Show how far it is, `part` from 0 to 1."""
        self.progress.setValue(round(part * STEPS))
        if words != self.said.text():
            self.say(words, "hint")

    def set_busy(self, busy: bool) -> None:
        """Let nothing but "Stop" be done while it is sent."""
        self._busy = busy
        self._show()

    def reject(self) -> None:
        """Close; while it is being sent, stop that instead."""
        if self._busy:
            self.stop_wanted.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as with the button."""
        if self._busy:
            event.ignore()
        self.reject()

    def _show(self) -> None:
        """Show what may be done now."""
        raise NotImplementedError
