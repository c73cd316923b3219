"""What the strings of a clinic's file may hold: printable text, proper ids, braces only where values go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from careleaf.content.toml_reader import Problems
from careleaf.domain.draft import WORDING_LIMIT
from careleaf.domain.plaintext import unprinted

TITLE_LIMIT = 60  # characters: one line of the page in large print
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILLED = ("text", "ask", "cells", "tell")  # the keys whose texts are filled in with values
Path = tuple[str | int, ...]


def check_strings(raw: dict[str, Any], problems: Problems) -> None:
    """Note every string that a page could not carry or that is more than a text."""
    for path, text in _strings(raw):
        key = next(part for part in reversed(path) if isinstance(part, str))
        if char := unprinted(text):
            problems.add(path, f"holds a character that does not print (U+{ord(char):04X})")
        limit = TITLE_LIMIT if key == "title" else WORDING_LIMIT
        if len(text) > limit:
            problems.add(path, f"has {len(text):,} characters; at most {limit:,} fit")
        if key == "id" and not _ID.fullmatch(text):
            problems.add(path, f'"{text[:60]}": expected lower-case words joined by hyphens')
        if key not in _FILLED and ("{" in text or "}" in text):
            problems.add(path, "is printed as it stands: no braces")


def _strings(raw: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield each string with its key path; a stack, since keys can be nested deeper than calls can."""
    waiting: list[tuple[Path, Any]] = [((key,), value) for key, value in reversed(raw.items())]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            waiting += [((*path, key), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*path, at), inner) for at, inner in reversed(list(enumerate(value)))]
