"""What a clinician types, read for a muscle relaxant that would outlast the limit.

Notes and edited wording are free text: no field checks their numbers. So they are read clause by clause,
and a text that could lengthen or repeat a relaxant course, or add a second drug, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from careleaf.domain.late_pattern import late_pattern
from careleaf.domain.relaxant import MAX_HOURS, MAX_NIGHTS
from careleaf.domain.typed_words import (
    CLAUSES_KEPT,
    UNITS,
    any_of,
    clauses,
    folded,
    in_digits,
    named,
    phrases,
    sentences,
)
from careleaf.lazy_dataclass import dataclass

_VAGUE = {
    "a": 1, "an": 1, "another": 1, "next": 1, "whole": 1, "all": 1, "this": 1, "each": 1, "every": 1,
    "rest of the": 1, "half": 0.5, "couple": 2, "few": 3, "several": 4, "many": 4,
}  # fmt: skip
_HOURS_IN = {"hour": 1, "hr": 1, "h": 1, "night": 24, "day": 24, "d": 24, "evening": 24, "bedtime": 24,
             "week": 168, "wk": 168, "fortnight": 336, "month": 720, "year": 8760}  # fmt: skip


SPAN = late_pattern(
    rf"\b(\d[\d,]*(?:\.\d+)?|{any_of(_VAGUE)})(?:\s*(?:-|to|or)\s*(\d+))?"
    rf"[\s-]*(?:(?:more|extra|additional|full|further|other|of|the|whole|entire)\s+)*({UNITS})\b"
)
# Longer or once more, whoever is spoken of.
_LENGTHENS = phrases(
    r"another|repeat\w*|re-?fill\w*|renew\w*|extend\w*|prolong\w*|restart\w*|resum\w*",
    r"(?:for|some) more",
    r"(?:second|2nd|third|new) (?:course|round|pack|prescription)",
)
# The same of taking the tablets; of driving, walking or calling it means nothing.
_REPEATS = phrases(
    r"again|more|extra|additional|longer|beyond|past|plus|continu\w*|ignore|no limit",
    r"(?:keep|stay|carry|go) (?:taking|using|going|on)",
    r"long[ -]?term|ongoing|indefinitely|forever|regularly|from now on|for (?:days|weeks|months)",
    r"nightly|daily(?! (?:limit|maximum|life))",
    r"(?:every|each) (?:single |other )?(?:night|day|evening|bedtime)",
    r"twice|thrice|\d+ times|\d+ ?x ?(?:a |per |each |every |/ ?)|[2-9] (?:tablets |pills )?(?:a|per) day",
    r"every \d+ ?(?:h|hours?|hrs?)|bid|tid|qid|qhs|q ?\d+ ?h|(?<!next )morning|noon",
    r"prn|whenever|when (?:you )?need(?:ed)?|if (?:needed|required|you need)",
    r"as (?:long|often|needed|required)|finish (?:the|all|your)",
    r"until(?! you(?:'re| are| feel) (?:fully |wide )?(?:awake|alert))|till?",
    r"(?:through|thru|to) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|the (?:week|month)|next)",
)
NEGATED = late_pattern(
    r"\b(?:do not|don't|dont|never|not|no|cannot|can't|avoid|nothing|none|"
    r"stop(?!.*\b(?:after|in|on|at|by)\b))\b"
)
_IS_NOT = late_pattern(r"^[^.]*\b(?:is|are|would|will|does|can|may|must|should)(?: not|n't| never)\b")
_NOT_STOPPING = late_pattern(
    r"\b(?:do not|don't|dont|never|not|no need to|without)\s+(?:(?:to|yet|just|simply|suddenly|ever)\s+)*"
    r"(?:stop\w*|end\w*|quit\w*)"
)
# "No more than 72 hours" sets a limit, it denies nothing.
_LIMIT = late_pattern(r"\b(?:(?:no|not|never) (?:more|longer) than|at (?:the )?most)\b")
TAKES = late_pattern(
    r"\b(?:tak(?:e|es|ing)|us(?:e|es|ing)|swallow|give|tablets?|pills?|capsules?|doses?|course|supply|"
    r"on (?:it|them)|need (?:it|them)|(?:it|them) for)\b"
)
# A clause about something else than taking the tablets.
ASIDE = late_pattern(
    r"^(?:(?:please|also|and|or|so|do|you (?:can|may|should|must))\s+)*"
    r"(?:call|phone|ring|tell|ask|see|contact|visit|come|drive|walk|stretch|exercise|"
    r"if (?:the|your|it)|(?:(?:the|your|most|this) )*(?:spasms?|pain|visit|appointment))\b"
)
_NOT_A_COURSE = late_pattern(
    r"(?:\bwait(?: at least| about| for)?|\b(?:in|within|over) the (?:last|past))\s*$"
)
_OVER_IT = late_pattern(r"\b(?:more|longer|less|fewer|shorter) than\s*$")
TAKING = late_pattern(
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
    plain = folded(text)
    drugs = frozenset(named(plain, drug_names))
    if not (drugs or about_relaxant or named(plain, _GENERIC_NAMES)):
        return RelaxantText(drugs)
    names = (*sorted(drugs), *_GENERIC_NAMES)
    for clause in clauses(_with_limits_apart(in_digits(plain))):
        if reason := _refusal(clause.strip(), names):
            return RelaxantText(drugs, reason)
    return RelaxantText(drugs)


def _with_limits_apart(plain: str) -> str:
    return _LIMIT.sub("up to", plain) if "than" in plain or "most" in plain else plain


@lru_cache(maxsize=256)
def speaks_of_taking(text: str) -> bool:
    """Tell whether a text speaks of taking tablets, so that "them" may well be the relaxant."""
    return any(map(_speaks_of_taking, sentences(folded(text))))


@lru_cache(maxsize=CLAUSES_KEPT)
def _speaks_of_taking(sentence: str) -> bool:
    return bool(TAKING.search(sentence))


@lru_cache(maxsize=CLAUSES_KEPT)
def _refusal(clause: str, names: tuple[str, ...]) -> str:
    aside = bool(ASIDE.search(clause)) and not TAKES.search(clause) and not named(clause, names)
    for match in SPAN.finditer(clause):
        if _hours(match) > MAX_HOURS and not aside and not _allowed_span(clause, match):
            return f'"{match.group(0)}" is longer than {MAX_HOURS} hours ({MAX_NIGHTS} nights)'
    if _NOT_STOPPING.search(clause):
        return f'"{clause}" goes against the stop'
    for pattern in (_LENGTHENS,) if aside else (_LENGTHENS, _REPEATS):
        for match in pattern.finditer(clause):
            if not _denied(clause, match):
                return f'"{match.group(0)}" could repeat or lengthen the course'
    return ""


def _hours(span: re.Match[str]) -> float:
    first = span.group(1)
    amount = _VAGUE[first] if first in _VAGUE else float(first.replace(",", ""))
    return max(amount, float(span.group(2) or 0)) * _HOURS_IN[span.group(3).rstrip("s")]


def _allowed_span(clause: str, span: re.Match[str]) -> bool:
    """Tell whether a long time is no time to take it: a wait, or denied ("do not take it for 5 days")."""
    before = clause[: span.start()]
    if _NOT_A_COURSE.search(before):
        return True
    if _OVER_IT.search(before):  # "not for more than 5 days" allows 5 days
        return False
    negation = NEGATED.search(before)
    if negation:
        return not TAKES.search(before[: negation.start()])
    return bool(_IS_NOT.search(clause[span.end() :])) and not TAKES.search(before)


def _denied(clause: str, word: re.Match[str]) -> bool:
    """Tell whether a clause says not to ("take no more", "never again", "daily use is not safe")."""
    before = clause[: word.start()]
    if NEGATED.search(before) or before.endswith("without "):
        return True
    return bool(_IS_NOT.search(clause[word.end() :])) and not TAKES.search(before)
