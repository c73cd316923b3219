"""The topics on the page as the safety rules see them: their values, and which of their points print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from careleaf.domain.draft import NOTHING_CHANGED, TopicChoice, printed_topics
from careleaf.domain.library import MedicineClass, Product, Topic
from careleaf.domain.params import Value
from careleaf.domain.values import Setting, topic_values

ACUTE_DAYS = 28  # ACP 2017: acute is under 4 weeks
PHASE = "visit.phase"


@dataclass(frozen=True)
class Ticked:
    """A topic with the values it has; `page` are those of every topic (TOPIC.PARAM) and of the visit."""

    topic: Topic
    values: Mapping[str, Value]
    choice: TopicChoice = NOTHING_CHANGED
    page: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def known(self) -> Mapping[str, Value]:
        """Return the values of the page and, by their short names, the topic's own."""
        return {**self.page, **self.values}

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
        return self.choice.prints(point) and all(condition.holds(self.known) for condition in point.when)


def ticked_topics(setting: Setting) -> list[Ticked]:
    """Return every topic that goes on the page, in page order."""
    topics = printed_topics(setting.draft, setting.library)
    values = {topic.id: topic_values(topic, setting) for topic in topics}
    page = {f"{topic}.{key}": value for topic, own in values.items() for key, value in own.items()}
    if phase := phase_of(setting):
        page[PHASE] = phase
    return [Ticked(topic, values[topic.id], setting.draft.choice(topic.id), page) for topic in topics]


def set_aside(printed: list[Ticked], setting: Setting) -> list[Ticked]:
    """Return the topics that do not print but hold values: a hard range is hard wherever a value stands."""
    shown = {ticked.topic.id for ticked in printed}
    held = (t for t in setting.library if t.id not in shown and setting.draft.choice(t.id).values)
    return [Ticked(topic, topic_values(topic, setting)) for topic in held]


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
