"""What a preset was made from, as fingerprints: enough to say later, in words, what has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from hashlib import sha256

from careleaf.domain.library import Topic
from careleaf.domain.params import Param
from careleaf.i18n import number_text
from careleaf.lazy_dataclass import dataclass

DIGITS = 6  # of a fingerprint: one slip in 16 million goes unnoticed, and the file stays short
_TOPIC_TEXTS = "texts"  # the key of what a topic says beside its points


@dataclass(frozen=True)
class MadeFrom:
    """The built-in preset a preset started from, what that ticked then, and each topic's words then.

    `topics` maps a topic to the fingerprints of the points that print and of its numbers (`param:ID`).
    """

    preset: str = ""
    ticked: tuple[str, ...] = ()
    topics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


MADE_FROM_NOTHING = MadeFrom()


def fingerprints(topic: Topic, points: Collection[str]) -> dict[str, str]:
    """Return the fingerprint of some points of a topic, of each number, and of its other texts."""
    lines = {point.id: _digest(*point.texts) for point in topic.points if point.id in points}
    numbers = {f"param:{param.id}": _digest(_number(param)) for param in topic.params if _number(param)}
    texts = _digest(topic.title, *(text.text for text in topic.texts))
    return {_TOPIC_TEXTS: texts, **lines, **numbers}


def topic_changes(topic: Topic, then: Mapping[str, str], points: Collection[str]) -> Iterator[str]:
    """Say how a topic differs from its fingerprints; `points` are those that print now."""
    now = fingerprints(topic, points)
    if now[_TOPIC_TEXTS] != then.get(_TOPIC_TEXTS):
        yield "the heading or the lead lines have new words."
    for point in topic.points:
        if point.id in now and now[point.id] != then.get(point.id):
            yield f'{"now says" if point.id in then else "also says"} "{" | ".join(point.texts)}"'
    gone = [key for key in then if key not in now and not key.startswith("param:")]
    if gone:
        yield f"{len(gone)} {'line is' if len(gone) == 1 else 'lines are'} gone ({', '.join(gone)})."
    for param in topic.params:
        key = f"param:{param.id}"
        if now.get(key) != then.get(key, now.get(key)):
            yield f"{param.label}: the library's number is now {_number(param)}."


def _number(param: Param) -> str:
    if param.personal or param.min is None or param.max is None:
        return ""
    usual = number_text(float(param.default)) if isinstance(param.default, int | float) else "not set"
    return f"{usual} ({number_text(param.min)} to {number_text(param.max)} {param.unit}".rstrip() + ")"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:DIGITS]
