"""Say in words how two versions of a shared file differ."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from careleaf.lazy_dataclass import dataclass

ABSENT = "(not there)"
MOST_ROWS = 200


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what it is, as it is here, as it is there."""

    what: str
    mine: str
    theirs: str


def differences(mine: bytes, theirs: bytes) -> tuple[Difference, ...]:
    """Return what differs, at most 200 things: key by key in TOML, else line by line, else by size."""
    try:
        texts = mine.decode("utf-8-sig"), theirs.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (Difference("Size", f"{len(mine):,} bytes", f"{len(theirs):,} bytes"),)
    try:
        rows = _by_key(*(dict(_flat(tomllib.loads(text))) for text in texts))
    except (ValueError, RecursionError):
        rows = _by_line(*(text.splitlines() for text in texts))
    return tuple(row for row, _ in zip(rows, range(MOST_ROWS), strict=False))


def _by_key(mine: dict[str, str], theirs: dict[str, str]) -> Iterator[Difference]:
    for key in dict.fromkeys((*mine, *theirs)):
        if mine.get(key) != theirs.get(key):
            yield Difference(key, mine.get(key, ABSENT), theirs.get(key, ABSENT))


def _by_line(mine: list[str], theirs: list[str]) -> Iterator[Difference]:
    for kind, start, end, other_start, other_end in SequenceMatcher(
        None, mine, theirs, autojunk=True
    ).get_opcodes():
        if kind != "equal":
            lines = "\n".join(mine[start:end]), "\n".join(theirs[other_start:other_end])
            yield Difference(f"Line {start + 1}", lines[0] or ABSENT, lines[1] or ABSENT)


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every value of a table with the words that lead to it, such as "Choices, cold, minutes"."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _flat(inside, f"{name}, {key}" if name else str(key).replace("_", " ").capitalize())
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for number, item in enumerate(value, 1):
            named = item.get("id", number) if isinstance(item, dict) else number
            yield from _flat(item, f"{name} {named}")
    else:
        yield name, _words(value)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_words, value)) or "(none)"
    return str(value)
