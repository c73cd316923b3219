"""Medical words: which a text says, and whether it says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from careleaf.domain.library import Term

ENOUGH = 0.5  # the share of an explanation's own words that makes a text an explanation
_SMALL = {
    "a", "an", "the", "of", "to", "in", "on", "at", "and", "or", "with", "that", "by", "for", "from", "it",
    "you", "your", "is", "are", "no", "not",
}  # fmt: skip
_STEM = 6  # letters: "swelling" and "swells" are one word


def said_in(term: Term, text: str) -> bool:
    """Tell whether a text says the word, or its plural. Case matters for abbreviations only."""
    return _pattern(term.word).search(text) is not None


def names(glossary: Iterable[Term], word: str) -> bool:
    """Tell whether the glossary has a word, by itself or as part of a longer name."""
    return any(word.casefold() in _forms(term.word) for term in glossary)


def explains(term: Term, text: str) -> bool:
    """Tell whether a text says what a medical word is.

    It does where brackets follow the word, where it says "X is a ...", "X means ..." or "doctors call it X",
    and where it uses half of the glossary's plain words.
    """
    word = _pattern(term.word).pattern
    said_to_be = (
        rf"{word}[^.?!()]{{0,40}}\(",
        rf"{word} (?:is an?|are|means)\b(?! not)",
        rf"\bcall(?:s|ed)?\b[^.?!]{{0,20}}{word}",
        rf"{word}, such as",
    )
    flags = _pattern(term.word).flags
    if any(re.search(pattern, text, flags) for pattern in said_to_be):
        return True
    wanted, said = _stems(term.plain), _stems(_pattern(term.word).sub("", text))
    return len(wanted & said) >= ENOUGH * len(wanted)


@lru_cache(maxsize=512)
def _pattern(word: str) -> re.Pattern[str]:
    flags = re.NOFLAG if any(char.isupper() for char in word[1:]) else re.IGNORECASE
    return re.compile(rf"\b{re.escape(word)}(?:e?s)?\b", flags)


def _forms(word: str) -> set[str]:
    parts = {word.casefold(), *re.split(r"[\s-]", word.casefold())}
    return parts | {f"{part}s" for part in parts}


def _stems(text: str) -> set[str]:
    words = (word for word in re.findall(r"[a-z]+", text.lower()) if word not in _SMALL)
    return {re.sub(r"(?:ing|ed|es|s)$", "", word)[:_STEM] for word in words}
