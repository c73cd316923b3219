"""Read params and conditions from a topic's table."""

from __future__ import annotations

from datetime import date
from typing import Any

from careleaf.content.toml_reader import Table
from careleaf.domain.params import (
    Choice,
    Condition,
    Param,
    ParamType,
    Strength,
    UnreadableValue,
    Value,
    outside_range,
    read_value,
)
from careleaf.domain.values import FORMULAS
from careleaf.errors import did_you_mean

_NUMBERS = (ParamType.INTEGER, ParamType.NUMBER)
_CLINIC_FIELDS = ("phone", "after_hours", "emergency", "emergency_action")


def read_param(entry: Table) -> Param:
    """Turn a [[param]] table into a param, noting every problem."""
    words = entry.words("words")
    decimals = entry.number("decimals")
    param = Param(
        id=entry.text("id"),
        type=ParamType(entry.one_of("type", [kind.value for kind in ParamType])),
        label=entry.text("label"),
        number_from=entry.text("number_from"),
        table_id=entry.text("table_id", ""),
        unit=entry.text("unit", ""),
        words=(words[0], words[1]) if len(words) == 2 else None,
        min=entry.number("min"),
        max=entry.number("max"),
        decimals=int(decimals) if decimals is not None else None,
        choices=tuple(_choice(choice) for choice in entry.tables("choices")),
        strengths=tuple(_strength(strength) for strength in entry.tables("strengths")),
        note=entry.text("note", ""),
        personal=entry.flag("personal") or entry.flag("visit"),
        visit=entry.flag("visit"),
        required=entry.flag("required"),
        from_clinic=entry.one_of("from_clinic", _CLINIC_FIELDS, ""),
        alias=entry.text("alias", ""),
        when=read_conditions(entry),
        formula=entry.text("formula", ""),
        of=entry.text("of", ""),
        rule=entry.text("rule", ""),
    )
    param = _with_default(param, entry)
    entry.no_more()
    _check(param, entry, words)
    return param


def _choice(entry: Table) -> Choice:
    choice = Choice(entry.text("id"), entry.text("label"))
    entry.no_more()
    return choice


def _strength(entry: Table) -> Strength:
    strength = Strength(entry.number("mg") or 0, entry.flag("scored"))
    if strength.mg <= 0:
        entry.problem("mg", "expected milligrams above 0")
    entry.no_more()
    return strength


def _with_default(param: Param, entry: Table) -> Param:
    """Read the default as a value of the param's own type, inside its own range."""
    raw = entry.raw("default")
    if raw is None:
        return param
    try:
        value = read_value(param, raw)
    except UnreadableValue as error:
        entry.problem("default", str(error))
        return param
    if wrong := outside_range(param, value):
        entry.problem("default", wrong)
    if param.personal:
        entry.problem("default", "a param about this patient has no default")
    return Param(**{**vars(param), "default": value})


def _check(param: Param, entry: Table, words: tuple[str, ...]) -> None:
    if words and len(words) != 2:
        entry.problem("words", "expected two words: one, many")
    if param.type in _NUMBERS and (param.min is None or param.max is None or param.min > param.max):
        entry.problem("min", "a number needs a hard range: min and max")
    if param.type in (ParamType.CHOICE, ParamType.CHOICES) and not param.choices:
        entry.problem("choices", "is missing: expected a list of { id, label }")
    if param.type is ParamType.DERIVED and param.formula not in FORMULAS:
        entry.problem(
            "formula",
            f'"{param.formula}" is not one of {", ".join(sorted(FORMULAS))}'
            + did_you_mean(param.formula, sorted(FORMULAS)),
        )


def read_conditions(entry: Table) -> tuple[Condition, ...]:
    """Read the `when` of a param, point or rule."""
    inner = entry.table("when")
    if inner is None:
        return ()
    return tuple(_condition(inner, name, raw) for name, raw in inner.items())


def _condition(inner: Table, name: str, raw: Any) -> Condition:
    if not isinstance(raw, dict):
        values = tuple(raw) if isinstance(raw, list) else (raw,)
        if not values or not all(isinstance(value, int | float | str | date) for value in values):
            inner.problem(name, "expected a value, a list of values, or { min, max } or { set }")
        return Condition(name, one_of=tuple(value for value in values if _is_value(value)))
    table = Table(raw, inner.problems, (*inner.path, name))
    condition = Condition(
        name,
        min=table.number("min"),
        max=table.number("max"),
        is_set=table.flag("set") if table.has("set") else None,
    )
    table.no_more()
    return condition


def _is_value(value: Value | object) -> bool:
    return isinstance(value, int | float | str | date)
