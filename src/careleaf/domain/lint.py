"""Lint of a library: facts that may be said, words a patient can read, params in range, reviews in time.

A pure function of a library, wherever it was loaded from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from careleaf.domain.facts import Fact, MayPrint
from careleaf.domain.library import Library, Origin, Point, Text, Topic
from careleaf.domain.lint_finding import LintFinding, Severity, Wording
from careleaf.domain.lint_params import lint_params
from careleaf.domain.lint_text import carriers, lint_text
from careleaf.domain.needs import NEEDS
from careleaf.errors import did_you_mean


def lint(library: Library, facts: Iterable[Fact], wording: Wording, today: date) -> Iterator[LintFinding]:
    """Yield everything to mend, in the library's order."""
    by_id = {fact.id: fact for fact in facts}
    for topic in library:
        for where, carrier in carriers(topic):
            yield from _lint_facts(topic, where, carrier, by_id)
        yield from lint_text(topic, library, wording)
        yield from lint_params(topic, wording)
        yield from _lint_head(topic, today)


def carried(library: Library) -> dict[str, list[str]]:
    """Return for each fact id the points (TOPIC.POINT, or TOPIC.why and so on) that carry it."""
    points: dict[str, list[str]] = {}
    for topic in library:
        for where, carrier in carriers(topic):
            for fact in carrier.facts:
                points.setdefault(fact, []).append(f"{topic.id}.{where}")
    return points


def _lint_facts(
    topic: Topic, where: str, carrier: Text | Point, facts: Mapping[str, Fact]
) -> Iterator[LintFinding]:
    if not carrier.facts and not (carrier.source and carrier.origin is Origin.CLINIC):
        yield LintFinding(topic.file, where, "states no fact", "name the facts it rests on")
    for fact_id in carrier.facts:
        fact = facts.get(fact_id)
        if fact is None:
            near = did_you_mean(fact_id, list(facts))
            yield LintFinding(topic.file, where, f"names {fact_id}, which is no fact{near}", "name a fact")
        elif fact.may_print is MayPrint.NONE:
            message = f"carries {fact_id}, which must never print"
            yield LintFinding(topic.file, where, message, "take out what says it")


def _lint_head(topic: Topic, today: date) -> Iterator[LintFinding]:
    """Look at what stands above the points. A review that is overdue is a warning: no text got worse."""
    if not topic.needs:
        message = "meets none of the eight needs"
        yield LintFinding(topic.file, "needs", message, f"name those it meets of {', '.join(NEEDS)}")
    if topic.review_due <= topic.reviewed:
        message = f"is due for review on {topic.review_due}, which is not after its review"
        yield LintFinding(topic.file, "review_due", message, "set a day after reviewed")
    elif topic.review_due < today:
        message = f"was due for review on {topic.review_due}"
        suggestion = "read it against its sources, then renew reviewed and review_due"
        yield LintFinding(topic.file, "review_due", message, suggestion, Severity.WARNING)
