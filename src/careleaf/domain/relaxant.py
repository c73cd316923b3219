"""The muscle relaxant course: at most 72 hours, one dose a night, at bedtime."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

from careleaf.domain.params import YEARS
from careleaf.lazy_dataclass import dataclass

MIN_HOURS, MAX_HOURS = 24, 72  # the clinic's rule: it can be shortened, never lengthened
MAX_NIGHTS = 3
BEDTIME_FROM, BEDTIME_TO = time(19, 0), time(2, 0)  # clinic time, over midnight
USUAL_BEDTIME = time(21, 0)


class CourseRefused(ValueError):
    """Refuse a course; `rule` is the safety rule it breaks."""

    def __init__(self, rule: str, reason: str) -> None:
        self.rule = rule
        super().__init__(reason)


@dataclass(frozen=True)
class RelaxantCourse:
    """A course that keeps the limit. Moments are aware, in the clinic's time zone."""

    start: datetime
    stop: datetime
    doses: tuple[datetime, ...]
    tablets_each: Fraction

    @property
    def nights(self) -> int:
        """Return how many nights have a dose."""
        return len(self.doses)

    @property
    def tablets(self) -> Fraction:
        """Return how many tablets the whole course takes."""
        return self.tablets_each * self.nights

    @property
    def last_night(self) -> date:
        """Return the evening the last dose belongs to."""
        return night_of(self.doses[-1])


def is_bedtime(moment: datetime) -> bool:
    """Tell whether a clinic time lies from 19:00 to 02:00."""
    return moment.time() >= BEDTIME_FROM or moment.time() <= BEDTIME_TO


def night_of(moment: datetime) -> date:
    """Return the day a bedtime belongs to: 00:30 belongs to the night before."""
    return moment.date() if moment.time() >= BEDTIME_FROM else moment.date() - timedelta(days=1)


def tonight(today: date) -> datetime:
    """Return the usual bedtime of a day, without a zone."""
    return datetime.combine(today, USUAL_BEDTIME)


@lru_cache(maxsize=64)
def relaxant_course(start: datetime, hours: float, zone: ZoneInfo, tablets_each: Fraction) -> RelaxantCourse:
    """Work out the doses, the last tablet and the stop of a course.

    `start` is a naive clinic time. The hours are real ones, so a change to or from daylight-saving time
    moves the clock time of the stop and never adds a night. Doses are the bedtimes d with
    start <= d < stop, at most ceil(hours / 24) and never more than 3.
    Raises CourseRefused for more than 72 hours, less than 24, or a start that is no bedtime.
    """
    if not MIN_HOURS <= hours <= MAX_HOURS:
        raise CourseRefused(
            "R3",
            f"{hours:g} hours is refused: a muscle relaxant stops after {MIN_HOURS} to {MAX_HOURS} hours",
        )
    if start.year not in YEARS:
        raise CourseRefused("R3", f"no course can start in the year {start.year}")
    begin = _real(start, zone)
    if not is_bedtime(begin):
        raise CourseRefused("R5", f"{begin:%H:%M} is no bedtime: the first dose is between 19:00 and 02:00")
    stop = (begin.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)
    most = min(MAX_NIGHTS, ceil(hours / 24))
    # The first dose is the start itself: at 1 AM on the night that has two of them, it is the one meant.
    later = (_real(begin.replace(tzinfo=None) + timedelta(days=night), zone) for night in range(1, most))
    doses = (begin, *(dose for dose in later if dose.astimezone(UTC) < stop.astimezone(UTC)))
    return RelaxantCourse(begin, stop, doses, tablets_each)


def _real(naive: datetime, zone: ZoneInfo) -> datetime:
    """Read a clock time in a zone; one that the change to summer time skips becomes the hour after."""
    return naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
