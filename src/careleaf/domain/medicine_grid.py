"""The medicines of a handout: rows of the grid, and the muscle relaxant course in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from careleaf.domain.handout import CourseBar, CourseBox, MedicineRow
from careleaf.domain.library import Medicine, Timing
from careleaf.domain.params import Tablets, Value
from careleaf.domain.plaintext import fill
from careleaf.domain.relaxant import CourseRefused, RelaxantCourse, night_of
from careleaf.domain.resolved import Resolved
from careleaf.domain.values import course_of, dose_tablets, tablet_words
from careleaf.i18n import Language, moment_text, number_text, short_day

SLOTS = ("morning", "noon", "evening", "bedtime")


@lru_cache(maxsize=64)
def medicine_row(item: Resolved, zone: ZoneInfo) -> MedicineRow | None:
    """Write a topic's medicine as a row; None where it has no dose, or none that may be printed."""
    medicine = item.topic.medicine
    tablets = dose_tablets(item.topic, medicine, item.values) if medicine and medicine.dose else None
    if medicine is None or tablets is None:
        return None
    name = f"{_drug_name(item, medicine)} {number_text(tablets.mg)} mg"
    if medicine.timing is Timing.BEDTIME:
        course = _course(item, zone)
        if course is None:
            return None
        last = short_day(course.last_night, item.language)
        return MedicineRow(
            item.topic.id, name, medicine.purpose, ("", "", "", tablet_words(tablets.count)), "", "", last
        )
    return _as_needed_row(item, medicine, name, tablets)


def _as_needed_row(item: Resolved, medicine: Medicine, name: str, tablets: Tablets) -> MedicineRow:
    """Print as needed, unless the clinician chose times of day. The lowest number of tablets leads."""
    chosen = item.values.get(medicine.slots)
    times = set(chosen) if isinstance(chosen, tuple) else set()
    slots = tuple(tablet_words(tablets.count) if slot in times else "" for slot in SLOTS) if times else ()
    each = tablet_words(tablets.count)
    if tablets.count > 1:
        each = f"1 {'or' if tablets.count == 2 else 'to'} {each}"
    tell = fill(medicine.tell, item.texts) or ""
    return MedicineRow(
        topic=item.topic.id,
        name=name,
        purpose=medicine.purpose,
        slots=slots,
        as_needed="" if slots else f"{each} when needed. {tell}".strip(),
        most=_most(item.values.get(medicine.daily_max), tablets.mg),
        last=_last(item, medicine),
    )


@lru_cache(maxsize=64)
def course_box(item: Resolved, zone: ZoneInfo, with_bar: bool) -> CourseBox | None:
    """Write a relaxant course: the last tablet leads. None for a course that the limit refuses."""
    course = _course(item, zone)
    if course is None:
        return None
    language = item.language
    noun = "tablet" if course.tablets_each <= 1 else "tablets"
    count = tablet_words(course.tablets)
    first = short_day(night_of(course.doses[0]), language)
    return CourseBox(
        topic=item.topic.id,
        lead=f"Last {noun}: {short_day(course.last_night, language)}, bedtime. Take none after that.",
        count=f"{count[:1].upper()}{count[1:]} in all, from {first}.",
        stop=f"Stop by {moment_text(course.stop, language)}.",
        bar=_course_bar(course, language) if with_bar else None,
    )


def _course_bar(course: RelaxantCourse, language: Language) -> CourseBar:
    """Place the nights and the stop on the clinic's clock; a dose after midnight stands on its own day."""
    first = course.start.date()

    def place(moment: datetime) -> float:
        hour = moment.hour + moment.minute / 60
        return (moment.date() - first).days + hour / 24

    count = (course.stop.date() - first).days + 1
    days = (first + timedelta(days=number) for number in range(count))
    return CourseBar(
        days=tuple(f"{language.short_weekdays[day.weekday()]} {day.day}" for day in days),
        nights=tuple(place(dose) for dose in course.doses),
        stop=place(course.stop),
    )


def _course(item: Resolved, zone: ZoneInfo) -> RelaxantCourse | None:
    medicine = item.topic.medicine
    if medicine is None or medicine.timing is not Timing.BEDTIME:
        return None
    try:
        return course_of(item.topic, item.values, zone)
    except CourseRefused:
        return None


def _most(daily_max: Value | None, tablet_mg: float) -> str:
    return tablet_words(Fraction(int(daily_max // tablet_mg))) if isinstance(daily_max, int | float) else ""


def _last(item: Resolved, medicine: Medicine) -> str:
    ends = (p.id for p in item.topic.params if p.formula == "last-day" and p.of == medicine.days)
    return next((item.texts[end] for end in ends if end in item.texts), "")


def _drug_name(item: Resolved, medicine: Medicine) -> str:
    drug = item.values.get(medicine.drug, "")
    return next((product.name for product in medicine.products if product.drug == drug), item.topic.title)
