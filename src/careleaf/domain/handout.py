"""The handout: the resolved document, every date worked out, before it has a look."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from careleaf.domain.handout_number import handout_number
from careleaf.domain.library import Layout
from careleaf.domain.people import Clinic
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Answered:
    """A question people ask, and its answer."""

    ask: str
    answer: str


@dataclass(frozen=True)
class HandoutTopic:
    """One topic as it will print. `note` is the clinician's, in lines; `figure` is the id of its figure."""

    id: str
    title: str
    layout: Layout
    why: str = ""
    dose: str = ""
    lines: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    stop: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    answers: tuple[Answered, ...] = ()
    figure: str = ""
    note: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandoutSection:
    """A section with its short heading for the rail."""

    id: str
    heading: str
    icon: str
    topics: tuple[HandoutTopic, ...]


@dataclass(frozen=True)
class MedicineRow:
    """One medicine in the grid.

    `slots` are the tablets for morning, noon, evening and bedtime, or empty for an as-needed medicine,
    which has its spacing in `as_needed`.
    """

    topic: str
    name: str
    purpose: str
    slots: tuple[str, ...]
    as_needed: str
    most: str
    last: str


@dataclass(frozen=True)
class CourseBar:
    """A relaxant course in time: its nights and its stop, in days since the first midnight."""

    days: tuple[str, ...]
    nights: tuple[float, ...]
    stop: float


@dataclass(frozen=True)
class CourseBox:
    """The muscle relaxant course in words: the last tablet leads, the stop time stands second."""

    topic: str
    lead: str
    count: str
    stop: str
    bar: CourseBar | None = None


@dataclass(frozen=True)
class SignGroup:
    """Signs under a sub-heading of the emergency box."""

    heading: str
    signs: tuple[str, ...]


@dataclass(frozen=True)
class WarningBox:
    """The emergency box or the call-us box: a lead, then the signs by how fast they need help.

    `groups` holds the emergency signs again, under their sub-headings; `why` says what they can mean.
    """

    topic: str
    title: str
    lead: str
    signs: tuple[str, ...]
    same_day: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    groups: tuple[SignGroup, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of the band: what to do, from and to which day (0 is the start of the first, 1 its end)."""

    label: str
    start: float
    end: float


@dataclass(frozen=True)
class Band:
    """What to do over the first days, as bars over day columns, and the same in words."""

    section: str
    days: tuple[str, ...]
    bars: tuple[Bar, ...]
    words: str


@dataclass(frozen=True)
class Handout:
    """Everything that will be printed, in order. `facts` and `points` say where the words come from.

    `log_days`, `pain_days`, `warning_map` (a figure's id), `teach_back`, `signed`, `follow_up` and `qr` are
    blocks that the clinician can switch on. `content` is the hash of what the pages say,
    without the patient, and `number` is what the footer prints of it.
    """

    language: str
    title: str
    clinic: Clinic
    patient: str
    identifier: str
    clinician: str
    visit: str
    next_visit: str
    stamp: str
    message: str
    emergency: WarningBox
    plan: tuple[str, ...]
    sections: tuple[HandoutSection, ...]
    medicines: tuple[MedicineRow, ...]
    courses: tuple[CourseBox, ...]
    band: Band | None
    log_days: tuple[str, ...]
    pain_days: tuple[str, ...]
    warning_map: str
    teach_back: tuple[str, ...]
    signed: bool
    follow_up: bool
    qr: bool
    call_us: WarningBox
    phone: str
    sources: tuple[str, ...]
    footer: str
    points: tuple[str, ...]
    facts: tuple[str, ...]
    content: str = ""

    @cached_property
    def nobodys(self) -> Handout:
        """Return the handout without its patient, and without the number that is worked out of the rest."""
        if not (self.patient or self.identifier or self.content):
            return self
        return replace(self, patient="", identifier="", content="")

    @property
    def number(self) -> str:
        """Return the number in the footer."""
        return handout_number(self.content)
