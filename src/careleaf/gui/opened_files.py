"""Files that the system hands to the running program: on macOS a double-click arrives this way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent


class OpenedFiles(QObject):
    """Tell of each file the system asks the application to open; installed as its event filter."""

    wanted = Signal(str)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that name a file on this computer; leave all others alone."""
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().eventFilter(watched, event)
        self.wanted.emit(event.file())
        return True
