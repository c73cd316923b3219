"""The values a topic's params have in a draft, and the ones the program works out from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

from careleaf.domain.draft import Draft
from careleaf.domain.library import Library, Medicine, Timing, Topic
from careleaf.domain.params import (
    Param,
    ParamType,
    Tablets,
    Value,
    outside_range,
    tablets_for,
    value_text,
    values_that_apply,
)
from careleaf.domain.people import Clinic
from careleaf.domain.relaxant import CourseRefused, RelaxantCourse, relaxant_course, tonight
from careleaf.domain.remembered import Remembered
from careleaf.domain.signoff import SignOff
from careleaf.i18n import Language
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Visit:
    """What a topic's values are worked out from beside the draft's choices in it.

    `today` is the clinic's calendar day, `onset` the day the trouble began, where it is known. Of an
    `undated` visit no day is worked out.
    """

    clinic: Clinic
    today: date
    onset: date | None
    undated: bool
    language: Language

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the clinic's time zone."""
        return ZoneInfo(self.clinic.timezone)


@dataclass(frozen=True)
class Setting:
    """What a handout is made in: library, draft, clinic, clock (aware, clinic time), sign-offs."""

    library: Library
    draft: Draft
    clinic: Clinic
    now: datetime
    signoffs: tuple[SignOff, ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the clinic's time zone."""
        return ZoneInfo(self.clinic.timezone)

    @cached_property
    def today(self) -> date:
        """Return the day of the visit, on the clinic's calendar."""
        return self.now.astimezone(self.zone).date()

    @cached_property
    def visit(self) -> Visit:
        """Return what of all this the values of every topic hang on."""
        onset = self.visit_value("onset")
        day = onset if isinstance(onset, date) else None
        return _visit(self.library, self.clinic, self.today, day, self.draft.undated)

    def visit_value(self, param_id: str) -> Value | None:
        """Return the value of a param that belongs to the visit, ticked topic or not."""
        for topic, param in self.library.visit_params:
            if param.id == param_id:
                return self.draft.choice(topic.id).values.get(param_id)
        return None


@Remembered  # the same object while nothing of it changes: it is quickly compared, and for every topic
def _visit(library: Library, clinic: Clinic, today: date, onset: date | None, undated: bool) -> Visit:
    return Visit(clinic, today, onset, undated, library.language)


def topic_values(topic: Topic, setting: Setting) -> Mapping[str, Value]:
    """Return the value of each param of a topic that applies and is set: chosen, the clinic's or default."""
    return values_of(topic, setting.draft.choice(topic.id).values, setting.visit)


@Remembered
def values_of(topic: Topic, chosen: Mapping[str, Value], visit: Visit) -> Mapping[str, Value]:
    """Return the same for what was chosen in a topic."""
    if chosen or not topic.has_own_defaults:
        values = values_that_apply(
            topic.params, lambda param: chosen.get(param.id, _default(topic, param, visit))
        )
    else:
        values = dict(topic.default_values)
    for param in topic.params_of(ParamType.DERIVED):
        worked_out = _FORMULAS[param.formula](topic, param, values, visit)
        if worked_out is not None and not (visit.undated and isinstance(worked_out, date)):
            values[param.id] = worked_out
    return values


def _default(topic: Topic, param: Param, visit: Visit) -> Value | None:
    if param.from_clinic:
        return str(getattr(visit.clinic, param.from_clinic)) or param.default
    if topic.medicine and topic.medicine.timing is Timing.BEDTIME and param.id == topic.medicine.start:
        return tonight(visit.today)
    return param.default


def value_texts(topic: Topic, values: Mapping[str, Value], language: Language) -> dict[str, str]:
    """Write each value as it prints; a param also answers to its alias."""
    texts: dict[str, str] = {}
    for param in topic.params:
        if param.id in values:
            texts[param.id] = value_text(param, values[param.id], language)
            if param.alias:
                texts[param.alias] = texts[param.id]
    return texts


def problems_of(topic: Topic, values: Mapping[str, Value]) -> list[tuple[Param, str]]:
    """Return the params whose value is outside its hard range, with what is wrong."""
    return [
        (param, wrong)
        for param in topic.limited_params
        if param.id in values and (wrong := outside_range(param, values[param.id]))
    ]


def dose_tablets(topic: Topic, medicine: Medicine, values: Mapping[str, Value]) -> Tablets | None:
    """Return the tablets that make the chosen dose, or None while no strength makes it."""
    param = topic.param(medicine.dose, values)
    dose = values.get(param.id) if param else None
    if param is None or not isinstance(dose, int | float) or outside_range(param, dose):
        return None
    return tablets_for(dose, param.strengths)


def course_of(topic: Topic, values: Mapping[str, Value], zone: ZoneInfo) -> RelaxantCourse:
    """Work out the relaxant course of a topic; raises CourseRefused."""
    medicine = topic.medicine
    if medicine is None or medicine.timing is not Timing.BEDTIME:
        raise CourseRefused("R3", f"{topic.title} is no bedtime medicine")
    start, hours = values.get(medicine.start), values.get(medicine.hours)
    tablets = dose_tablets(topic, medicine, values)
    if not isinstance(start, datetime) or not isinstance(hours, int | float):
        raise CourseRefused("R3", "a muscle relaxant needs a start and an end")
    if tablets is None:
        raise CourseRefused("R3", "no tablet strength makes this dose")
    return relaxant_course(start, hours, zone, tablets.count)


Formula = Callable[[Topic, Param, Mapping[str, Value], Visit], Value | None]


def _celsius(_: Topic, param: Param, values: Mapping[str, Value], __: Visit) -> Value | None:
    value = values.get(param.of)
    return round((value - 32) * 5 / 9, 1) if isinstance(value, int | float) else None


def _window_end(_: Topic, param: Param, values: Mapping[str, Value], visit: Visit) -> Value | None:
    hours, begin = values.get(param.of), visit.onset or visit.today
    if not isinstance(hours, int | float) or not 0 <= hours < 10_000:
        return None
    end = _later(begin, hours / 24)
    return end if end and end >= visit.today else None  # a window that is over needs no date


def _window_last(_: Topic, param: Param, values: Mapping[str, Value], visit: Visit) -> Value | None:
    end = _window_end(_, param, values, visit)
    return max(end - timedelta(days=1), visit.today) if isinstance(end, date) else None


def _later(day: date, days: float) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:  # the calendar ends with the year 9999
        return None


def _last_day(_: Topic, param: Param, values: Mapping[str, Value], visit: Visit) -> Value | None:
    days = values.get(param.of)
    return _later(visit.today, days - 1) if isinstance(days, int) and 0 < days < 1_000 else None


def _call_by(_: Topic, param: Param, values: Mapping[str, Value], visit: Visit) -> Value | None:
    days = values.get(param.of)
    return _later(visit.today, days) if isinstance(days, int) and 0 < days < 1_000 else None


def _every(topic: Topic, param: Param, values: Mapping[str, Value], visit: Visit) -> Value | None:
    """Write how often without a needless 1: "hour", "2 hours"."""
    counted, value = topic.param(param.of, values), values.get(param.of)
    if counted is None or value is None:
        return None
    words = value_text(counted, value, visit.language)
    return words.removeprefix("1 ") if value == 1 else words


def _of_course(read: Callable[[RelaxantCourse], Value]) -> Formula:
    def formula(topic: Topic, _: Param, values: Mapping[str, Value], visit: Visit) -> Value | None:
        try:
            return read(course_of(topic, values, visit.zone))
        except CourseRefused:
            return None

    return formula


def _each_dose(topic: Topic, _: Param, values: Mapping[str, Value], __: Visit) -> Value | None:
    tablets = dose_tablets(topic, topic.medicine, values) if topic.medicine else None
    return tablet_words(tablets.count) if tablets else None


def _most_tablets(topic: Topic, _: Param, values: Mapping[str, Value], __: Visit) -> Value | None:
    if topic.medicine is None:
        return None
    tablets, most = dose_tablets(topic, topic.medicine, values), values.get(topic.medicine.daily_max)
    return int(most // tablets.mg) if tablets and isinstance(most, int | float) else None


def tablet_words(count: Fraction) -> str:
    """Write a number of tablets: "1 tablet", "3 tablets", "half a tablet", "3 half tablets"."""
    if count.denominator == 2:
        return "half a tablet" if count.numerator == 1 else f"{count.numerator} half tablets"
    return "1 tablet" if count == 1 else f"{count} tablets"


_FORMULAS: dict[str, Formula] = {
    "celsius": _celsius,
    "window-end": _window_end,
    "window-last": _window_last,
    "last-day": _last_day,
    "call-by": _call_by,
    "every": _every,
    "nights": _of_course(lambda course: course.nights),
    "last-tablet": _of_course(lambda course: course.last_night),
    "stop-time": _of_course(lambda course: course.stop.replace(tzinfo=None)),
    "tablets": _of_course(lambda course: tablet_words(course.tablets)),
    "each-dose": _each_dose,
    "most-tablets": _most_tablets,
}
FORMULAS = frozenset(_FORMULAS)
