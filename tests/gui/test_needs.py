"""The needs in the status line: how many are met, and a click that adds what is missing."""

from __future__ import annotations

from dataclasses import replace


def menu_of(window):
    needs = window.status.needs
    needs.menu().aboutToShow.emit()
    return {action.text(): action.menu() for action in needs.menu().actions()}


def test_the_count_names_what_is_missing_and_a_click_adds_it(window):
    needs = window.status.needs
    before = int(needs.accessibleName().split()[0])
    assert needs.accessibleName() == f"{before} of 8 needs"
    assert "Diagnosis and scans" in needs.toolTip()
    offered = {action.text(): action for action in menu_of(window)["Diagnosis and scans"].actions()}
    offered["Add Your visit"].trigger()
    assert "dx-visit" in window.document.draft.topics
    assert needs.accessibleName() == f"{before + 1} of 8 needs"
    assert "Diagnosis and scans" not in menu_of(window)


def test_a_page_that_meets_all_says_so(window):
    for topic in ("about-spasm", "dx-tests", "keep-moving", "massage-roller", "long-term"):
        window.document.tick(topic, True)
    assert window.status.needs.accessibleName() == "8 of 8 needs"
    assert list(menu_of(window)) == ["The page meets all eight needs."]


def test_the_emergency_sheet_is_not_asked_for_needs(window):
    assert window.status.needs.isVisible()
    window.document.change(replace(window.document.draft, topics=()), "emergency sheet")
    assert not window.status.needs.isVisible()
