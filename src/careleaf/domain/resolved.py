"""A printed topic with every value in words, and the points that print."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from careleaf.domain.draft import TopicChoice
from careleaf.domain.library import Form, Point, Text, Tier, Topic
from careleaf.domain.params import Value
from careleaf.domain.plaintext import clean, clean_line, fill, fill_known
from careleaf.domain.ticked import Ticked, ticked_topics
from careleaf.domain.values import Setting, value_texts
from careleaf.i18n import Language
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True, eq=False)
class Resolved:
    """A printed topic with its values, their texts, and the points that are ticked and apply.

    Compared by identity, and the same object while its topic is not edited, as Ticked is.
    """

    topic: Topic
    choice: TopicChoice
    values: Mapping[str, Value]
    texts: Mapping[str, str]
    points: tuple[Point, ...]
    language: Language

    def text(self, text: Text | None) -> str:
        """Fill a library text; one that names an unset param is not printed."""
        return (fill(text.text, self.texts) or "") if text else ""

    @cached_property
    def message(self) -> str:
        """Return what it says to the whole page."""
        return self.text(self.topic.message)

    @cached_property
    def plan(self) -> str:
        """Return its line in the plan."""
        return self.text(self.topic.plan)

    @cached_property
    def bar(self) -> str:
        """Return the words of its bar in the band over the first days."""
        return self.text(self.topic.band.text) if self.topic.band else ""

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

    @cached_property
    def printing_names(self) -> tuple[str, ...]:
        """Return the printing points as TOPIC.POINT."""
        return tuple(f"{self.topic.id}.{point.id}" for point in self.printing)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Return the facts that its texts and printing points state, each as often as it is stated."""
        texts = (fact for text in self.topic.texts if fill(text.text, self.texts) for fact in text.facts)
        return (*texts, *(fact for point in self.printing for fact in point.facts))

    @property
    def note(self) -> tuple[str, ...]:
        """Return the clinician's note, in lines."""
        return tuple(line for line in map(clean_line, clean(self.choice.note).split("\n")) if line)


def resolve(setting: Setting) -> list[Resolved]:
    """Resolve every topic that prints, in print order."""
    return [_resolved(ticked) for ticked in ticked_topics(setting)]


@lru_cache(maxsize=256)  # an edit changes one topic
def _resolved(ticked: Ticked) -> Resolved:
    texts = value_texts(ticked.topic, ticked.values, ticked.language)
    return Resolved(
        ticked.topic,
        ticked.choice,
        ticked.values,
        {key: clean_line(text) for key, text in texts.items()},
        ticked.points,
        ticked.language,
    )
