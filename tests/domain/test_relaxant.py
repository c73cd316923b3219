"""The muscle relaxant course: at most 72 real hours, at most 3 nights, at bedtime only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from builders import NEW_YORK, TONIGHT
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.relaxant import CourseRefused, RelaxantCourse, is_bedtime, night_of, relaxant_course

ONE = Fraction(1)
ZONES = [
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/London",
    "Asia/Kolkata",
    "Pacific/Apia",
    "UTC",
]


def course(start: datetime = TONIGHT, hours: float = 72, zone: ZoneInfo = NEW_YORK) -> RelaxantCourse:
    return relaxant_course(start, hours, zone, ONE)


def real_hours(made: RelaxantCourse) -> float:
    return (made.stop.astimezone(UTC) - made.start.astimezone(UTC)) / timedelta(hours=1)


@pytest.mark.parametrize(("hours", "nights"), [(24, 1), (25, 2), (48, 2), (49, 3), (72, 3)])
def test_hours_give_nights(hours: int, nights: int) -> None:
    assert course(hours=hours).nights == nights
    assert course(hours=hours).tablets == nights


def test_example_of_the_rulings() -> None:
    made = course()
    assert made.last_night == date(2026, 11, 23)
    assert made.stop == datetime(2026, 11, 24, 21, 0, tzinfo=NEW_YORK)
    assert [dose.date().day for dose in made.doses] == [21, 22, 23]


def test_tablets_of_a_course_are_those_of_each_night() -> None:
    assert relaxant_course(TONIGHT, 72, NEW_YORK, Fraction(2)).tablets == 6
    assert relaxant_course(TONIGHT, 72, NEW_YORK, Fraction(1, 2)).tablets == Fraction(3, 2)


def test_half_past_midnight_belongs_to_the_night_before() -> None:
    made = course(datetime(2026, 11, 22, 0, 30))
    assert night_of(made.start) == date(2026, 11, 21)
    assert made.last_night == date(2026, 11, 23)
    assert night_of(TONIGHT) == date(2026, 11, 21)


@pytest.mark.parametrize(("hour", "minute"), [(19, 0), (23, 59), (0, 0), (2, 0)])
def test_bedtime_is_from_19_to_2(hour: int, minute: int) -> None:
    start = datetime(2026, 11, 21, hour, minute)
    assert is_bedtime(start)
    assert course(start).nights == 3


@pytest.mark.parametrize(("hour", "minute"), [(18, 59), (2, 1), (9, 0), (12, 0)])
def test_any_other_start_is_refused_by_R5(hour: int, minute: int) -> None:
    with pytest.raises(CourseRefused, match="no bedtime") as refused:
        course(datetime(2026, 11, 21, hour, minute))
    assert refused.value.rule == "R5"


@pytest.mark.parametrize(
    "hours", [0, -72, 23, 23.99, 72.01, 73, 96, 1e9, float("inf"), -float("inf"), float("nan")]
)
def test_hours_outside_24_to_72_are_refused_by_R3(hours: float) -> None:
    with pytest.raises(CourseRefused, match="hours is refused") as refused:
        course(hours=hours)
    assert refused.value.rule == "R3"


@pytest.mark.parametrize("start", [datetime.min, datetime(9999, 12, 31, 21), datetime(1899, 12, 31, 21)])
def test_a_start_at_the_edge_of_the_calendar_is_refused(start: datetime) -> None:
    with pytest.raises(CourseRefused, match="year"):
        course(start)


@pytest.mark.parametrize(
    ("start", "zone", "stop"),
    [
        pytest.param(
            "2026-10-31T21:00", "America/New_York", "2026-11-03T20:00", id="autumn, the night itself"
        ),
        pytest.param(
            "2026-11-01T00:30", "America/New_York", "2026-11-03T23:30", id="autumn, before the change"
        ),
        pytest.param(
            "2026-10-30T21:00", "America/New_York", "2026-11-02T20:00", id="autumn, inside the course"
        ),
        pytest.param(
            "2027-03-13T21:00", "America/New_York", "2027-03-16T22:00", id="spring, the night itself"
        ),
        pytest.param("2027-03-11T21:00", "America/New_York", "2027-03-14T22:00", id="spring, the last night"),
        pytest.param("2026-10-03T21:00", "Australia/Sydney", "2026-10-06T22:00", id="southern spring"),
        pytest.param("2027-04-03T21:00", "Australia/Sydney", "2027-04-06T20:00", id="southern autumn"),
    ],
)
def test_a_clock_change_moves_the_stop_and_adds_no_night(start: str, zone: str, stop: str) -> None:
    made = course(datetime.fromisoformat(start), 72, ZoneInfo(zone))
    assert made.stop.replace(tzinfo=None) == datetime.fromisoformat(stop)
    assert real_hours(made) == 72
    assert made.nights == 3


def test_25_hours_over_the_long_autumn_night_hold_one_bedtime() -> None:
    made = course(datetime(2026, 10, 31, 21, 0), 25)
    assert made.stop.replace(tzinfo=None) == datetime(2026, 11, 1, 21, 0)
    assert made.nights == 1, "the second bedtime is the stop itself"


def test_a_bedtime_that_the_spring_change_skips_is_the_hour_after() -> None:
    made = course(datetime(2027, 3, 12, 2, 0), 72)
    assert [dose.hour for dose in made.doses] == [2, 2, 3]
    assert made.last_night == date(2027, 3, 13)


def test_the_first_dose_is_the_start_even_in_the_hour_that_comes_twice() -> None:
    made = course(datetime(2024, 11, 3, 1, 0, fold=1), 24)
    assert [dose.astimezone(UTC) for dose in made.doses] == [datetime(2024, 11, 3, 6, 0, tzinfo=UTC)]


@given(
    start=st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)),
    hours=st.floats(24, 72) | st.integers(24, 72),
    zone=st.sampled_from(ZONES),
)
def test_no_course_is_longer_than_72_hours_or_3_nights(start: datetime, hours: float, zone: str) -> None:
    try:
        made = course(start, hours, ZoneInfo(zone))
    except CourseRefused:
        assert not is_bedtime(start) or start.hour in (0, 1, 2), "only a clock change moves a bedtime"
        return
    moments = [dose.astimezone(UTC) for dose in made.doses]
    assert real_hours(made) == pytest.approx(hours)
    assert real_hours(made) <= 72
    assert 1 <= made.nights <= 3
    assert all(made.start.astimezone(UTC) <= moment < made.stop.astimezone(UTC) for moment in moments)
    assert len({night_of(dose) for dose in made.doses}) == made.nights, "one dose a night"


@given(
    start=st.datetimes(),
    hours=st.floats().filter(lambda hours: not 24 <= hours <= 72),
    zone=st.sampled_from(ZONES),
)
def test_no_start_makes_other_hours_right(start: datetime, hours: float, zone: str) -> None:
    with pytest.raises(CourseRefused):
        course(start, hours, ZoneInfo(zone))
