"""Undo and redo: one step a deed, typing merged per field."""

from __future__ import annotations

from PySide6.QtCore import Qt

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_tick_is_undone_and_redone_with_the_keyboard(driver):
    document = driver.window.document
    driver.click_box(driver.row("med-ibuprofen"))
    assert "med-ibuprofen" in document.draft.topics
    driver.shortcut(Qt.Key.Key_Z, CTRL)
    assert "med-ibuprofen" not in document.draft.topics
    driver.shortcut(Qt.Key.Key_Z, CTRL, SHIFT)
    assert "med-ibuprofen" in document.draft.topics


def test_typing_is_one_step_a_field_even_with_the_focus_in_it(driver):
    bar, document = driver.window.handout.patient_bar, driver.window.document
    driver.type(bar.patient, "Ana")
    driver.type(bar.identifier, "1980")
    assert document.undo_stack.count() == 2
    driver.shortcut(Qt.Key.Key_Z, CTRL)
    assert (document.draft.patient.name, document.draft.patient.identifier) == ("Ana", "")
    driver.shortcut(Qt.Key.Key_Z, CTRL)
    assert bar.patient.text() == ""
    driver.shortcut(Qt.Key.Key_Z, CTRL, SHIFT)
    assert bar.patient.text() == "Ana"


def test_coming_back_to_a_field_is_a_step_of_its_own(driver):
    bar, document = driver.window.handout.patient_bar, driver.window.document
    driver.type(bar.patient, "Ana")
    bar.identifier.setFocus()
    driver.type(bar.patient, " R")
    driver.shortcut(Qt.Key.Key_Z, CTRL)
    assert document.draft.patient.name == "Ana"


def test_typing_that_ends_where_it_began_leaves_no_step(driver):
    bar, document = driver.window.handout.patient_bar, driver.window.document
    driver.type(bar.patient, "A")
    driver.bot.keyClick(bar.patient, Qt.Key.Key_Backspace)
    assert document.undo_stack.count() == 0


def test_cursor_stays_where_it_is_while_typing(driver):
    field = driver.window.handout.patient_bar.patient
    driver.type(field, "Anaz")
    field.setCursorPosition(1)
    driver.bot.keyClicks(field, "bc")
    assert (field.text(), field.cursorPosition()) == ("Abcnaz", 3)


def test_note_keeps_its_cursor_and_is_undone(driver):
    window = driver.window
    window.document.choose("cold")
    note = window.handout.editor.form.note
    driver.type(note, "Use it.")
    note.moveCursor(note.textCursor().MoveOperation.Start)
    driver.bot.keyClicks(note, "Do: ")
    assert window.document.draft.choice("cold").note == "Do: Use it."
    driver.shortcut(Qt.Key.Key_Z, CTRL)
    assert note.toPlainText() == ""


def test_new_takes_the_patient_away_and_no_undo_brings_him_back(driver):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Ana")
    driver.type(window.handout.patient_bar.clinician, "Dr. Lee")
    driver.shortcut(Qt.Key.Key_N, CTRL)
    driver.leave_unsaved()
    assert window.document.draft.patient.name == ""
    assert window.document.draft.clinician.name == "Dr. Lee"
    driver.shortcut(Qt.Key.Key_Z, CTRL)
    assert window.handout.patient_bar.patient.text() == ""
    assert not window.document.undo_stack.canUndo()


def test_reason_given_for_one_medicine_does_not_cover_the_next(driver):
    document = driver.window.document
    document.tick("med-relaxant", True)
    row = next(row for row in driver.window.handout.findings.rows.values() if row.finding.rule == "R0")
    driver.type(row.reason, "asked by phone")
    assert "R0" in document.draft.confirmations
    document.tick("med-ibuprofen", True)
    assert "R0" not in document.draft.confirmations
