"""What a preset was made from, as fingerprints: enough to say later, in words, what has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from careleaf.domain.library import Library, Point, Topic
from careleaf.domain.params import Param, ParamType
from careleaf.i18n import number_text

DIGITS = 6  # of a fingerprint: one slip in 16 million goes unnoticed, and the file stays short
_TOPIC_TEXTS = "texts"  # the key of what a topic says beside its points


@dataclass(frozen=True)
class Origin:
    """The built-in preset a preset started from, what that ticked then, and each topic's parts then.

    `topics` maps a topic to the fingerprints of its points and params (`param:ID`).
    """

    preset: str = ""
    ticked: tuple[str, ...] = ()
    topics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NO_ORIGIN = Origin()


def origin_of(
    library: Library, topics: Collection[str], preset: str = "", ticked: Collection[str] = ()
) -> Origin:
    """Take the fingerprints of some topics as the library has them now."""
    known = (topic for topic in map(library.topic, sorted(topics)) if topic is not None)
    return Origin(preset, tuple(ticked), {topic.id: fingerprints(topic) for topic in known})


def fingerprints(topic: Topic) -> dict[str, str]:
    """Return the fingerprint of each point and number of a topic, and one of its other texts."""
    points = {point.id: _digest(*point.texts) for point in topic.points}
    params = {f"param:{p.id}": _digest(_number(p)) for p in topic.params if _number(p)}
    return {_TOPIC_TEXTS: _digest(topic.title, *(text.text for text in topic.texts)), **points, **params}


def changes_since(library: Library, origin: Origin, printed: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Say what the library changed in the topics since; `printed` are the points each topic prints.

    A line that the preset does not print is left out, and so is a new line that starts unticked.
    """
    for topic_id, then in origin.topics.items():
        topic = library.topic(topic_id)
        if topic is None:
            yield f"{topic_id}: the library no longer has this topic."
            continue
        prints = printed.get(topic_id, ())
        yield from (f"{topic.title}: {change}" for change in _topic_changes(topic, then, prints))


def _topic_changes(topic: Topic, then: Mapping[str, str], prints: Collection[str]) -> Iterator[str]:
    now = fingerprints(topic)
    if now[_TOPIC_TEXTS] != then.get(_TOPIC_TEXTS):
        yield "its heading or its lead lines are worded anew."
    for point in topic.points:
        if point.id not in prints or now[point.id] == then.get(point.id):
            continue
        yield f'{"now also says" if point.id not in then else "now says"} "{_words(point)}"'
    gone = [key for key in then if key not in now and not key.startswith("param:")]
    if gone:
        yield f"{len(gone)} {'line is' if len(gone) == 1 else 'lines are'} gone ({', '.join(gone)})."
    for param in topic.params:
        key = f"param:{param.id}"
        if key in now and now[key] != then.get(key, now[key]):
            yield f"{param.label} is now {_number(param)}."


def _words(point: Point) -> str:
    return " | ".join(point.texts)


def _number(param: Param) -> str:
    if param.type not in (ParamType.INTEGER, ParamType.NUMBER) or param.min is None or param.max is None:
        return ""
    usual = number_text(float(param.default)) if isinstance(param.default, int | float) else "not set"
    return f"{usual} ({number_text(param.min)} to {number_text(param.max)} {param.unit}".rstrip() + ")"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:DIGITS]
