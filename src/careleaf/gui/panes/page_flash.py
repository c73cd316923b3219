"""The tint over what a change has touched: once, then it fades."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QVariantAnimation, Signal
from PySide6.QtWidgets import QStyle, QWidget

from careleaf.gui.changed_areas import Area

FLASH_MS = 900
CALM_MS = 2000  # without a change before the next one flashes: typing flashes at its first letter
STRENGTH = 0.22  # of the accent colour, at first


class PageFlash(QVariantAnimation):
    """Hold the areas that are tinted, and how much: nothing, at the end. `faded` says to paint them anew."""

    faded = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._since_change = QElapsedTimer()
        self.areas: tuple[Area, ...] = ()
        self.setDuration(FLASH_MS)
        self.setStartValue(STRENGTH)
        self.setEndValue(0.0)
        self.valueChanged.connect(lambda _: self.faded.emit())
        self.finished.connect(self._end)

    def touch(self, areas: tuple[Area, ...]) -> None:
        """Tint these areas for a moment; not at all where the system wants no movement."""
        if not areas:
            return
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        moves = self._view.style().styleHint(hint, None, self._view) > 0
        calm = not self._since_change.isValid() or self._since_change.elapsed() > CALM_MS
        self._since_change.start()
        if moves and calm:
            self.areas = areas
            self.start()

    def _end(self) -> None:
        self.areas = ()
