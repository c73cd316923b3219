"""The library: all content in one language, as sections, topics and points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from careleaf.domain.params import Condition, Param, ParamType, Value, values_that_apply
from careleaf.i18n import Language
from careleaf.lazy_dataclass import dataclass


class TopicKind(StrEnum):
    """Who puts a topic on the page: the clinician, the program, or nobody can take it off."""

    TICK = "tick"
    AUTO = "auto"
    LOCKED = "locked"


class Origin(StrEnum):
    """Whose words a topic, a point or a text are: the library's, or the clinic's own."""

    LIBRARY = "library"
    CLINIC = "clinic"


class Layout(StrEnum):
    """How a topic stands on the page."""

    POINTS = "points"
    EXERCISE = "exercise"
    MEDICINE = "medicine"
    QUESTIONS = "questions"
    TABLE = "table"
    EMERGENCY = "emergency"
    CALL_US = "call-us"
    SOURCES = "sources"


class Form(StrEnum):
    """What shape a point has: a line, a numbered step, a table row, or an answer to a question."""

    LINE = "line"
    STEP = "step"
    ROW = "row"
    QUESTION = "question"


class Tier(StrEnum):
    """How fast a warning sign needs help."""

    EMERGENCY = "emergency"
    SAME_DAY = "same-day"
    CALL = "call"


class MedicineClass(StrEnum):
    """The classes of medicine that safety rules speak of."""

    RELAXANT = "relaxant"
    NSAID = "nsaid"
    ACETAMINOPHEN = "acetaminophen"
    SKIN = "skin"


class Timing(StrEnum):
    """When a medicine is taken."""

    BEDTIME = "bedtime"
    AS_NEEDED = "as-needed"


@dataclass(frozen=True)
class Text:
    """A text of the library and the facts it states; a clinic's own may name its own `source` instead.

    `replaces` is the library's text that a clinic has reworded.
    """

    text: str
    facts: tuple[str, ...] = ()
    source: str = ""
    origin: Origin = Origin.LIBRARY
    replaces: Text | None = None


@dataclass(frozen=True)
class BandText:
    """A topic's bar in the band over the first days; `start` and `end` name date params of the topic.

    Without a start it begins today, without an end it goes on; an end that is over takes the bar away.
    """

    text: Text
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Point:
    """One line of advice that can be ticked by itself.

    `ask` is the question of a Form.QUESTION, `cells` the cells of a Form.ROW, `group` the sub-heading an
    emergency sign stands under. `source` and `replaces` are as in a Text.
    """

    id: str
    text: str
    facts: tuple[str, ...]
    form: Form = Form.LINE
    ticked: bool = False
    locked: bool = False
    when: tuple[Condition, ...] = ()
    tier: Tier | None = None
    group: str = ""
    ask: str = ""
    cells: tuple[str, ...] = ()
    source: str = ""
    origin: Origin = Origin.LIBRARY
    replaces: Point | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every text of the point that can print."""
        return tuple(text for text in (self.ask, self.text, *self.cells) if text)


@dataclass(frozen=True)
class Product:
    """A drug as patients know it: generic name and brands. `drug` is the drug param's value.

    `drug_class` is set where it differs from its topic's: of the skin products, one is an NSAID.
    """

    drug: str
    name: str
    brands: tuple[str, ...] = ()
    drug_class: MedicineClass | None = None


@dataclass(frozen=True)
class Medicine:
    """What the medicine grid and the safety rules need of a topic; fields name the topic's params."""

    drug_class: MedicineClass
    purpose: str
    timing: Timing
    products: tuple[Product, ...]
    drug: str = ""
    dose: str = ""
    start: str = ""
    hours: str = ""
    gap: str = ""
    daily_max: str = ""
    days: str = ""
    slots: str = ""
    tell: str = ""


@dataclass(frozen=True)
class Review:
    """Who looked at a text, when, and until when that counts."""

    reviewed: date
    review_due: date
    reviewer: str


