"""Tick and untick topics in the real window; print the seconds: `python ticks_in_window.py DPI`."""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pypdfium2
from plain_reportlab import plain_pdf, register
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from workloads import acute_draft, program_in

from careleaf.app.freed_memory import keep_freed_memory
from careleaf.app.handout_making import make
from careleaf.app.page_process import PageProcess
from careleaf.domain.draft import Draft, tick_topic, untick_topic
from careleaf.gui.application import SWITCH_SECONDS
from careleaf.gui.main_window import MainWindow
from careleaf.gui.panes.page_view import MARGIN
from careleaf.gui.panes.preview import RESIZE_MS
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.gui.theme import apply_theme

IN_SIGHT, ELSEWHERE = "about-spasm", "sleep"  # topics: in the middle of the page in sight, on the next one
ROUNDS, WARM_UP = 60, 6
BEAT_MS = 4
PATIENCE = 10.0  # seconds to wait for a page before giving up
PAUSE = 0.04  # seconds between two edits
PAGE_INCHES, HEIGHT = 8.5, 900


class Paintings(QObject):
    """Count how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Count, and keep nothing back."""
        self.count += event.type() is QEvent.Type.Paint
        return False


def main(dpi: int) -> list[list[float]]:
    """Tick and untick topics in the real window; return the seconds of the five samples."""
    app = QApplication([])
    sys.setswitchinterval(SWITCH_SECONDS)
    keep_freed_memory()
    with tempfile.TemporaryDirectory() as home:
        program = program_in(Path(home))
        register(program.resources / "fonts")
        apply_theme(app, program.resources)
        pages = PageProcess()
        window = MainWindow(
            program,
            program.clinic("sample"),
            lambda: datetime(2026, 11, 21, 14, tzinfo=UTC),
            PreviewMaker(pages),
        )
        window.show()
        window.document.change(acute_draft(program), "Start")
        beats: list[float] = []
        heart = QTimer()
        heart.timeout.connect(lambda: beats.append(time.perf_counter()))
        heart.start(BEAT_MS)
        _wait(window, whole=True)
        _set_sharpness(window, dpi)
        gc.freeze()  # as the program does
        paintings = Paintings(window.preview.view.viewport())
        for number in range(WARM_UP):
            _tick(window, IN_SIGHT, number)
        beats.clear()
        before = paintings.count
        times = [_tick(window, IN_SIGHT, number) for number in range(ROUNDS)]
        assert paintings.count >= before + ROUNDS, "not every change was painted"
        elsewhere = [_tick(window, ELSEWHERE, number)[0] for number in range(ROUNDS)]
        gaps = [after - before for before, after in pairwise(beats)]
        plain = [_plain(window, number) for number in range(ROUNDS // 2)]
        heart.stop()
        window.close()
        pages.stop()
    return [[first for first, _ in times], [whole for _, whole in times], elsewhere, gaps, plain]


def _set_sharpness(window: MainWindow, dpi: int) -> None:
    """Make the window as wide as lets a page, fitted to it, have so many pixels an inch."""
    view = window.preview.view
    ratio = view.devicePixelRatioF()
    page = round(PAGE_INCHES * dpi / ratio)
    for _ in range(6):  # the panes beside it take their share
        window.resize(window.width() + page + 2 * MARGIN - view.viewport().width(), HEIGHT)
        _pause(2 * RESIZE_MS / 1000)
        _wait(window, whole=True)
    reached = view.scale * 72
    assert abs(reached - dpi) < 2, f"{reached:.0f} pixels an inch"


def _tick(window: MainWindow, topic: str, number: int) -> tuple[float, float]:
    """Return the seconds until what is in sight is painted, as the window does at once, and until all is."""
    begin = time.perf_counter()
    window.document.change(_edited(window, topic, number), "Tick")
    _wait(window, whole=False)
    first = time.perf_counter() - begin
    _wait(window, whole=True)
    whole = time.perf_counter() - begin
    _pause()
    return first, whole


def _plain(window: MainWindow, number: int) -> float:
    """Do the same with ReportLab as it comes, in the window's own thread."""
    document = window.document
    view = window.preview.view
    draft = _edited(window, IN_SIGHT, number)
    begin = time.perf_counter()
    pdf = plain_pdf(make(document.program, draft, document.clinic, document.now()).document)
    opened = pypdfium2.PdfDocument(pdf)
    bitmap = opened[0].render(scale=view.scale, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
    kind = QImage.Format.Format_RGB32
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind)
    image.setDevicePixelRatio(view.devicePixelRatioF())
    sheet = QLabel()
    sheet.setPixmap(QPixmap.fromImage(image))
    sheet.show()
    sheet.repaint()
    seconds = time.perf_counter() - begin
    opened.close()
    sheet.close()
    _pause()
    return seconds


def _edited(window: MainWindow, topic: str, number: int) -> Draft:
    draft, library = window.document.draft, window.document.library
    return untick_topic(draft, topic) if number % 2 == 0 else tick_topic(draft, library, topic)


def _pause(seconds: float = PAUSE) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        _next_event()


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


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
