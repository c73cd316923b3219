"""The program with a handout begun; test_screen_reader runs this by name.

shown_workbench.py             as it is
shown_workbench.py nameless    with the name of one field taken away
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QTimer

from careleaf.app.bootstrap import Program
from careleaf.gui import application
from careleaf.gui.main_window import MainWindow

_open_window = application.open_window


def begin(window: MainWindow) -> None:
    """Begin the first preset's handout, as Enter does, and search for a topic."""
    window.start.preset_wanted.emit(window.presets.first.id)
    window.document.choose("cold")
    window.choose.search.setText("ibuprofen")
    if "nameless" in sys.argv:
        window.choose.search.setAccessibleName("")
        window.choose.search.setPlaceholderText("")


def opened(program: Program) -> MainWindow:
    """Open the window as the program does, and begin."""
    window = _open_window(program)
    QTimer.singleShot(0, window, lambda: begin(window))
    return window


if __name__ == "__main__":
    application.open_window = opened
    sys.exit(application.run(os.environ, []))
