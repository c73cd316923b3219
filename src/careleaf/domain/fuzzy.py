"""How well a few typed letters fit a title: its beginning, its words, its inside, its letters in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import TypeVar

Entry = TypeVar("Entry")


class Fit(IntEnum):
    """The ways of fitting, the best first."""

    BEGINNING = 0
    WORDS = 1  # each typed word begins a word of the title, or the letters begin one word after the other
    INSIDE = 2
    LETTERS = 3


def fit(typed: str, title: str) -> tuple[int, int] | None:
    """Return how well typed letters fit a title, smaller is better, or None; case does not matter.

    The second number is where the fit begins, so that an earlier one wins.
    """
    wanted, inside = " ".join(typed.casefold().split()), " ".join(title.casefold().split())
    if inside.startswith(wanted):
        return Fit.BEGINNING, 0
    words = _words(inside)
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return Fit.WORDS, min(inside.find(part) for part in wanted.split())
    letters = wanted.replace(" ", "")
    if "".join(word[0] for word in words).startswith(letters):
        return Fit.WORDS, len(inside)
    if wanted in inside:
        return Fit.INSIDE, inside.find(wanted)
    return _letters(letters, inside)


def best(typed: str, entries: Iterable[Entry], title: Callable[[Entry], str]) -> tuple[Entry, ...]:
    """Return the entries that fit, the best first; entries that fit alike keep their order."""
    fitting = [(found, entry) for entry in entries if (found := fit(typed, title(entry))) is not None]
    return tuple(entry for _, entry in sorted(fitting, key=lambda pair: pair[0]))


def _words(title: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in title).split()


def _letters(letters: str, title: str) -> tuple[int, int] | None:
    """Find the letters one after the other; the closer together, the better."""
    at, first = -1, -1
    for letter in letters:
        at = title.find(letter, at + 1)
        if at < 0:
            return None
        first = at if first < 0 else first
    return Fit.LETTERS, at - first
