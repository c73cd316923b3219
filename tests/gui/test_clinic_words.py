"""The clinic's own wording in the window: marked, the library's a tooltip away; broken files are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui.clock import NOW
from overlays import CLASS, COLD, lay
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from careleaf.app.bootstrap import start
from careleaf.gui.main_window import MainWindow
from careleaf.gui.models.topic_tree import Role
from careleaf.gui.panes.clinic_files_banner import ClinicFilesBanner

TIP = Qt.ItemDataRole.ToolTipRole
HOSTILE = COLD.replace("Wrap the pack", "<img src=x>Wrap the pack")


@pytest.fixture
def window(themed, tmp_path: Path, qtbot) -> Iterator[MainWindow]:
    """Return the window of a clinic with a reworded line, a topic of its own and a broken file."""
    lay(tmp_path, "first-days/cold.toml", HOSTILE)
    lay(tmp_path, "exercises/gym-class.toml", CLASS)
    lay(tmp_path, "daily-habits/stress.toml", COLD)
    program = start({"CARELEAF_HOME": str(tmp_path)})
    made = MainWindow(program, program.clinic("sample"), lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def marks(window: MainWindow) -> list[QLabel]:
    form = window.handout.editor.form
    labels = form.findChildren(QLabel)
    return [label for label in labels if label.property("kind") == "mark" and not label.isHidden()]


def test_the_tree_marks_topics_and_lines_and_nothing_else(window):
    model = window.choose.model
    cold, own, other = (model.index_of(name) for name in ("cold", "gym-class", "keep-moving"))
    assert [index.data(Role.BADGE) for index in (cold, own, other)] == ["clinic", "clinic", ""]
    lines = [model.index(row, 0, cold) for row in range(model.rowCount(cold))]
    (wrap,) = (line for line in lines if line.data(Role.BADGE) == "clinic")
    assert {line.data(Role.BADGE) for line in lines} == {"clinic", ""}
    assert "The library says: Wrap it in a thin towel. Use it for [minutes each time]" in wrap.data(TIP)
    assert "clinic" in wrap.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "not yet reviewed by a clinician" in own.data(TIP)


def test_a_tooltip_shows_markup_as_it_was_typed(window):
    model = window.choose.model
    cold = model.index_of("cold")
    tips = "".join(model.index(row, 0, cold).data(TIP) for row in range(model.rowCount(cold)))
    assert "&lt;img src=x&gt;Wrap the pack" in tips
    assert "<img" not in tips


def test_the_editor_marks_the_topic_and_the_line(window):
    window.document.choose("cold")
    assert [mark.text() for mark in marks(window)] == ["clinic's wording", "clinic's wording"]
    assert all("The library says: Wrap it in a thin towel." in mark.toolTip() for mark in marks(window))
    wrap = window.handout.editor.form.points["wrap"]
    assert wrap.box.accessibleName().endswith("(clinic's wording)")
    window.document.choose("gym-class")
    assert [mark.text() for mark in marks(window)] == ["clinic's own topic"]
    window.document.choose("keep-moving")
    assert marks(window) == []


def test_a_broken_file_is_told_until_it_is_hidden(window, qtbot):
    banner = window.clinic_files
    assert banner.isVisible()
    assert "1 file is not used; the library's text prints instead" in banner.strip.words
    assert 'library/en/daily-habits/stress.toml:2: rewords: is "cold"' in banner.strip.words
    qtbot.mouseClick(banner.hide_button, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_many_problems_are_told_in_a_few_lines(themed, tmp_path: Path, qtbot):
    for number in range(30):
        lay(tmp_path, f"first-days/t{number}.toml", "x")
    banner = ClinicFilesBanner(start({"CARELEAF_HOME": str(tmp_path)}))
    qtbot.addWidget(banner)
    banner.show()
    lines = banner.strip.words.splitlines()
    assert lines[0].startswith("Of the clinic's own wording 30 files are not used")
    assert len(lines) == 6
    assert lines[-1] == '... and 26 more: see "careleaf library lint"'


def test_without_files_of_the_clinics_nothing_is_said(themed, program, qtbot):
    banner = ClinicFilesBanner(program)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    assert banner.strip.words == ""
