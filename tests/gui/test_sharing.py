"""The shared library in the window: set up, seen within 30 seconds, asked about in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from gui.clock import NOW
from PySide6.QtWidgets import QPushButton
from sharing.stations import Station, station

from careleaf.app.bootstrap import Program
from careleaf.domain.draft import Draft
from careleaf.domain.sharing import Engine, Sharing
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.exchanges import EVERY, Exchanges
from careleaf.gui.main_window import MainWindow
from careleaf.storage.locations import Locations
from careleaf.storage.sharing.settings_file import save_sharing
from careleaf.storage.sharing.shared_folder import start_shared_folder

PRESET = 'format_version = 1\nid = "mine"\ntitle = "Our own start"\ntopics = ["cold"]\n'
MINE = "presets/mine.toml"


@pytest.fixture
def home(program: Program, tmp_path: Path) -> Program:
    return replace(program, locations=Locations(tmp_path / "home"))


@pytest.fixture
def other(tmp_path: Path) -> Station:
    """Return another workstation of the clinic, with a shared folder."""
    start_shared_folder(tmp_path / "shared")
    return station(tmp_path / "room-2", tmp_path / "shared", Engine.FOLDER)


@pytest.fixture
def window(home: Program, other: Station, tmp_path: Path, qtbot) -> Iterator[MainWindow]:
    """Return a window that shares through the folder."""
    save_sharing(home.locations.sharing, Sharing(Engine.FOLDER, str(tmp_path / "shared")))
    window = MainWindow(home, home.clinic("sample"), lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "Shared" in window.status.sharing.text(), timeout=10_000)
    yield window
    window.close()


def document(home: Program) -> DraftDocument:
    return DraftDocument(home, home.clinic("sample"), Draft(), lambda: NOW)


def presets(window: MainWindow) -> list[str]:
    choice = window.top_bar.preset_choice
    return [choice.itemText(row) for row in range(choice.count())]


def exchange(window: MainWindow, qtbot) -> None:
    with qtbot.waitSignal(window.sharing.exchanged, timeout=10_000):
        window.sharing.exchange()


def test_nothing_is_shared_and_no_thread_runs_until_it_is_set_up(home: Program, qtbot) -> None:
    shared = Exchanges(document(home), lambda: NOW)
    with qtbot.waitSignal(shared.told) as told:
        shared.start()
    assert told.args[0] == "Not shared"
    shared.exchange()
    assert shared.background._thread is None
    assert not shared._timer.isActive()


def test_a_preset_of_another_workstation_appears_without_a_new_start(
    window: MainWindow, other: Station, qtbot
) -> None:
    assert "Our own start" not in presets(window)
    chosen = window.top_bar.preset_choice.currentText()
    other.write(MINE, PRESET)
    other.exchange()
    exchange(window, qtbot)
    assert "Our own start" in presets(window)
    assert window.top_bar.preset_choice.currentText() == chosen


def test_a_letterhead_of_another_workstation_is_announced_for_the_next_start(
    window: MainWindow, other: Station, qtbot
) -> None:
    other.write("clinics/elm.toml", 'format_version = 1\nname = "Elm"\n')
    other.exchange()
    exchange(window, qtbot)
    assert "The next start uses them" in window.trouble.words


def test_the_window_looks_again_well_within_30_seconds(window: MainWindow) -> None:
    assert window.sharing._timer.isActive()
    assert window.sharing._timer.interval() == EVERY <= 25_000


def both_changed(window: MainWindow, other: Station, qtbot) -> None:
    other.write(MINE, PRESET)
    other.exchange()
    exchange(window, qtbot)
    other.write(MINE, PRESET.replace("Our own", "Their"))
    other.exchange()
    mine = window.document.program.locations.home / MINE
    mine.write_text(PRESET.replace("Our own", "My"))
    exchange(window, qtbot)


def test_a_conflict_is_asked_about_in_place_without_a_word_of_git(
    window: MainWindow, other: Station, qtbot
) -> None:
    both_changed(window, other, qtbot)
    words = window.conflicts.strip.words
    assert words.startswith('Somebody changed the preset "My start" ')
    assert words.endswith("and it was changed here too.")
    buttons = [each.text() for each in window.conflicts.findChildren(QPushButton)]
    assert buttons == ["Keep mine as a copy", "Take theirs", "See both"]


@pytest.mark.parametrize(
    ("button", "titles"),
    [("keep_button", {"Their start", "My start (copy)"}), ("theirs_button", {"Their start"})],
)
def test_a_conflict_is_settled_by_one_click(
    window: MainWindow, other: Station, qtbot, button: str, titles: set[str]
) -> None:
    both_changed(window, other, qtbot)
    with qtbot.waitSignal(window.sharing.exchanged, timeout=10_000):
        getattr(window.conflicts, button).click()
    assert window.conflicts.isHidden()
    assert {title for title in presets(window) if "start" in title} == titles


def test_see_both_shows_what_differs_and_changes_nothing(window: MainWindow, other: Station, qtbot) -> None:
    both_changed(window, other, qtbot)
    window.conflicts.both_button.click()
    table = window.conflicts.dialog.table
    assert [table.item(0, column).text() for column in range(3)] == ["Title", "My start", "Their start"]
    assert table.rowCount() == 1
    window.conflicts.dialog.reject()
    assert window.conflicts.strip.words


def test_a_share_that_is_gone_is_told_and_the_window_goes_on(
    window: MainWindow, tmp_path: Path, qtbot
) -> None:
    (tmp_path / "shared").rename(tmp_path / "away")
    window.sharing.exchange()
    qtbot.waitUntil(lambda: "not reached" in window.status.sharing.text(), timeout=10_000)
    assert "cannot be reached" in window.status.sharing.toolTip()
    assert window.sharing._timer.isActive()
    (tmp_path / "away").rename(tmp_path / "shared")
    exchange(window, qtbot)
    assert window.status.sharing.text() == "\N{CHECK MARK} Shared"


def test_broken_settings_are_told_and_shared_is_nothing(home: Program, qtbot) -> None:
    home.locations.home.mkdir()
    home.locations.sharing.write_text("engine = 3")
    shared = Exchanges(document(home), lambda: NOW)
    with qtbot.waitSignal(shared.told) as told:
        shared.start()
    assert "sharing.toml:1: engine" in told.args[1]
    assert shared.connection is None


def test_a_folder_is_set_up_in_the_dialog(window: MainWindow, tmp_path: Path, qtbot) -> None:
    dialog = window.sharing.set_up(window)
    dialog.engines[Engine.FOLDER].click()
    dialog.place.setText(str(tmp_path / "second"))
    with qtbot.waitSignal(window.sharing.exchanged, timeout=10_000):
        dialog.save.click()
    assert (tmp_path / "second" / "careleaf-shared.toml").exists()
    assert str(tmp_path / "second") in window.document.program.locations.sharing.read_text()


def test_a_place_that_cannot_be_used_is_told_in_the_dialog_and_nothing_changes(
    window: MainWindow, qtbot
) -> None:
    before = window.document.program.locations.sharing.read_text()
    dialog = window.sharing.set_up(window)
    dialog.engines[Engine.GIT].click()
    dialog.place.setText("http://server.example/x.git")
    dialog.save.click()
    qtbot.waitUntil(lambda: "must start with https" in dialog.wrong.text(), timeout=10_000)
    assert dialog.save.isEnabled()
    dialog.reject()
    assert window.document.program.locations.sharing.read_text() == before


def test_sharing_is_switched_off_in_the_dialog(window: MainWindow, qtbot) -> None:
    dialog = window.sharing.set_up(window)
    dialog.engines[Engine.OFF].click()
    dialog.save.click()
    qtbot.waitUntil(lambda: window.status.sharing.text() == "Not shared", timeout=10_000)
    assert window.sharing.connection is None


def test_history_tells_when_what_changed(window: MainWindow, other: Station, qtbot) -> None:
    other.write(MINE, PRESET)
    other.exchange()
    window.sharing.set_up(window).history.click()
    qtbot.waitUntil(lambda: hasattr(window.sharing, "history"), timeout=10_000)
    assert window.sharing.history.table.item(0, 1).text() == "Somebody"
    assert window.sharing.history.table.item(0, 2).text() == MINE
