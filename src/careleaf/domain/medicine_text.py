"""What a clinician types, read for medicines: names, amounts, how often and how long, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from careleaf.domain.late_pattern import late_pattern
from careleaf.domain.relaxant_text import ASIDE, NEGATED, SPAN, TAKES, TAKING
from careleaf.domain.typed_words import CLAUSES_KEPT, any_of, clauses, folded, in_digits, named, phrases

_DOSE = phrases(
    r"\d[\d,]*(?:\.\d+)?\s*(?:mg|mcg|µg|μg|milligrams?|micrograms?)",
    r"(?:\d[\d.,/]*|(?:a )?(?:half|quarter)(?: an?| of an?)?|an? half)\s*"
    r"(?:tablets?|tabs?|pills?|capsules?|caps?|puffs?|patch(?:es)?)",
    r"tak(?:e|ing) \d+"
    r"(?: (?:at|before|after|in|with|every|each|a|per|if|when|now|tonight|more)\b|$|(?=[.,;]))",
)
# No dose is without one of these; most texts are.
_DOSE_SIGNS = ("mg", "mcg", "µg", "μg", "gram", "tab", "pill", "cap", "puff", "patch", "take ", "taking ")
_OFTEN = phrases(
    r"(?:once|twice|thrice|\d+ ?(?:x|times))(?: (?:a|per|every|each) day| daily)|nightly|bid|tid|qid|prn",
    r"every \d+ ?(?:hours?|hrs?|h)",
)
_TURNS_BACK = phrases(
    r"unless|until|till|except|only|instead|but|though|however|without|if|when|after|yet|wrong|false|ignore|"
    r"than|otherwise|before|just kidding|not true"
)
_ROLLING = late_pattern(r"\broll")
_LOW_BACK = late_pattern(r"\blow(?:er)?[ -]back\b|\blumbar\b|\bsmall of (?:your|the) back\b")
_ROLLS_ON_IT = late_pattern(r"\broll\w*(?: \w+){0,2} (?:your |the )?(?:low(?:er)?[ -]back|lumbar)\b")


def names_in(text: str, names: Collection[str]) -> list[str]:
    """Return the names (lower case) that stand in a text as words of their own."""
    return named(folded(text), names)


def amounts_in(text: str, names: Collection[str]) -> frozenset[str]:
    """Return the amounts of a medicine in a text, and how often to take them: a dose."""
    plain = in_digits(folded(text))
    often = _OFTEN.finditer(plain) if TAKES.search(plain) or named(plain, names) else ()
    return _amounts(plain, names) | {match.group(0) for match in often}


def _amounts(plain: str, names: Collection[str]) -> frozenset[str]:
    counts = any(sign in plain for sign in _DOSE_SIGNS)
    doses = (match.group(0) for match in _DOSE.finditer(plain)) if counts else ()
    numbered = (rf"\b{re.escape(name)} \d+\b" for name in named(plain, names))
    return frozenset((*doses, *(m.group(0) for pattern in numbered for m in re.finditer(pattern, plain))))


def medicine_words(text: str, names: Collection[str], of_medicine: bool) -> frozenset[str]:
    """Return what a text says of medicines: names, amounts, and how often or how long to take them.

    How often and how long count only where a medicine is meant: in a medicine's own topic
    (`of_medicine`), or where the clause speaks of taking. "Call us in 3 days" is about no medicine.
    A sentence that does nothing but forbid a medicine by name adds none.
    """
    plain = in_digits(folded(text))
    names = named(plain, names)
    plain = _without_forbidden(plain, names)
    left = tuple(named(plain, names))
    times = (_times(clause, left, of_medicine) for clause in clauses(plain))
    return _amounts(plain, left).union(left, *times)


@lru_cache(maxsize=CLAUSES_KEPT)
def _times(clause: str, names: tuple[str, ...], of_medicine: bool) -> frozenset[str]:
    """Return how often and how long a clause has a medicine taken."""
    if ASIDE.search(clause.strip()) and not TAKES.search(clause):
        return frozenset()
    if not (of_medicine or TAKING.search(clause) or named(clause, names)):
        return frozenset()
    return frozenset(m.group(0) for p in (SPAN, _OFTEN) for m in p.finditer(clause) if _is_number(m))


def _without_forbidden(plain: str, names: Collection[str]) -> str:
    """Take out sentences such as "No Tylenol." and "Do not take aspirin or Advil with it".

    Only a sentence that is nothing else goes, and none where the text turns back anywhere ("unless",
    "until", "instead"): a denial must never hide a dose.
    """
    if not names or _TURNS_BACK.search(plain):
        return plain
    name = rf"(?:{any_of([re.escape(name) for name in names])})"
    forbids = (
        rf"(?:^|(?<=[.;!\n]))\s*(?:please )?"
        rf"(?:no(?: more)?|(?:do not|don't|never) (?:take|use)(?: any)?|avoid)"
        rf" {name}(?:(?:,| or| nor| and|, or|, and) (?:no )?{name})*"
        rf"(?: at all| either| too| with (?:it|this|them))?\s*(?=[.;!\n]|$)"
    )
    return re.sub(forbids, "", plain)


def _is_number(match: re.Match[str]) -> bool:
    """Leave out spans such as "every night" and "this week", which give no number."""
    words = match.group(0)
    return any(char.isdigit() for char in words) or words.startswith(("once", "twice", "thrice", "another"))


def rolls_low_back(text: str) -> bool:
    """Tell whether a text has the patient roll on the low back; "never roll on your low back" does not."""
    plain = folded(text)
    return "roll" in plain and any(map(_rolls_in_clause, clauses(plain)))


def _rolls_in_clause(clause: str) -> bool:
    if NEGATED.search(clause) or not (_ROLLING.search(clause) and _LOW_BACK.search(clause)):
        return False
    return "roller" in clause or bool(_ROLLS_ON_IT.search(clause))
