"""Measure the window: from a tick to the painted page, with the event loop running."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from timing import Sample, sample
from workloads import acute_draft, program_in

from careleaf.domain.draft import tick_topic, untick_topic
from careleaf.gui.main_window import MainWindow
from careleaf.gui.theme import apply_theme

PATIENCE = 10.0  # seconds to wait for a page before giving up


def tick_to_painted(rounds: int) -> Sample:
    """Tick and untick a topic in the real window and wait until its page is shown."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as home:
        program = program_in(Path(home))
        apply_theme(app, program.resources)
        window = MainWindow(program, program.clinic("sample"), lambda: datetime(2026, 11, 21, 14, tzinfo=UTC))
        window.show()
        window.document.change(acute_draft(program), "Start")
        _wait(window)
        times = [_tick(window, number) for number in range(rounds + 3)][3:]
        window.close()
    return sample(times)


def _tick(window: MainWindow, number: int) -> float:
    draft, library = window.document.draft, window.document.library
    edited = untick_topic(draft, "sleep") if number % 2 == 0 else tick_topic(draft, library, "sleep")
    begin = time.perf_counter()
    window.document.change(edited, "Tick")
    _wait(window)
    window.preview.repaint()
    return time.perf_counter() - begin


def _wait(window: MainWindow) -> None:
    """Let events run until the preview shows the draft as it is."""
    begin = time.perf_counter()
    while not window.preview.is_current:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        if time.perf_counter() - begin > PATIENCE:
            raise TimeoutError("the preview did not come")
