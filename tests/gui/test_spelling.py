"""Spelling in the window: underlined as it is typed, mended from the menu, the patient's name left alone."""

from __future__ import annotations

import gc

import pytest
from gui.test_editor import form_of
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from careleaf.gui.panes.topic_form import TopicForm


@pytest.fixture
def note(driver, qtbot):
    """Return the note of a topic with a slip in it, once the dictionary is read."""
    field = form_of(driver, "cold").note
    with qtbot.waitSignal(driver.window.handout.editor.spell_check.changed, timeout=20_000):
        driver.type(field, "Streching helps")
    return field


def underlined(field) -> list[str]:
    """Return the words that are underlined."""
    block = field.document().firstBlock()
    wavy = QTextCharFormat.UnderlineStyle.SpellCheckUnderline
    ranges = [r for r in block.layout().formats() if r.format.underlineStyle() is wavy]
    return [block.text()[r.start : r.start + r.length] for r in ranges]


def menu_at(field, place: int) -> dict:
    """Return the actions of the menu at a place in the text, by their words."""
    cursor = QTextCursor(field.document())
    cursor.setPosition(place)
    field.menu = field.word_menu(cursor)
    return {action.text(): action for action in field.menu.actions()}


def forms_in_memory() -> int:
    """Return how many forms there are, also those of windows that were closed."""
    gc.collect()
    return sum(isinstance(thing, TopicForm) for thing in gc.get_objects())


def test_slip_is_underlined_and_mended_from_the_menu(driver, note):
    assert underlined(note) == ["Streching"]
    menu_at(note, 3)["Stretching"].trigger()
    assert note.toPlainText() == "Stretching helps"
    assert driver.window.document.draft.choice("cold").note == "Stretching helps"
    assert underlined(note) == []


def test_menu_of_a_known_word_offers_nothing_about_spelling(note):
    assert not any("dictionary" in words for words in menu_at(note, 12))


def test_word_is_added_to_the_dictionary(driver, note):
    action = next(a for words, a in menu_at(note, 3).items() if "dictionary" in words)
    action.trigger()
    assert underlined(note) == []
    assert driver.window.document.program.locations.own_words.read_text() == "Streching\n"
    driver.window.document.program.locations.own_words.unlink()


def test_patients_name_is_not_underlined_and_cannot_be_added(driver, note):
    driver.window.handout.patient_bar.patient.setText("")
    driver.type(driver.window.handout.patient_bar.patient, "Zebulon Streching")
    assert underlined(note) == []
    assert not driver.window.handout.editor.spell_check.may_keep("Streching")


def test_reworded_line_is_looked_at_too_and_its_values_are_not(driver, note):
    row = form_of(driver, "keep-moving").points["walk"]
    driver.click(row.edit)
    driver.type(row.editor.field, " Walkk.")
    assert underlined(row.editor.field) == ["Walkk"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_menu_opens_by_mouse_and_by_key(driver, note):
    where = note.cursorRect(note.textCursor()).center()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(note.viewport(), QContextMenuEvent(reason, where, QPoint(5, 5)))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        driver.bot.keyClick(menu, Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None


def test_forms_left_behind_are_let_go(driver, note):
    before = forms_in_memory()
    for topic in ("heat-bath", "sleep", "cold", "sleep", "cold"):
        form = form_of(driver, topic)
        for row in form.points.values():
            row.reword()
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(driver.window.findChildren(TopicForm)) == 1
    assert forms_in_memory() <= before + 1
