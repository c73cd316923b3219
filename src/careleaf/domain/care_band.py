"""The band over the first days: what to do when, as bars over day columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from careleaf.domain.handout import Band, Bar
from careleaf.domain.resolved import Resolved
from careleaf.domain.values import Setting
from careleaf.i18n import short_day

FEWEST_DAYS, MOST_DAYS = 4, 7


def care_band(body: list[Resolved], setting: Setting) -> Band | None:
    """Draw up the band of the ticked topics that have a bar; None where nothing changes over the days."""
    spans = list(_spans(body))
    turning_points = [day for _, start, end in spans for day in (start, end) if day]
    if len(spans) < 2 or not any(day > setting.today for day in turning_points):
        return None
    count = min(MOST_DAYS, max(FEWEST_DAYS, (max(turning_points) - setting.today).days + 2))
    language = setting.library.language
    days = [setting.today + timedelta(days=n) for n in range(count)]
    bars = tuple(_bar(item, start, end, setting.today, count) for item, start, end in spans)
    words = "; ".join(_in_words(item, start, end, setting) for item, start, end in spans)
    return Band(
        section=spans[0][0].topic.section,
        days=tuple(f"{language.short_weekdays[day.weekday()]} {day.day}" for day in days),
        bars=tuple(bar for bar in bars if bar.end > bar.start),
        words=f"{words}.",
    )


def _spans(body: list[Resolved]) -> Iterator[tuple[Resolved, date | None, date | None]]:
    for item in body:
        band = item.topic.band
        if band is None or not item.bar:
            continue
        start, end = item.values.get(band.start), item.values.get(band.end)
        if band.end and end is None:
            continue
        yield item, start if isinstance(start, date) else None, end if isinstance(end, date) else None


def _bar(item: Resolved, start: date | None, end: date | None, today: date, count: int) -> Bar:
    """Place a bar: a day that starts or ends one counts whole."""
    begin = float((start - today).days) if start and start > today else 0.0
    stop = (end - today).days + 1.0 if end else float(count)
    return Bar(item.bar, min(begin, count), min(max(stop, 0.0), count))


def _in_words(item: Resolved, start: date | None, end: date | None, setting: Setting) -> str:
    language = setting.library.language
    words = item.bar
    if start and start > setting.today:
        words += f", from {short_day(start, language)}"
    return f"{words}, last day {short_day(end, language)}" if end else words
