"""The hands of a person: keys and clicks go to Qt's windows, as the system sends them, and are counted.

An action is one key with those held down, one text typed into a field, or one click.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

NOTCH, MOST_NOTCHES = 120, 30  # eighths of a degree that a wheel turns at once
PATIENCE_MS, LOOK_MS = 10_000, 10
_LEFT = Qt.MouseButton.LeftButton


class Hands:
    """Count what is done; each action is followed by what the window does with it at once."""

    def __init__(self, window: QWidget) -> None:
        self.actions = 0
        self._window = window

    @property
    def in_front(self) -> QWindow:
        """Return the window that hears the keys; once a dialog is closed, the system gives them back."""
        if QApplication.focusWindow() is None:
            self._window.activateWindow()
            QApplication.processEvents()
        front = QApplication.focusWindow()
        assert front is not None, "no window has the focus"
        return front

    def type(self, text: str) -> None:
        """Type into what has the focus; ASCII only, the test library ends the process at anything else."""
        for letter in text:
            QTest.keyClick(self.in_front, ord(letter))
        self._acted()

    def wait_for(self, seen: Callable[[], object]) -> None:
        """Look at the window until something is seen there."""
        for _ in range(PATIENCE_MS // LOOK_MS):
            if seen():
                return
            QTest.qWait(LOOK_MS)
        raise AssertionError("the window does not get there")

    def _acted(self) -> None:
        self.actions += 1
        QApplication.processEvents()


class Keyboard(Hands):
    """Only keys: what they reach depends on where the focus is."""

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """Press a key, with others held down."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= modifier
        QTest.keyClick(self.in_front, key, modifiers)
        self._acted()


class Mouse(Hands):
    """Only clicks on what can be seen, and typing where a click has put the cursor."""

    def click(self, widget: QWidget, part: QRect | None = None) -> None:
        """Click in the middle of a widget, or of a part of it; what lies over it gets the click."""
        window, point = _on_screen(widget, (part or widget.rect()).center())
        QTest.mouseClick(window, _LEFT, pos=point)
        self._acted()

    def click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Click on a row in sight."""
        self.click(view.viewport(), view.visualRect(index))

    def wheel_to(self, area: QScrollArea, widget: QWidget) -> None:
        """Turn the wheel over an area until a widget in it is in sight; one action, however far it is."""
        window, point = _on_screen(area.viewport(), area.viewport().rect().center())
        for _ in range(MOST_NOTCHES):
            if widget.visibleRegion().contains(widget.rect()):
                break
            QTest.wheelEvent(window, point, QPoint(0, -NOTCH))
        self._acted()


def _on_screen(widget: QWidget, point: QPoint) -> tuple[QWindow, QPoint]:
    """Return the window of a widget and where in it a point of the widget is. It has to be in sight."""
    assert widget.isVisible(), f"{widget.accessibleName() or widget} is not shown"
    assert widget.visibleRegion().contains(point), f"{widget.accessibleName() or widget} is out of sight"
    top = widget.window()
    return top.windowHandle(), widget.mapTo(top, point)
