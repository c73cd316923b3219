"""Medicines by name: which questions of the patient check a name answers, and what one unit holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from careleaf.lazy_dataclass import dataclass

_WORDS = re.compile(r"#?[0-9][0-9,]*(?:\.[0-9]+)?|[^\W\d_]+")
_UNSEEN = str.maketrans("", "", "'’`®™©")
_LONGEST_NAME = 6  # words
_NEAR = 0.8  # how like two spellings are, of 1


@dataclass(frozen=True)
class KnownMedicine:
    """One name of a medicine, or of a class of medicines.

    `answers` are the check keys it says yes to, `asks` those it leaves open (aspirin: for the heart or for
    pain?). `mg` is what one `unit` holds of a substance, where all products of the name hold the same.
    `tall` is the name in tall-man letters, where look-alike names are told apart by them.
    """

    name: str
    tall: str = ""
    answers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    substances: tuple[str, ...] = ()
    mg: Mapping[str, float] = field(default_factory=dict)
    unit: str = "tablet"
    is_class: bool = False

    @property
    def shown(self) -> str:
        """Return the name as a clinician sees it."""
        return self.tall or self.name


def words_of(text: str) -> tuple[str, ...]:
    """Split a name into words and numbers that compare: no case, accents, hyphens or apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNSEEN))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return tuple(_WORDS.findall(bare.lower()))


@dataclass(frozen=True)
class KnownMedicines:
    """Every medicine known by name. `keys` are the check questions that a name can answer."""

    all: tuple[KnownMedicine, ...] = ()
    plain_words: frozenset[str] = frozenset()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return every check key that some name answers."""
        return tuple(dict.fromkeys(key for known in self.all for key in known.answers))

    @cached_property
    def _by_words(self) -> dict[str, KnownMedicine]:
        found = {}
        for known in self.all:
            words = words_of(known.name)
            found["".join(words)] = known
            found[" ".join(words)] = known
        return found

    def at_start(self, words: Sequence[str], least: int = 1) -> tuple[KnownMedicine, int] | None:
        """Return the longest name that these words begin with, of `least` words or more, and its length."""
        for length in range(min(_LONGEST_NAME, len(words)), least - 1, -1):
            known = self._by_words.get(" ".join(words[:length]))
            if known is not None:
                return known, length
        return None

    def nearest(self, name: str) -> str:
        """Return the known name that a word could be a slip of, or nothing: a poor guess misleads."""
        from difflib import get_close_matches  # only a slip needs it: commands start faster

        names = {known.name.lower(): known.name for known in self.all}
        near = get_close_matches(name.lower(), names, n=1, cutoff=_NEAR)
        return names[near[0]] if near else ""

    def answering(self, key: str) -> Iterator[KnownMedicine]:
        """Yield every name, of a medicine or a class, that answers a key."""
        return (known for known in self.all if key in known.answers)

    def matching(self, typed: str, labels: Mapping[str, str], most: int = 6) -> tuple[KnownMedicine, ...]:
        """Return the medicines that a typed beginning may mean, the nearest first.

        A name that begins so comes first, then a word inside a name, then a substance, then a question
        (its label in `labels`) that the medicine answers.
        """
        start = " ".join(words_of(typed))
        if not start:
            return ()
        ranked = ((self._nearness(known, start, labels), known) for known in self.all)
        near = sorted((place, len(known.name), known.name, known) for place, known in ranked if place)
        return tuple(known for *_, known in near[:most])

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {known.name: " ".join(words_of(known.name)) for known in self.all}

    def _nearness(self, known: KnownMedicine, start: str, labels: Mapping[str, str]) -> int:
        spelled = self._spelled[known.name]
        if spelled.startswith(start):
            return 1
        if f" {start}" in spelled:
            return 2
        if any(substance.startswith(start) for substance in known.substances):
            return 3
        said = " ".join(labels.get(key, key) for key in (*known.answers, *known.asks)).lower()
        return 4 if len(start) > 2 and f" {start}" in f" {said}" else 0
