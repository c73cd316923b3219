"""The chart note in the window: copied when the handout may go out, signed once a session, kept nowhere."""

from __future__ import annotations

import pytest
from gui.clock import NOW
from gui.conftest import Driver
from leak_search import Search
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from careleaf.app.bootstrap import start
from careleaf.gui.main_window import MainWindow

NAME, REASON = "Zebulon Quackenbush", "qzxvw sleeps badly"


@pytest.fixture(autouse=True)
def clipboard(qapp):
    """Start with an empty clipboard."""
    qapp.clipboard().clear()
    return qapp.clipboard()


def copy(driver) -> None:
    driver.shortcut(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


def reason_of(driver, rule: str):
    """Return the field that takes the reason for a rule."""
    rows = driver.window.handout.findings.in_order
    return next(row for row in rows if row.finding.rule == rule).reason


def test_the_note_is_copied_with_the_reason_the_time_and_the_initials(driver, clipboard):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, NAME)
    driver.click_box(driver.row("med-relaxant"))
    driver.answer_all_no(age=71)
    copy(driver)
    assert clipboard.text() == ""
    assert "Not copied" in window.handout.findings._message.text()
    driver.type(reason_of(driver, "R8"), REASON)
    driver.type(window.handout.findings.initials, "AB")
    copy(driver)
    driver.bot.waitUntil(lambda: clipboard.text() != "", timeout=10_000)
    note = clipboard.text()
    assert f'  Reason: "{REASON}"\n  By: "AB", Saturday 21 November 2026' in note
    assert f"Patient: {NAME}\n" in note
    assert window.status.currentMessage() == "Chart note copied"


def test_initials_are_asked_once_a_session_and_only_for_a_reason(driver):
    window = driver.window
    initials = window.handout.findings.initials
    assert not initials.isVisible()
    driver.click_box(driver.row("med-relaxant"))
    driver.answer_all_no(age=71)
    assert initials.isVisible()
    driver.type(initials, "AB")
    driver.type(reason_of(driver, "R8"), "Family at home")
    assert window.document.draft.confirmations["R8"].by == "AB"
    window.actions_by_name.new.trigger()
    driver.leave_unsaved()
    assert window.document.draft.confirmations == {}
    assert initials.text() == window.document.initials == "AB"


def test_a_reason_typed_before_the_initials_is_signed_with_them(driver):
    window = driver.window
    driver.click_box(driver.row("med-relaxant"))
    driver.answer_all_no(age=71)
    driver.type(reason_of(driver, "R8"), "Family at home")
    driver.type(window.handout.findings.initials, "CD")
    assert window.document.draft.confirmations["R8"].by == "CD"


def test_the_window_keeps_neither_reason_nor_initials(themed, tmp_path, qtbot):
    """After a whole job nothing that was typed is in the user's folder, a title, or the next session."""
    program = start({"CARELEAF_HOME": str(tmp_path)})
    window = MainWindow(program, program.clinic("sample"), lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    driver = Driver(window, qtbot)
    driver.click_box(driver.row("med-relaxant"))
    driver.answer_all_no(age=71)
    driver.type(reason_of(driver, "R8"), REASON)
    driver.type(window.handout.findings.initials, "Quackenbush")
    window.actions_by_name.copy_chart_note.trigger()
    qtbot.waitUntil(lambda: QApplication.clipboard().text() != "", timeout=10_000)
    titles = "\n".join(widget.windowTitle() for widget in QApplication.topLevelWidgets())
    search = Search((REASON, "Quackenbush")).folder(tmp_path).data("titles", titles.encode())
    pages = window.preview.pages
    assert search.data("page", pages.typeset.pdf).data("xml", pages.made.xml.encode()).found == []
    window.close()
    later = MainWindow(program, program.clinic("sample"), lambda: NOW)
    qtbot.addWidget(later)
    assert later.document.initials == later.handout.findings.initials.text() == ""


def test_warning_signs_offer_the_emergency_sheet_alone_and_undo_brings_all_back(driver):
    window = driver.window
    ticked = window.document.draft.topics
    window.handout.patient_bar.check_button.setChecked(True)
    driver.click(window.handout.check.show_all)
    driver.click(window.handout.check.rows["saddle-numbness"].buttons["yes"])
    row = next(row for row in window.handout.findings.in_order if row.finding.rule == "R48")
    assert row.go.text() == "Make emergency sheet"
    driver.click(row.go)
    assert window.document.draft.topics == ()
    assert window.document.draft.check.yes("saddle-numbness")
    assert window.document.findings == ()
    window.document.undo_stack.undo()
    assert window.document.draft.topics == ticked


def test_a_finding_on_the_whole_page_goes_to_the_answer_it_rests_on(driver):
    window = driver.window
    window.handout.patient_bar.check_button.setChecked(True)
    driver.click(window.handout.check.show_all)
    driver.click(window.handout.check.rows["night-pain"].buttons["yes"])
    window.handout.close_check()
    row = next(row for row in window.handout.findings.in_order if row.finding.rule == "R49")
    driver.click(row.go)
    assert window.handout.check.isVisible()
