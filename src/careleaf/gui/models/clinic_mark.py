"""How the window marks words that are not the library's, with the library's in a tooltip."""

from __future__ import annotations

from html import escape

from careleaf.domain.library import Origin, Point, Topic
from careleaf.gui.models.summary import filled, point_words

BADGE = "clinic"
OWN_TOPIC = "clinic's own topic"
WORDING = "clinic's wording"
EDITED = "edited"  # for this page
_NAMES = {"why": "why it is done", "plan": "the line in the plan"}


def mark_of(topic: Topic) -> str:
    """Return what is said beside a topic with the clinic's words, or nothing."""
    if topic.origin is Origin.CLINIC:
        return OWN_TOPIC
    return WORDING if topic.has_clinic_words else ""


def topic_tip(topic: Topic) -> str:
    """Return who vouches for the clinic's words in a topic, and what the library says in their place."""
    if topic.clinic_review is None:
        return ""
    lines = [f"Reviewer: {topic.clinic_review.reviewer}."]
    for key, name in _NAMES.items():
        text = getattr(topic, key)
        if text and text.replaces:
            lines.append(f"{name.capitalize()}; the library says: {filled(text.replaces.text, topic, {})}")
    lines += [point_tip(point, topic) for point in topic.points if point.replaces]
    return "\n".join(lines)


def point_tip(point: Point, topic: Topic) -> str:
    """Return what the library says in place of a point that the clinic reworded, or nothing."""
    if point.replaces is None:
        return ""
    return f"The library says: {filled(point_words(point.replaces), topic, {})}"


def plain(words: str) -> str:
    """Return a tooltip that shows its words as they are: Qt would read markup in them."""
    return "<qt>" + escape(words).replace("\n", "<br>") + "</qt>" if words else ""
