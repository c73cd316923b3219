"""Lint of params: a value that starts outside its own range, or that its field could never show."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from careleaf.domain.library import Topic
from careleaf.domain.lint_finding import LintFinding, Wording
from careleaf.domain.params import Param, ParamType, outside_range
from careleaf.i18n import number_text

_NUMBERS = (ParamType.INTEGER, ParamType.NUMBER)


def lint_params(topic: Topic, wording: Wording) -> Iterator[LintFinding]:
    """Yield what to mend in a topic's params."""
    for param in topic.params:
        for message, suggestion in (*_origin(param), *_unit(param, wording), *_values(param)):
            yield LintFinding(topic.file, param.id, message, suggestion)


def _origin(param: Param) -> Iterator[tuple[str, str]]:
    if not param.number_from.strip():
        yield "does not say where its number comes from", "fill number_from"
    if param.personal and param.default is not None:
        yield "is about this patient and has a default", "leave the default out"


def _unit(param: Param, wording: Wording) -> Iterator[tuple[str, str]]:
    if param.unit and param.unit not in wording.units:
        yield f"has the unit {param.unit!r}", f"write one of {', '.join(wording.units)}"


def _values(param: Param) -> Iterator[tuple[str, str]]:
    if param.type in (ParamType.CHOICE, ParamType.CHOICES):
        ids = [choice.id for choice in param.choices]
        chosen = param.default if isinstance(param.default, tuple) else (param.default,)
        if any(value is not None and value not in ids for value in chosen):
            yield "starts with a value that is none of its choices", f"start with one of {', '.join(ids)}"
    if param.type not in _NUMBERS:
        return
    if param.min is None or param.max is None or param.min > param.max:
        yield "has no hard range", "set min and max, the smaller one first"
        return
    if param.default is not None and (wrong := outside_range(param, param.default)):
        yield f"starts outside its hard range: {wrong}", "move the default inside"
    for name, value in (("default", param.default), ("min", param.min), ("max", param.max)):
        if isinstance(value, int | float) and not _can_be_shown(param, value):
            message = f"has the {name} {number_text(value)}, between two steps of its field"
            yield message, "round it, or give the param decimals"


def _can_be_shown(param: Param, value: float) -> bool:
    """Tell whether a value lies on a step of the param's field: whole numbers, or its decimals."""
    places = 0 if param.type is ParamType.INTEGER else param.decimals or 0
    steps: Fraction = Fraction(str(value)) * 10**places
    return steps.denominator == 1
