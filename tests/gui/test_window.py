"""The window as a whole: names for screen readers, contrast, the clinic, and no patient in a title."""

from __future__ import annotations

from itertools import product

import pytest
from gui.clock import NOW
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from careleaf.app.bootstrap import NO_CLINIC, start
from careleaf.domain.colour import contrast
from careleaf.gui.application import open_window
from careleaf.gui.main_window import MainWindow
from careleaf.gui.settings.dialog import SettingsDialog
from careleaf.gui.theme import DARK, LIGHT

NAME = "Zebulon Quackenbush"


def unnamed(root: QWidget) -> list[str]:
    """Return the controls that a screen reader would meet without a name."""
    found = []
    for widget in root.findChildren(QWidget):
        inside = isinstance(widget, QLineEdit) and widget.objectName() == "qt_spinbox_lineedit"
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inside and not _of_qt(widget):
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is None or not interface.text(QAccessible.Text.Name).strip():
                found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def _of_qt(widget: QWidget) -> bool:
    """Tell whether a widget is an inner part of one of Qt's own, such as the list of a combo box."""
    return (
        widget.objectName().startswith("qt_")
        or "Private" in type(widget.parent()).__name__
        or (
            widget.window() is not widget
            and widget.window().windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup
        )
    )


@pytest.mark.parametrize("topic", ["med-relaxant", "med-ibuprofen", "dx-tests", "about-spasm", "call-us"])
def test_every_control_has_a_name(driver, topic):
    window = driver.window
    window.document.tick("med-relaxant", True)
    window.document.choose(topic)
    window.handout.patient_bar.check_button.setChecked(True)
    window.handout.check.show_all.setChecked(True)
    assert unnamed(window) == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(colours):
    grounds = (colours.panel, colours.ground, colours.card, colours.desk)
    pairs = [
        *product((colours.text, colours.muted), grounds),
        *product((colours.text, colours.accent), (colours.accent_soft,)),
        (colours.on_accent, colours.accent),
        (colours.stop, colours.stop_soft),
        (colours.stop, colours.card),
        (colours.ask, colours.ask_soft),
        (colours.ask, colours.card),
        (colours.text, colours.note_soft),
        (colours.text, colours.ask_soft),
        (colours.text, colours.stop_soft),
        (colours.muted, colours.note_soft),
        (colours.good, colours.note_soft),
        *product((colours.stop, colours.ask, colours.good), (colours.panel, colours.ground)),
    ]
    assert [(one, other) for one, other in pairs if contrast(one, other) < 4.5] == []


def test_patient_is_in_no_title_and_no_tooltip_of_an_action(driver):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, NAME)
    driver.wait_for_pages()
    titles = [widget.windowTitle() for widget in QApplication.topLevelWidgets()]
    words = [action.text() + action.toolTip() for action in window.actions()]
    assert window.windowTitle() == "Acute spasm: first 72 hours - Careleaf"
    assert not any("Quack" in text for text in [*titles, *words])


def test_without_a_clinic_the_banner_offers_two_ways_out(themed, program, qtbot):
    window = MainWindow(program, NO_CLINIC, lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    assert "No clinic set" in window.banner.strip.words
    assert any(finding.rule == "R2" for finding in window.document.findings)
    qtbot.mouseClick(window.banner.sample_button, Qt.MouseButton.LeftButton)
    assert window.document.clinic.sample
    assert not any(finding.rule == "R2" for finding in window.document.findings)
    assert "Sample clinic" in window.banner.strip.words
    window.close()


def test_setting_up_the_clinic_is_kept_for_the_next_start(themed, tmp_path, qtbot):
    program = start({"CARELEAF_HOME": str(tmp_path)})
    window = MainWindow(program, NO_CLINIC, lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    qtbot.mouseClick(window.banner.set_up_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(SettingsDialog)
    fields = dialog.profile.form.fields
    qtbot.keyClicks(fields["name"], "Elm Street Clinic")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "phone" in dialog.said.text()
    qtbot.keyClicks(fields["phone"], "555-0100")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert window.document.clinic.name == "Elm Street Clinic"
    assert not window.banner.isVisible()
    assert program.clinic().phone == "555-0100"
    window.close()


def test_broken_clinic_file_is_told_in_the_window(themed, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    (tmp_path / "clinic.toml").write_text("format_version = 1\nnme = 3\n")
    window = open_window(start({"CARELEAF_HOME": str(tmp_path)}))
    qtbot.addWidget(window)
    window.show()
    assert "clinic.toml" in window.banner.strip.words
    window.close()


def test_check_shows_what_matters_and_keeps_what_was_answered(driver):
    window = driver.window
    check = window.handout.check
    assert check.open_questions == ()
    window.document.tick("med-ibuprofen", True)
    driver.click(window.handout.patient_bar.check_button)
    assert check.rows["pregnant"].isVisible()
    assert not check.rows["pacemaker"].isVisible()
    assert not check.rows["pregnancy-weeks"].isVisible()
    driver.click(check.rows["pregnant"].buttons["yes"])
    assert check.rows["pregnant"].isVisible()
    weeks = check.rows["pregnancy-weeks"]
    assert weeks.isVisible()
    driver.type(weeks.number, "32")
    assert weeks.isVisible()
    assert any(finding.rule == "R19" and finding.level == "block" for finding in window.document.findings)
    driver.click(check.rows["pregnant"].buttons["yes"])
    assert "pregnant" not in window.document.draft.check.answers
    driver.click(check.show_all)
    assert check.rows["pacemaker"].isVisible()


def test_all_asked_is_one_click_and_never_answers_the_age(driver):
    window = driver.window
    window.document.tick("med-relaxant", True)
    driver.click(window.handout.patient_bar.check_button)
    driver.click(window.handout.check.none_apply)
    assert window.handout.check.open_questions == ("age",)
    assert window.handout.patient_bar.check_button.text() == "1 to ask"
    assert window.handout.check.rows["age"].number.hasFocus()


def test_tab_goes_where_the_eye_goes(driver):
    window = driver.window
    bar = window.handout.patient_bar
    bar.patient.setFocus()
    seen = [QApplication.focusWidget()]
    for _ in range(6):
        driver.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    onset, phase, follow_up = (field.field for _, field in bar.visit_fields)
    visit = [onset._unset, phase, follow_up._unset]
    assert seen == [bar.patient, bar.identifier, bar.clinician, *visit, bar.check_button]


def test_tab_goes_from_the_outline_through_the_editor_to_the_findings(driver):
    window = driver.window
    window.document.tick("med-relaxant", True)
    form = window.handout.editor.form
    window.handout.outline.setFocus()
    seen = []
    for _ in range(30):
        driver.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    first, note = seen.index(form.fields["drug"].field), seen.index(form.note)
    answer = seen.index(window.handout.findings.in_order[0].go)
    assert first == 0
    assert first < note < answer


def test_zoom_and_fit_width(driver):
    driver.wait_for_pages()
    view = driver.window.preview.view
    fitted = view.zoom
    driver.window.actions_by_name.zoom_in.trigger()
    assert view.zoom > fitted
    driver.window.actions_by_name.fit_width.trigger()
    assert view.zoom == pytest.approx(fitted)


def test_finding_goes_to_what_it_is_about(driver):
    window = driver.window
    window.document.tick("med-relaxant", True)
    window.document.choose("cold")
    hours = window.document.library.topic("med-relaxant")
    assert hours is not None
    row = next(row for row in window.handout.findings.rows.values() if row.finding.rule == "R7")
    driver.click(row.go)
    assert window.document.chosen_topic == "med-relaxant"
