"""What to untick first when a handout runs over its two sides."""

from __future__ import annotations

from careleaf.domain.library import Form, Point, TopicKind
from careleaf.domain.resolved import Resolved, resolve
from careleaf.domain.values import Setting
from careleaf.lazy_dataclass import dataclass

SIDES = 2  # one sheet of paper
_COLUMN = {"large-print": 40}  # characters that a line of the page holds
_USUAL_COLUMN = 66
_DETAILS = (Form.LINE, Form.ROW, Form.QUESTION)  # a step left out would break its exercise


@dataclass(frozen=True)
class Cut:
    """A point that can go: its topic, its words as they print, and about how many lines that saves."""

    topic: str
    title: str
    point: Point
    words: str
    lines: int


def cuts(setting: Setting) -> tuple[Cut, ...]:
    """Return the points to untick, the first to go first.

    What the library itself leaves unticked goes first, the clinician's own wording last; among those alike
    the one that takes most lines. Locked points, warning signs, steps, what is said about a medicine, and a
    topic's last point are never among them.
    """
    column = _COLUMN.get(setting.draft.style, _USUAL_COLUMN)
    found = [
        (point.id in item.choice.wording, point.ticked, _cut(item, point, column))
        for item in resolve(setting)
        if item.topic.kind is TopicKind.TICK and not item.topic.only_suggested and len(item.printing) > 1
        for point in item.printing
        if not point.locked and point.tier is None and point.form in _DETAILS
    ]
    return tuple(cut for _, _, cut in sorted(found, key=lambda one: (one[0], one[1], -one[2].lines)))


def _cut(item: Resolved, point: Point, column: int) -> Cut:
    texts = [text for text in (point.ask, item.words(point)) if text] or [
        " \N{MIDDLE DOT} ".join(point.cells)
    ]
    lines = sum(-(-len(text) // column) for text in texts)
    return Cut(item.topic.id, item.topic.title, point, " ".join(texts), lines)
