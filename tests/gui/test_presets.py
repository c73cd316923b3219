"""Presets in the window: save the choices at hand, find, change and share them, never with the patient."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gui.clock import NOW
from gui.test_window import unnamed
from leak_search import Search
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from careleaf.app.own_presets import OwnPresets
from careleaf.domain.draft import set_note
from careleaf.gui.dialogs.presets import PresetsDialog
from careleaf.gui.dialogs.save_preset import SavePresetDialog
from careleaf.gui.main_window import MainWindow
from careleaf.storage.locations import Locations

SHIFT_CTRL = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


@pytest.fixture
def own_program(program, tmp_path):
    """Return the program with a home of this test's own."""
    return replace(program, locations=Locations(tmp_path / "home"))


@pytest.fixture
def window(themed, own_program, qtbot):
    """Return a window on that home."""
    made = MainWindow(own_program, own_program.clinic("sample"), lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.close()


def open_save(driver) -> SavePresetDialog:
    driver.shortcut(Qt.Key.Key_S, *SHIFT_CTRL)
    return driver.window.findChildren(SavePresetDialog)[-1]


def open_list(driver) -> PresetsDialog:
    driver.shortcut(Qt.Key.Key_O, *SHIFT_CTRL)
    return driver.window.findChildren(PresetsDialog)[-1]


def save_new(driver, title: str) -> SavePresetDialog:
    dialog = open_save(driver)
    dialog.title.clear()
    driver.type(dialog.title, title)
    driver.click(dialog.save_new)
    return dialog


def titles(combo) -> list[str]:
    return [combo.itemText(row) for row in range(combo.count())]


def rows(dialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_choices_are_saved_and_stand_first_in_the_list(driver):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Zebulon Quackenbush")
    window.document.tick("ex-walk", True)
    dialog = save_new(driver, "Gym sheet")
    assert not dialog.isVisible()
    assert titles(window.top_bar.preset_choice)[:2] == ["Gym sheet", ""]
    assert window.top_bar.preset_choice.currentText() == "Gym sheet"
    assert window.windowTitle() == "Gym sheet - Careleaf"
    assert window.document.draft.patient.name == "Zebulon Quackenbush"
    preset = window.document.program.preset("gym-sheet")
    assert "ex-walk" in preset.topics
    assert str(preset.review_due) == "2027-11-21"
    home = window.document.program.locations.home
    assert Search(("Zebulon", "Quackenbush")).folder(home).found == []


def test_the_patients_name_in_a_title_is_warned_of_and_refused(driver):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Zebulon Quackenbush")
    dialog = save_new(driver, "For Quackenbush")
    assert dialog.isVisible()
    assert 'title: "quackenbush" looks like the patient\'s name.' in dialog._doubts.text()
    assert dialog._wrong.text().startswith("Not saved. title: looks like the patient's name")
    assert not window.document.program.locations.home.exists()


def test_what_only_looks_like_a_name_is_warned_of_and_saved(driver):
    dialog = open_save(driver)
    driver.type(dialog.note, "For Maria Lopez")
    assert 'note: "Maria Lopez" looks like a name.' in dialog._doubts.text()
    driver.type(dialog.title, "Sheet")
    driver.click(dialog.save_new)
    assert driver.window.document.program.preset("sheet").note == "For Maria Lopez"


def test_a_note_is_kept_only_where_it_was_ticked(driver):
    document = driver.window.document
    document.change(set_note(document.draft, "cold", "Use the blue pack."), "note")
    document.change(set_note(document.draft, "sleep", "Buy a new bed."), "note")
    dialog = open_save(driver)
    assert [box.isChecked() for box in dialog.notes.values()] == [False, False]
    dialog.notes["cold"].click()
    driver.type(dialog.title, "Blue")
    driver.click(dialog.save_new)
    notes = {topic: choice.note for topic, choice in document.program.preset("blue").choices.items()}
    assert notes == {"cold": "Use the blue pack."}
    again = open_save(driver)
    assert again.notes["cold"].isChecked(), "it stands in the preset already"
    assert not again.notes["sleep"].isChecked()


def test_ones_own_is_saved_over_and_a_built_in_one_never(driver):
    window = driver.window
    assert open_save(driver).save_changes.isHidden()
    save_new(driver, "Gym sheet")
    window.document.tick("ex-walk", True)
    dialog = open_save(driver)
    driver.click(dialog.save_changes)
    assert "ex-walk" in window.document.program.preset("gym-sheet").topics
    assert titles(window.top_bar.preset_choice).count("Gym sheet") == 1


def test_somebody_elses_change_is_told_and_mine_goes_beside_it(driver):
    window = driver.window
    save_new(driver, "Gym sheet")
    other = OwnPresets(window.document.program)
    theirs = other.open("gym-sheet")
    other.replace(theirs, replace(theirs.preset, note="Theirs."))
    dialog = open_save(driver)
    driver.click(dialog.save_changes)
    assert "changed by somebody else" in dialog._wrong.text()
    driver.click(dialog.save_new)
    assert window.document.program.preset("gym-sheet").note == "Theirs."
    assert window.document.program.preset("gym-sheet-2").title == "Gym sheet"


def test_a_preset_that_vanished_is_told_and_leaves_the_list(driver):
    window = driver.window
    save_new(driver, "Gym sheet")
    window.document.program.own_presets.files()["gym-sheet"].unlink()
    window.top_bar.preset_wanted.emit("gym-sheet")
    assert 'You have no preset "gym-sheet"' in window.trouble.words
    assert "Gym sheet" not in titles(window.top_bar.preset_choice)


def test_rename_copy_delete_and_undo(driver):
    save_new(driver, "Gym sheet")
    dialog = open_list(driver)
    dialog.choose("gym-sheet")
    driver.type(dialog.title, " two")
    driver.bot.keyClick(dialog.title, Qt.Key.Key_Return)
    assert "Gym sheet two" in rows(dialog)
    dialog.actions_by_name.duplicate.trigger()
    assert dialog.chosen.preset.title == "Gym sheet two (copy)"
    dialog.actions_by_name.delete.trigger()
    assert "Gym sheet two (copy)" not in rows(dialog)
    dialog.actions_by_name.undelete.trigger()
    assert "Gym sheet two (copy)" in rows(dialog)
    assert not dialog.actions_by_name.undelete.isVisible()


def test_the_patient_at_hand_is_no_title_for_a_rename_either(driver):
    save_new(driver, "Gym sheet")
    driver.type(driver.window.handout.patient_bar.patient, "Zebulon Quackenbush")
    dialog = open_list(driver)
    dialog.choose("gym-sheet")
    driver.type(dialog.title, " Quackenbush")
    driver.bot.keyClick(dialog.title, Qt.Key.Key_Return)
    assert "looks like the patient's name" in dialog._told.text()
    assert driver.window.document.program.preset("gym-sheet").title == "Gym sheet"


def test_a_built_in_preset_offers_no_rename_and_no_delete(driver):
    dialog = open_list(driver)
    dialog.choose("sciatica")
    actions = dialog.actions_by_name
    shown = {name for name, action in vars(actions).items() if action.isVisible()}
    assert shown == {"use", "favourite", "duplicate", "take_in", "give_out"}
    assert dialog.title.isReadOnly()


def test_favourites_come_first_with_a_star(driver):
    dialog = open_list(driver)
    dialog.choose("sciatica")
    dialog.actions_by_name.favourite.trigger()
    assert rows(dialog)[0] == "★ Sciatica  (built-in)"
    combo = driver.window.top_bar.preset_choice
    assert titles(combo)[0] == "★ Sciatica"
    assert combo.currentText() == "Acute spasm: first 72 hours", "what is open stays chosen"


def test_search_narrows_the_list_and_use_starts_from_it(driver):
    dialog = open_list(driver)
    driver.type(dialog.search, "sciat")
    assert rows(dialog) == ["Sciatica  (built-in)"]
    dialog.actions_by_name.use.trigger()
    assert driver.window.document.draft.preset == "sciatica"


def test_export_and_import_and_what_is_no_preset(driver, tmp_path):
    dialog = open_list(driver)
    dialog.choose("sciatica")
    dialog.actions_by_name.give_out.trigger()
    asked = dialog.findChild(QFileDialog)
    asked.selectFile(str(tmp_path / "out.toml"))
    asked.accept()
    dialog.take_in(str(tmp_path / "out.toml"))
    assert dialog.chosen.preset.id == "sciatica-2"
    text = (tmp_path / "out.toml").read_text().replace('title = "', 'title = "Mr. Jones, ')
    (tmp_path / "jones.toml").write_text(text)
    dialog.take_in(str(tmp_path / "jones.toml"))
    assert dialog._told.text() == "title: looks like a name."
    (tmp_path / "out.toml").write_text("[")
    dialog.take_in(str(tmp_path / "out.toml"))
    assert "out.toml: is not TOML" in dialog._told.text()


def test_a_preset_with_a_code_is_exported_for_openemr_without_the_patient(driver, tmp_path):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Zebulon Quackenbush")
    dialog = open_save(driver)
    driver.type(dialog.title, "Back")
    driver.type(dialog.icd10, "m54.50")
    driver.click(dialog.save_new)
    listing = open_list(driver)
    listing.choose("back")
    assert listing.actions_by_name.openemr.isVisible()
    listing.export_for_openemr(str(tmp_path))
    written = tmp_path / "icd10_m54.50_en.pdf"
    assert written.read_bytes().startswith(b"%PDF")
    assert Search(("Quackenbush",)).data("leaflet", written.read_bytes()).found == []
    assert "icd10_m54.50_en.pdf" in listing._told.text()


def test_an_overdue_review_is_told_until_it_is_seen(themed, own_program, qtbot):
    kept = OwnPresets(own_program).duplicate("sciatica", "Old sheet")
    stale = replace(kept.preset, review_due=NOW.date().replace(day=1))
    OwnPresets(own_program).replace(kept, stale)
    window = MainWindow(own_program, own_program.clinic("sample"), lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    assert window.preset_notice.isHidden()
    window.top_bar.preset_wanted.emit("old-sheet")
    assert "Its review was due 1 Nov 2026" in window.preset_notice.strip.words
    assert "preset review was due 1 Nov 2026" in window.document.made.handout.footer
    window.preset_notice.seen.click()
    assert window.preset_notice.isHidden()
    window.close()


def test_a_file_that_cannot_be_read_is_shown_and_can_be_deleted(themed, own_program, qtbot):
    own_program.locations.presets.mkdir(parents=True)
    (own_program.locations.presets / "broken.toml").write_text("[")
    window = MainWindow(own_program, own_program.clinic("sample"), lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    assert "broken.toml" in window.trouble.words
    window.actions_by_name.presets.trigger()
    dialog = window.findChild(PresetsDialog)
    dialog.choose("broken")
    assert "is not TOML" in dialog._notices.text()
    dialog.actions_by_name.delete.trigger()
    assert "broken (cannot be read)" not in rows(dialog)
    window.close()


def test_both_dialogs_have_names_for_a_screen_reader(driver):
    document = driver.window.document
    document.change(set_note(document.draft, "cold", "Use the blue pack."), "note")
    saving = open_save(driver)
    assert unnamed(saving) == []
    saving.reject()
    assert unnamed(open_list(driver)) == []
