"""Safety rules on the visit: dates that do not fit, imaging too early, the screen before manipulation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeGuard

from careleaf.domain.check import Check
from careleaf.domain.findings import CodeRule, Finding, Level
from careleaf.domain.library import Timing
from careleaf.domain.params import ParamType, Value
from careleaf.domain.relaxant import CourseRefused
from careleaf.domain.rule_table import Page
from careleaf.domain.ticked import PHASE, Ticked
from careleaf.domain.values import Setting, course_of

RED_FLAGS = (
    "saddle-numbness", "bladder-or-bowel", "both-legs", "new-leg-weakness", "major-injury", "cancer-history",
    "immune-problem", "iv-drugs", "weight-loss", "night-pain", "osteoporosis", "steroid",
)  # fmt: skip
_MANIPULATION, _SCREEN = "tx-manual", "screen"
_TESTS, _IMAGING = "dx-tests", ("x-ray", "ct", "mri", "bone-scan")
_PAST = ("onset",)  # dates that lie behind the visit; every other date lies ahead

RULES = (
    CodeRule(
        "R41",
        Level.BLOCK,
        "Hands-on treatment is ticked, and one of the six signs of the screen was not looked for",
        "Which signs are still to be looked for.",
        "ACR AS guidance (wording from general knowledge); CMT 2017 scoping review",
        page=("tx-manual.not-with",),
    ),
    CodeRule(
        "R44",
        Level.WARN,
        "Imaging is ordered before its weeks are over (by onset, else in the acute phase), no warning sign",
        "Most people need no imaging so early.",
        "AAFP Choosing Wisely",
        page=("dx-tests.most-need-none",),
    ),
    CodeRule(
        "R56",
        Level.BLOCK,
        "The relaxant's stop, the follow-up or a test date is over, or the onset is still to come",
        "Which date, and that it does not fit.",
        "General knowledge",
    ),
)


def screen_before_manipulation(page: Page) -> Iterator[Finding]:
    """Refuse hands-on treatment until every sign of its screen was looked for."""
    ticked = page.topic(_MANIPULATION)
    param = ticked.topic.param(_SCREEN, {}) if ticked else None
    if ticked is None or param is None:
        return
    done = ticked.values.get(_SCREEN, ())
    missing = [c.label for c in param.choices if not isinstance(done, tuple) or c.id not in done]
    if missing:
        words = f"{ticked.topic.title}: finish the screen first. Still open: {', '.join(missing)}."
        yield Finding("R41", Level.BLOCK, words, ticked.topic.id, _SCREEN)


def early_imaging(page: Page, setting: Setting) -> Iterator[Finding]:
    """Warn of imaging before its weeks are over, unless a warning sign asks for it."""
    ticked = page.topic(_TESTS)
    if ticked is None or ticked.values.get("test") not in _IMAGING:
        return
    weeks = ticked.values.get("wait")
    if not isinstance(weeks, int) or not 0 < weeks < 1_000 or _red_flag(setting.draft.check):
        return
    onset, test_date = setting.visit_value("onset"), ticked.values.get("test-date")
    day = test_date if isinstance(test_date, date) else setting.today
    if isinstance(onset, date):
        early = timedelta(0) <= day - onset < timedelta(weeks=weeks)
    else:
        early = page.values.get(PHASE) == "acute"
    if early:
        words = (
            f"Imaging within {weeks} weeks and no warning sign answered yes: most people need none so early."
        )
        yield Finding("R44", Level.WARN, words, ticked.topic.id, "test")


def _red_flag(check: Check) -> bool:
    return any(check.yes(key) for key in RED_FLAGS)


def dates_that_do_not_fit(printed: Sequence[Ticked], setting: Setting) -> Iterator[Finding]:
    """Refuse a plan whose dates are over, and an onset that is still to come."""
    yield from _courses_that_are_over(printed, setting)
    today = setting.today
    for topic, param, label, day in _dates(printed, setting):
        if param in _PAST and day > today:
            yield Finding("R56", Level.BLOCK, f"{label}: {day:%d %b %Y} is still to come.", topic, param)
        elif param not in _PAST and day < today:
            words = f"{label}: {day:%d %b %Y} is before today. Set a new date."
            yield Finding("R56", Level.BLOCK, words, topic, param)


def _dates(printed: Sequence[Ticked], setting: Setting) -> Iterator[tuple[str, str, str, date]]:
    """Yield the dates of the page and of the visit, whose dates count whether or not their topic prints."""
    yield from _visit_dates(setting)
    for ticked in printed:
        yield from _own_dates(ticked)


@lru_cache(maxsize=256)
def _own_dates(ticked: Ticked) -> list[tuple[str, str, str, date]]:
    dated = ((param, ticked.values.get(param.id)) for param in ticked.topic.params_of(ParamType.DATE))
    return [
        (ticked.topic.id, param.id, param.label, day)
        for param, day in dated
        if not param.visit and _is_day(day)
    ]


def _visit_dates(setting: Setting) -> Iterator[tuple[str, str, str, date]]:
    for topic, param in setting.library.visit_params:
        value = setting.draft.choice(topic.id).values.get(param.id)
        if param.type is ParamType.DATE and _is_day(value):
            yield topic.id, param.id, param.label, value


def _is_day(value: Value | None) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _courses_that_are_over(printed: Sequence[Ticked], setting: Setting) -> Iterator[Finding]:
    for ticked in printed:
        medicine = ticked.topic.medicine
        if medicine is None or medicine.timing is not Timing.BEDTIME:
            continue
        if ticked.problems:
            continue
        try:
            course = course_of(ticked.topic, ticked.values, setting.zone)
        except CourseRefused:
            continue
        if course.stop <= setting.now:
            words = f"The muscle relaxant's stop, {course.stop:%d %b %Y %H:%M}, is over. Set a new start."
            yield Finding("R56", Level.BLOCK, words, ticked.topic.id, medicine.start)
