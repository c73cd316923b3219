"""Take the pictures of the window for docs/: `python tests/screenshots docs/screenshots`.

The whole job is done by hand (gui/whole_job.py) at a fixed time, for a made-up clinic and patient.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from gui import whole_job
from gui.clock import NOW
from gui.hands import Keyboard
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from careleaf.app.bootstrap import start
from careleaf.domain.people import Clinic
from careleaf.gui import theme
from careleaf.gui.main_window import MainWindow
from careleaf.gui.models.preset_cards import CardRole
from careleaf.gui.settings.dialog import Section

SMALL, LARGE = (1280, 720), (2560, 1440)
CLINIC = Clinic(name="Riverside Spine & Physio", phone="555-0142", timezone="America/New_York")
STAGES = {"start": "start", "palette": "palette", "check": "check", "wording": "workbench"}
SHADES = 128  # of a picture: few enough to be small, more than the window has
CALM_MS = 1500  # what a change has touched is tinted no longer
LOOK_MS, LOOKS = 100, 600


def main(folder: Path) -> None:
    """Take every picture, in light and dark."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        theme.is_dark = lambda _, scheme=scheme: (
            scheme is Qt.ColorScheme.Dark
        )  # nobody sets it without a screen
        with tempfile.TemporaryDirectory() as home:
            take_all(app, Path(home), folder, scheme.name.lower())


def take_all(app: QApplication, home: Path, folder: Path, colours: str) -> None:
    """Do the job in a small window and take pictures on the way, once of a large window."""
    whole_job.documents_in(home)
    program = start({"CARELEAF_HOME": str(home / "careleaf")})
    theme.apply_theme(app, program.resources)
    window = MainWindow(program, CLINIC, lambda: NOW)
    window.resize(*SMALL)
    window.starting.open()
    window.show()
    window.activateWindow()

    def shoot(name: str) -> None:
        settle(window)
        save(with_dialogs(app, window), folder / f"{name}-{colours}.png")

    for stage in whole_job.by_keyboard(window, Keyboard(window)):
        if stage in STAGES:
            shoot(STAGES[stage])
        if stage == "wording":
            window.resize(*LARGE)
            shoot("workbench-large")
            window.resize(*SMALL)
            window.setting_up.open(Section.CLINIC)
            shoot("settings")
            for dialog in open_dialogs(app):
                dialog.close()
    window.close()


def settle(window: MainWindow) -> None:
    """Wait until all that is worked out beside the window is shown, and calm."""
    cards, preview = window.start.cards, window.preview

    def done() -> bool:
        if window.starting.is_open:
            sizes = (cards.index(row).data(CardRole.SIZE) for row in range(cards.rowCount()))
            return all("page" in size for size in sizes)
        pages = preview.pages
        return (
            preview.is_current and pages is not None and pages.complete and pages.scale == preview.view.scale
        )

    wait(done)
    QTest.qWait(CALM_MS)


def wait(done: Callable[[], bool]) -> None:
    """Let events run until something is done."""
    for _ in range(LOOKS):
        if done():
            return
        QTest.qWait(LOOK_MS)
    raise TimeoutError("the window does not get there")


def with_dialogs(app: QApplication, window: MainWindow) -> QPixmap:
    """Return the window with what is open above it."""
    picture = window.grab()
    painter = QPainter(picture)
    for dialog in open_dialogs(app):
        left = (window.width() - dialog.width()) // 2
        painter.drawPixmap(left, dialog.y() - window.y(), dialog.grab())
    painter.end()
    return picture


def open_dialogs(app: QApplication) -> list[QDialog]:
    """Return the dialogs that are shown."""
    return [each for each in app.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def save(picture: QPixmap, path: Path) -> None:
    """Write a picture with few colours: it is a tenth of the size and looks the same."""
    drawn = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    image = Image.frombytes(
        "RGB", (drawn.width(), drawn.height()), bytes(drawn.constBits()), "raw", "RGB", drawn.bytesPerLine()
    )
    image.quantize(SHADES, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
