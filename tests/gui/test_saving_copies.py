"""The handout in every style, saved in one go: each file whole, or words about which are not there."""

from __future__ import annotations

from pathlib import Path

from gui.conftest import Driver
from pdf_reading import words_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from careleaf.rendering.pdf.seal import read_seal

NAMES = ["plan-black-and-white.pdf", "plan-large-print.pdf", "plan.pdf"]


def test_three_styles_are_saved_beside_each_other(driver: Driver, tmp_path: Path) -> None:
    window = driver.window
    driver.wait_for_pages()
    window.copies.save_to(str(tmp_path / "plan.pdf"))
    driver.bot.waitUntil(lambda: "Saved plan.pdf" in window.status.currentMessage(), timeout=20_000)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(files) == NAMES
    assert files["plan.pdf"] == window.preview.pages.typeset.pdf
    for pdf in files.values():
        assert "Wrap it in a thin towel." in words_of(pdf)
        assert read_seal(pdf).unchanged
    assert len({read_seal(pdf).content for pdf in files.values()}) == 3


def test_a_folder_in_the_way_is_told_with_what_was_written(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "plan-large-print.pdf").mkdir()
    driver.window.copies.save_to(str(tmp_path / "plan.pdf"))
    driver.bot.waitUntil(lambda: "plan-large-print.pdf" in driver.window.trouble.words, timeout=20_000)
    assert "Written before that: plan.pdf." in driver.window.trouble.words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan-large-print.pdf", "plan.pdf"]


def test_the_key_asks_for_a_name_and_a_rule_holds_it_back(driver: Driver, tmp_path: Path) -> None:
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    driver.shortcut(Qt.Key.Key_S, control, alt)
    dialog = driver.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    driver.click_box(driver.row("med-relaxant"))
    driver.window.copies.save_to(str(tmp_path / "plan.pdf"))
    assert "Not saved" in driver.window.handout.findings._message.text()
    assert list(tmp_path.iterdir()) == []
