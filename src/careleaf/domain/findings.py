"""Findings: what the safety rules have to say of a draft, and what holds it back."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from careleaf.domain.draft import Draft
from careleaf.lazy_dataclass import dataclass


class Level(StrEnum):
    """How much a finding holds back: `block` nobody can override, `confirm` needs a reason."""

    BLOCK = "block"
    CONFIRM = "confirm"
    WARN = "warn"
    INFO = "info"


_ORDER = tuple(Level)


@dataclass(frozen=True)
class Finding:
    """What a rule found.

    `asks` are the check questions still open, `because` those whose answer made it fire, `param` the value
    it is about.
    """

    rule: str
    level: Level
    text: str
    topic: str = ""
    param: str = ""
    asks: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeRule:
    """What a rule that is code does, for the list of all rules; `page` as in a row of the table."""

    id: str
    level: Level
    when: str
    text: str
    source: str
    page: tuple[str, ...] = ()


def gravest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, blocks first, otherwise in the order found."""
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: _ORDER.index(finding.level)))


def blocks(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that forbid to print."""
    return tuple(finding for finding in findings if finding.level is Level.BLOCK)


def unconfirmed(findings: Iterable[Finding], draft: Draft) -> tuple[Finding, ...]:
    """Return the findings that still need a reason."""
    given = {rule for rule, confirmation in draft.confirmations.items() if confirmation.counts}
    return tuple(f for f in findings if f.level is Level.CONFIRM and f.rule not in given)
