"""Load a clinic's profile: letterhead, phone, time zone, logo, how its pages look."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from careleaf.content.preset_loader import PAGES, STYLES, read_blocks
from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.people import Clinic, PageDefaults
from careleaf.domain.plaintext import clean_line

if TYPE_CHECKING:
    from careleaf.domain.logo import Logo

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
        title=_line(table, "title", ""),
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
        log=table.flag("log"),
        logo=_logo(table, path.parent),
        logo_alt=_line(table, "logo_alt", ""),
        defaults=_defaults(table.table("defaults")),
    )
    table.no_more()
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", clinic.colour):
        table.problem("colour", f'expected a colour such as "#0b5c63", found "{clinic.colour}"')
    if clinic.link and not is_link(clinic.link):
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


def _logo(table: Table, folder: Path) -> Logo | None:
    """Read the logo beside the clinic file, or the one inside a file that was exported."""
    if table.has("logo_data"):
        return _logo_inside(table)
    name = table.text("logo", "")
    if not name:
        return None
    if Path(name).name != name or "\\" in name or name.startswith("."):
        table.problem("logo", f'expected the name of a file beside this one, found "{name[:60]}"')
        return None
    from careleaf.content.logo_reader import UnusableLogo, load_logo  # a clinic without starts faster

    try:
        return load_logo(folder / name)
    except UnusableLogo as error:
        table.problem("logo", f"{name[:60]} {error}")
        return None


def _logo_inside(table: Table) -> Logo | None:
    from careleaf.content.logo_reader import UnusableLogo, read_logo

    try:
        return read_logo(base64.b64decode(table.text("logo_data"), validate=True))
    except UnusableLogo as error:
        table.problem("logo_data", str(error))
    except (binascii.Error, ValueError):
        table.problem("logo_data", "is no base64 text")
    return None


def _defaults(table: Table | None) -> PageDefaults:
    if table is None:
        return PageDefaults()
    defaults = PageDefaults(
        page=table.one_of("page", PAGES, "letter"),
        style=table.one_of("style", STYLES, "") if table.has("style") else "",
        blocks=read_blocks(table) if table.has("blocks") else None,
    )
    table.no_more()
    return defaults


def is_link(text: str) -> bool:
    """Tell whether a text is a web address that can be printed and scanned."""
    return re.fullmatch(r"(https://)?[\w.-]+\.[a-z]{2,}(/[\w./?&=%#-]*)?", text) is not None


def is_timezone(name: str) -> bool:
    """Tell whether a name is an IANA time zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError with either cause
        return False
    except KeyError:
        return False
    return True
