"""Current medicines and warning signs in the window: typed, offered, added, taken off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from careleaf.domain.check import UNKNOWN, WARNING_SIGNS


@pytest.fixture
def check(driver):
    """The patient check, opened."""
    driver.click(driver.window.handout.patient_bar.check_button)
    return driver.window.handout.check


@pytest.fixture
def picker(check):
    """The picker of current medicines."""
    return check.picker


def press(driver, picker, *keys: Qt.Key) -> None:
    for key in keys:
        driver.bot.keyClick(picker.field, key)


def add(driver, picker, typed: str) -> None:
    driver.type(picker.field, typed)
    press(driver, picker, Qt.Key.Key_Return)


def answer(driver, key: str):
    return driver.window.document.draft.check.answer(key)


def test_a_few_letters_and_enter_add_a_medicine(driver, picker):
    driver.window.document.tick("med-ibuprofen", True)
    driver.click(driver.window.handout.patient_bar.check_button)
    driver.type(picker.field, "eliq")
    assert [picker.offers.item(i).text() for i in range(picker.offers.count())] == ["Eliquis   Blood thinner"]
    press(driver, picker, Qt.Key.Key_Return)
    assert picker.field.text() == ""
    assert picker.offers.isHidden()
    (chip,) = picker.chips.values()
    assert (chip.words, chip.said) == ("Eliquis", "Blood thinner")
    assert any(f.rule == "R20" and "Eliquis" in f.text for f in driver.window.document.findings)


def test_arrows_go_through_the_offers_and_escape_leaves(driver, picker):
    driver.type(picker.field, "lor")
    first = picker.offers.currentItem().text()
    press(driver, picker, Qt.Key.Key_Down)
    assert picker.offers.currentItem().text() != first
    press(driver, picker, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert picker.offers.currentRow() == picker.offers.count() - 1
    press(driver, picker, Qt.Key.Key_Escape)
    assert picker.field.text() == ""
    assert picker.offers.isHidden()


def test_an_offer_is_added_with_the_dose_that_was_typed(driver, picker):
    add(driver, picker, "tyle 500 mg x 4")
    (chip,) = picker.chips.values()
    assert chip.words == "Tylenol \N{MIDDLE DOT} 500 mg \N{MIDDLE DOT} 4 a day"


def test_a_click_on_an_offer_adds_it(driver, picker):
    driver.type(picker.field, "predniso")
    item = picker.offers.item(0)
    place = picker.offers.visualItemRect(item).center()
    driver.bot.mouseClick(picker.offers.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (chip,) = picker.chips.values()
    assert chip.words == "predniSONE", "look-alike names stand in tall-man letters"


def test_a_name_that_is_not_known_is_kept_as_that_and_asked_about(driver, picker):
    driver.window.document.tick("med-relaxant", True)
    driver.click(driver.window.handout.patient_bar.check_button)
    driver.type(picker.field, "Zorbitrol")
    assert "Not recognised" in picker.hint
    press(driver, picker, Qt.Key.Key_Return)
    (chip,) = picker.chips.values()
    assert chip.said == "not recognised"
    driver.click(driver.window.handout.check.none_apply)
    assert answer(driver, "maoi") == UNKNOWN
    assert answer(driver, "stroke") == "no"
    assert {"R0", "R65"} <= {finding.rule for finding in driver.window.document.findings}


def test_taking_a_medicine_off_takes_its_yes_and_undo_brings_it_back(driver, check, picker):
    driver.click(check.show_all)
    driver.click(check.rows["ssri"].buttons["no"])
    add(driver, picker, "Zoloft")
    assert answer(driver, "ssri") == "yes"
    assert check.rows["ssri"].source == "yes - Zoloft"
    assert check.rows["ssri"].buttons["yes"].isChecked()
    assert not check.rows["ssri"].buttons["no"].isEnabled()
    driver.click(picker.chips["Zoloft"].remove)
    assert answer(driver, "ssri") == "no", "the answer given by hand stays"
    assert check.rows["ssri"].source == ""
    driver.window.document.undo_stack.undo()
    assert list(picker.chips) == ["Zoloft"]


def test_the_next_patient_takes_nothing(driver, picker):
    add(driver, picker, "Zoloft")
    driver.window.actions_by_name.new.trigger()
    driver.leave_unsaved()
    assert driver.window.document.draft.check.takes == ()
    assert picker.chips == {}


def test_a_question_always_shows_one_of_three_answers(driver, check):
    row = check.rows["pregnant"]

    def pressed() -> list[str]:
        return [word for word, choice in row.buttons.items() if choice.isChecked()]

    assert pressed() == ["unknown"]
    for word, shown in (
        ("yes", "yes"),
        ("no", "no"),
        ("no", "unknown"),
        ("yes", "yes"),
        ("unknown", "unknown"),
    ):
        driver.click(row.buttons[word])
        assert pressed() == [shown]
    driver.click(row.buttons["unknown"])
    assert pressed() == ["unknown"]


def test_no_warning_sign_is_one_click_and_folds_the_screen(driver, check):
    driver.click(check.signs.none)
    questions = driver.window.document.program.rules.questions
    for question in questions:
        expected = "no" if question.group == WARNING_SIGNS else UNKNOWN
        assert answer(driver, question.id) == expected
    assert not check.rows["both-legs"].isVisible()
    assert "none of these" in check.signs.state.text()
    driver.click(check.signs.change)
    assert check.rows["both-legs"].isVisible()


def test_a_warning_sign_offers_the_emergency_sheet_in_one_click(driver, check):
    driver.window.document.tick("med-relaxant", True)
    driver.click(driver.window.handout.patient_bar.check_button)
    driver.click(check.rows["both-legs"].buttons["yes"])
    row = next(row for row in driver.window.handout.findings.in_order if row.finding.rule == "R48")
    assert row.go.text() == "Make emergency sheet"
    driver.click(row.go)
    document = driver.window.document
    assert document.draft.topics == ()
    assert document.findings == ()
    assert document.draft.check.yes("both-legs"), "the patient stays the same"


def test_a_finding_on_a_medicine_goes_to_the_picker(driver, check, picker):
    findings = driver.window.handout.findings
    for typed, about in (("Zorbitrol", ("takes:Zorbitrol",)), ("prednisone", ("steroid",))):
        add(driver, picker, typed)
        driver.click(check.done)
        (row,) = (row for row in findings.in_order if row.finding.because == about)
        driver.click(row.go)
        assert QApplication.focusWidget() is picker.field


def test_a_finding_on_an_answer_goes_to_its_question(driver, check):
    driver.click(check.rows["night-pain"].buttons["yes"])
    driver.click(check.done)
    (row,) = (row for row in driver.window.handout.findings.in_order if row.finding.rule == "R49")
    driver.click(row.go)
    assert check.rows["night-pain"].buttons["no"].hasFocus()


def test_everything_in_the_check_has_a_name_for_a_screen_reader(driver, check, picker):
    add(driver, picker, "Zoloft")
    driver.click(check.show_all)
    buttons = [choice for row in check.rows.values() for choice in row.buttons.values()]
    stops = [*buttons, picker.field, picker.offers, check.signs, *(c.remove for c in picker.chips.values())]
    names = [stop.accessibleName() for stop in stops]
    assert all(names)
    assert len(set(names)) == len(names)
    assert "Pregnant: not asked" in names
