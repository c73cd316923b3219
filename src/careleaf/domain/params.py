"""Params: the typed values a clinician may change, with hard ranges."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from careleaf.domain.plaintext import clean
from careleaf.errors import shown
from careleaf.i18n import Language, listed, moment_text, number_text, short_day
from careleaf.lazy_dataclass import dataclass

Value = int | float | str | date | datetime | tuple[str, ...]

YEARS = range(1900, 2200)  # a date outside is a slip of the keyboard
TEXT_LIMIT = 300  # characters of one text param: three lines on the page


class ParamType(StrEnum):
    """The kinds of value a param can hold."""

    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    DERIVED = "derived"


class UnreadableValue(ValueError):
    """Say why a raw value is not of the param's type."""


@dataclass(frozen=True)
class Choice:
    """One value of a choice param, and how it prints."""

    id: str
    label: str


@dataclass(frozen=True)
class Strength:
    """One tablet strength in milligrams; a scored tablet may be halved."""

    mg: float
    scored: bool = False


@dataclass(frozen=True)
class Condition:
    """What one param has to be: one of some values, in a range, or just set."""

    param: str
    one_of: tuple[Value, ...] = ()
    min: float | None = None
    max: float | None = None
    is_set: bool | None = None

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Tell whether the condition holds for these values."""
        value = values.get(self.param)
        if self.is_set is not None:
            return (value is not None) == self.is_set
        if value is None:
            return False
        if self.one_of:
            return value in self.one_of or (isinstance(value, tuple) and bool(set(value) & set(self.one_of)))
        if not isinstance(value, int | float):
            return False
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)


@dataclass(frozen=True)
class Param:
    """A value the clinician may change: typed, with unit, default, hard range and origin.

    `alias` is the public name shared by params of which only the one whose `when` holds applies.
    `personal` params state something about this patient and never enter a preset. `rule` is the safety
    rule that a value outside the hard range breaks. `library_default` is set where a clinic has moved the
    default: rules that count from the library's number still do.
    """

    id: str
    type: ParamType
    label: str
    number_from: str
    table_id: str = ""
    unit: str = ""
    words: tuple[str, str] | None = None
    default: Value | None = None
    library_default: Value | None = None
    min: float | None = None
    max: float | None = None
    decimals: int | None = None
    choices: tuple[Choice, ...] = ()
    strengths: tuple[Strength, ...] = ()
    note: str = ""
    personal: bool = False
    visit: bool = False
    required: bool = False
    from_clinic: str = ""
    alias: str = ""
    when: tuple[Condition, ...] = ()
    formula: str = ""
    of: str = ""
    rule: str = ""

    def applies(self, values: Mapping[str, Value]) -> bool:
        """Tell whether the param applies while the others have these values."""
        return not self.when or all(condition.holds(values) for condition in self.when)


def values_that_apply(params: Iterable[Param], given: Callable[[Param], Value | None]) -> dict[str, Value]:
    """Return what is given for each param that applies by the values before it; none that is derived."""
    values: dict[str, Value] = {}
    for param in params:
        value = None if param.type is ParamType.DERIVED else given(param)
        if value is not None and param.applies(values) and (value != "" or param.required):
            values[param.id] = value
    return values


def read_value(param: Param, raw: object) -> Value:
    """Turn a raw value (a flag's text or a TOML value) into the param's type.

    Raises UnreadableValue. Ranges are not looked at here: see `outside_range`.
    """
    match param.type:
        case ParamType.DERIVED:
            raise UnreadableValue("the program works this value out; it cannot be set")
        case ParamType.INTEGER | ParamType.NUMBER:
            return _number(param, raw)
        case ParamType.CHOICE:
            return _choice(param, raw)
        case ParamType.CHOICES:
            return _choices(param, raw)
        case ParamType.DATE | ParamType.DATETIME:
            return _moment(param, raw)
    if not isinstance(raw, str):
        raise UnreadableValue(f"expected text, found {shown(raw)}")
    if len(raw) > TEXT_LIMIT:
        raise UnreadableValue(f"has {len(raw):,} characters; at most {TEXT_LIMIT} fit")
    return clean(raw)


def _number(param: Param, raw: object) -> int | float:
    whole = param.type is ParamType.INTEGER
    wanted = "a whole number" if whole else "a number"
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise UnreadableValue(f"expected {wanted}, found {shown(raw)}")
    try:
        value = float(raw)
    except (ValueError, OverflowError):
        raise UnreadableValue(f"expected {wanted}, found {shown(raw)}") from None
    if not math.isfinite(value) or (whole and not value.is_integer()):
        raise UnreadableValue(f"expected {wanted}, found {shown(raw)}")
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _choice(param: Param, raw: object) -> str:
    if isinstance(raw, str):
        for choice in param.choices:
            if raw.strip().lower() in (choice.id.lower(), choice.label.lower()):
                return choice.id
    known = ", ".join(choice.id for choice in param.choices)
    raise UnreadableValue(f"expected one of {known}; found {shown(raw)}")


def _choices(param: Param, raw: object) -> tuple[str, ...]:
    parts = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(parts, list | tuple):
        raise UnreadableValue(f"expected a list of choices, found {shown(raw)}")
    chosen = {_choice(param, part) for part in parts if part != ""}
    return tuple(choice.id for choice in param.choices if choice.id in chosen)


def _moment(param: Param, raw: object) -> date | datetime:
    with_time = param.type is ParamType.DATETIME
    wanted = "a date and time such as 2026-11-21T21:00" if with_time else "a date such as 2026-11-21"
    value = raw
    if isinstance(raw, str):
        try:
            value = datetime.fromisoformat(raw) if with_time else date.fromisoformat(raw)
        except ValueError:
            raise UnreadableValue(f"expected {wanted}, found {shown(raw)}") from None
    if isinstance(value, datetime) and with_time:
        if value.tzinfo is not None:
            raise UnreadableValue("times are in the clinic's time zone; leave the offset out")
        value = value.replace(second=0, microsecond=0)
    if isinstance(value, date) and isinstance(value, datetime) == with_time and value.year in YEARS:
        return value
    raise UnreadableValue(f"expected {wanted}, found {shown(raw)}")


def outside_range(param: Param, value: Value) -> str:
    """Say what is wrong with a value that the param's hard range forbids, or return an empty text."""
    if isinstance(value, int | float) and param.min is not None and param.max is not None:
        if not param.min <= value <= param.max:
            low, high = number_text(param.min, param.decimals), number_text(param.max, param.decimals)
            unit = f" {param.unit}" if param.unit else ""
            return f"{number_text(value)}{unit} is outside {low} to {high}{unit}"
        if param.strengths and tablets_for(value, param.strengths) is None:
            made = ", ".join(number_text(strength.mg) for strength in param.strengths)
            return f"{number_text(value)} mg cannot be made from tablets of {made} mg"
    if param.required and value == "":
        return "must not be empty"
    return ""


@dataclass(frozen=True)
class Tablets:
    """How many tablets of one strength make a dose."""

    count: Fraction
    mg: float


@lru_cache(maxsize=256)
def tablets_for(dose: float, strengths: tuple[Strength, ...]) -> Tablets | None:
    """Choose the strength that makes the dose in milligrams with the fewest tablets.

    Whole tablets first, then halves of scored ones; None where no strength makes the dose.
    """
    amount = Fraction(str(dose))
    whole = [
        Tablets(amount / Fraction(str(strength.mg)), strength.mg)
        for strength in strengths
        if amount > 0 and (amount / Fraction(str(strength.mg))).denominator == 1
    ]
    halves = [
        Tablets(amount / Fraction(str(strength.mg)), strength.mg)
        for strength in strengths
        if strength.scored and amount > 0 and (amount / Fraction(str(strength.mg))).denominator == 2
    ]
    return min(whole or halves, key=lambda tablets: tablets.count, default=None)


def value_text(param: Param, value: Value, language: Language) -> str:
    """Write a value as it prints in a text: with its unit in words, a choice by its label."""
    if isinstance(value, datetime):
        return moment_text(value, language)
    if isinstance(value, date):
        return short_day(value, language)
    if isinstance(value, tuple):
        return listed([_label(param, item) for item in value], language)
    if isinstance(value, str):
        return _label(param, value)
    number = number_text(value, None if value % 1 == 0 else param.decimals)
    if param.words is None:
        return number
    return f"{number} {param.words[0] if value == 1 else param.words[1]}"


def _label(param: Param, value: str) -> str:
    return next((choice.label for choice in param.choices if choice.id == value), value)
