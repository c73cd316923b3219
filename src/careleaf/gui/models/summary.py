"""A topic in one line: the values that matter, and its points, as they print."""

from __future__ import annotations

from careleaf.domain.library import Point, Topic
from careleaf.domain.params import ParamType, value_text
from careleaf.domain.plaintext import clean_line, fill_known
from careleaf.domain.values import Setting, topic_values, value_texts
from careleaf.gui.interface_text import _

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
    if not topic.points:
        return ""
    return _("{ticked} of {all} points").format(ticked=ticked, all=len(topic.points))


def _bare_unit(words: tuple[str, str] | None, unit: str) -> str:
    return f" {unit}" if unit and words is None else ""


def point_text(point: Point, topic: Topic, setting: Setting) -> str:
    """Return a point in the words it prints with; a value not set yet shows as its label in brackets."""
    texts = value_texts(topic, topic_values(topic, setting), setting.library.language)
    return filled(point_words(point, wording_of(point, topic, setting)), topic, texts)


def wording_of(point: Point, topic: Topic, setting: Setting) -> str:
    """Return how a point is reworded for this page, or nothing."""
    return "" if point.locked else setting.draft.choice(topic.id).wording.get(point.id, "")


def point_words(point: Point, wording: str = "") -> str:
    """Return the words of a point, whatever its form: the library's, or how it is reworded."""
    if point.cells:
        return " - ".join(point.cells)
    return f"{point.ask} {clean_line(wording) or point.text}".strip()


def filled(text: str, topic: Topic, texts: dict[str, str]) -> str:
    """Put values into a text; the ones that are not set show their label in brackets."""
    shown = {
        name: clean_line(texts.get(name) or f"[{param.label.lower()}]")
        for param in topic.params
        for name in (param.id, param.alias)
        if name
    }
    return fill_known(text, shown, shown) or ""
