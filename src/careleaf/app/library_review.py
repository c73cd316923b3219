"""Review a library: which points carry which facts, and what its words need mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careleaf.app.bootstrap import Program
from careleaf.content.fact_loader import load_facts
from careleaf.content.wording_loader import load_wording
from careleaf.domain.lint import carried, lint
from careleaf.domain.lint_finding import LintFinding


@dataclass(frozen=True)
class FactCoverage:
    """A fact with its verdict, what of it may print, and the points that carry it."""

    id: str
    status: str
    printed: str
    points: tuple[str, ...]


def fact_coverage(program: Program) -> tuple[FactCoverage, ...]:
    """Return every fact and addition with the points that carry it."""
    points = carried(program.library)
    return tuple(
        FactCoverage(fact.id, fact.status, str(fact.may_print), tuple(points.get(fact.id, ())))
        for fact in load_facts(program.resources / "facts")
    )


def lint_library(program: Program, today: date) -> tuple[LintFinding, ...]:
    """Return everything to mend in the library; `today` tells which reviews are overdue."""
    facts = load_facts(program.resources / "facts")
    wording = load_wording(program.resources / "rules" / "wording.toml")
    return tuple(lint(program.library, facts, wording, today))
