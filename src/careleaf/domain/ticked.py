"""The topics on the page as the safety rules see them: their values, and which of their points print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import cached_property

from careleaf.domain.draft import NOTHING_CHANGED, TopicChoice, topics_with
from careleaf.domain.library import Library, MedicineClass, Point, Product, Topic
from careleaf.domain.params import Param, Tablets, Value
from careleaf.domain.remembered import Remembered
from careleaf.domain.values import Setting, Visit, dose_tablets, problems_of, topic_values, values_of
from careleaf.i18n import Language
from careleaf.lazy_dataclass import dataclass

ACUTE_DAYS = 28  # ACP 2017: acute is under 4 weeks
PHASE = "visit.phase"


@dataclass(frozen=True, eq=False)
class Ticked:
    """A topic on the page with the values it has; `elsewhere` are those of other topics that it reads.

    Compared by identity: while a topic is not edited it stays the same object, from edit to edit, and so
    does everything that is made of it alone.
    """

    topic: Topic
    values: Mapping[str, Value]
    language: Language
    choice: TopicChoice = NOTHING_CHANGED
    elsewhere: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def named_values(self) -> Mapping[str, Value]:
        """Return its values by the names they have for the whole page: TOPIC.PARAM."""
        return {f"{self.topic.id}.{key}": value for key, value in self.values.items()}

    @cached_property
    def problems(self) -> list[tuple[Param, str]]:
        """Return the params whose value is outside its hard range, with what is wrong."""
        return problems_of(self.topic, self.values)

    @cached_property
    def tablets(self) -> Tablets | None:
        """Return the tablets that make the chosen dose, for a medicine that has one."""
        medicine = self.topic.medicine
        return dose_tablets(self.topic, medicine, self.values) if medicine else None

    @cached_property
    def product(self) -> Product | None:
        """Return the product that is chosen, for a medicine."""
        medicine = self.topic.medicine
        if medicine is None:
            return None
        drug = self.values.get(medicine.drug, "")
        return next((product for product in medicine.products if product.drug == drug), None)

    @property
    def drug_class(self) -> MedicineClass | None:
        """Return the class of the chosen product, else that of the topic; None for no medicine."""
        medicine = self.topic.medicine
        if medicine is None:
            return None
        return (self.product.drug_class if self.product else None) or medicine.drug_class

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names of the chosen product, in lower case."""
        product = self.product
        return frozenset(name.lower() for name in (product.name, *product.brands)) if product else frozenset()

    def is_drug(self, drug: str) -> bool:
        """Tell whether the chosen product is, or holds in its name, a drug in lower case."""
        return any(drug in name for name in self.names)

    def prints(self, point_id: str) -> bool:
        """Tell whether a point is ticked and its conditions hold."""
        point = self.topic.point(point_id)
        if point is None:
            return False
        return self.choice.prints(point) and self._holds(point)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Return the points that are ticked and whose conditions hold."""
        return tuple(p for p in self.topic.points if self.choice.prints(p) and self._holds(p))

    def _holds(self, point: Point) -> bool:
        return all(
            condition.holds(self.values if condition.param in self.values else self.elsewhere)
            for condition in point.when
        )


def ticked_topics(setting: Setting) -> tuple[Ticked, ...]:
    """Return every topic that goes on the page, in page order."""
    draft = setting.draft
    return _ticked_topics(setting.library, draft.topics, draft.choices, setting.visit)


@Remembered
def _ticked_topics(
    library: Library, topic_ids: tuple[str, ...], choices: Mapping[str, TopicChoice], visit: Visit
) -> tuple[Ticked, ...]:
    topics = topics_with(topic_ids, library)
    printed = {topic.id: topic for topic in topics}
    return tuple(
        _ticked(
            topic,
            choices.get(topic.id, NOTHING_CHANGED),
            visit,
            _elsewhere(topic, printed, choices, visit) if topic.reads_elsewhere else _NOTHING,
        )
        for topic in topics
    )


def _elsewhere(
    topic: Topic, printed: Mapping[str, Topic], choices: Mapping[str, TopicChoice], visit: Visit
) -> Mapping[str, Value]:
    """Return the values of other printed topics (TOPIC.PARAM) that a topic reads."""
    found: dict[str, Value] = {}
    for name in topic.reads_elsewhere:
        other, param = name.split(".", 1)
        if other in printed:
            values = values_of(printed[other], choices.get(other, NOTHING_CHANGED).values, visit)
            if param in values:
                found[name] = values[param]
    return found


_NOTHING: Mapping[str, Value] = {}


@Remembered
def _ticked(topic: Topic, choice: TopicChoice, visit: Visit, elsewhere: Mapping[str, Value]) -> Ticked:
    return Ticked(topic, values_of(topic, choice.values, visit), visit.language, choice, elsewhere)


def set_aside(printed: tuple[Ticked, ...], setting: Setting) -> tuple[Ticked, ...]:
    """Return the topics that do not print but hold values: a hard range is hard wherever a value stands."""
    shown = {ticked.topic.id for ticked in printed}
    held = (t for t in setting.library if t.id not in shown and setting.draft.choice(t.id).values)
    return tuple(Ticked(topic, topic_values(topic, setting), setting.library.language) for topic in held)


def phase_of(setting: Setting) -> str:
    """Return the phase that was chosen; else acute for an onset under 4 weeks ago; else nothing."""
    phase, onset = setting.visit_value("phase"), setting.visit_value("onset")
    if isinstance(phase, str):
        return phase
    recent = isinstance(onset, date) and setting.today - onset < timedelta(days=ACUTE_DAYS)
    return "acute" if recent else ""


def is_emergency_sheet(setting: Setting) -> bool:
    """Tell whether nothing is ticked: such a draft is the emergency sheet."""
    return not any(setting.library.topic(topic) for topic in setting.draft.topics)
