"""The window under test: the real one, with a fixed clock, driven by keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gui.clock import NOW
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication

from careleaf.app.bootstrap import Program
from careleaf.gui.main_window import MainWindow
from careleaf.gui.panes.topic_delegate import tick_rect
from careleaf.gui.theme import apply_theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the one warning that Qt's offscreen platform gives for every window."""
    for item in items:
        if "gui" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


class Driver:
    """Do to the window what a person does."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window = window
        self.bot = qtbot

    def row(self, topic_id: str) -> QModelIndex:
        """Return where a topic stands in the tree."""
        choose = self.window.choose
        return choose.filter.mapFromSource(choose.model.index_of(topic_id))

    def click_box(self, index: QModelIndex) -> None:
        """Click on the tick box of a row of the tree."""
        tree = self.window.choose.tree
        tree.scrollTo(index)
        row = tree.visualRect(index)
        self.bot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tick_rect(row, index).center())

    def click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Click on the words of a row."""
        view.scrollTo(index)
        self.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    def click(self, widget) -> None:
        """Click on a widget."""
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, widget, text: str) -> None:
        """Type into a widget; ASCII only, the test library ends the process at anything else."""
        widget.setFocus()
        self.bot.keyClicks(widget, text)

    def shortcut(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key wherever the focus is."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, held)

    def wait_for_pages(self) -> None:
        """Wait until the preview shows all of the draft as it is, in the size it has on the screen."""
        preview = self.window.preview

        def shown() -> bool:
            pages = preview.pages
            return preview.is_current and pages.complete and pages.scale == preview.view.scale

        self.bot.waitUntil(shown, timeout=10_000)

    def leave_unsaved(self) -> None:
        """Agree that what was not saved is lost."""
        buttons = self.window.leaving.box.buttons()
        self.click(next(button for button in buttons if button.text() == "Leave it unsaved"))

    def answer_all_no(self, age: int) -> None:
        """Answer the patient check."""
        self.click(self.window.handout.patient_bar.check_button)
        self.click(self.window.handout.check.none_apply)
        number = self.window.handout.check.rows["age"].number
        number.setFocus()
        number.selectAll()
        self.bot.keyClicks(number, str(age))
        self.click(self.window.handout.check.done)


@pytest.fixture(scope="session")
def themed(qapp: QApplication, program: Program) -> QApplication:
    """Return the application in the window's own style."""
    apply_theme(qapp, program.resources)
    return qapp


@pytest.fixture
def window(themed: QApplication, program: Program, qtbot) -> Iterator[MainWindow]:
    """Return the window with the sample clinic; its worker is stopped at the end."""
    made = MainWindow(program, program.clinic("sample"), lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.close()


@pytest.fixture
def driver(window: MainWindow, qtbot) -> Driver:
    """Return a driver for the window."""
    return Driver(window, qtbot)
