"""The whole job, with keys alone and with the mouse alone, and its parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui import whole_job
from gui.clock import NOW
from gui.hands import Keyboard, Mouse
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from careleaf.app.bootstrap import start
from careleaf.gui.main_window import MainWindow
from careleaf.rendering.pdf.raster import page_texts

MOST_BY_KEYBOARD, MOST_BY_MOUSE = 30, 25  # actions for the whole job


@pytest.fixture
def at_the_start(themed, tmp_path, qtbot, monkeypatch):
    """Return a window that shows the start screen, and the folder that the system offers for documents."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, "")  # put back afterwards
    documents = whole_job.documents_in(tmp_path)
    program = start({"CARELEAF_HOME": str(tmp_path / "careleaf")})
    window = MainWindow(program, program.clinic("sample"), lambda: NOW)
    qtbot.addWidget(window)
    window.starting.open()
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window, documents
    window.close()


def save_as(driver, path: Path) -> None:
    """Save with Ctrl+S to a file, through the dialog."""
    driver.shortcut(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = driver.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()
    driver.bot.waitUntil(path.exists, timeout=10_000)


def words_of(pdf: Path) -> str:
    """Return what the pages of a file say."""
    return " ".join(" ".join(page_texts(pdf.read_bytes())).split())


@pytest.mark.parametrize(
    ("job", "hands", "most"),
    [
        (whole_job.by_keyboard, Keyboard, MOST_BY_KEYBOARD),
        (whole_job.by_mouse, Mouse, MOST_BY_MOUSE),
    ],
    ids=["keyboard", "mouse"],
)
def test_whole_job_is_done_in_few_actions(at_the_start, job, hands, most):
    window, documents = at_the_start
    used = hands(window)
    assert list(job(window, used))[-1] == "next"
    assert used.actions <= most
    (pdf,) = documents.iterdir()
    text = words_of(pdf)
    assert "Ana Ruiz" in text
    assert "Last tablet: Mon 23 Nov, bedtime" in text
    assert whole_job.MORE_WORDS.strip() in text
    assert "for 15 minutes" not in text
    assert text.index("wrapped warm pack") < text.index("thin towel"), "warmth comes first now"
    (own,) = [listed for listed in window.presets.all if listed.own]
    assert own.preset.title == whole_job.OWN_PRESET
    assert window.document.draft.preset == own.preset.id, "the next patient begins with it"
    assert window.document.draft.patient.name == ""
    assert not window.document.undo_stack.canUndo()


@pytest.mark.parametrize(
    ("job", "hands"),
    [(whole_job.acute_by_keyboard, Keyboard), (whole_job.acute_by_mouse, Mouse)],
    ids=["keyboard", "mouse"],
)
def test_acute_handout_takes_at_most_five_actions(at_the_start, job, hands):
    window, documents = at_the_start
    used = hands(window)
    job(window, used)
    assert used.actions <= whole_job.MOST_FOR_ACUTE
    (pdf,) = documents.iterdir()
    assert pdf.read_bytes() == window.preview.pages.typeset.pdf
    assert "Ana Ruiz" in words_of(pdf)
    assert window.document.draft.preset == "acute-72h"


def test_preset_name_relaxant_check_and_pdf(driver, tmp_path):
    window = driver.window
    assert "72 hours" in window.top_bar.preset_choice.currentText()
    driver.type(window.handout.patient_bar.patient, "Ana Ruiz")
    driver.click_box(driver.row("med-relaxant"))
    assert window.document.chosen_topic == "med-relaxant"
    driver.answer_all_no(age=41)
    path = tmp_path / "handout.pdf"
    save_as(driver, path)
    driver.bot.waitUntil(lambda: window.saving.is_saved)
    text = words_of(path)
    assert "Ana Ruiz" in text
    assert "Last tablet: Mon 23 Nov, bedtime" in text
    assert path.read_bytes() == window.preview.pages.typeset.pdf
    assert "Saved" in window.status.saved.text()
    driver.type(window.handout.patient_bar.patient, "z")
    assert window.status.saved.text() == "Not saved"


def test_choosing_a_preset_keeps_the_patient_and_the_visit(driver):
    window = driver.window
    driver.type(window.handout.patient_bar.patient, "Ana")
    _, follow_up = window.handout.patient_bar.visit_fields[-1]
    driver.click(follow_up.field._unset)
    combo = window.top_bar.preset_choice
    combo.setFocus()
    driver.bot.keyClick(combo, Qt.Key.Key_Down)
    driver.bot.waitUntil(lambda: window.document.draft.title == combo.currentText())
    assert window.document.draft.patient.name == "Ana"
    assert str(window.document.setting.visit_value("follow-up")) == "2026-12-05"
    assert window.windowTitle() == f"{combo.currentText()} - Careleaf"


def test_suggestions_are_offered_and_not_ticked(driver):
    window = driver.window
    offered = window.handout.suggestions.buttons
    assert "med-relaxant" in offered
    assert "med-relaxant" not in window.document.draft.topics
    driver.click(offered["med-relaxant"])
    assert "med-relaxant" in window.document.draft.topics
    assert offered["med-relaxant"].isHidden()


def test_blocked_save_writes_nothing_and_shows_why(driver):
    window = driver.window
    driver.click_box(driver.row("med-relaxant"))
    driver.shortcut(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(QFileDialog) is None
    row = next(row for row in window.handout.findings.rows.values() if row.finding.rule == "R0")
    assert row.property("flash") == "true"
    assert row.go.hasFocus()
    driver.click(row.go)
    assert window.handout.check.isVisible()


def test_save_that_waits_is_refused_when_the_draft_turns_unsafe(driver, tmp_path):
    window = driver.window
    driver.wait_for_pages()
    path = tmp_path / "late.pdf"
    driver.type(window.handout.patient_bar.patient, "A")
    window.saving.save_to(str(path))
    window.document.tick("med-relaxant", True)
    driver.wait_for_pages()
    assert not path.exists()


def test_age_asks_for_a_reason_in_place_and_then_saves(driver, tmp_path):
    window = driver.window
    driver.click_box(driver.row("med-relaxant"))
    driver.answer_all_no(age=71)
    driver.shortcut(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(QFileDialog) is None
    row = next(row for row in window.handout.findings.rows.values() if row.finding.rule == "R8")
    assert row.reason.hasFocus()
    driver.bot.keyClicks(row.reason, "Family at home, one night")
    (confirmation,) = window.document.draft.confirmations.values()
    assert (confirmation.reason, confirmation.at) == ("Family at home, one night", NOW)
    save_as(driver, tmp_path / "confirmed.pdf")
    window.document.undo_stack.undo()
    assert window.document.draft.confirmations == {}


def test_file_that_cannot_be_written_is_told_in_place(driver, tmp_path):
    window = driver.window
    driver.wait_for_pages()
    (tmp_path / "taken").write_text("a file, not a folder")
    window.saving.save_to(str(tmp_path / "taken" / "x.pdf"))
    assert "could not be written" in window.trouble.words
    assert window.status.saved.text() == "Not saved"
