"""The start screen: presets as cards, and the way from one patient to the next."""

from __future__ import annotations

import tomllib

import pytest
from gui.clock import NOW
from gui.conftest import Driver
from gui.test_whole_job import save_as
from PySide6.QtCore import Qt

from careleaf.app.bootstrap import start
from careleaf.app.preferences import Preferences, save_preferences
from careleaf.app.preset_list import set_favourite
from careleaf.app.recent_presets import MOST, note_recent, recent_presets
from careleaf.gui.application import open_window
from careleaf.gui.main_window import MainWindow
from careleaf.gui.models.preset_cards import CardRole

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def home(tmp_path):
    """Return a program with a home of its own."""
    return start({"CARELEAF_HOME": str(tmp_path)})


@pytest.fixture
def started(themed, home, qtbot):
    """Return a driver for a window that shows the start screen."""
    window = MainWindow(home, home.clinic("sample"), lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.starting.open()
    yield Driver(window, qtbot)
    window.close()


def titles(window) -> list[str]:
    """Return the cards' titles in order."""
    cards = window.start.cards
    return [cards.index(row).data() for row in range(cards.rowCount())]


def marks(window) -> list[str]:
    """Return the cards' marks in order."""
    cards = window.start.cards
    return [cards.index(row).data(CardRole.MARK) for row in range(cards.rowCount())]


def test_cards_come_as_used_last_then_favourites(home, started):
    window = started.window
    note_recent(home.locations.settings, "acute-72h")
    note_recent(home.locations.settings, "sciatica")
    set_favourite(home, "recurrent", True)
    window.presets.refresh()
    window.starting.open()
    assert titles(window)[:3] == ["Sciatica", "Acute spasm: first 72 hours", "Recurrent spasm"]
    assert marks(window)[:4] == ["Recent", "Recent", "\N{BLACK STAR} Favourite", ""]
    assert len(titles(window)) == len(window.presets.all)


def test_a_card_tells_how_many_pages_it_makes(started):
    cards = started.window.start.cards
    row = titles(started.window).index("Emergency: go now")
    started.bot.waitUntil(lambda: cards.index(row).data(CardRole.SIZE) == "1 page", timeout=60_000)


def test_a_click_on_a_card_opens_the_workbench_at_the_name(started):
    window = started.window
    started.click_row(window.start.list, window.start.cards.index(2))
    assert not window.starting.is_open
    assert window.handout.patient_bar.patient.hasFocus()
    assert window.document.draft.title == titles(window)[2]
    assert recent_presets(window.document.program.locations.settings) == (window.document.draft.preset,)


def test_settings_remember_ids_and_no_patient(started, home):
    started.shortcut(Qt.Key.Key_Return)
    started.type(started.window.handout.patient_bar.patient, "Zebulon")
    started.shortcut(Qt.Key.Key_N, CTRL)
    started.leave_unsaved()
    kept = home.locations.settings.read_text()
    assert tomllib.loads(kept) == {"recent_presets": [started.window.document.draft.preset]}


@pytest.mark.parametrize("written", ["", "recent_presets = 3", 'recent_presets = ["gone", 4]', "\x00"])
def test_settings_that_make_no_sense_leave_the_usual_order(tmp_path, written):
    (tmp_path / "settings.toml").write_text(written)
    assert recent_presets(tmp_path / "settings.toml") in ((), ("gone",))


def test_only_the_last_few_are_kept(tmp_path):
    for name in "abcabd":
        note_recent(tmp_path / "settings.toml", name)
    assert recent_presets(tmp_path / "settings.toml") == ("d", "b", "a", "c")
    assert MOST == 4


def test_folder_that_cannot_be_written_stops_no_handout(tmp_path):
    (tmp_path / "file").write_text("")
    note_recent(tmp_path / "file" / "settings.toml", "acute-72h")


def test_search_without_a_find_says_so_and_enter_does_nothing(started):
    window = started.window
    started.type(window.start.search, "zzz")
    assert window.start.nothing.isVisible()
    started.shortcut(Qt.Key.Key_Return)
    assert window.starting.is_open


def test_escape_goes_back_to_the_handout_at_hand(driver):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Ana")
    driver.shortcut(Qt.Key.Key_N, CTRL, SHIFT)
    assert window.starting.is_open
    driver.shortcut(Qt.Key.Key_Z, CTRL)
    driver.shortcut(Qt.Key.Key_Escape)
    assert not window.starting.is_open
    assert window.document.draft.patient.name == "Ana"
    driver.shortcut(Qt.Key.Key_Z, CTRL)
    assert window.document.draft.patient.name == ""


def test_the_next_preset_asks_once_and_takes_the_patient_away(driver):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Ana")
    driver.shortcut(Qt.Key.Key_N, CTRL, SHIFT)
    driver.shortcut(Qt.Key.Key_Return)
    assert window.document.draft.patient.name == "Ana"
    driver.leave_unsaved()
    assert window.document.draft.patient.name == ""
    assert not window.starting.is_open


def test_nothing_is_asked_where_nothing_was_done_or_all_is_saved(driver, tmp_path):
    window = driver.window
    driver.shortcut(Qt.Key.Key_N, CTRL)
    assert window.leaving.box is None
    driver.type(window.handout.patient_bar.patient, "Ana")
    save_as(driver, tmp_path / "a.pdf")
    driver.bot.waitUntil(lambda: window.saving.is_saved)
    window.actions_by_name.new.trigger()
    assert window.leaving.box is None
    assert window.document.draft.patient.name == ""


def test_closing_asks_once_and_stays_open_until_it_was_agreed_to(themed, home, qtbot, monkeypatch):
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    window = open_window(home)
    qtbot.addWidget(window)
    window.show()
    driver = Driver(window, qtbot)
    assert window.starting.is_open
    driver.shortcut(Qt.Key.Key_Return)
    driver.type(window.handout.patient_bar.patient, "Ana")
    assert not window.close()
    assert not window.close()
    assert window.isVisible()
    driver.leave_unsaved()
    assert not window.isVisible()


@pytest.mark.parametrize(("chosen", "on_start_screen"), [("chronic", False), ("gone", True), ("", True)])
def test_the_program_begins_as_it_was_chosen(started, chosen, on_start_screen):
    window = started.window
    save_preferences(window.document.program.locations.settings, Preferences(begin_with=chosen))
    window.starting.begin()
    assert window.starting.is_open == on_start_screen
    if not on_start_screen:
        assert window.document.draft.preset == chosen
