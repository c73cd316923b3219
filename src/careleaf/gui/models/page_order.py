"""The order topics have on the page, and how it changes when one is moved.

A section stands together on the page, where its first ticked topic is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from careleaf.domain.draft import Draft, move_topic, printed_topics
from careleaf.domain.library import Layout, Library, Topic, TopicKind


def on_the_page(draft: Draft, library: Library) -> tuple[Topic, ...]:
    """Return the printed topics as the page has them: emergency first, call-us after the sections."""
    printed = printed_topics(draft, library)
    locked = [topic for topic in printed if topic.kind is TopicKind.LOCKED]
    body = [topic for topic in printed if topic.kind is not TopicKind.LOCKED]
    sources = [topic for topic in body if topic.layout is Layout.SOURCES]
    sections = _grouped([topic for topic in body if topic.layout is not Layout.SOURCES])
    first = [topic for topic in locked if topic.layout is Layout.EMERGENCY]
    last = [topic for topic in locked if topic.layout is not Layout.EMERGENCY]
    return (*first, *(topic for section in sections for topic in section), *last, *sources)


def moved(draft: Draft, library: Library, topic_id: str, step: int) -> Draft:
    """Move a topic one place up (-1) or down (1) on the page; at its section's edge the section moves."""
    ticked = [topic for topic in map(library.topic, draft.topics) if topic is not None]
    groups = _grouped(ticked)
    mine = next((group for group in groups if any(topic.id == topic_id for topic in group)), None)
    if mine is None:
        return draft
    at = next(i for i, topic in enumerate(mine) if topic.id == topic_id)
    if not _swap(mine, at, at + step):
        _swap(groups, groups.index(mine), groups.index(mine) + step)
    return replace(draft, topics=tuple(topic.id for group in groups for topic in group))


def dropped(draft: Draft, library: Library, topic_id: str, row: int) -> Draft:
    """Put a topic before the one that stands in this row of the page order."""
    order = on_the_page(draft, library)
    above = [topic.id for topic in order[:row] if topic.id in draft.topics and topic.id != topic_id]
    regrouped = tuple(topic.id for topic in order if topic.id in draft.topics)
    if topic_id not in regrouped:
        return draft
    ordered = replace(draft, topics=regrouped)
    return move_topic(ordered, topic_id, len(above) - regrouped.index(topic_id))


def _grouped(topics: Sequence[Topic]) -> list[list[Topic]]:
    groups: dict[str, list[Topic]] = {}
    for topic in topics:
        groups.setdefault(topic.section, []).append(topic)
    return list(groups.values())


def _swap(items: list[Any], one: int, other: int) -> bool:
    if not 0 <= other < len(items):
        return False
    items[one], items[other] = items[other], items[one]
    return True