@dataclass(frozen=True)
class Topic:
    """One subject of the handout: its points, its params and where they come from.

    One that is `only_suggested` is never ticked by a preset: medicines, and what the file says so of.
    `clinic_review` vouches for the words in it that are the clinic's own, where there are any.
    """

    id: str
    section: str
    kind: TopicKind
    layout: Layout
    title: str
    grade_target: float
    reviewed: date
    review_due: date
    reviewer: str
    message: Text | None = None
    why: Text | None = None
    plan: Text | None = None
    dose: Text | None = None
    stop: Text | None = None
    band: BandText | None = None
    needs: tuple[str, ...] = ()
    figure: str = ""
    columns: tuple[str, ...] = ()
    params: tuple[Param, ...] = ()
    points: tuple[Point, ...] = ()
    medicine: Medicine | None = None
    origin: Origin = Origin.LIBRARY
    clinic_review: Review | None = None
    only_suggested: bool = False

    @property
    def has_clinic_words(self) -> bool:
        """Tell whether the clinic wrote or reworded any of it."""
        return self.clinic_review is not None

    @cached_property
    def holds_clinic_texts(self) -> bool:
        """Tell whether any text of it is the clinic's own."""
        origins = (self.origin, *(text.origin for text in self.texts), *(p.origin for p in self.points))
        return Origin.CLINIC in origins

    @cached_property
    def default_values(self) -> Mapping[str, Value]:
        """Return the default of each param that applies while every other has its default."""
        return values_that_apply(self.params, lambda param: param.default)

    @cached_property
    def has_own_defaults(self) -> bool:
        """Tell whether no default is the clinic's or the clock's."""
        at_bedtime = self.medicine is not None and self.medicine.timing is Timing.BEDTIME
        return not at_bedtime and not any(param.from_clinic for param in self.params)

    def params_of(self, kind: ParamType) -> tuple[Param, ...]:
        """Return the params of one type."""
        return self._by_type.get(kind, ())

    @cached_property
    def _by_type(self) -> Mapping[ParamType, tuple[Param, ...]]:
        return {kind: tuple(param for param in self.params if param.type is kind) for kind in ParamType}

    @cached_property
    def limited_params(self) -> tuple[Param, ...]:
        """Return the params of which some values are refused."""
        return tuple(param for param in self.params if param.required or None not in (param.min, param.max))

    @cached_property
    def reads_elsewhere(self) -> tuple[str, ...]:
        """Return the values of other topics (TOPIC.PARAM) that a point of it hangs on."""
        names = (condition.param for point in self.points for condition in point.when)
        return tuple(dict.fromkeys(name for name in names if "." in name))

    def point(self, point_id: str) -> Point | None:
        """Return the point with this id, if there is one."""
        return self._points_by_id.get(point_id)

    @cached_property
    def _points_by_id(self) -> Mapping[str, Point]:
        return {point.id: point for point in reversed(self.points)}  # of two the first

    def param(self, name: str, values: Mapping[str, Value]) -> Param | None:
        """Return the param that answers to a public name while the others have these values.

        A name shared through `alias` means the param that applies now.
        """
        exact = self._params_by_id.get(name)
        if exact is not None and exact.applies(values):
            return exact
        shared = (param for param in self.params if param.alias == name and param.applies(values))
        return next(shared, exact)

    @cached_property
    def _params_by_id(self) -> Mapping[str, Param]:
        return {param.id: param for param in reversed(self.params)}

    @property
    def file(self) -> str:
        """Return the topic's file, as messages name it."""
        return f"{self.section}/{self.id}.toml"

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return the topic's texts that are not points."""
        band = self.band.text if self.band else None
        return tuple(text for text in (self.message, self.why, self.plan, self.dose, self.stop, band) if text)


@dataclass(frozen=True)
class Section:
    """A group of topics: its title in the window, its short heading on the page."""

    id: str
    title: str
    heading: str
    topics: tuple[Topic, ...]
    icon: str = ""


@dataclass(frozen=True)
class Term:
    """A medical word and what to say instead or beside it.

    `known` says why patients may meet the word without its explanation; empty, every topic explains it.
    """

    word: str
    plain: str
    known: str = ""


@dataclass(frozen=True)
class Library:
    """All content in one language. `score_excluded` are the terms the second reading score leaves out.

    `visit_params` belong to the visit, whether or not their topic is ticked.
    """

    language: Language
    version: str
    title: str
    handout_title: str
    sections: tuple[Section, ...] = field(repr=False)  # a test that fails prints what it was given
    score_excluded: frozenset[str] = frozenset()
    glossary: tuple[Term, ...] = field(default=(), repr=False)
    _by_id: dict[str, Topic] = field(init=False, repr=False, compare=False)
    visit_params: tuple[tuple[Topic, Param], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {topic.id: topic for section in self.sections for topic in section.topics}
        of_visit = tuple((topic, param) for topic in by_id.values() for param in topic.params if param.visit)
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "visit_params", of_visit)

    def __iter__(self) -> Iterator[Topic]:
        return iter(self._by_id.values())

    @property
    def id(self) -> str:
        """Return what tells it from the library of another language."""
        return self.language.code

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic with this id, if there is one."""
        return self._by_id.get(topic_id)

    def section_of(self, topic: Topic) -> Section:
        """Return the section a topic of this library stands in."""
        return next(section for section in self.sections if section.id == topic.section)

    def with_topics(self, topics: Iterable[Topic]) -> Library:
        """Return the library with topics in place of those with their ids, new ones last in their section."""
        given = {topic.id: topic for topic in topics}
        sections = tuple(
            replace(
                section,
                topics=(
                    *(given.get(topic.id, topic) for topic in section.topics),
                    *(t for t in given.values() if t.section == section.id and self.topic(t.id) is None),
                ),
            )
            for section in self.sections
        )
        return replace(self, sections=sections)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Return the place of each topic in the library's order, by its id."""
        return {topic_id: place for place, topic_id in enumerate(self._by_id)}

    @cached_property
    def _by_kind(self) -> Mapping[TopicKind, tuple[Topic, ...]]:
        return {kind: tuple(topic for topic in self if topic.kind is kind) for kind in TopicKind}

    def topics_of(self, kind: TopicKind) -> tuple[Topic, ...]:
        """Return the topics of one kind, in the library's order."""
        return self._by_kind[kind]

    @property
    def tickable(self) -> tuple[Topic, ...]:
        """Return the topics a clinician chooses from, in paper order."""
        return self.topics_of(TopicKind.TICK)
