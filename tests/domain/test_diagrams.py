"""Diagrams the clinician can switch on: the course as a bar, the chart of pain, the map of warning signs."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from handouts import NOW, made, program

from careleaf.domain.draft import Draft
from careleaf.domain.handout import CourseBar, Handout
from careleaf.domain.optional_blocks import USUAL_BLOCKS

ON_WISH = frozenset({"course-bar", "pain-log", "warning-map"})


def handout(*topics: str, now: datetime = NOW, blocks: frozenset[str] = USUAL_BLOCKS | ON_WISH) -> Handout:
    return made(Draft(topics=topics, blocks=blocks), now=now).handout


def bar(now: datetime = NOW) -> CourseBar:
    (course,) = handout("med-relaxant", now=now).courses
    assert course.bar is not None
    return course.bar


def test_the_course_stands_on_its_days_with_a_mark_a_night_and_its_stop() -> None:
    course = bar()
    assert course.days == ("Sat 21", "Sun 22", "Mon 23", "Tue 24")
    assert course.nights == pytest.approx((21 / 24, 1 + 21 / 24, 2 + 21 / 24))
    assert course.stop == pytest.approx(3 + 21 / 24)


def test_the_bar_ends_at_the_clock_time_of_the_stop_when_the_clocks_change() -> None:
    """72 hours from Friday 9 PM end on Monday at 8 PM, when an hour is won back on Sunday."""
    course = bar(datetime(2026, 10, 30, 9, tzinfo=ZoneInfo("America/New_York")))
    assert course.days[0] == "Fri 30"
    assert course.stop == pytest.approx(3 + 20 / 24)


def test_diagrams_are_off_until_they_are_asked_for() -> None:
    plain = handout("med-relaxant", blocks=USUAL_BLOCKS)
    assert (plain.courses[0].bar, plain.pain_days, plain.warning_map) == (None, (), "")


def test_the_pain_chart_begins_today_and_is_not_on_the_emergency_sheet() -> None:
    days = handout("cold").pain_days
    assert (days[0], len(days)) == ("Sat 21", 14)
    assert handout().pain_days == ()


def test_the_warning_map_is_a_figure_of_front_and_back() -> None:
    figure = program().figures[handout("cold").warning_map]
    assert [pose.view for pose in figure.poses] == ["front", "back"]
