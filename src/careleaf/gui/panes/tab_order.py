"""Where Tab goes: in the order the eye goes, also through what is made later."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

_BY_TAB: int = Qt.FocusPolicy.TabFocus.value


class FocusPassedOn:
    """A widget that gives the focus on to one of those in it.

    Qt's own focus proxy would make the widget a second stop for Tab, wherever it happens to stand.
    """

    focus_to: QWidget

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the focus on."""
        self.focus_to.setFocus(event.reason())


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Return the widgets in (and with) a widget that Tab stops at."""
    window = widget.window()
    inside = [widget, *widget.findChildren(QWidget)]
    return [stop for stop in inside if _is_stop(stop) and stop.window() is window]


def thread_tabs(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through these widgets, and what is in them, one after the other."""
    stops = [stop for widget in widgets for stop in tab_stops(widget)]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _is_stop(widget: QWidget) -> bool:
    """Tell whether Tab stops here itself: parts of Qt's own fields and fields that pass it on do not."""
    takes = widget.focusPolicy().value & _BY_TAB
    return bool(takes) and widget.focusProxy() is None and not widget.objectName().startswith("qt_")
