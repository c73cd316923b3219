"""Review a library: which points carry which facts, and what its words need mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careleaf.app.bootstrap import Program
from careleaf.content.fact_loader import load_facts
from careleaf.content.word_rule_loader import load_word_rules
from careleaf.domain.lint import LintFinding, carried, lint
from careleaf.errors import did_you_mean


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


def lint_library(program: Program) -> tuple[LintFinding, ...]:
    """Return everything to mend in the library's words."""
    facts = load_facts(program.resources / "facts")
    words = load_word_rules(program.resources / "rules" / "wording.toml")
    return (*lint(program.library, facts, words), *_unknown_figures(program))


def _unknown_figures(program: Program) -> Iterator[LintFinding]:
    known = sorted(program.figures)
    for topic in program.library:
        if topic.figure and topic.figure not in program.figures:
            wrong = f'"{topic.figure}" is no figure{did_you_mean(topic.figure, known)}'
            yield LintFinding(f"{topic.section}/{topic.id}.toml", "figure", wrong)
