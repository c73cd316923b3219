"""The clinic dialog: several profiles, their logos, and what a bad file says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import CLINIC, RESOURCES
from careleaf.gui.dialogs.clinic import ClinicDialog
from careleaf.gui.dialogs.logo_field import logo_pixmap
from gui.clock import NOW
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from careleaf.app.bootstrap import NO_CLINIC, start
from careleaf.app.clinic_profiles import profiles, save_profile
from careleaf.content.logo_reader import load_logo
from careleaf.domain.people import PageDefaults
from careleaf.gui.main_window import MainWindow

LOGO_FILE = RESOURCES / "clinics" / "sample-logo.svg"
FULL = replace(
    CLINIC,
    link="clinic.example/back",
    footer="Part of Elm Group",
    logo=load_logo(LOGO_FILE),
    defaults=PageDefaults("a4", "mono", frozenset({"plan", "qr"})),
)


@pytest.fixture
def own(tmp_path):
    return start({"CARELEAF_HOME": str(tmp_path / "home")})


@pytest.fixture
def dialog(themed, own, qtbot):
    save_profile(own, FULL)
    save_profile(own, replace(CLINIC, title="Evening"))
    made = ClinicDialog(own)
    qtbot.addWidget(made)
    made.show()
    return made


def click(qtbot, where):
    qtbot.mouseClick(where, Qt.MouseButton.LeftButton)


def save(qtbot, dialog):
    click(qtbot, next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "Save clinic"))


def choose(dialog, title):
    dialog.bar.choice.setCurrentIndex(dialog.bar.choice.findText(title))
    dialog.bar.choice.activated.emit(dialog.bar.choice.currentIndex())


def test_saving_without_a_change_loses_nothing(dialog, own, qtbot):
    choose(dialog, "Elm Street Clinic")
    save(qtbot, dialog)
    assert own.clinic() == FULL


def test_another_profile_is_shown_and_used_once_saved(dialog, own, qtbot):
    used = []
    dialog.set_up.connect(used.append)
    assert dialog.fields["title"].text() == "Evening"
    choose(dialog, "Elm Street Clinic")
    assert dialog.fields["footer"].text() == "Part of Elm Group"
    assert own.clinic().title == "Evening"
    save(qtbot, dialog)
    assert used == [FULL]


def test_a_new_profile_is_one_more(dialog, own, qtbot):
    click(qtbot, dialog.bar.new_button)
    assert dialog.fields["name"].text() == ""
    qtbot.keyClicks(dialog.fields["name"], "Oak Lane")
    qtbot.keyClicks(dialog.fields["phone"], "555-0177")
    save(qtbot, dialog)
    assert [profile.title for profile in profiles(own)] == ["Elm Street Clinic", "Evening", "Oak Lane"]
    assert own.clinic().name == "Oak Lane"


def test_a_profile_is_renamed_by_its_name_field(dialog, own, qtbot):
    dialog.fields["title"].setText("Night")
    save(qtbot, dialog)
    assert [profile.title for profile in profiles(own)] == ["Elm Street Clinic", "Night"]


def test_a_profile_is_deleted_on_the_second_click(dialog, own, qtbot):
    used = []
    dialog.set_up.connect(used.append)
    click(qtbot, dialog.bar.delete_button)
    assert len(profiles(own)) == 2
    click(qtbot, dialog.bar.delete_button)
    assert [profile.title for profile in profiles(own)] == ["Elm Street Clinic"]
    assert used == [FULL]
    click(qtbot, dialog.bar.delete_button)
    click(qtbot, dialog.bar.delete_button)
    assert used[-1] == NO_CLINIC
    assert not dialog.bar.delete_button.isEnabled()


def test_a_logo_is_chosen_seen_and_removed(dialog, own, qtbot):
    assert dialog.logo.logo is None
    dialog.logo.use_file(str(LOGO_FILE))
    assert dialog.logo.remove_button.isVisible()
    save(qtbot, dialog)
    assert own.clinic().logo == FULL.logo
    click(qtbot, dialog.logo.remove_button)
    save(qtbot, dialog)
    assert own.clinic().logo is None


def test_a_bad_logo_is_told_and_the_old_one_stays(dialog, tmp_path, qtbot):
    choose(dialog, "Elm Street Clinic")
    (tmp_path / "bad.png").write_bytes(b"no picture")
    dialog.logo.use_file(str(tmp_path / "bad.png"))
    assert "bad.png is no PNG, JPEG or SVG picture" in dialog._wrong.text()
    assert dialog.logo.logo == FULL.logo


def test_the_preview_shows_the_drawing(themed):
    picture = logo_pixmap(FULL.logo, 1.0).toImage()
    assert (picture.width(), picture.height()) == (44, 44)
    assert picture.pixelColor(6, 22).name() == "#0b5c63"
    assert picture.pixelColor(22, 14).name() == "#ffffff"


def test_a_profile_goes_out_and_comes_in_as_one_file(dialog, own, tmp_path, qtbot):
    choose(dialog, "Elm Street Clinic")
    dialog.bar.export_wanted.emit(str(tmp_path / "out.toml"))
    dialog.bar.import_wanted.emit(str(tmp_path / "out.toml"))
    assert own.clinic() == FULL
    assert len(profiles(own)) == 3
    dialog.bar.import_wanted.emit(str(tmp_path / "none.toml"))
    assert "none.toml: cannot be read" in dialog._wrong.text()


@pytest.mark.parametrize(
    ("key", "words"), [("link", "web address"), ("colour", "colour"), ("name", "a name")]
)
def test_what_cannot_be_saved_is_told(dialog, own, qtbot, key, words):
    before = own.clinic()
    dialog.fields[key].setText("" if key == "name" else "no such thing")
    save(qtbot, dialog)
    assert words in dialog._wrong.text()
    assert own.clinic() == before


def test_the_window_takes_up_the_clinics_way_of_looking(themed, own, qtbot):
    window = MainWindow(own, NO_CLINIC, lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    window.document.use_clinic(FULL)
    draft = window.document.draft
    assert (draft.page, draft.style, draft.blocks) == ("a4", "mono", {"plan", "qr"})
    window.preview.look.blocks_button.actions_by_block["plan"].trigger()
    assert window.document.draft.blocks == {"qr"}
    window.document.undo_stack.undo()
    assert window.document.draft.blocks == {"plan", "qr"}
    window.document.use_clinic(replace(FULL, phone="555-0999"))
    assert window.document.draft.page == "a4"
    window.close()
