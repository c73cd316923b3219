"""What the lint looks for, as data, and what it found."""

from __future__ import annotations

from enum import StrEnum

from careleaf.lazy_dataclass import dataclass


class Severity(StrEnum):
    """An error is mended before the library goes out; a warning is for somebody to look at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class LintFinding:
    """One thing to mend in the library: the file, the point (or text), what is wrong, what to do."""

    file: str
    point: str
    message: str
    suggestion: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class WordRule:
    """A pattern that patient text may not hold, and what to write. `allowed` facts may say it.

    A `claim` is wrong or dangerous, not just badly put: a clinic's own text that makes it is not used.
    """

    pattern: str
    instead: str
    allowed: tuple[str, ...] = ()
    claim: bool = False


@dataclass(frozen=True)
class Wording:
    """How patient text has to be worded.

    `medical_word` matches words that only the glossary may bring in, `passive` a passive verb.
    `passive_share` is the most of a topic's sentences that may be passive, `smog_over_target` by how much
    its SMOG grade may exceed the target set for Flesch-Kincaid, `longest_sentence` is in words.
    """

    banned: tuple[WordRule, ...]
    units: tuple[str, ...]
    medical_word: str
    passive: str
    longest_sentence: int
    passive_share: float
    smog_over_target: float
