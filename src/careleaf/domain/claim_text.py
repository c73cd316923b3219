"""What a clinician types, read for claims that are wrong or dangerous (clinical review, R53)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from careleaf.domain.typed_words import CLAUSES_KEPT, clauses, folded, phrases
from careleaf.lazy_dataclass import dataclass

# What stands before a claim and denies it; "not only a cure" and "no doubt a cure" deny nothing.
_DENIES = phrases(
    r"(?:no|not|never|cannot|without|nor|against|avoid|nothing|neither)"
    r"(?! (?:only|just|doubt|question|wonder))",
    r"\w+n't(?! (?:only|just|doubt))",
    r"dont|stop(?:s|ped)?",
)


@dataclass(frozen=True, eq=False)
class Claim:
    """A claim that no typed text may make: a pattern for folded text (lower case), and what is right.

    Words that carry one of the `allowed` facts may say it. Compared by identity, as Rules are.
    """

    pattern: str
    instead: str
    allowed: tuple[str, ...] = ()


def claim_in(text: str, claims: Iterable[Claim], facts: Collection[str]) -> tuple[str, Claim] | None:
    """Return the first claim that a text makes and does not deny, with its words; None for none.

    `facts` are those of the library's words that the text stands for.
    """
    checked = tuple(claim for claim in claims if set(facts).isdisjoint(claim.allowed))
    found = (_claim_in_clause(clause, checked) for clause in clauses(folded(text)))
    return next(filter(None, found), None)


@lru_cache(maxsize=CLAUSES_KEPT)
def _claim_in_clause(clause: str, claims: tuple[Claim, ...]) -> tuple[str, Claim] | None:
    for claim in claims:
        match = re.search(claim.pattern, clause)
        if match and not _DENIES.search(clause[: match.start()]):
            return match.group(0).strip(), claim
    return None
