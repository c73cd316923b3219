"""The welcome of a first start: three short steps to a letterhead, or the sample for now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest
from gui.clock import NOW
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from careleaf.app.bootstrap import NO_CLINIC, Program
from careleaf.app.clinic_profiles import profiles
from careleaf.domain.people import Clinic, PageDefaults
from careleaf.gui.main_window import MainWindow
from careleaf.gui.settings import letterhead_picture
from careleaf.gui.settings.welcome import WelcomeDialog
from careleaf.rendering.pdf.raster import PagePicture, page_pictures
from careleaf.storage.locations import Locations
from careleaf.storage.settings_file import read_settings

LONG = 60_000  # ms: the picture waits for the pages being made


@pytest.fixture
def first(themed, program: Program, tmp_path, qtbot) -> Iterator[MainWindow]:
    """Return the window of a computer on which nothing was set up."""
    own = replace(program, locations=Locations(tmp_path / "home"))
    made = MainWindow(own, NO_CLINIC, lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def welcome(first: MainWindow, qtbot) -> WelcomeDialog:
    dialog = first.setting_up.welcome()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.clinic_form.fields["name"].hasFocus)
    return dialog


def press(qtbot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def fill_in(welcome: WelcomeDialog) -> None:
    welcome.clinic_form.fields["name"].setText("Elm Street Clinic")
    welcome.clinic_form.fields["phone"].setText("555-0100")


def test_the_keyboard_alone_sets_a_clinic_up(first, welcome, qtbot):
    qtbot.keyClicks(QApplication.focusWidget(), "Elm Street Clinic")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "555-0100")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert not welcome.isVisible()
    clinic = Clinic("Elm Street Clinic", phone="555-0100", defaults=PageDefaults("a4"))
    assert first.document.clinic == first.document.program.clinic() == clinic
    assert read_settings(first.document.program.locations.settings)["recovery"] is True
    assert not first.banner.isVisible()
    assert first.setting_up.welcome() is None


def test_back_goes_back_and_nothing_is_lost(welcome):
    fill_in(welcome)
    welcome.next_button.click()
    welcome.page_form.fields["colour"].typed.setText("#800020")
    welcome.next_button.click()
    welcome.privacy_form.log.click()
    assert welcome.next_button.text() == "Finish"
    welcome.back_button.click()
    welcome.back_button.click()
    assert welcome.back_button.isHidden()
    assert welcome.clinic_form.fields["name"].text() == "Elm Street Clinic"
    welcome.next_button.click()
    assert welcome.page_form.fields["colour"].typed.text() == "#800020"
    welcome.next_button.click()
    assert welcome.privacy_form.log.isChecked()


def test_what_is_missing_in_a_step_is_said_before_the_next(welcome):
    welcome.next_button.click()
    assert welcome.count.text() == "Welcome. Step 1 of 3"
    assert "needs a name" in welcome.said.text()
    assert "needs a phone number" in welcome.said.text()
    fill_in(welcome)
    welcome.next_button.click()
    assert welcome.said.text() == ""
    welcome.page_form.fields["colour"].typed.setText("red")
    welcome.next_button.click()
    assert welcome.count.text() == "Welcome. Step 2 of 3"
    assert "colour" in welcome.said.text()


@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_sample_letterhead_skips_each_step_and_nothing_is_kept(first, welcome, step):
    fill_in(welcome)
    for _ in range(step - 1):
        welcome.next_button.click()
    welcome.sample_button.click()
    assert not welcome.isVisible()
    assert "Sample clinic" in first.banner.strip.words
    assert profiles(first.document.program) == ()
    assert first.setting_up.welcome() is None


def test_the_letterhead_is_drawn_on_a_real_page_and_follows_the_colour(welcome, qtbot):
    fill_in(welcome)
    welcome.next_button.click()
    qtbot.waitUntil(lambda: has_colour(welcome, "0b5c63"), timeout=LONG)
    welcome.page_form.fields["colour"].typed.setText("#8")
    welcome.page_form.fields["colour"].typed.setText("#f0a040")
    qtbot.waitUntil(lambda: has_colour(welcome, "835721"), timeout=LONG)
    assert not has_colour(welcome, "0b5c63")


def test_a_picture_that_comes_too_late_is_dropped(first, welcome, qtbot, monkeypatch):
    drawing, closed = Event(), Event()

    def draw_late(pdf: bytes, scale: float) -> tuple[PagePicture, ...]:
        drawing.set()
        closed.wait(LONG / 1000)
        return page_pictures(pdf, scale)

    monkeypatch.setattr(letterhead_picture, "page_pictures", draw_late)
    fill_in(welcome)
    welcome.next_button.click()
    qtbot.waitUntil(drawing.is_set, timeout=LONG)
    welcome.sample_button.click()
    qtbot.waitUntil(lambda: first.findChild(WelcomeDialog) is None)
    closed.set()
    qtbot.waitUntil(lambda: first.preview.is_current, timeout=LONG)
    assert first.document.clinic.sample


def has_colour(welcome: WelcomeDialog, colour: str) -> bool:
    """Tell whether the picture has a pixel of exactly this colour."""
    picture = welcome.picture.pixmap().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    return bytes.fromhex(colour + "ff") in bytes(picture.constBits() or b"")


def test_leaving_with_entries_asks_and_the_welcome_comes_again(first, welcome, qtbot):
    fill_in(welcome)
    qtbot.keyClick(welcome, Qt.Key.Key_Escape)
    box = welcome.box
    assert {button.text() for button in box.buttons()} == {"Leave without saving", "Go back"}
    next(button for button in box.buttons() if button.text() == "Go back").click()
    assert welcome.isVisible()
    qtbot.keyClick(welcome, Qt.Key.Key_Escape)
    next(button for button in welcome.box.buttons() if button.text() == "Leave without saving").click()
    assert not welcome.isVisible()
    assert profiles(first.document.program) == ()
    assert first.setting_up.welcome() is not None


def test_what_cannot_be_written_is_said_in_the_last_step(first, welcome):
    first.document.program.locations.home.write_text("in the way")
    fill_in(welcome)
    for _ in range(3):
        welcome.next_button.click()
    assert welcome.isVisible()
    assert "home" in welcome.said.text()
    assert first.document.clinic == NO_CLINIC
