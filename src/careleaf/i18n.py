"""Dates, times and numbers in the words of a language.

The language is always an argument: nothing here reads the machine's locale.
"""

from __future__ import annotations

from datetime import date, datetime

from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Language:
    """The words one language needs for dates and lists."""

    code: str
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    and_word: str
    twelve_hours: bool


ENGLISH = Language(
    code="en",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    and_word="and",
    twelve_hours=True,
)  # fmt: skip

LANGUAGES = {ENGLISH.code: ENGLISH}


def short_day(day: date, language: Language) -> str:
    """Write a day as "Mon 23 Nov"."""
    return f"{language.short_weekdays[day.weekday()]} {day.day} {language.short_months[day.month - 1]}"


def long_day(day: date, language: Language) -> str:
    """Write a day as "Saturday 21 November 2026"."""
    return f"{language.weekdays[day.weekday()]} {day.day} {language.months[day.month - 1]} {day.year}"


def dated(day: date, language: Language) -> str:
    """Write a day as "21 Nov 2026"."""
    return f"{day.day} {language.short_months[day.month - 1]} {day.year}"


def clock(moment: datetime, language: Language) -> str:
    """Write a time of day as "9:00 PM", or "21:00" in a language that counts to 24."""
    if not language.twelve_hours:
        return f"{moment.hour:02d}:{moment.minute:02d}"
    return f"{moment.hour % 12 or 12}:{moment.minute:02d} {'AM' if moment.hour < 12 else 'PM'}"


def moment_text(moment: datetime, language: Language) -> str:
    """Write a moment as "Tue 24 Nov, 9:00 PM"."""
    return f"{short_day(moment.date(), language)}, {clock(moment, language)}"


def listed(words: list[str], language: Language) -> str:
    """Join words as "Sat, Sun and Mon"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {language.and_word} {words[-1]}"


def number_text(value: float, decimals: int | None = None) -> str:
    """Write a number without a trailing zero, or with exactly that many decimals."""
    if decimals is not None:
        return f"{value:,.{decimals}f}"
    return f"{value:,.10g}" if float(value).is_integer() else f"{value:.10g}"
