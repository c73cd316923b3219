"""The status line offers what to untick when the pages run over one sheet."""

from __future__ import annotations

from careleaf.app.draft_starts import next_patient


def offered(window) -> list:
    """Return what the menu offers."""
    budget = window.status.budget
    budget.menu().aboutToShow.emit()
    return budget.menu().actions()


def test_a_handout_on_one_sheet_is_left_in_peace(driver):
    driver.wait_for_pages()
    assert not driver.window.status.budget.isVisible()


def test_a_click_unticks_the_first_to_go_and_undo_takes_it_back(driver):
    window = driver.window
    preset = window.presets.open("chronic")
    window.document.begin(next_patient(preset, window.document.draft, window.document.clinic))
    driver.wait_for_pages()
    assert window.status.budget.isVisible()
    before = window.document.draft
    first, *_ = offered(window)
    assert "saves about" in first.text()
    first.trigger()
    assert window.document.draft != before
    assert first.text() not in [action.text() for action in offered(window)]
    window.document.undo_stack.undo()
    assert window.document.draft == before
