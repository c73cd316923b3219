"""Signing topics off in the window: read, sign, and the page says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gui.clock import NOW
from gui.test_window import unnamed
from PySide6.QtCore import Qt

from careleaf.app.bootstrap import NO_CLINIC, start
from careleaf.domain.people import Clinic
from careleaf.gui.dialogs.sign_off import SignOffDialog
from careleaf.gui.main_window import MainWindow
from careleaf.storage.locations import Locations

CLINIC = Clinic(name="Elm Street Clinic", phone="555-0100")
TODAY = NOW.date()


@pytest.fixture
def own(program, tmp_path):
    return replace(program, locations=Locations(tmp_path))


@pytest.fixture
def dialog(themed, own, qtbot):
    made = SignOffDialog(own, CLINIC, TODAY, "Dr. Lee")
    qtbot.addWidget(made)
    made.show()
    return made


def test_signing_in_the_window_changes_the_footer_of_the_page(themed, own, qtbot):
    window = MainWindow(own, CLINIC, lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    window.document.change(replace(window.document.draft, topics=()), "the emergency sheet")
    assert "not yet reviewed" in window.document.made.handout.footer
    window.actions_by_name.sign_off.trigger()
    dialog = window.findChild(SignOffDialog)
    qtbot.keyClicks(dialog.name, "Dr. Ana Ruiz")
    qtbot.mouseClick(dialog.sign_button, Qt.MouseButton.LeftButton)
    assert dialog.count.text() == "1 of 50 topics are signed off for Elm Street Clinic"
    footer = window.document.made.handout.footer
    assert footer.startswith("Reviewed for Elm Street Clinic by Dr. Ana Ruiz, 21 Nov 2026")
    window.close()


def test_the_topic_is_shown_whole_with_how_it_stands(dialog):
    dialog.topics.setCurrentRow(0)
    assert "Numb genitals, bottom or inner thighs" in dialog.reading.toPlainText()
    assert (dialog.state.text(), dialog.unsign_button.isVisible()) == ("Not signed", False)
    dialog.sign_button.click()
    dialog.topics.setCurrentRow(0)
    assert dialog.state.text() == "Signed by Dr. Lee, 2026-11-21"
    dialog.unsign_button.click()
    assert dialog.state.text() == "Not signed"


def test_signing_opens_the_next_topic_that_needs_it(dialog):
    dialog.topics.setCurrentRow(1)
    dialog.sign_button.click()
    assert dialog.topics.currentRow() == 2
    dialog.topics.setCurrentRow(0)
    dialog.sign_button.click()
    assert dialog.topics.currentRow() == 2


def test_without_a_name_nothing_is_signed_and_it_says_why(dialog, tmp_path):
    dialog.name.clear()
    dialog.sign_button.click()
    assert dialog.wrong.isVisible()
    assert "clinician's name" in dialog.wrong.text()
    assert not (tmp_path / "signoffs.toml").exists()


@pytest.mark.parametrize("sample", [True, False])
def test_without_a_clinic_of_its_own_topics_are_read_only(themed, program, qtbot, sample):
    clinic = program.clinic("sample") if sample else NO_CLINIC
    dialog = SignOffDialog(program, clinic, TODAY, "")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.sign_button.isVisible()
    assert dialog.reading.toPlainText().startswith("Get help now")


def test_every_control_has_a_name(dialog):
    assert unnamed(dialog) == []


def test_a_spoilt_file_of_signatures_is_told_in_the_window(themed, tmp_path, qtbot):
    (tmp_path / "signoffs.toml").write_bytes(b"\xff")
    window = MainWindow(start({"CARELEAF_HOME": str(tmp_path)}), CLINIC, lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    assert "Nothing counts as signed off" in window.trouble.words
    window.close()
