"""A whole topic in words, as a clinician reads it before signing: what may print, when, and every number."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.library import Form, Library, Point, Topic
from careleaf.domain.params import Condition, Param, value_text
from careleaf.domain.plaintext import fill
from careleaf.i18n import Language, number_text


def topic_reading(topic: Topic, library: Library) -> str:
    """Write everything of a topic that can print, with its values as they start and their hard ranges."""
    shown = {param.id: _start(param, library.language) for param in topic.params}
    shown |= {param.alias: shown[param.id] for param in topic.params if param.alias}
    texts = [fill(text.text, shown) or "" for text in topic.texts]
    points = [_line(point, shown, topic) for point in topic.points]
    numbers = list(_numbers(topic, library.language))
    parts = [[topic.title], texts, points, ["Values", *numbers] if numbers else []]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _start(param: Param, language: Language) -> str:
    if param.default in (None, ""):
        return f"[{param.label}]"
    return value_text(param, param.default, language)


def _line(point: Point, shown: dict[str, str], topic: Topic) -> str:
    state = "always prints" if point.locked else "starts ticked" if point.ticked else "one tick away"
    if point.when:
        state += f"; only where {' and '.join(_where(condition) for condition in point.when)}"
    pairs = zip(topic.columns, point.cells, strict=True) if point.form is Form.ROW else ()
    texts = [f"{column}: {cell}" for column, cell in pairs] or [t for t in (point.ask, point.text) if t]
    return f"- {' '.join(fill(text, shown) or '' for text in texts)} ({state})"


def _where(condition: Condition) -> str:
    if condition.is_set is not None:
        return f"{condition.param} is {'set' if condition.is_set else 'not set'}"
    if condition.one_of:
        return f"{condition.param} is {' or '.join(str(value) for value in condition.one_of)}"
    bounds = ((condition.min, "at least"), (condition.max, "at most"))
    parts = [f"{words} {number_text(bound)}" for bound, words in bounds if bound is not None]
    return f"{condition.param} is {' and '.join(parts)}"


def _numbers(topic: Topic, language: Language) -> Iterator[str]:
    for param in topic.params:
        if param.min is not None and param.max is not None:
            unit = f" {param.unit}" if param.unit else ""
            reach = f"{number_text(param.min)} to {number_text(param.max)}{unit}"
            starts = "unset" if param.default is None else value_text(param, param.default, language)
            yield f"- {param.label}: {starts}, never outside {reach}. From: {param.number_from}"
