"""The window's frame, painted before anything of the program is loaded: a start is seen at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from careleaf.gui.interface_text import _
from careleaf.gui.window_place import FIRST_SIZE, put_back

PATIENCE_MS = 300  # a window that starts minimised is not painted
_MARGINS = (46, 30, 46, 12)  # where the start screen has its head


class OpeningWindow(QMainWindow):
    """Stand where the window is going to stand, and give way once that is painted."""

    painted = Signal()

    def __init__(self, settings: Path) -> None:
        super().__init__()
        self.setWindowTitle("Careleaf")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(12)
        for words, kind in (("Careleaf", "welcome"), (_("Opening…"), "muted")):
            label = QLabel(words)
            label.setProperty("kind", kind)
            column.addWidget(label)
        column.addStretch(1)
        self.setCentralWidget(body)
        self.resize(*FIRST_SIZE)
        put_back(self, settings)

    def show_now(self) -> None:
        """Show it, and come back when it is painted."""
        waiting = QEventLoop()
        self.painted.connect(waiting.quit)
        QTimer.singleShot(PATIENCE_MS, waiting, waiting.quit)
        self.show()
        waiting.exec()

    def give_way_to(self, window: QMainWindow) -> None:
        """Show a window in this one's place; this one closes behind it."""
        window.restoreGeometry(self.saveGeometry())
        window.installEventFilter(self)
        QTimer.singleShot(PATIENCE_MS, self, self.close)
        window.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that it is there, once it is."""
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted.emit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when the other window is painted."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.close)
        return False
