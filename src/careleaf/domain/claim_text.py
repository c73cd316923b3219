"""What a clinician types, read for claims that are wrong or dangerous (clinical review, R53)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from careleaf.domain.typed_words import CLAUSES, folded, phrases

# What stands before a claim and denies it; "not only a cure" and "no doubt a cure" deny nothing.
_DENIES = phrases(
    r"(?:no|not|never|cannot|without|nor|against|avoid|nothing|neither)"
    r"(?! (?:only|just|doubt|question|wonder))",
    r"\w+n't(?! (?:only|just|doubt))",
    r"dont|stop(?:s|ped)?",
)


@dataclass(frozen=True)
class Claim:
    """A claim that no typed text may make: a pattern for folded text (lower case), and what is right.

    Words that carry one of the `allowed` facts may say it.
    """

    pattern: str
    instead: str
    allowed: tuple[str, ...] = ()


def claim_in(text: str, claims: Iterable[Claim], facts: Collection[str]) -> tuple[str, Claim] | None:
    """Return the first claim that a text makes and does not deny, with its words; None for none.

    `facts` are those of the library's words that the text stands for.
    """
    checked = [claim for claim in claims if not set(claim.allowed) & set(facts)]
    for clause in CLAUSES.split(folded(text)):
        for claim in checked:
            match = re.search(claim.pattern, clause)
            if match and not _DENIES.search(clause[: match.start()]):
                return match.group(0).strip(), claim
    return None
