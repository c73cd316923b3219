"""Typed text made ready to be read: folded to what reads alike, in clauses, in digits, with its names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from itertools import chain

from careleaf.domain.late_pattern import late_pattern
from careleaf.domain.plaintext import clean

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "hundred": 100,
}  # fmt: skip
UNITS = r"(?:hours?|hrs?|h|nights?|days?|d|evenings?|bedtimes?|weeks?|wks?|fortnights?|months?|years?)"


def any_of(words: Collection[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def phrases(*patterns: str) -> re.Pattern[str]:
    """Compile patterns that begin and end with whole words."""
    return late_pattern(rf"\b(?:{'|'.join(patterns)})\b")


CLAUSES_KEPT = 2048  # what each reader remembers: more than a long note has, so a letter typed costs one
_WORD = late_pattern(r"\w+")
_WRAPPED = late_pattern(rf"(?<=[\w-])\s*\n\s*(?=[a-z0-9]|(?i:more\b|{UNITS}\b))")
_BLANKS = late_pattern(r"[^\S\n]{2,}|[^\S\n ]")
_NUMBER_WORDS = late_pattern(
    rf"\b(?:({any_of([w for w, n in _NUMBERS.items() if n >= 20])})[ -])?({any_of(_NUMBERS)})\b"
)
_CLAUSE_ENDS = late_pattern(
    r"(?<!\d)[.,:]|[.,:](?!\d)|[;!?()\n]|"
    r"\b(?:but|then|instead|no problem|not a problem|no worries|no matter|(?:do not|don't) worry)\b|"
    r"\band (?=(?:you (?:can|may) )?(?:tak(?:e|ing)|use|keep|swallow|continue|repeat|go on|carry on)\b)"
)


def named(plain: str, names: Collection[str]) -> list[str]:
    """Return the names that stand in a folded text from word edge to word edge. There may be a thousand."""
    by_first_word = _by_first_word(tuple(names))
    near = [pair for word in by_first_word.keys() & _words(plain) for pair in by_first_word[word]]
    return [name for _, name in sorted(near) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)]


@lru_cache(maxsize=32)
def _by_first_word(names: tuple[str, ...]) -> dict[str, list[tuple[int, str]]]:
    """Return the names, each with its place, by their first words: most texts hold none of those."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place, name in enumerate(names):
        if first := _WORD.match(name):
            found.setdefault(first.group(0), []).append((place, name))
    return found


@lru_cache(maxsize=64)
def _words(plain: str) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(_words_in, sentences(plain))))


@lru_cache(maxsize=CLAUSES_KEPT)
def _words_in(sentence: str) -> frozenset[str]:
    return frozenset(_WORD.findall(sentence))


@lru_cache(maxsize=8)
def sentences(plain: str) -> tuple[str, ...]:
    """Split a folded text after full stops: what is read sentence by sentence is read once."""
    return tuple(plain.split(". "))


@lru_cache(maxsize=8)
def clauses(plain: str) -> tuple[str, ...]:
    """Split a folded text where one statement ends and the next begins; a sentence is split once."""
    return tuple(chain.from_iterable(map(_clauses_in, sentences(plain))))


@lru_cache(maxsize=CLAUSES_KEPT)
def _clauses_in(sentence: str) -> tuple[str, ...]:
    return tuple(_CLAUSE_ENDS.split(sentence))


@lru_cache(maxsize=8)  # the text at hand is looked at in several ways
def folded(text: str) -> str:
    """Fold what reads alike: full-width letters, accents, quotes, case, wrapped lines, invisible marks."""
    bare = clean(text)
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    bare = bare.replace("’", "'").replace("–", "-").replace("—", ";")
    unwrapped = _WRAPPED.sub(" ", bare) if "\n" in bare else bare
    if "  " in unwrapped or not unwrapped.isascii():  # the only white space of clean ASCII: space, line end
        unwrapped = _BLANKS.sub(" ", unwrapped)
    return unwrapped.lower()


def in_digits(plain: str) -> str:
    """Write number words as digits: "ninety-six hours" as "96 hours"."""
    if _words(plain).isdisjoint(_NUMBERS):
        return plain
    return _NUMBER_WORDS.sub(lambda m: str(_NUMBERS.get(m.group(1) or "", 0) + _NUMBERS[m.group(2)]), plain)
