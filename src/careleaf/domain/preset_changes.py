"""What the library, or a built-in preset, changed since a preset was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from careleaf.domain.library import Library
from careleaf.domain.made_from import MadeFrom, fingerprints, topic_changes
from careleaf.domain.preset import Preset


def with_made_from(preset: Preset, library: Library, built_in: Preset | None) -> Preset:
    """Return the preset with the fingerprints of what it is made from now."""
    topics = {
        topic.id: fingerprints(topic, points)
        for topic_id, points in printed_points(preset, library).items()
        if (topic := library.topic(topic_id))
    }
    made_from = MadeFrom(built_in.id if built_in else "", built_in.topics if built_in else (), topics)
    return replace(preset, made_from=made_from)


def printed_points(preset: Preset, library: Library) -> dict[str, frozenset[str]]:
    """Return the points that each topic of a preset prints; those of another library are left out."""
    topics = [topic for topic in map(library.topic, preset.topics) if topic is not None]
    return {
        topic.id: frozenset(p.id for p in topic.points if preset.choice(topic.id).prints(p))
        for topic in topics
    }


def changes_since(preset: Preset, library: Library, built_in: Preset | None) -> tuple[str, ...]:
    """Say in words what has changed since the preset was made: the built-in preset first, then each topic.

    `built_in` is the preset named in the made_from, or None where the program no longer has it.
    """
    return (*_of_built_in(preset.made_from, library, built_in), *_of_topics(preset, library))


def _of_built_in(made_from: MadeFrom, library: Library, built_in: Preset | None) -> Iterator[str]:
    if not made_from.preset:
        return
    if built_in is None:
        yield f'The built-in preset "{made_from.preset}" is gone.'
        return
    added = [topic_id for topic_id in built_in.topics if topic_id not in made_from.ticked]
    gone = [topic_id for topic_id in made_from.ticked if topic_id not in built_in.topics]
    for topics, words in ((added, "now also ticks"), (gone, "no longer ticks")):
        if topics:
            titles = ", ".join(_title(topic_id, library) for topic_id in topics)
            yield f'The built-in preset "{built_in.title}" {words} {titles}.'


def _of_topics(preset: Preset, library: Library) -> Iterator[str]:
    printed = printed_points(preset, library)
    for topic_id, then in preset.made_from.topics.items():
        topic = library.topic(topic_id)
        if topic is None:
            yield f"{topic_id}: this library does not have the topic."
        else:
            points = printed.get(topic_id, frozenset())
            yield from (f"{topic.title}: {change}" for change in topic_changes(topic, then, points))


def _title(topic_id: str, library: Library) -> str:
    topic = library.topic(topic_id)
    return topic.title if topic else topic_id
