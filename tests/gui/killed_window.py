"""The program, worked at and then left hanging until it is killed; test_recovering runs this by name."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from careleaf.content.draft_as_json import draft_json
from careleaf.gui import application
from careleaf.gui.main_window import MainWindow


def work_at(window: MainWindow) -> None:
    """Begin a handout, type a patient and a note, tick a topic, and tell the draft once it is kept."""
    QTest.keyClick(window.start.search, Qt.Key.Key_Return)
    QTest.keyClicks(window.handout.patient_bar.patient, "Zebulon Quackenbush")
    window.document.tick("med-ibuprofen", True)
    QTest.keyClicks(window.handout.editor.form.note, "With food. Ask Zebulon about his stomach.")
    folder = window.document.program.locations.recovery
    changed = time.time()
    while not any(path.stat().st_mtime > changed for path in folder.glob("*.draft")):
        QTest.qWait(20)
    QTest.qWait(100)
    os.write(1, draft_json(window.document.draft) + b"\n")


def main() -> int:
    """Run the program as its entry point does, with hands at it."""
    open_window = application.open_window

    def opened(*given):
        window = open_window(*given)
        QTimer.singleShot(0, lambda: work_at(window))
        return window

    application.open_window = opened
    QApplication(sys.argv)
    return application.run(os.environ, [], "en")


if __name__ == "__main__":
    sys.exit(main())
