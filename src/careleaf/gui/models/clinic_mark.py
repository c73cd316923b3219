"""How the window marks words that are not the library's, with the library's in a tooltip."""

from __future__ import annotations

from html import escape

from careleaf.domain.library import Origin, Point, Topic
from careleaf.gui.interface_text import _
from careleaf.gui.models.summary import filled, point_words

BADGE = _("clinic")
OWN_TOPIC = _("clinic's own topic")
WORDING = _("clinic's wording")
EDITED = _("edited")  # for this page
_REPLACED = {
    "why": _("Why it is done; the library says: {words}"),
    "plan": _("The line in the plan; the library says: {words}"),
}


def mark_of(topic: Topic) -> str:
    """Return what is said beside a topic with the clinic's words, or nothing."""
    if topic.origin is Origin.CLINIC:
        return OWN_TOPIC
    return WORDING if topic.has_clinic_words else ""


def topic_tip(topic: Topic) -> str:
    """Return who vouches for the clinic's words in a topic, and what the library says in their place."""
    if topic.clinic_review is None:
        return ""
    lines = [_("Reviewer: {name}.").format(name=topic.clinic_review.reviewer)]
    for key, words in _REPLACED.items():
        text = getattr(topic, key)
        if text and text.replaces:
            lines.append(words.format(words=filled(text.replaces.text, topic, {})))
    lines += [point_tip(point, topic) for point in topic.points if point.replaces]
    return "\n".join(lines)


def point_tip(point: Point, topic: Topic) -> str:
    """Return what the library says in place of a point that the clinic reworded, or nothing."""
    if point.replaces is None:
        return ""
    return _("The library says: {words}").format(words=filled(point_words(point.replaces), topic, {}))


def plain(words: str) -> str:
    """Return a tooltip that shows its words as they are: Qt would read markup in them."""
    return "<qt>" + escape(words).replace("\n", "<br>") + "</qt>" if words else ""
