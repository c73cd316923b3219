"""Take the pictures of the window for docs/: `python tests/screenshots docs/screenshots`.

The whole job is done by hand (gui/whole_job.py) at a fixed time, for a made-up clinic and patient, without a screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from gui import whole_job
from gui.clock import NOW
from gui.hands import Keyboard
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from careleaf.app.bootstrap import start
from careleaf.domain.people import Clinic
from careleaf.gui import theme
from careleaf.gui.main_window import MainWindow
from careleaf.gui.setting_up import Section

SMALL, LARGE = (1280, 720), (2560, 1440)
CLINIC = Clinic(name="Riverside Spine & Physio", phone="555-0142", timezone="America/New_York")
PALETTE_COLOURS = 96
SETTLE_MS = 1500  # what a change has touched is tinted no longer
PATIENCE = 600  # times 100 ms
Shoot = Callable[[str, QWidget], None]


def main(folder: Path) -> None:
    """Take every picture, in light and dark."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("light", "dark"):
        theme.is_dark = lambda _, dark=name == "dark": dark  # nothing sets the colours where there is no screen
        with tempfile.TemporaryDirectory() as home:
            take_all(app, Path(home), folder, name)


def take_all(app: QApplication, home: Path, folder: Path, colours: str) -> None:
    """Do the job in the small window, then show the workbench in the large one."""
    whole_job.documents_in(home)
    program = start({"CARELEAF_HOME": str(home / "careleaf")})
    theme.apply_theme(app, program.resources)
    window = MainWindow(program, CLINIC, lambda: NOW)
    window.resize(*SMALL)
    window.starting.open()
    window.show()
    window.activateWindow()

    def shoot(name: str, shown: QWidget) -> None:
        settle(window)
        save(shown, folder / f"{name}-{colours}.png")

    for stage in whole_job.by_keyboard(window, Keyboard(window)):
        if stage == "start":
            wait(lambda: all(cards.index(row).data(CardRole.SIZE).endswith(("page", "pages"))
                     for row in range((cards := window.start.cards).rowCount())))
        dialogs = [each for each in app.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
        shoot(stage, dialogs[0] if dialogs else window)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
