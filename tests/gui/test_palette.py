"""The palette does anything by keyboard; each action has one place and one key."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from careleaf.gui.actions import Actions
from careleaf.gui.dialogs.guide import GuideDialog
from careleaf.gui.dialogs.palette import Palette
from careleaf.gui.dialogs.table import TableDialog

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(driver):
    """The palette, opened with its key."""
    driver.shortcut(Qt.Key.Key_K, CTRL)
    (made,) = driver.window.findChildren(Palette)
    return made


def take(driver, palette, typed: str, *keys: Qt.Key) -> None:
    """Type and press keys, then Enter."""
    driver.bot.keyClicks(palette.field, typed)
    for key in (*keys, Qt.Key.Key_Return):
        driver.bot.keyClick(palette.field, key)


def test_a_few_letters_add_a_topic(driver, palette):
    assert "med-relaxant" not in driver.window.document.draft.topics
    take(driver, palette, "musc rel")
    assert "med-relaxant" in driver.window.document.draft.topics
    assert driver.window.document.chosen_topic == "med-relaxant"
    assert not palette.isVisible()


def test_a_topic_on_the_page_is_gone_to(driver, palette):
    draft = driver.window.document.draft
    take(driver, palette, "cold")
    assert driver.window.document.draft == draft
    assert driver.window.document.chosen_topic == "cold"


def test_a_preset_keeps_the_patient(driver):
    driver.type(driver.window.handout.patient_bar.patient, "Ana")
    driver.shortcut(Qt.Key.Key_K, CTRL)
    palette = driver.window.findChild(Palette)
    take(driver, palette, "recurr")
    assert driver.window.document.draft.preset == "recurrent"
    assert driver.window.document.draft.patient.name == "Ana"


def test_a_command_is_done(driver, palette):
    take(driver, palette, "keyb")
    assert driver.window.findChild(TableDialog) is not None


def test_arrows_choose_and_escape_leaves(driver, palette):
    first = palette.list.currentIndex().row()
    driver.bot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == first + 1
    draft = driver.window.document.draft
    driver.bot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert driver.window.document.draft == draft


def test_letters_that_fit_nothing_say_so_and_do_nothing(driver, palette):
    take(driver, palette, "qqqq")
    assert palette.nothing.isVisible()
    assert palette.isVisible()
    palette.close()


def test_on_the_start_screen_only_what_can_be_done_is_offered(driver):
    driver.window.starting.open()
    driver.window.anything.open()
    (palette,) = driver.window.findChildren(Palette)
    words = [palette.entries.index(row).data() for row in range(palette.entries.rowCount())]
    assert "Save PDF" not in words
    assert "Cold pack plan" not in words
    take(driver, palette, "recurr")
    assert not driver.window.starting.is_open
    assert driver.window.document.draft.preset == "recurrent"


def test_every_action_stands_in_one_menu_and_has_a_key_of_its_own(driver):
    actions = driver.window.actions_by_name
    every = [getattr(actions, field.name) for field in fields(Actions)]
    placed = [action for menu in actions.menus.values() for action in menu]
    assert sorted(map(id, placed)) == sorted(map(id, every))
    keys = [action.shortcut().toString() for action in every]
    assert "" not in keys
    assert len(set(keys)) == len(keys)


def test_the_sheet_has_every_action_with_key_and_purpose(driver):
    driver.shortcut(Qt.Key.Key_Slash, CTRL)
    table = driver.window.findChild(TableDialog).table
    actions = driver.window.actions_by_name
    rows = [[table.item(r, c).text() for c in range(4)] for r in range(table.rowCount())]
    assert len(rows) == len(fields(Actions))
    assert ["Save PDF", actions.save_pdf.shortcut().toString(), "Handout"] in [row[:3] for row in rows]
    assert all(all(row) for row in rows)
    assert QApplication.activeWindow() is not None


def test_f1_opens_a_guide_that_names_real_actions_and_keys(driver):
    driver.shortcut(Qt.Key.Key_F1)
    text = driver.window.findChild(GuideDialog).text.toPlainText()
    placed = [action for menu in driver.window.actions_by_name.menus.values() for action in menu]
    keys = {action.shortcut().toString() for action in placed}
    named = set(re.findall(r"(?:Ctrl|Alt)\+[\w/+]*[\w/]", text))
    assert len(named) > 8
    assert named <= keys
