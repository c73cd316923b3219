"""A number that can be unset, with a hard range that guides the arrows and never eats what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QWidget

from careleaf.domain.params import Param, ParamType
from careleaf.gui.interface_text import _
from careleaf.gui.parts import label, restyle

_WIDEST = 1e9
_UNSET = -_WIDEST
_NUMBER_ROOM = 66  # pixels for the number and the arrows


class NumberField(QDoubleSpinBox):
    """Take a number or nothing.

    The arrows stay inside `low` to `high` (or step through `steps`). A number typed outside is kept and
    handed on, because the safety rules answer to it in words: nothing typed is silently changed.
    """

    edited = Signal(object)

    def __init__(
        self,
        low: float | None = None,
        high: float | None = None,
        decimals: int = 0,
        steps: Sequence[float] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._steps = low, high, tuple(steps)
        self._fixed_decimals: int | None = None
        self._hint: QLabel | None = None
        self.setLocale(QLocale.c())
        self.setDecimals(decimals)
        self.setRange(_UNSET, _WIDEST)
        self.setMinimumWidth(58)
        self.lineEdit().setTextMargins(4, 0, 0, 0)
        self.lineEdit().setPlaceholderText(_("not set"))
        self._shown: float = _UNSET
        self.setValue(_UNSET)
        self.valueChanged.connect(self._tell)

    def show_hint(self, words: str) -> None:
        """Show words such as "24-72 h" inside the field, at its right."""
        self._hint = label(words, "hint", parent=self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the hint at the right; one that would hide the number is left out."""
        super().resizeEvent(event)
        if self._hint is not None:
            size = self._hint.sizeHint()
            self._hint.setVisible(self.width() > size.width() + _NUMBER_ROOM)
            self._hint.setGeometry(self.width() - size.width() - 22, 0, size.width(), self.height())

    def show_decimals(self, decimals: int) -> None:
        """Always write this many decimals."""
        self._fixed_decimals = decimals

    def number(self) -> int | float | None:
        """Return the number, or None while it is unset."""
        value = self.value()
        if value <= _UNSET:
            return None
        return int(value) if value.is_integer() else value

    def show_number(self, number: float | None) -> None:
        """Show a number without telling anyone; what is being typed stays as it is typed."""
        if number != self.number():
            self.blockSignals(True)
            self.setValue(_UNSET if number is None else number)
            self.blockSignals(False)
        self._mark()

    def stepBy(self, steps: int) -> None:
        """Step inside the range; from unset the first step is the range's lower end."""
        current = self.number()
        if current is None:
            self.setValue(self._low if self._low is not None else 0)
        elif self._steps:
            self.setValue(_neighbour(self._steps, current, steps))
        else:
            self.setValue(self._inside(current + steps * self.singleStep()))
        self.selectAll()

    def stepEnabled(self) -> QDoubleSpinBox.StepEnabledFlag:
        """Let both arrows work; they stop at the range by themselves."""
        return QDoubleSpinBox.StepEnabledFlag.StepUpEnabled | QDoubleSpinBox.StepEnabledFlag.StepDownEnabled

    def textFromValue(self, value: float) -> str:
        """Write a number without a trailing zero unless it always has decimals."""
        if value <= _UNSET:
            return ""
        if self._fixed_decimals is not None:
            return f"{value:.{self._fixed_decimals}f}"
        return f"{value:.10g}"

    def valueFromText(self, text: str) -> float:
        """Read a number; an empty field is unset."""
        try:
            return float(text)
        except ValueError:
            return _UNSET

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take an empty field, a number on its way and a whole number, whatever its size."""
        if not text:
            return QValidator.State.Acceptable, text, position
        whole = text.removeprefix("-")
        digits = whole.replace(".", "", 1) if self.decimals() else whole
        if not (digits.isascii() and (digits.isdigit() or whole in ("", "."))) or len(digits) > 9:
            return QValidator.State.Invalid, text, position
        state = QValidator.State.Acceptable if digits.isdigit() else QValidator.State.Intermediate
        return state, text, position

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to scrolling: a dose must not change in passing."""
        event.ignore()

    def _inside(self, value: float) -> float:
        low = value if self._low is None else max(value, self._low)
        return low if self._high is None else min(low, self._high)

    def _tell(self) -> None:
        self._mark()
        self.edited.emit(self.number())

    def _mark(self) -> None:
        number = self.number()
        wrong = number is not None and (self._inside(number) != number)
        restyle(self, "wrong", "true" if wrong else "false")


def _neighbour(allowed: Sequence[float], current: float, steps: int) -> float:
    """Return the next allowed value up or down, or the last one there is."""
    if steps > 0:
        return min((value for value in allowed if value > current), default=allowed[-1])
    return max((value for value in allowed if value < current), default=allowed[0])


def _doses(param: Param) -> list[float]:
    """Return the doses in range that tablets make, whole ones or halves of scored ones."""
    if param.min is None or param.max is None:
        return []
    parts = [strength.mg / 2 if strength.scored else strength.mg for strength in param.strengths]
    made = {part * count for part in parts for count in range(1, int(param.max / part) + 1)}
    return sorted(dose for dose in made if param.min <= dose <= param.max)


def number_field(param: Param) -> NumberField:
    """Make the field of a number param; a dose steps through what the tablets make."""
    doses = _doses(param)
    whole = param.type is ParamType.INTEGER
    field = NumberField(param.min, param.max, 0 if whole else param.decimals or 2, doses)
    if param.decimals is not None:
        field.show_decimals(param.decimals)
        field.setSingleStep(10**-param.decimals)
    return field
