"""A printed topic with every value in words, and the points that print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from careleaf.domain.draft import TopicChoice, printed_topics
from careleaf.domain.library import Form, Point, Text, Tier, Topic
from careleaf.domain.params import Value
from careleaf.domain.plaintext import clean, clean_line, fill, fill_known
from careleaf.domain.values import Setting, topic_values, value_texts


@dataclass(frozen=True)
class Resolved:
    """A printed topic with its values, their texts, and the points that print."""

    topic: Topic
    choice: TopicChoice
    values: Mapping[str, Value]
    texts: Mapping[str, str]
    points: tuple[Point, ...]

    def text(self, text: Text | None) -> str:
        """Fill a library text; one that names an unset param is not printed."""
        return (fill(text.text, self.texts) or "") if text else ""

    def words(self, point: Point) -> str:
        """Return a point as it prints: the clinician's words in place of the library's, if edited."""
        edited = clean_line(self.choice.wording.get(point.id, ""))
        if edited and not point.locked:
            names = {name for param in self.topic.params for name in (param.id, param.alias) if name}
            return fill_known(edited, self.texts, names) or ""
        return fill(point.text, self.texts) or ""

    @cached_property
    def printing(self) -> tuple[Point, ...]:
        """Return the points that do print: those whose params are all set, as they are worded."""
        return tuple(
            point
            for point in self.points
            if (self.words(point) or not point.text)
            and all(fill(text, self.texts) for text in (point.ask, *point.cells) if text)
        )

    def lines(self, form: Form, tier: Tier | None = None) -> tuple[str, ...]:
        """Return the printing points of one form (and tier), in order."""
        return tuple(
            self.words(p) for p in self.printing if p.form is form and (tier is None or p.tier is tier)
        )

    @property
    def note(self) -> tuple[str, ...]:
        """Return the clinician's note, in lines."""
        return tuple(line for line in map(clean_line, clean(self.choice.note).split("\n")) if line)


def resolve(setting: Setting) -> list[Resolved]:
    """Resolve every topic that prints, in print order."""
    printed = printed_topics(setting.draft, setting.library)
    values = {topic.id: topic_values(topic, setting) for topic in printed}
    everywhere = {f"{topic}.{key}": value for topic, own in values.items() for key, value in own.items()}
    language = setting.library.language
    resolved = []
    for topic in printed:
        own = values[topic.id]
        choice = setting.draft.choice(topic.id)
        known = {**everywhere, **own}
        points = (p for p in topic.points if choice.prints(p) and all(c.holds(known) for c in p.when))
        texts = {key: clean_line(text) for key, text in value_texts(topic, own, language).items()}
        resolved.append(Resolved(topic, choice, own, texts, tuple(points)))
    return resolved
