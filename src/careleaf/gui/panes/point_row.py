"""One line of advice with its tick box."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from careleaf.domain.library import Point
from careleaf.gui.models.clinic_mark import WORDING, plain
from careleaf.gui.parts import label
from careleaf.gui.ticks import TickBox


class PointRow(QWidget):
    """A tick box with words that wrap; a click on the words ticks. A locked or a reworded line says so.

    `instead` is what the library says in place of a reworded line.
    """

    ticked = Signal(bool)

    def __init__(self, point: Point, words: str, instead: str) -> None:
        super().__init__()
        self.point = point
        self.box = TickBox(words)
        self._words = label(words, "point", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        if point.locked:
            row.addWidget(label("locked", "lock"), 0, Qt.AlignmentFlag.AlignTop)
            self.setToolTip("A safety line: it always prints and cannot be reworded.")
        if point.replaces:
            mark = label(WORDING, "mark")
            mark.setToolTip(plain(instead))
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.box.setEnabled(not point.locked)
        self.box.clicked.connect(self.ticked)

    def show_point(self, words: str, ticked: bool) -> None:
        """Show the line as it prints, and whether it does."""
        self._words.setText(words)
        said = "locked" if self.point.locked else WORDING if self.point.replaces else ""
        self.box.setAccessibleName(f"{words} ({said})" if said else words)
        self.box.setChecked(ticked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick with a click on the words."""
        if not self.point.locked and self.rect().contains(event.position().toPoint()):
            self.box.click()
