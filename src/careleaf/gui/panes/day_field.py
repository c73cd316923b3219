"""A day, or a day with a time, that can be unset."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QStackedLayout, QToolButton, QWidget

from careleaf.gui.interface_text import _
from careleaf.gui.panes.tab_order import FocusPassedOn
from careleaf.gui.parts import button

NOT_SET = _("not set")
DAY_FORMAT = "d MMM yyyy"
MOMENT_FORMAT = "d MMM, h:mm AP"
_FIRST, _LAST = QDate(1900, 1, 1), QDate(2199, 12, 31)


class _Edit(QDateTimeEdit):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DayField(FocusPassedOn, QWidget):
    """Take a day (or a moment) or nothing: a button while unset, then a date edit with a way back.

    `usual` gives the day to start from when it is first set. `fallback` says what unset means.
    """

    edited = Signal(object)

    def __init__(
        self,
        name: str,
        usual: Callable[[], date | datetime],
        with_time: bool = False,
        fallback: str = NOT_SET,
    ) -> None:
        super().__init__()
        self._usual, self._with_time = usual, with_time
        self._value: date | datetime | None = None
        self.setAccessibleName(name)
        self._unset = button(
            fallback, "field", _("{name}: {value}; set it").format(name=name, value=fallback)
        )
        self._unset.clicked.connect(self._start)
        self._edit = _Edit()
        self._edit.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        self._edit.setDisplayFormat(MOMENT_FORMAT if with_time else DAY_FORMAT)
        self._edit.setDateRange(_FIRST, _LAST)
        self._edit.setCalendarPopup(True)
        self._edit.setAccessibleName(name)
        self._edit.setMinimumWidth(60)
        self._edit.dateTimeChanged.connect(self._changed)
        self._clear = QToolButton()
        self._clear.setText("×")
        self._clear.setProperty("kind", "clear")
        self._clear.setFixedWidth(20)
        self._clear.setAccessibleName(_("{name}: clear").format(name=name))
        self._clear.setToolTip(_("Clear"))
        self._clear.clicked.connect(self._forget)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._unset)
        self._stack.addWidget(self._with_clear())
        self.focus_to = self._unset

    def show_value(self, value: date | datetime | None, own: bool = True) -> None:
        """Show a value without telling anyone; one that is not the draft's own has nothing to clear."""
        self._value = value
        self._clear.setVisible(own)
        if value is None:
            self._open(False)
            return
        if _read(self._edit, self._with_time) != value:
            self._edit.blockSignals(True)
            self._edit.setDateTime(_written(value))
            self._edit.blockSignals(False)
        self._open(True)

    def _with_clear(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._edit, 1)
        row.addWidget(self._clear)
        return holder

    def _open(self, is_set: bool) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.focus_to = self._edit if is_set else self._unset
        if self._stack.currentIndex() != int(is_set):
            self._stack.setCurrentIndex(int(is_set))
            if had_focus and self.isVisible():
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self) -> None:
        self.show_value(self._usual())
        self._edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit(self._value)

    def _changed(self) -> None:
        self._value = _read(self._edit, self._with_time)
        self.edited.emit(self._value)

    def _forget(self) -> None:
        self.show_value(None)
        self._unset.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit(None)


def _read(edit: QDateTimeEdit, with_time: bool) -> date | datetime:
    day, time = edit.date(), edit.time()
    if with_time:
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())
    return date(day.year(), day.month(), day.day())


def _written(value: date | datetime) -> QDateTime:
    time = QTime(value.hour, value.minute) if isinstance(value, datetime) else QTime(0, 0)
    return QDateTime(QDate(value.year, value.month, value.day), time)
