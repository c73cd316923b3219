"""The window comes back where it was, and opens files from anywhere."""

from __future__ import annotations

import base64

import pytest
from gui.conftest import Driver
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from careleaf.app.bootstrap import start
from careleaf.gui.application import open_window
from careleaf.gui.window_place import WindowPlace
from careleaf.storage.settings_file import read_settings, remember


@pytest.fixture
def opened(themed, tmp_path, qtbot, monkeypatch):
    """Return a function that opens the window of one home anew."""
    monkeypatch.setattr("sys.excepthook", lambda *_: None)

    def made():
        window = open_window(start({"CARELEAF_HOME": str(tmp_path)}))
        qtbot.addWidget(window)
        window.show()
        window.starting.next_patient()
        return window

    return made


def test_size_and_panes_come_back(themed, tmp_path, qtbot):
    def made() -> tuple[QMainWindow, QSplitter, WindowPlace]:
        window, panes = QMainWindow(), QSplitter()
        for _ in range(3):
            panes.addWidget(QWidget())
        window.setCentralWidget(panes)
        qtbot.addWidget(window)
        return window, panes, WindowPlace(window, panes, tmp_path / "settings.toml")

    window, panes, place = made()
    window.resize(640, 410)
    window.show()
    panes.setSizes([100, 200, 300])
    widths = panes.sizes()
    place.keep()
    again, other_panes, other_place = made()
    other_place.restore()
    again.show()
    assert (again.width(), again.height()) == (640, 410)
    assert other_panes.sizes() == widths


def test_window_that_stood_outside_every_screen_comes_back_inside(opened):
    window = opened()
    window.move(50_000, 50_000)
    assert window.close()
    again = opened()
    assert again.screen().availableGeometry().intersects(again.geometry())
    again.close()


@pytest.mark.parametrize(
    ("place", "panes"),
    [
        ("not base64 at all!", [1, 2]),
        (base64.b64encode(b"\x00" * 40).decode(), [0, 0, 0]),
        ("", [-5, 3, 10**9]),
        ("", []),
    ],
)
def test_settings_that_make_no_sense_leave_the_window_as_it_is(opened, tmp_path, place, panes):
    remember(tmp_path / "settings.toml", window=place, panes=panes)
    window = opened()
    assert all(width > 0 for width in window.splitter.sizes())
    window.close()


def test_settings_hold_nothing_that_was_typed(opened, tmp_path, qtbot):
    window = opened()
    driver = Driver(window, qtbot)
    driver.type(window.handout.patient_bar.patient, "Zebulon")
    window.close()
    driver.leave_unsaved()
    assert sorted(read_settings(tmp_path / "settings.toml")) == ["panes", "recent_presets", "window"]
    assert "Zebulon" not in (tmp_path / "settings.toml").read_text()


def test_preset_file_from_anywhere_keeps_the_patient(driver, tmp_path):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Ana")
    path = tmp_path / "theirs.toml"
    window.presets.own.give_out("sciatica", path)
    window.opening.open(str(path))
    assert window.document.draft.title == "Sciatica"
    assert window.document.draft.patient.name == "Ana"


def test_file_that_is_no_preset_is_told_and_changes_nothing(driver, tmp_path):
    window, draft = driver.window, driver.window.document.draft
    for content in (b"", b"\xff\xfe", b"topics = 3\n"):
        (tmp_path / "bad.toml").write_bytes(content)
        window.opening.open(str(tmp_path / "bad.toml"))
        assert "bad.toml" in window.trouble.words
        assert window.document.draft == draft
