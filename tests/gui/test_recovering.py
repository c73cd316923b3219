"""Crash recovery in the window: after a kill the handout comes back, after a normal end nothing is left."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import shipped_rules
from full_disk import disk_full_after
from gui import killed_window
from gui.conftest import Driver
from keyring.backends.fail import Keyring as NoSafe
from leak_search import Search
from PySide6.QtCore import Qt
from system_safe import SAFE_FILE, FileSafe, Safe, safe_in_use

from careleaf.app.bootstrap import Program, start
from careleaf.content.draft_as_json import draft_json, read_draft_json
from careleaf.domain.draft import Draft
from careleaf.gui.application import open_window
from careleaf.gui.recovering import AFTER_A_CHANGE
from careleaf.gui.settings.dialog import Section
from careleaf.storage.recovery_file import new_recovery_file
from careleaf.storage.settings_file import remember

NAME = "Zebulon Quackenbush"


@pytest.fixture
def home(tmp_path: Path) -> Program:
    """Return a program with a home of its own in which crash recovery is on."""
    program = start({"CARELEAF_HOME": str(tmp_path / "home")})
    remember(program.locations.settings, recovery=True)
    return program


@pytest.fixture
def opened(themed, home: Program, qtbot, monkeypatch):
    """Return how the program is started; what was started is closed at the end."""
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    windows = []

    def open_it() -> Driver:
        window = open_window(home)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.maker.forget_idle()  # how many pages each preset makes is not asked here
        return Driver(window, qtbot)

    yield open_it
    for window in windows:
        window.leaving.note_given()
        window.close()


def drafts(home: Program) -> list[Path]:
    """Return the sealed drafts there are."""
    return sorted(home.locations.recovery.glob("*.draft"))


def until(driver: Driver, there: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    driver.bot.waitUntil(there, timeout=30_000)


def begin(driver: Driver, patient: str = "Ana") -> None:
    """Begin a handout and type a patient."""
    driver.bot.keyClick(driver.window.start.search, Qt.Key.Key_Return)
    driver.type(driver.window.handout.patient_bar.patient, patient)


def test_a_killed_program_gives_the_same_draft_back(home, opened, tmp_path, monkeypatch):
    monkeypatch.setenv(SAFE_FILE, str(tmp_path / "safe"))
    environment = {
        **os.environ,
        "CARELEAF_HOME": str(home.locations.home),
        "PYTHON_KEYRING_BACKEND": "system_safe.FileSafe",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    command = [sys.executable, killed_window.__file__]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        try:
            told = program.stdout.readline()
        finally:
            program.kill()
    draft = read_draft_json(told, shipped_rules().medicines)
    assert draft.patient.name == NAME
    assert "stomach" in draft.choice("med-ibuprofen").note
    assert Search((NAME, "Quackenbush", "stomach")).folder(home.locations.home).found == []

    with safe_in_use(FileSafe()):
        driver = opened()
        window, strip = driver.window, driver.window.recovering.strip
        until(driver, lambda: bool(strip.words))
        assert strip.isVisible()
        assert "not finished when Careleaf stopped" in strip.words
        assert NAME not in strip.words
        driver.click(strip.restore_button)
        until(driver, lambda: not window.starting.is_open)
        assert window.document.draft == draft
        assert not window.document.undo_stack.canUndo()
        assert not window.leaving.loses_nothing
        assert not strip.words
        assert len(drafts(home)) == 1
        window.leaving.note_given()
        window.close()
        assert list(home.locations.recovery.iterdir()) == []
        assert FileSafe().kept == {}


def test_it_is_kept_soon_after_a_change_and_goes_with_patient_or_window(home, opened, safe: Safe):
    driver = opened()
    begin(driver)
    until(driver, lambda: len(drafts(home)) == 1)
    driver.window.actions_by_name.new.trigger()
    driver.leave_unsaved()
    until(driver, lambda: drafts(home) == [])
    driver.type(driver.window.handout.patient_bar.patient, "Maria")
    until(driver, lambda: len(drafts(home)) == 1)
    driver.window.leaving.note_given()
    driver.window.close()
    assert list(home.locations.recovery.iterdir()) == []
    assert safe.kept == {}


def test_it_is_kept_too_while_somebody_goes_on_typing(home, opened, safe: Safe):
    driver = opened()
    begin(driver)
    for _ in range(100):
        driver.type(driver.window.handout.patient_bar.patient, "a")
        driver.bot.wait(AFTER_A_CHANGE // 4)
        if drafts(home):
            break
    assert drafts(home)


def test_two_windows_keep_a_file_each(home, opened, safe: Safe):
    for driver in (opened(), opened()):
        begin(driver)
    until(driver, lambda: len(drafts(home)) == 2)
    driver.window.leaving.note_given()
    driver.window.close()
    assert len(drafts(home)) == 1
    assert not opened().window.recovering.strip.words


def test_thrown_away_is_gone(home, opened, safe: Safe):
    file = new_recovery_file(home.locations.recovery)
    file.write(b"not even a draft")
    file.give_up()
    driver = opened()
    strip = driver.window.recovering.strip
    until(driver, lambda: bool(strip.words))
    strip.throw_away_button.setFocus()
    assert "It cannot be restored: it is damaged." in strip.words
    assert not strip.restore_button.isVisible()
    driver.bot.keyClick(strip.throw_away_button, Qt.Key.Key_Tab)
    assert driver.window.start.search.hasFocus()
    driver.click(strip.throw_away_button)
    until(driver, lambda: list(home.locations.recovery.iterdir()) == [])
    assert not strip.isVisible()
    assert safe.kept == {}


def test_off_keeps_nothing_and_forgets_what_was_kept(home, opened, safe: Safe):
    driver = opened()
    begin(driver)
    patient = driver.window.handout.patient_bar.patient
    until(driver, lambda: len(drafts(home)) == 1)
    settings = driver.window.setting_up.open(Section.PRIVACY)
    settings.privacy_form.recovery.setChecked(False)
    driver.click(settings.save_button)
    until(driver, lambda: list(home.locations.recovery.iterdir()) == [])
    driver.type(patient, "Maria")
    driver.bot.wait(AFTER_A_CHANGE + 200)
    assert drafts(home) == []
    remember(home.locations.settings, recovery=True)
    driver.type(patient, "Lucia")
    until(driver, lambda: len(drafts(home)) == 1)
    remember(home.locations.settings, recovery=False)  # in another window
    driver.type(patient, "Rosa")
    until(driver, lambda: list(home.locations.recovery.iterdir()) == [])


def test_it_is_offered_too_where_the_program_begins_with_a_preset(home, opened, safe: Safe):
    file = new_recovery_file(home.locations.recovery)
    file.write(draft_json(Draft(title="before the crash")))
    file.give_up()
    remember(home.locations.settings, begin_with="chronic")
    driver = opened()
    until(driver, lambda: driver.window.recovering.strip.isVisible())
    driver.click(driver.window.recovering.strip.restore_button)
    until(driver, lambda: driver.window.document.draft.title == "before the crash")


def test_a_computer_without_a_safe_is_told_once(home, opened):
    with safe_in_use(NoSafe()):
        driver = opened()
        begin(driver)
        trouble = driver.window.trouble
        until(driver, lambda: "keeps a key safely" in trouble.words)
        trouble.say("")
        driver.type(driver.window.handout.patient_bar.patient, "Maria")
        driver.bot.wait(AFTER_A_CHANGE + 200)
        assert not trouble.words
        assert drafts(home) == []


@pytest.mark.skipif(os.name == "nt", reason="no limit for a file's size there")
def test_a_full_disk_is_told_and_the_handout_goes_on(home, opened, safe: Safe):
    driver = opened()
    begin(driver)
    until(driver, lambda: len(drafts(home)) == 1)
    with disk_full_after(100):
        driver.type(driver.window.handout.patient_bar.patient, "Maria")
        until(driver, lambda: "A crash would lose this handout" in driver.window.trouble.words)
    assert len(drafts(home)) == 1
    assert driver.window.document.draft.patient.name == "AnaMaria"
