"""Params: raw words and TOML values become typed values, or are refused with what was expected."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from builders import NEW_YORK, param_of
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.library import Library
from careleaf.domain.params import (
    TEXT_LIMIT,
    Choice,
    Condition,
    Param,
    ParamType,
    Strength,
    Tablets,
    UnreadableValue,
    Value,
    outside_range,
    read_value,
    tablets_for,
    value_text,
)
from careleaf.i18n import ENGLISH

SIDES = (Choice("left", "low back, left"), Choice("right", "low back, right"))


def param(kind: str, **fields: object) -> Param:
    return Param(id="p", type=ParamType(kind), label="P", number_from="test", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("integer", "15", 15),
        ("integer", " 15 ", 15),
        ("integer", 15, 15),
        ("integer", 15.0, 15),
        ("integer", "-3", -3),
        ("number", "100.4", 100.4),
        ("number", 101.0, 101),
        ("text", " two\twords\x07 ", "two words"),
        ("date", "2026-12-04", date(2026, 12, 4)),
        ("date", date(2026, 12, 4), date(2026, 12, 4)),
        ("datetime", "2026-11-21T21:00:59", datetime(2026, 11, 21, 21, 0)),
        ("datetime", datetime(2026, 11, 21, 21, 0), datetime(2026, 11, 21, 21, 0)),
        ("choice", "left", "left"),
        ("choice", " LEFT ", "left"),
        ("choice", "low back, left", "left"),
        ("choices", "right, left", ("left", "right")),
        ("choices", ["right"], ("right",)),
        ("choices", "", ()),
    ],
)
def test_a_value_is_read_from_a_flag_or_from_toml(kind: str, raw: object, value: Value) -> None:
    choices = SIDES if kind in ("choice", "choices") else ()
    read = read_value(param(kind, choices=choices), raw)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("integer", "abc", 'expected a whole number, found "abc"'),
        ("integer", "15.5", 'expected a whole number, found "15.5"'),
        ("integer", True, "expected a whole number, found True"),
        ("integer", "nan", 'expected a whole number, found "nan"'),
        ("integer", "1e400", 'expected a whole number, found "1e400"'),
        ("integer", 10**400, "expected a whole number, found 1000"),
        pytest.param("integer", 10**9000, "found something too long to show", id="9,000 digits"),
        ("integer", [15], "expected a whole number, found [15]"),
        ("number", "inf", 'expected a number, found "inf"'),
        ("number", False, "expected a number, found False"),
        ("number", "", 'expected a number, found ""'),
        ("choice", "top", 'expected one of left, right; found "top"'),
        ("choice", 1, "expected one of left, right; found 1"),
        ("choices", "left,top", 'expected one of left, right; found "top"'),
        ("choices", 5, "expected a list of choices, found 5"),
        ("text", 5, "expected text, found 5"),
        ("text", "x" * (TEXT_LIMIT + 1), "has 301 characters; at most 300 fit"),
        ("date", "tomorrow", "expected a date such as 2026-11-21"),
        ("date", "2026-02-30", "expected a date such as 2026-11-21"),
        ("date", datetime(2026, 11, 21, 9), "expected a date such as 2026-11-21"),
        ("date", "9999-12-31", 'expected a date such as 2026-11-21, found "9999-12-31"'),
        ("date", "0001-01-01", "expected a date such as 2026-11-21"),
        ("datetime", "21:00", "expected a date and time such as 2026-11-21T21:00"),
        ("datetime", date(2026, 11, 21), "expected a date and time"),
        ("datetime", "9999-12-31T21:00", "expected a date and time"),
        ("datetime", "2026-11-21T21:00+01:00", "leave the offset out"),
        ("datetime", datetime(2026, 11, 21, 21, tzinfo=NEW_YORK), "leave the offset out"),
        ("derived", "3", "the program works this value out"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_was_expected(kind: str, raw: object, words: str) -> None:
    with pytest.raises(UnreadableValue) as refused:
        read_value(param(kind, choices=SIDES if "choice" in kind else ()), raw)
    assert words in str(refused.value)


@given(
    raw=st.text()
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.none()
    | st.dates()
    | st.lists(st.text()),
    kind=st.sampled_from(["integer", "number", "choice", "choices", "text", "date", "datetime", "derived"]),
)
def test_nothing_raw_does_worse_than_being_unreadable(raw: object, kind: str) -> None:
    typed = param(kind, choices=SIDES, min=0, max=9)
    try:
        value = read_value(typed, raw)
    except UnreadableValue:
        return
    assert isinstance(value_text(typed, value, ENGLISH), str)
    assert isinstance(outside_range(typed, value), str)


MINUTES = param("integer", unit="min", min=10, max=20)
DOSE = param("number", unit="mg", min=5, max=10, strengths=(Strength(5), Strength(7.5), Strength(10)))


@pytest.mark.parametrize(
    ("typed", "value", "words"),
    [
        (MINUTES, 10, ""),
        (MINUTES, 20, ""),
        (MINUTES, 21, "21 min is outside 10 to 20 min"),
        (MINUTES, 9, "9 min is outside 10 to 20 min"),
        (MINUTES, 10**18, "is outside 10 to 20 min"),
        (MINUTES, float("nan"), "nan min is outside 10 to 20 min"),
        (MINUTES, float("inf"), "inf min is outside 10 to 20 min"),
        (
            param("number", min=100.4, max=101.0, decimals=1, unit="°F"),
            102,
            "102 °F is outside 100.4 to 101.0 °F",
        ),
        (DOSE, 7.5, ""),
        (DOSE, 6, "6 mg cannot be made from tablets of 5, 7.5, 10 mg"),
        (param("text", required=True), "", "must not be empty"),
        (param("text"), "", ""),
    ],
)
def test_a_hard_range_says_what_is_outside_of_what(typed: Param, value: Value, words: str) -> None:
    wrong = outside_range(typed, value)
    assert words in wrong
    assert bool(wrong) == bool(words)


PLAIN = (Strength(400), Strength(800, scored=True))


@pytest.mark.parametrize(
    ("dose", "strengths", "tablets"),
    [
        (5, DOSE.strengths, Tablets(Fraction(1), 5)),
        (7.5, DOSE.strengths, Tablets(Fraction(1), 7.5)),
        (10, DOSE.strengths, Tablets(Fraction(1), 10)),
        (15, DOSE.strengths, Tablets(Fraction(2), 7.5)),
        (800, PLAIN, Tablets(Fraction(1), 800)),
        (400, PLAIN, Tablets(Fraction(1), 400)),
        (1200, PLAIN, Tablets(Fraction(3), 400)),
        (400, (Strength(800, scored=True),), Tablets(Fraction(1, 2), 800)),
        (1200, (Strength(800, scored=True),), Tablets(Fraction(3, 2), 800)),
        (400, (Strength(800),), None),
        (600, PLAIN, None),
        (200, (Strength(800, scored=True),), None),
        (0, PLAIN, None),
        (-400, PLAIN, None),
        (400, (), None),
    ],
)
def test_a_dose_is_whole_tablets_or_halves_of_scored_ones(
    dose: float, strengths: tuple[Strength, ...], tablets: Tablets | None
) -> None:
    assert tablets_for(dose, strengths) == tablets


@given(dose=st.integers(1, 5000), mg=st.sampled_from([5, 7.5, 200, 400, 800]), scored=st.booleans())
def test_tablets_always_add_up_to_the_dose(dose: int, mg: float, scored: bool) -> None:
    tablets = tablets_for(dose, (Strength(mg, scored),))
    if tablets is None:
        assert Fraction(str(dose)) / Fraction(str(mg)) % (Fraction(1, 2) if scored else 1) != 0
    else:
        assert tablets.count * Fraction(str(tablets.mg)) == dose


@pytest.mark.parametrize(
    ("typed", "value", "text"),
    [
        (param("integer", words=("minute", "minutes")), 1, "1 minute"),
        (param("integer", words=("minute", "minutes")), 15, "15 minutes"),
        (param("integer"), 15, "15"),
        (param("number", decimals=1), 101, "101"),
        (param("number", decimals=1), 100.4, "100.4"),
        (param("number", words=("mg", "mg")), 7.5, "7.5 mg"),
        (param("integer", words=("mg", "mg")), 1200, "1,200 mg"),
        (param("date"), date(2026, 12, 4), "Fri 4 Dec"),
        (param("datetime"), datetime(2026, 11, 24, 21, 0), "Tue 24 Nov, 9:00 PM"),
        (param("datetime"), datetime(2026, 11, 25, 0, 30), "Wed 25 Nov, 12:30 AM"),
        (param("choice", choices=SIDES), "left", "low back, left"),
        (param("choices", choices=SIDES), ("left",), "low back, left"),
        (param("choices", choices=(*SIDES, Choice("mid", "mid back"))), ("left", "right", "mid"),
         "low back, left, low back, right and mid back"),
        (param("text"), "penicillin", "penicillin"),
    ],
)  # fmt: skip
def test_a_value_prints_in_words(typed: Param, value: Value, text: str) -> None:
    assert value_text(typed, value, ENGLISH) == text


@pytest.mark.parametrize(
    ("condition", "values", "holds"),
    [
        (Condition("x", one_of=(0,)), {"x": 0}, True),
        (Condition("x", one_of=(0,)), {"x": 1}, False),
        (Condition("x", one_of=(0,)), {}, False),
        (Condition("x", one_of=("a", "b")), {"x": ("b", "c")}, True),
        (Condition("x", one_of=("a", "b")), {"x": ("c",)}, False),
        (Condition("x", min=1), {"x": 1}, True),
        (Condition("x", min=1), {"x": 0}, False),
        (Condition("x", max=5), {"x": 6}, False),
        (Condition("x", min=1, max=5), {"x": "3"}, False),
        (Condition("x", is_set=True), {"x": 0}, True),
        (Condition("x", is_set=True), {}, False),
        (Condition("x", is_set=False), {}, True),
    ],
)
def test_a_condition_holds(condition: Condition, values: dict[str, Value], holds: bool) -> None:
    assert condition.holds(values) is holds


def test_a_whole_temperature_prints_without_a_decimal(library: Library) -> None:
    temperature = param_of(library, "call-us.temperature")
    assert value_text(temperature, read_value(temperature, "101"), library.language) == "101"
