"""Reasons given for findings: each holds for what it was given for, and no further."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from careleaf.domain.draft import Draft
from careleaf.domain.safety import Finding, Level


def keep_confirmations(draft: Draft, before: Iterable[Finding], after: Iterable[Finding]) -> Draft:
    """Drop the reasons of rules that now find more than they did when the reason was given.

    A rule finds more when it speaks of another topic, has another open question, or rests on
    another answer.
    """
    known = {key for finding in before for key in _matters(finding)}
    grown = {finding.rule for finding in after for key in _matters(finding) if key not in known}
    kept = {rule: given for rule, given in draft.confirmations.items() if rule not in grown}
    return draft if len(kept) == len(draft.confirmations) else replace(draft, confirmations=kept)


def _matters(finding: Finding) -> Iterable[tuple[str, str, str]]:
    if finding.level is Level.CONFIRM:
        yield from ((finding.rule, finding.topic, asked) for asked in ("", *finding.asks, *finding.because))
