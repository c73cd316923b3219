"""Which words of a typed text are spelled wrong, and what may have been meant.

Nothing is sent anywhere: the dictionary comes with the program. Known besides are the words of the library,
the names of medicines, given names, and the words the user has added.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spellchecker import SpellChecker

from careleaf.app.bootstrap import Program
from careleaf.domain.patient_words import vocabulary
from careleaf.domain.people import Patient
from careleaf.storage.own_words_file import read_own_words, save_own_words

MOST_SUGGESTIONS = 5
SHORTEST = 3  # letters; shorter ones are mostly abbreviations
_WORD = re.compile(r"(?<![\w@./])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@])")


class Spelling:
    """Tell words that are spelled wrong. Making one reads the whole dictionary: half a second."""

    def __init__(self, program: Program) -> None:
        self._path = program.locations.own_words
        self._own = frozenset(map(_plain, read_own_words(self._path)))
        self._dictionary = _dictionary()
        rules = program.rules
        names = vocabulary(program.library, rules.given_names, rules.plain_words)
        medicines = (word for known in rules.medicines.all for word in _WORD.findall(known.name.lower()))
        library = (part for word in names.plain_words for part in _WORD.findall(word))
        self._known = frozenset(map(_plain, (*library, *names.given_names, *medicines)))

    def misspelled(self, text: str, patient: Patient) -> tuple[tuple[int, int], ...]:
        """Return start and length of each word that is not known; the patient's own name is no mistake."""
        mine = _parts(patient)
        return tuple(
            (match.start(), len(match.group()))
            for match in _WORD.finditer(text)
            if not (self._is_known(_plain(match.group())) or _plain(match.group()) in mine)
        )

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return known words one slip away, the most usual first, written as the word begins."""
        near = {other for other in self._dictionary.edit_distance_1(_plain(word)) if self._is_known(other)}
        best = sorted(near, key=lambda other: (-self._dictionary[other], other))[:MOST_SUGGESTIONS]
        return tuple(other.capitalize() if word[:1].isupper() else other for other in best)

    def may_keep(self, word: str, patient: Patient) -> bool:
        """Tell whether a word may go into the user's own list: a patient's name is never kept."""
        return _plain(word) not in _parts(patient)

    def keep(self, word: str) -> None:
        """Add a word to the user's own list. Raises DeliveryFailed; the old list then stays."""
        words = read_own_words(self._path) | {word}
        save_own_words(self._path, words)
        self._own = frozenset(map(_plain, words))

    def _is_known(self, word: str) -> bool:
        stem = word.removesuffix("'s")
        return (
            len(word) < SHORTEST
            or any(w in self._known or w in self._own for w in (word, stem))
            or stem in self._dictionary
        )


@lru_cache(maxsize=1)
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en", distance=1)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _parts(patient: Patient) -> frozenset[str]:
    """Return the words of the patient's name and number, which must stay in memory."""
    return frozenset(map(_plain, _WORD.findall(f"{patient.name} {patient.identifier}")))
