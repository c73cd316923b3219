"""A preset that the system hands over, as a double-click does, opens in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from careleaf.gui.opened_files import OpenedFiles

PRESET = 'format_version = 1\nid = "desk"\ntitle = "Desk work"\ntopics = ["cold", "keep-moving"]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a preset file of the kind a double-click opens."""
    path = tmp_path / "desk work \N{GREEK SMALL LETTER LAMDA}.careleaf"
    path.write_text(PRESET, encoding="utf-8")
    return path


def test_a_preset_file_opens_for_the_same_patient_and_can_be_undone(driver, file):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Ana Ruiz")
    before = window.document.draft
    window.opening.open(str(file))
    assert window.document.draft.title == "Desk work"
    assert window.document.draft.patient.name == "Ana Ruiz"
    assert window.windowTitle() == "Desk work - Careleaf"
    window.document.undo_stack.undo()
    assert window.document.draft == before


def test_a_built_in_preset_opens_by_its_id(driver):
    driver.window.opening.open("sciatica")
    assert driver.window.document.draft.title == driver.window.document.program.preset("sciatica").title


def test_a_file_handed_over_at_the_start_screen_begins_a_handout(driver, file):
    window = driver.window
    window.starting.open()
    window.opening.open(str(file))
    assert not window.starting.is_open
    assert window.document.draft.title == "Desk work"
    assert not window.document.undo_stack.canUndo()


def test_a_file_handed_over_at_the_start_screen_asks_before_a_handout_is_lost(driver, file):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Ana Ruiz")
    window.starting.open()
    window.opening.open(str(file))
    assert window.document.draft.patient.name == "Ana Ruiz"
    driver.leave_unsaved()
    assert window.document.draft.title == "Desk work"
    assert window.document.draft.patient.name == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "gone.careleaf"),
        (b"\xff\xfe\x00", "gone.careleaf"),
        (b"topics = 3\n", "topics"),
        (b"", "title"),
    ],
)
def test_what_cannot_be_opened_is_told_and_changes_nothing(driver, tmp_path, content, told):
    path = tmp_path / "gone.careleaf"
    if content is not None:
        path.write_bytes(content)
    before = driver.window.document.draft
    driver.window.opening.open(str(path))
    assert driver.window.document.draft == before
    assert told in driver.window.trouble.words


def test_a_file_the_system_hands_over_while_the_window_is_open_is_opened(driver, file):
    app = QApplication.instance()
    opened = OpenedFiles(app)
    opened.wanted.connect(driver.window.opening.open)
    app.installEventFilter(opened)
    try:
        QApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(file))))
        assert driver.window.document.draft.title == "Desk work"
        QApplication.sendEvent(app, QFileOpenEvent(QUrl("https://example.org/x.careleaf")))
        QApplication.sendEvent(app, QEvent(QEvent.Type.User))
        assert driver.window.document.draft.title == "Desk work"
    finally:
        app.removeEventFilter(opened)
