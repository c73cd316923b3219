"""Measure whole jobs by a script's hands, and the start of the window."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gui.hands import Keyboard, Mouse
from gui.whole_job import acute_by_keyboard, acute_by_mouse, by_keyboard, by_mouse, documents_in
from PySide6.QtWidgets import QApplication
from workloads import NOW, program_in

from careleaf.gui.main_window import MainWindow
from careleaf.gui.theme import apply_theme


def jobs_by_hand() -> list[tuple[str, int, float]]:
    """Do each job by a script's hands; return its name, its actions and its seconds, settling included."""
    rows = []
    for words, acute, whole, hands in (
        ("keyboard", acute_by_keyboard, by_keyboard, Keyboard),
        ("mouse", acute_by_mouse, by_mouse, Mouse),
    ):
        for name, job in (("Acute handout, saved", acute), ("The whole job", whole)):
            with tempfile.TemporaryDirectory() as home:
                rows.append((f"{name}, by {words}", *_by_hand(Path(home), job, hands)))
    return rows


def _by_hand(
    home: Path, job: Callable[[MainWindow, Any], Iterable[str] | None], hands: type[Keyboard] | type[Mouse]
) -> tuple[int, float]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    documents_in(home)
    program = program_in(home)
    apply_theme(app, program.resources)
    window = MainWindow(program, program.clinic("sample"), lambda: NOW)
    window.starting.open()
    window.show()
    window.activateWindow()
    used = hands(window)
    begin = time.perf_counter()
    for _ in job(window, used) or ():
        pass
    seconds = time.perf_counter() - begin
    window.close()
    return used.actions, seconds


_FIRST_PAINT = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
{first}
from careleaf.gui import application
from careleaf.gui.main_window import MainWindow
def painted(window, event):
    QMainWindow.paintEvent(window, event)
    QTimer.singleShot(0, QApplication.quit)
MainWindow.paintEvent = painted
application.run({environment!r}, [], "en")
"""


def first_paint(home: Path, engine_first: bool) -> list[str]:
    """Return the command of a process that ends with the first paint of the window."""
    first = "import careleaf.rendering.pdf.document, careleaf.rendering.pdf.raster" if engine_first else ""
    return [
        sys.executable,
        "-c",
        _FIRST_PAINT.format(first=first, environment={"CARELEAF_HOME": str(home)}),
    ]
