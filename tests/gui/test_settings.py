"""Settings: clinic profiles, the look of pages, privacy; what is wrong is said, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import CLINIC, RESOURCES
from gui.clock import NOW
from PySide6.QtCore import Qt

from careleaf.app.bootstrap import NO_CLINIC, Program
from careleaf.app.clinic_profiles import profiles, save_profile
from careleaf.app.email_sending import EmailSending
from careleaf.app.recent_presets import note_recent, recent_presets
from careleaf.content.logo_reader import load_logo
from careleaf.domain.draft import Draft
from careleaf.domain.optional_blocks import USUAL_BLOCKS
from careleaf.domain.people import Clinic, PageDefaults
from careleaf.gui.background import Background
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.main_window import MainWindow
from careleaf.gui.presets import Presets
from careleaf.gui.settings.colour_field import contrast_words
from careleaf.gui.settings.dialog import Section, SettingsDialog
from careleaf.gui.settings.logo_field import logo_pixmap
from careleaf.storage.locations import Locations
from careleaf.storage.settings_file import read_settings, remember

LOGO_FILE = RESOURCES / "clinics" / "sample-logo.svg"
FULL = replace(
    CLINIC,
    link="clinic.example/back",
    footer="Part of Elm Group",
    logo=load_logo(LOGO_FILE),
    defaults=PageDefaults("a4", "mono", frozenset({"plan", "qr"})),
)


@pytest.fixture
def own(program: Program, tmp_path) -> Program:
    return replace(program, locations=Locations(tmp_path / "home"))


def opened(own: Program, qtbot, clinic: Clinic | None = None) -> SettingsDialog:
    """Open the settings in front of a draft of the clinic in use."""
    document = DraftDocument(own, clinic or own.clinic(), Draft(), lambda: NOW)
    sending, background = EmailSending(own.locations, lambda: NOW), Background()
    made = SettingsDialog(document, Presets(own), sending, background)
    made.clinic_set_up.connect(document.use_clinic)
    made.kept = (document, background)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(themed, own, qtbot) -> SettingsDialog:
    save_profile(own, FULL)
    save_profile(own, replace(CLINIC, title="Evening"))
    return opened(own, qtbot)


def click(qtbot, where):
    qtbot.mouseClick(where, Qt.MouseButton.LeftButton)


def choose(dialog, title):
    bar = dialog.profile.bar
    bar.choice.setCurrentIndex(bar.choice.findText(title))
    bar.choice.activated.emit(bar.choice.currentIndex())


def answer(qtbot, dialog, words):
    """Answer the question about what is not saved."""
    click(qtbot, next(button for button in dialog.box.buttons() if button.text() == words))


def test_saving_without_a_change_loses_nothing(dialog, own, qtbot):
    choose(dialog, "Elm Street Clinic")
    click(qtbot, dialog.save_button)
    assert own.clinic() == FULL


def test_another_profile_is_shown_and_used_once_saved(dialog, own, qtbot):
    used = []
    dialog.clinic_set_up.connect(used.append)
    assert dialog.profile.form.fields["title"].text() == "Evening"
    choose(dialog, "Elm Street Clinic")
    assert dialog.profile.form.fields["footer"].text() == "Part of Elm Group"
    assert own.clinic().title == "Evening"
    click(qtbot, dialog.save_button)
    assert used == [FULL]


def test_a_new_profile_is_one_more(dialog, own, qtbot):
    click(qtbot, dialog.profile.bar.new_button)
    assert dialog.profile.form.fields["name"].text() == ""
    qtbot.keyClicks(dialog.profile.form.fields["name"], "Oak Lane")
    qtbot.keyClicks(dialog.profile.form.fields["phone"], "555-0177")
    click(qtbot, dialog.save_button)
    assert [profile.title for profile in profiles(own)] == ["Elm Street Clinic", "Evening", "Oak Lane"]
    assert own.clinic().name == "Oak Lane"


def test_a_profile_is_renamed_by_its_name_field(dialog, own, qtbot):
    dialog.profile.form.fields["title"].setText("Night")
    click(qtbot, dialog.save_button)
    assert [profile.title for profile in profiles(own)] == ["Elm Street Clinic", "Night"]


def test_a_profile_is_deleted_on_the_second_click(dialog, own, qtbot):
    used = []
    dialog.clinic_set_up.connect(used.append)
    click(qtbot, dialog.profile.bar.delete_button)
    assert len(profiles(own)) == 2
    click(qtbot, dialog.profile.bar.delete_button)
    assert [profile.title for profile in profiles(own)] == ["Elm Street Clinic"]
    assert used == [FULL]
    click(qtbot, dialog.profile.bar.delete_button)
    click(qtbot, dialog.profile.bar.delete_button)
    assert used[-1] == NO_CLINIC
    assert not dialog.profile.bar.delete_button.isEnabled()


def test_a_logo_is_chosen_seen_and_removed(dialog, own, qtbot):
    assert dialog.profile.form.fields["logo"].logo is None
    dialog.profile.form.fields["logo"].use_file(str(LOGO_FILE))
    assert dialog.profile.form.fields["logo"].remove_button.isVisible()
    click(qtbot, dialog.save_button)
    assert own.clinic().logo == FULL.logo
    click(qtbot, dialog.profile.form.fields["logo"].remove_button)
    click(qtbot, dialog.save_button)
    assert own.clinic().logo is None


def test_a_bad_logo_is_told_and_the_old_one_stays(dialog, tmp_path, qtbot):
    choose(dialog, "Elm Street Clinic")
    (tmp_path / "bad.png").write_bytes(b"no picture")
    dialog.profile.form.fields["logo"].use_file(str(tmp_path / "bad.png"))
    assert "bad.png is no PNG, JPEG or SVG picture" in dialog.said.text()
    assert dialog.profile.form.fields["logo"].logo == FULL.logo


def test_the_preview_shows_the_drawing(themed):
    picture = logo_pixmap(FULL.logo, 1.0).toImage()
    assert (picture.width(), picture.height()) == (44, 44)
    assert picture.pixelColor(6, 22).name() == "#0b5c63"
    assert picture.pixelColor(22, 14).name() == "#ffffff"


def test_a_profile_goes_out_and_comes_in_as_one_file(dialog, own, tmp_path, qtbot):
    choose(dialog, "Elm Street Clinic")
    dialog.profile.bar.export_wanted.emit(str(tmp_path / "out.toml"))
    dialog.profile.bar.import_wanted.emit(str(tmp_path / "out.toml"))
    assert own.clinic() == FULL
    assert len(profiles(own)) == 3
    dialog.profile.bar.import_wanted.emit(str(tmp_path / "none.toml"))
    assert "none.toml: cannot be read" in dialog.said.text()


def test_every_problem_is_told_and_marked_at_once_and_nothing_is_written(dialog, own, qtbot):
    before = own.clinic()
    fields = dialog.profile.form.fields
    dialog.go_to(Section.PRIVACY)
    fields["name"].setText(" ")
    fields["link"].setText("no such thing")
    fields["colour"].typed.setText("teal")
    fields["timezone"].setCurrentText("Mars/Olympus")
    dialog.mail_form.fields["user"].setText("desk")
    dialog.privacy_form.recovery.click()
    click(qtbot, dialog.save_button)
    for words in (
        "needs a name",
        "web address",
        "colour is written",
        "Mars/Olympus",
        "Server: where",
        "Sender",
    ):
        assert words in dialog.said.text()
    assert dialog.pages.currentIndex() == Section.CLINIC
    assert fields["name"].hasFocus()
    assert fields["colour"].typed.property("wrong") is True
    assert fields["phone"].property("wrong") is False
    fields["colour"].typed.setText("#008080")
    assert fields["colour"].typed.property("wrong") is False
    assert own.clinic() == before
    assert "recovery" not in read_settings(own.locations.settings)


def test_settings_of_the_computer_are_saved_without_a_clinic_and_leave_the_others(themed, own, qtbot):
    remember(own.locations.settings, printer="desk")
    dialog = opened(own, qtbot)
    dialog.privacy_form.recovery.click()
    choice = dialog.begin_field.choice
    choice.setCurrentIndex(choice.findData("chronic"))
    click(qtbot, dialog.save_button)
    assert not dialog.isVisible()
    kept = read_settings(own.locations.settings)
    assert kept == {"printer": "desk", "recovery": True, "begin_with": "chronic"}
    assert profiles(own) == ()
    again = opened(own, qtbot)
    assert again.privacy_form.recovery.isChecked()
    assert again.begin_field.choice.currentData() == "chronic"


def test_the_log_is_switched_on_for_the_profile_at_hand(dialog, own, qtbot):
    assert not dialog.privacy_form.log.isChecked()
    dialog.privacy_form.log.click()
    click(qtbot, dialog.save_button)
    assert own.clinic() == replace(CLINIC, title="Evening", log=True)


def test_pages_look_as_chosen_from_then_on(dialog, own, qtbot):
    form = dialog.page_form
    form.fields["page"].setCurrentIndex(form.fields["page"].findData("a4"))
    form.fields["blocks"].boxes["sources"].click()
    click(qtbot, dialog.save_button)
    assert own.clinic().defaults == PageDefaults("a4", "", USUAL_BLOCKS - {"sources"})


def test_escape_closes_at_once_where_nothing_would_be_lost(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.box is None
    assert not dialog.isVisible()


@pytest.mark.parametrize("changed", ["clinic", "mail", "preferences"])
def test_escape_asks_once_where_something_would_be_lost(dialog, own, qtbot, changed):
    match changed:
        case "clinic":
            dialog.profile.form.fields["hours"].setText("Mon 9-5")
        case "mail":
            dialog.mail_form.password.setText("secret")
        case "preferences":
            dialog.privacy_form.recovery.click()
    before = {path: path.read_bytes() for path in own.locations.home.rglob("*") if path.is_file()}
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    answer(qtbot, dialog, "Go back")
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    answer(qtbot, dialog, "Leave without saving")
    assert not dialog.isVisible()
    assert {path: path.read_bytes() for path in own.locations.home.rglob("*") if path.is_file()} == before


def test_another_profile_is_opened_only_once_the_changes_of_this_one_are_settled(dialog, own, qtbot):
    fields = dialog.profile.form.fields
    fields["hours"].setText("Mon 9-5")
    choose(dialog, "Elm Street Clinic")
    answer(qtbot, dialog, "Go back")
    assert dialog.profile.bar.choice.currentText() == "Evening"
    assert fields["hours"].text() == "Mon 9-5"
    choose(dialog, "Elm Street Clinic")
    answer(qtbot, dialog, "Save")
    assert fields["footer"].text() == "Part of Elm Group"
    choose(dialog, "Evening")
    assert fields["hours"].text() == "Mon 9-5"


def test_what_cannot_be_written_is_said_and_stays_entered(dialog, own, qtbot):
    own.locations.settings.unlink()
    own.locations.settings.mkdir()
    dialog.privacy_form.recovery.click()
    click(qtbot, dialog.save_button)
    assert dialog.isVisible()
    assert "settings.toml" in dialog.said.text()
    assert dialog.privacy_form.recovery.isChecked()
    click(qtbot, dialog.kept_files.clear_button)
    assert "settings.toml" in dialog.said.text()


def test_a_profile_that_cannot_be_read_is_told_and_left_alone(themed, own, qtbot):
    own.locations.clinics.mkdir(parents=True)
    (own.locations.clinics / "elm.toml").write_text("nme = 3")
    dialog = opened(own, qtbot, NO_CLINIC)
    assert "elm.toml" in dialog.said.text()
    click(qtbot, dialog.save_button)
    assert not dialog.isVisible()
    assert (own.locations.clinics / "elm.toml").read_text() == "nme = 3"


def test_the_presets_used_last_are_forgotten(dialog, own, qtbot):
    note_recent(own.locations.settings, "chronic")
    click(qtbot, dialog.kept_files.clear_button)
    assert recent_presets(own.locations.settings) == ()
    assert not dialog.kept_files.clear_button.isEnabled()


@pytest.mark.parametrize(
    ("colour", "words", "level"),
    [
        ("#0b5c63", "7.7 : 1 on white, good", "good"),
        ("#0B5C63", "7.7 : 1 on white, good", "good"),
        ("#f0a040", "2.1 : 1 on white, too pale: we darken it to #835721", "confirm"),
        ("#ffffff", "1.0 : 1 on white, too pale: we darken it to #616161", "confirm"),
        ("#12", 'A colour is written like "#0b5c63".', "block"),
    ],
)
def test_the_contrast_of_a_colour_is_said(colour, words, level):
    assert contrast_words(colour) == (words, level)


def test_a_pale_colour_is_shown_as_it_will_print(dialog):
    field = dialog.profile.form.fields["colour"]
    field.typed.setText("#f0a040")
    assert "#835721" in colours_of(field.on_white)
    assert "#5f5f5f" in colours_of(field.in_grey)
    field.typed.setText("#f0a04")
    assert "#835721" not in colours_of(field.on_white)


def colours_of(widget):
    picture = widget.grab().toImage()
    size = picture.size()
    return {picture.pixelColor(x, y).name() for x in range(size.width()) for y in range(size.height())}


def test_settings_open_with_a_key_and_are_gone_through_by_keyboard(driver):
    driver.shortcut(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = driver.window.findChild(SettingsDialog)
    dialog.activateWindow()
    driver.bot.waitUntil(dialog.sections.hasFocus)
    for at in (Section.PAGE, Section.EMAIL, Section.PRIVACY):
        driver.bot.keyClick(dialog.sections, Qt.Key.Key_Down)
        assert dialog.pages.currentIndex() == at
    driver.bot.keyClick(dialog.sections, Qt.Key.Key_Tab)
    assert dialog.privacy_form.log.hasFocus()
    driver.bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


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
