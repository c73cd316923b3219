"""The start of the window: its frame is seen before anything is loaded, and gives way to the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from careleaf.gui.opening_window import OpeningWindow

_LOADED_AT_THE_FIRST_PAINT = """
import sys
from careleaf.gui import application
from careleaf.gui.opening_window import OpeningWindow

def painted(window, event):
    layers = ("careleaf.app", "careleaf.content", "careleaf.domain", "careleaf.rendering")
    names = (*layers, "reportlab", "jinja2")
    print(*(name for name in sorted(sys.modules) if name.startswith(names)))
    sys.stdout.flush()
    sys.exit(0)

OpeningWindow.paintEvent = painted
application.run({"CARELEAF_HOME": sys.argv[1]}, [], "")
"""


def test_the_frame_is_painted_before_library_rules_or_pages_are_loaded(tmp_path: Path) -> None:
    words = [sys.executable, "-c", _LOADED_AT_THE_FIRST_PAINT, str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=False, timeout=60)
    assert done.stdout == "\n", done.stderr


def test_it_gives_way_to_the_window_in_its_own_place(qtbot: QtBot, tmp_path: Path) -> None:
    opening, window = OpeningWindow(tmp_path / "settings.toml"), QMainWindow()
    qtbot.addWidget(window)
    opening.show_now()
    opening.setGeometry(30, 40, 600, 400)
    opening.give_way_to(window)
    qtbot.waitUntil(lambda: not opening.isVisible())
    assert window.isVisible()
    assert window.geometry() == opening.geometry()


def test_a_frame_that_is_never_painted_keeps_nothing_from_loading(qtbot: QtBot, tmp_path: Path) -> None:
    class Minimised(OpeningWindow):
        def show(self) -> None:
            """Stay out of sight, as a window that starts minimised."""

    opening = Minimised(tmp_path / "settings.toml")
    qtbot.addWidget(opening)
    opening.show_now()
    assert not opening.isVisible()


def test_settings_that_cannot_be_read_leave_it_where_a_first_start_puts_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    first = OpeningWindow(settings)
    settings.write_text('window = "no place"', encoding="utf-8")
    second = OpeningWindow(settings)
    for opening in (first, second):
        qtbot.addWidget(opening)
    assert first.geometry() == second.geometry()
