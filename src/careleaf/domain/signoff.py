"""Sign-off: a clinician of the clinic has read a topic and stands by its words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from careleaf.domain.library import Topic
from careleaf.domain.remembered import Remembered
from careleaf.lazy_dataclass import dataclass

SIGNER_LIMIT = 60  # characters: the name stands in the footer of every page
# Whoever reviewed a topic, and how it is held against its target, is not what is signed.
_NOT_SIGNED = ("grade_target", "needs", "reviewed", "review_due", "reviewer")


class Review(StrEnum):
    """How a topic stands with the clinic."""

    SIGNED = "signed"
    NOT_SIGNED = "not signed"
    CHANGED = "changed since signed"
    OVERDUE = "review was due"


@dataclass(frozen=True)
class SignOff:
    """One topic signed for one clinic: by whom, when, until when it holds, and which words (a hash)."""

    clinic: str
    topic: str
    name: str
    day: date
    due: date
    content: str


def sign(topic: Topic, clinic: str, name: str, day: date) -> SignOff:
    """Sign a topic as it is now.

    The signature holds until the topic's own review date; where that has passed, for one year.
    """
    due = topic.review_due if topic.review_due > day else _a_year_after(day)
    return SignOff(clinic, topic.id, name, day, due, content_of(topic))


def signed_by(topic: Topic, signoffs: Iterable[SignOff], clinic: str) -> SignOff | None:
    """Return the signature this clinic gave the topic, whether or not it still holds."""
    return next((s for s in signoffs if s.topic == topic.id and s.clinic == clinic), None)


def review_of(topic: Topic, signed: SignOff | None, today: date) -> Review:
    """Tell whether a signature holds: these words, not past its date, not from a day to come."""
    if signed is None or signed.day > today:
        return Review.NOT_SIGNED
    if signed.content != content_of(topic):
        return Review.CHANGED
    return Review.OVERDUE if signed.due < today else Review.SIGNED


def replaced(old: Iterable[SignOff], new: Iterable[SignOff]) -> tuple[SignOff, ...]:
    """Return the signatures with new ones in place of those for the same clinic and topic."""
    kept = {(s.clinic, s.topic): s for s in (*old, *new)}
    return tuple(kept[key] for key in sorted(kept))


@Remembered
def content_of(topic: Topic) -> str:
    """Return a hash of everything in a topic that a patient may read or that decides what prints.

    What is empty does not count, so that a key the program learns later unsigns nothing.
    """
    content = {key: value for key, value in asdict(topic).items() if key not in _NOT_SIGNED}
    written = json.dumps(_without_empty(content), sort_keys=True, ensure_ascii=False, default=str)
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if not _is_empty(inner)}
    return [_without_empty(inner) for inner in value] if isinstance(value, list | tuple) else value


def _is_empty(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def _a_year_after(day: date) -> date:
    leap_day = day.month == 2 and day.day == 29
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)
