"""What a clinician types, read for a muscle relaxant that would outlast the limit.

Notes and edited wording are free text: no field checks their numbers. So they are read clause by clause,
and a text that could lengthen or repeat a relaxant course, or add a second drug, is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from careleaf.domain.relaxant import MAX_HOURS, MAX_NIGHTS

_WORD_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "couple of": 2, "few": 3,
    "another": 1, "next": 1, "whole": 1,
}  # fmt: skip
_HOURS_IN = {"hour": 1, "hr": 1, "h": 1, "night": 24, "day": 24, "evening": 24, "bedtime": 24, "dose": 24,
             "tablet": 24, "pill": 24, "week": 168, "wk": 168, "fortnight": 336, "month": 720}  # fmt: skip
_SPAN = re.compile(
    r"\b(\d+(?:\.\d+)?|" + "|".join(sorted(_WORD_NUMBERS, key=len, reverse=True)) + r")"
    r"(?:\s*(?:-|to|or)\s*(\d+))?[\s-]*(?:(?:more|extra|full|further|other|of|the)\s+)*"
    r"(hours?|hrs?|h|nights?|days?|evenings?|weeks?|wks?|fortnights?|months?)\b"
)
_MORE = re.compile(
    r"\b(?:another|again|repeat\w*|refill\w*|renew\w*|more|extra|extend\w*|continu\w*|keep taking|carry on|"
    r"second course|new course|long[ -]?term|ongoing|indefinitely|every (?:night|day|evening)|nightly|daily|"
    r"each night|as (?:long|often|needed|required)|whenever|if needed|prn|until|till|through|"
    r"twice|2 times|three times|3 times|morning|noon)\b"
)
_NEGATED = re.compile(
    r"\b(?:do not|don't|dont|never|not|no|stop|without|avoid|nothing|none|at most|no longer than|up to)\b"
)
_NOT_STOPPING = re.compile(
    r"\b(?:do not|don't|dont|never|not|no need to|without)\s+(?:\w+\s+)?(?:stop\w*|end\w*|quit\w*)"
)
_CLAUSES = re.compile(r"[.;:!?\n,]+|\b(?:but|then|and then|instead)\b")
_TAKING = re.compile(
    r"\b(?:tablets?|pills?|capsules?)\b"
    r"|\b(?:tak(?:e|es|ing)|swallow|stay on|keep on)\s+(?:it|them|these|those|this)\b"
)
_GENERIC_NAMES = ("muscle relaxer", "muscle relaxant", "muscle relaxers", "muscle relaxants", "relaxant",
                  "relaxants", "relaxer", "relaxers")  # fmt: skip


@dataclass(frozen=True)
class RelaxantText:
    """What a free text says of relaxants: the drugs it names, and why it is refused (or nothing)."""

    named: frozenset[str]
    refused: str = ""


def read_for_relaxant(text: str, drug_names: Collection[str], about_relaxant: bool) -> RelaxantText:
    """Read a free text for relaxant names and for anything that goes past the limit.

    `drug_names` are lower-case generic and brand names; `about_relaxant` says that the text stands in a
    relaxant topic, where "take them another week" needs no name to be meant.
    """
    plain = _folded(text)
    named = frozenset(name for name in drug_names if re.search(rf"\b{re.escape(name)}\b", plain))
    general = any(re.search(rf"\b{name}\b", plain) for name in _GENERIC_NAMES)
    if not (named or general or about_relaxant):
        return RelaxantText(named)
    for clause in _CLAUSES.split(plain):
        if reason := _refusal(clause.strip()):
            return RelaxantText(named, reason)
    return RelaxantText(named)


def speaks_of_taking(text: str) -> bool:
    """Tell whether a text speaks of taking tablets, so that "them" may well be the relaxant."""
    return bool(_TAKING.search(_folded(text)))


def _folded(text: str) -> str:
    """Fold look-alikes: full-width letters, accents, curly quotes, case, runs of space."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^\S\n]+", " ", bare.replace("’", "'").replace("–", "-").replace("—", ";")).lower()


def _refusal(clause: str) -> str:
    against_stopping = bool(_NOT_STOPPING.search(clause))
    negated = bool(_NEGATED.search(clause)) and not against_stopping
    for match in _SPAN.finditer(clause):
        amount = float(_WORD_NUMBERS.get(match.group(1), 0) or match.group(1))
        amount = max(amount, float(match.group(2) or 0))
        unit = match.group(3).rstrip("s") or "h"
        if amount * _HOURS_IN[unit] > MAX_HOURS and not (negated and not _takes(clause)):
            return f'"{match.group(0)}" is longer than {MAX_HOURS} hours ({MAX_NIGHTS} nights)'
    if against_stopping:
        return f'"{clause}" goes against the stop'
    more = _MORE.search(clause)
    if more and not negated:
        return f'"{more.group(0)}" could repeat or lengthen the course'
    return ""


def _takes(clause: str) -> bool:
    """Tell whether a clause with a "not" in it still tells to take it ("no problem, take it 5 days")."""
    return bool(re.search(r"\b(?:take|use|have|give|swallow)\b", _NEGATED.split(clause)[0]))
