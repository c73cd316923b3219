"""Measure the window: from a tick to the painted page, and how long it leaves the hand waiting meanwhile."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from gui.hands import Keyboard, Mouse
from gui.whole_job import acute_by_keyboard, acute_by_mouse, by_keyboard, by_mouse, documents_in
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from timing import Sample, sample
from workloads import NOW, acute_draft, program_in

from careleaf.domain.draft import tick_topic, untick_topic
from careleaf.gui.application import SWITCH_SECONDS
from careleaf.gui.main_window import MainWindow
from careleaf.gui.theme import apply_theme

PATIENCE = 10.0  # seconds to wait for a page before giving up
BEAT_MS = 4
PAUSE = 0.04  # seconds between two edits


def tick_to_painted(rounds: int) -> tuple[Sample, Sample, Sample]:
    """Tick and untick a topic in the real window: until its page is shown, until all are, and the heartbeats.

    A heartbeat is a timer of 4 ms; its sample holds the distances between the beats.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    sys.setswitchinterval(SWITCH_SECONDS)
    with tempfile.TemporaryDirectory() as home:
        program = program_in(Path(home))
        apply_theme(app, program.resources)
        window = MainWindow(program, program.clinic("sample"), lambda: datetime(2026, 11, 21, 14, tzinfo=UTC))
        window.show()
        window.document.change(acute_draft(program), "Start")
        beats: list[float] = []
        heart = QTimer()
        heart.timeout.connect(lambda: beats.append(time.perf_counter()))
        heart.start(BEAT_MS)
        gc.freeze()  # as the program does
        _wait(window, whole=True)
        for number in range(4):
            _tick(window, number)
        beats.clear()
        times = [_tick(window, number) for number in range(rounds)]
        heart.stop()
        window.close()
    gaps = [after - before for before, after in pairwise(beats)]
    return sample([first for first, _ in times]), sample([whole for _, whole in times]), sample(gaps)


def _tick(window: MainWindow, number: int) -> tuple[float, float]:
    """Return the seconds until the page in sight is painted, and until all pages are."""
    draft, library = window.document.draft, window.document.library
    edited = untick_topic(draft, "sleep") if number % 2 == 0 else tick_topic(draft, library, "sleep")
    begin = time.perf_counter()
    window.document.change(edited, "Tick")
    _wait(window, whole=False)
    window.preview.repaint()
    first = time.perf_counter() - begin
    _wait(window, whole=True)
    window.preview.repaint()
    whole = time.perf_counter() - begin
    end = time.perf_counter() + PAUSE
    while time.perf_counter() < end:
        _next_event()
    return first, whole


def _next_event() -> None:
    """Wait for an event, a beat at the latest; asking again and again would slow the other thread."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _wait(window: MainWindow, whole: bool) -> None:
    """Let events run until the preview shows the draft as it is, or all pages of it."""
    begin = time.perf_counter()
    preview = window.preview
    while not preview.is_current or (whole and not (preview.pages and preview.pages.complete)):
        _next_event()
        if time.perf_counter() - begin > PATIENCE:
            raise TimeoutError("the preview did not come")


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
