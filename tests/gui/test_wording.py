"""Rewording a line where it stands: it prints as typed, keeps its values, and goes back with one click."""

from __future__ import annotations

from gui.test_editor import form_of
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from careleaf.domain.draft import WORDING_LIMIT
from careleaf.domain.plaintext import placeholders
from careleaf.gui.models.topic_tree import Role
from careleaf.gui.models.value_names import lost, readable, stored, value_names
from careleaf.rendering.pdf.raster import page_texts

LINE = "wrap"  # of the cold pack: it holds two values


def opened(driver, topic: str = "cold", point: str = LINE):
    """Open a line for rewording with its pencil and return its row."""
    row = form_of(driver, topic).points[point]
    driver.click(row.edit)
    return row


def wording(driver, topic: str = "cold"):
    """Return what is reworded in a topic."""
    return driver.window.document.draft.choice(topic).wording


def retype(driver, field, text: str) -> None:
    """Type over all that is there."""
    field.selectAll()
    driver.bot.keyClicks(field, text)


def test_line_is_reworded_in_place_and_prints_so(driver):
    row = opened(driver)
    assert row.editor.field.hasFocus()
    driver.bot.keyClicks(row.editor.field, " Rest on a chair.")
    driver.bot.keyClick(row.editor.field, Qt.Key.Key_Return)
    assert row.editor is None
    assert row.box.accessibleName().endswith("Rest on a chair. (edited)")
    driver.wait_for_pages()
    text = " ".join(page_texts(driver.window.preview.pages.typeset.pdf)[0].split())
    assert "Use it for 15 minutes, then wait 2 hours. Rest on a chair." in text


def test_values_are_shown_in_words_and_kept_as_values(driver):
    row = opened(driver)
    assert "[minutes each time]" in row.editor.field.toPlainText()
    retype(driver, row.editor.field, "Cold for [Minutes each time].")
    assert wording(driver)[LINE] == "Cold for {{ minutes }}."
    number = form_of(driver, "cold").fields["minutes"].field
    number.selectAll()
    driver.bot.keyClicks(number, "12")
    assert "Cold for 12 minutes." in row.box.accessibleName()


def test_value_taken_out_of_a_line_is_told(driver):
    row = opened(driver)
    assert "In brackets" in row.editor._told.text()
    retype(driver, row.editor.field, "Use it for [minutes each time].")
    assert row.editor._told.text() == "No longer in this line: [hours between times]"


def test_library_text_comes_back_with_one_click(driver):
    row = opened(driver)
    library = row.editor.field.toPlainText()
    assert not row.editor.back.isEnabled()
    retype(driver, row.editor.field, "Something else.")
    driver.click(row.editor.back)
    assert row.editor.field.toPlainText() == library
    assert wording(driver) == {}


def test_emptied_line_prints_the_library_text_and_stays_empty_while_it_is_typed_in(driver):
    row = opened(driver)
    row.editor.field.selectAll()
    driver.bot.keyClick(row.editor.field, Qt.Key.Key_Delete)
    assert wording(driver) == {}
    assert row.editor.field.toPlainText() == ""
    assert "Wrap it" in row.box.accessibleName()


def test_rewording_is_one_step_to_undo(driver):
    row = opened(driver)
    library = row.editor.field.toPlainText()
    driver.bot.keyClicks(row.editor.field, " Yes.")
    driver.shortcut(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert wording(driver) == {}
    assert row.editor.field.toPlainText() == library


def test_edited_line_is_marked_in_the_tree_too(driver):
    row = opened(driver)
    driver.bot.keyClicks(row.editor.field, " Yes.")
    tree = driver.window.choose.model
    index = tree.index(list(row._topic.points).index(row.point), 0, tree.index_of("cold"))
    assert index.data(Role.BADGE) == "edited"
    assert index.data().endswith("Yes.")


def test_safety_reads_a_line_as_it_is_typed(driver):
    row = opened(driver)
    retype(driver, row.editor.field, "Take ibuprofen 800 mg every 2 hours.")
    found = [finding for finding in driver.window.document.findings if finding.param == LINE]
    assert found
    driver.bot.keyClick(row.editor.field, Qt.Key.Key_Escape)
    driver.window._go_to(found[0])
    assert row.editor.field.hasFocus()


def test_locked_line_says_why_it_cannot_be_reworded(driver):
    row = form_of(driver, "med-relaxant").points["limit"]
    assert not row.edit.isVisible()
    assert "cannot be reworded" in row.toolTip()
    driver.bot.keyClick(row, Qt.Key.Key_F2)
    assert row.editor is None


def test_keyboard_alone_opens_and_ends_rewording(driver):
    row = form_of(driver, "cold").points[LINE]
    row.box.setFocus()
    driver.bot.keyClick(row.box, Qt.Key.Key_F2)
    assert row.editor.field.hasFocus()
    assert QAccessible.queryAccessibleInterface(row.editor.field).text(QAccessible.Text.Name)
    driver.bot.keyClick(row.editor.field, Qt.Key.Key_Escape)
    assert row.editor is None
    assert row.box.hasFocus()


def test_too_long_a_line_is_not_taken_over_and_not_lost(driver):
    row = opened(driver)
    before = driver.window.document.draft
    long = "x" * (WORDING_LIMIT + 1)
    row.editor.field.setPlainText(long)
    assert driver.window.document.draft == before
    assert "1,001 characters" in row.editor._wrong.text()
    driver.window.document.change(before.with_choice("cold", before.choice("heat")), "test")
    assert row.editor.field.toPlainText() == long
    driver.click(row.editor.back)
    assert not row.editor._wrong.isVisible()


def test_every_line_of_the_library_comes_back_from_its_brackets(program):
    for topic in program.library:
        for point in topic.points:
            names = value_names(topic, point.text)
            text = stored(readable(point.text, names), names)
            assert placeholders(text) == placeholders(point.text)
            assert readable(text, names) == readable(point.text, names)
            assert not lost(point.text, text, names)


@given(st.text(alphabet="ab[]{} "))
def test_brackets_around_other_words_stay_as_typed(text):
    assert stored(text, {"minutes": "minutes each time"}) == text
