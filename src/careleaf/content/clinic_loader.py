"""Load a clinic: letterhead, phone, time zone."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.people import Clinic
from careleaf.domain.plaintext import clean_line

LINE_LIMIT = 120  # characters of one line of the letterhead


def load_clinic(path: Path) -> Clinic:
    """Load a clinic file. Raises InvalidFiles with all of its problems.

    A phone may be missing here: the safety rules say so when a page is to be printed.
    """
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    fallback = Clinic(name="")
    clinic = Clinic(
        name=_line(table, "name", None),
        phone=_line(table, "phone", ""),
        after_hours=_line(table, "after_hours", ""),
        address=_line(table, "address", ""),
        hours=_line(table, "hours", ""),
        link=_line(table, "link", ""),
        footer=_line(table, "footer", ""),
        colour=_line(table, "colour", fallback.colour),
        emergency=_line(table, "emergency", fallback.emergency),
        timezone=_line(table, "timezone", fallback.timezone),
        sample=table.flag("sample"),
    )
    table.no_more()
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", clinic.colour):
        table.problem("colour", f'expected a colour such as "#0b5c63", found "{clinic.colour}"')
    if clinic.link and not re.fullmatch(r"(https://)?[\w.-]+\.[a-z]{2,}(/[\w./?&=%#-]*)?", clinic.link):
        table.problem("link", f'expected a web address such as "clinic.example/back", found "{clinic.link}"')
    if not is_timezone(clinic.timezone):
        table.problem(
            "timezone", f'"{clinic.timezone}" is no time zone; expected one such as "America/New_York"'
        )
    problems.raise_any()
    return clinic


def _line(table: Table, key: str, default: str | None) -> str:
    text = clean_line(table.text(key, default))
    if len(text) > LINE_LIMIT:
        table.problem(key, f"has {len(text)} characters; at most {LINE_LIMIT} fit")
    return text[:LINE_LIMIT]


def is_timezone(name: str) -> bool:
    """Tell whether a name is an IANA time zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError with either cause
        return False
    except KeyError:
        return False
    return True
