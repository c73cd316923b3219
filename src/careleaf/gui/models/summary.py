"""A topic in one line: the values that matter, and its points, as they print."""

from __future__ import annotations

from careleaf.domain.library import Point, Topic
from careleaf.domain.params import ParamType, value_text
from careleaf.domain.plaintext import clean_line, placeholders
from careleaf.domain.values import Setting, topic_values, value_texts

_MOST_VALUES = 3
_SHOWN = (ParamType.INTEGER, ParamType.NUMBER, ParamType.CHOICE)


def summary(topic: Topic, setting: Setting) -> str:
    """Return a topic's first values as they print, or else how many of its points are ticked."""
    values = topic_values(topic, setting)
    shown = [
        value_text(param, values[param.id], setting.library.language) + _bare_unit(param.words, param.unit)
        for param in topic.params
        if param.id in values and param.type in _SHOWN and not param.visit
    ]
    if shown and topic.params:
        return ", ".join(text.split(" (")[0] for text in shown[:_MOST_VALUES])
    choice = setting.draft.choice(topic.id)
    ticked = sum(choice.prints(point) for point in topic.points)
    return f"{ticked} of {len(topic.points)} points" if topic.points else ""


def _bare_unit(words: tuple[str, str] | None, unit: str) -> str:
    return f" {unit}" if unit and words is None else ""


def point_text(point: Point, topic: Topic, setting: Setting) -> str:
    """Return a point in the words it prints with; a value not set yet shows as its label in brackets."""
    texts = value_texts(topic, topic_values(topic, setting), setting.library.language)
    return filled(point_words(point), topic, texts)


def point_words(point: Point) -> str:
    """Return the library's words of a point, whatever its form."""
    if point.cells:
        return " - ".join(point.cells)
    return f"{point.ask} {point.text}".strip()


def filled(text: str, topic: Topic, texts: dict[str, str]) -> str:
    """Put values into a library text; the ones that are not set show their label in brackets."""
    labels = {param.id: f"[{param.label.lower()}]" for param in topic.params}
    for name in placeholders(text):
        shown = texts.get(name) or labels.get(name, f"[{name}]")
        text = _put(text, name, clean_line(shown))
    return text


def _put(text: str, name: str, shown: str) -> str:
    for spelled in ("{{ " + name + " }}", "{{" + name + "}}"):
        text = text.replace(spelled, shown)
    return text
