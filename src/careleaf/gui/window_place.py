"""Where the window stood and how wide its panes were: kept from one start to the next."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QMainWindow, QSplitter

from careleaf.errors import DeliveryFailed
from careleaf.storage.settings_file import read_settings, remember

FIRST_SIZE = (1440, 900)  # where nothing is kept yet


def put_back(window: QMainWindow, settings: Path) -> None:
    """Put a window where the settings say it stood; what cannot be read leaves it where it is.

    Qt itself moves a window that would stand outside every screen.
    """
    if isinstance(place := read_settings(settings).get("window"), str):
        window.restoreGeometry(QByteArray.fromBase64(place.encode()))


class WindowPlace(QObject):
    """Put the window and its panes back where they were."""

    def __init__(self, window: QMainWindow, panes: QSplitter, settings: Path) -> None:
        super().__init__(window)
        self._window, self._panes, self._settings = window, panes, settings

    def restore(self) -> None:
        """Put window and panes back."""
        put_back(self._window, self._settings)
        widths = read_settings(self._settings).get("panes")
        if isinstance(widths, list) and self._fit(widths):
            self._panes.setSizes(widths)

    def keep(self) -> None:
        """Write down window and panes; a full disk must not keep the window from closing."""
        place = bytes(self._window.saveGeometry().toBase64().data()).decode()
        with suppress(DeliveryFailed):
            remember(self._settings, window=place, panes=self._panes.sizes())

    def _fit(self, widths: list[object]) -> bool:
        usable = [width for width in widths if type(width) is int and 0 < width < 100_000]
        return len(usable) == len(widths) == self._panes.count()
