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


_START = """
import os
{first}
from careleaf.gui import application
from careleaf.gui.opening_window import OpeningWindow
def end(*_):
    os._exit(0)
def opened(program, maker):
    window = open_window(program, maker)
    type(window).paintEvent = end
    return window
open_window = application.open_window
{watched}
application.run({environment!r}, [], "en")
"""
_ALL_ELSE = """
import careleaf.gui.main_window, careleaf.rendering.pdf.document, careleaf.rendering.pdf.raster
from careleaf.app.bootstrap import start
start({environment!r})
"""


def first_paint(home: Path, all_else_first: bool = False) -> list[str]:
    """Return the command of a process that ends with the first paint; all else may be loaded before it."""
    environment = {"CARELEAF_HOME": str(home)}
    first = _ALL_ELSE.format(environment=environment) if all_else_first else ""
    return _start(first, "OpeningWindow.paintEvent = end", environment)


def usable(home: Path) -> list[str]:
    """Return the command of a process that ends when the window itself, with its start screen, is painted."""
    return _start("", "application.open_window = opened", {"CARELEAF_HOME": str(home)})


def _start(first: str, watched: str, environment: dict[str, str]) -> list[str]:
    script = _START.format(first=first, watched=watched, environment=environment)
    return [sys.executable, "-c", script]
