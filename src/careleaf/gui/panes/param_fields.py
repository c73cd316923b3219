"""The field that goes with each kind of param."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from careleaf.domain.params import TEXT_LIMIT, Param, ParamType, UnreadableValue, Value, read_value
from careleaf.domain.relaxant import USUAL_BEDTIME
from careleaf.gui.interface_text import _
from careleaf.gui.panes.day_field import NOT_SET, DayField
from careleaf.gui.panes.number_field import number_field
from careleaf.gui.panes.tab_order import FocusPassedOn
from careleaf.gui.parts import Caption, label, restyle
from careleaf.i18n import number_text

Today = Callable[[], date]


class ChoiceField(QComboBox):
    """Take one of a few choices; one that may stay open starts with "not set"."""

    edited = Signal(object)

    def __init__(self, param: Param) -> None:
        super().__init__()
        if param.default is None:
            self.addItem(NOT_SET, None)
        for choice in param.choices:
            self.addItem(choice.label, choice.id)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(lambda: self.edited.emit(self.currentData()))

    def show_value(self, value: Value | None) -> None:
        """Show a choice."""
        self.setCurrentIndex(self.findData(value))
        restyle(self, "unset", "true" if value is None else "false")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to scrolling."""
        event.ignore()


class ChoicesField(FocusPassedOn, QWidget):
    """Take any of a few choices."""

    edited = Signal(object)

    def __init__(self, param: Param) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setSpacing(4)
        self._boxes = {choice.id: QCheckBox(choice.label) for choice in param.choices}
        for place, box in enumerate(self._boxes.values()):
            box.setAccessibleName(f"{param.label}: {box.text()}")
            grid.addWidget(box, place // 4, place % 4)
            box.clicked.connect(self._tell)
        self.focus_to = next(iter(self._boxes.values()))

    def show_value(self, value: Value | None) -> None:
        """Tick what is chosen."""
        chosen = value if isinstance(value, tuple) else ()
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)

    def _tell(self) -> None:
        self.edited.emit(tuple(key for key, box in self._boxes.items() if box.isChecked()))


class TextField(QLineEdit):
    """Take a line of text."""

    edited = Signal(object)

    def __init__(self, param: Param) -> None:
        super().__init__()
        self._param = param
        self.setMaxLength(TEXT_LIMIT)
        self.textEdited.connect(lambda: self.edited.emit(self._read()))

    def show_value(self, value: Value | None) -> None:
        """Show a text; a space just typed at its end stays."""
        wanted = value if isinstance(value, str) else ""
        if self._read() != wanted:
            self.setText(wanted)

    def _read(self) -> Value:
        try:
            return read_value(self._param, self.text())
        except UnreadableValue:
            return ""


class ParamField(FocusPassedOn, QWidget):
    """One param: its caption with unit and range, its field, and where its number comes from."""

    edited = Signal(object)

    def __init__(self, param: Param, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.param = param
        self.field, self._show = _field(param, today)
        self.field.edited.connect(self.edited)  # type: ignore[attr-defined]
        self.field.setAccessibleName(param.label)
        self.field.setAccessibleDescription(origin(param))
        self.setToolTip(origin(param))
        self.focus_to = self.field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        caption = Caption(param.label)
        caption.setBuddy(self.field)
        column.addWidget(caption)
        column.addWidget(self.field)
        self._wrong = label("", "wrong", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addStretch(1)

    def show_value(self, value: Value | None, own: bool, wrong: str) -> None:
        """Show the value in force, whether it is the draft's own, and what is wrong with it."""
        self._show(value, own)
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))

    @property
    def wide(self) -> bool:
        """Tell whether the field takes a whole row."""
        return self.param.type in (ParamType.TEXT, ParamType.CHOICES)


def _field(param: Param, today: Today) -> tuple[QWidget, Callable[[Value | None, bool], None]]:
    match param.type:
        case ParamType.INTEGER | ParamType.NUMBER:
            number = number_field(param)
            number.show_hint(range_text(param))
            return number, lambda value, _: number.show_number(
                value if isinstance(value, int | float) else None
            )
        case ParamType.DATE | ParamType.DATETIME:
            with_time = param.type is ParamType.DATETIME
            day = DayField(param.label, lambda: usual_day(param, today()), with_time)
            return day, lambda value, own: day.show_value(value if isinstance(value, date) else None, own)
    made = _KINDS[param.type](param)
    return made, lambda value, _: made.show_value(value)


_KINDS: dict[ParamType, Callable[[Param], ChoiceField | ChoicesField | TextField]] = {
    ParamType.CHOICE: ChoiceField,
    ParamType.CHOICES: ChoicesField,
    ParamType.TEXT: TextField,
}


def usual_day(param: Param, today: date) -> date | datetime:
    """Return the day a field starts from: a next visit in two weeks, else today."""
    if param.type is ParamType.DATETIME:
        return datetime.combine(today, USUAL_BEDTIME if param.personal else time(9))
    return today + timedelta(days=14) if param.id == "follow-up" else today


def range_text(param: Param) -> str:
    """Return a param's hard range with its unit, such as "24-72 h"."""
    if param.min is None or param.max is None:
        return param.unit
    low, high = number_text(param.min, param.decimals), number_text(param.max, param.decimals)
    unit = "" if param.unit == f"{low}-{high}" else param.unit
    return f"{low}\N{EN DASH}{high} {unit}".strip()


def origin(param: Param) -> str:
    """Return what a tooltip says of a param: its range, its note and where the number comes from."""
    span = range_text(param)
    lines = [
        _("Allowed: {range}").format(range=span) if span else "",
        param.note,
        _("From: {source}").format(source=param.number_from),
    ]
    return "\n".join(line for line in lines if line)
