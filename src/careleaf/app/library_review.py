"""Review a library: which points carry which facts, and what its words need mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from careleaf.app.bootstrap import Program
from careleaf.content.fact_loader import load_facts
from careleaf.content.wording_loader import load_wording
from careleaf.domain.lint import carried, lint
from careleaf.domain.lint_finding import LintFinding
from careleaf.domain.plaintext import clean_line
from careleaf.domain.text_rules import harm_in_clinic_words
from careleaf.errors import Problem, did_you_mean
from careleaf.lazy_dataclass import dataclass

LONGEST_LINE = 300  # characters


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
    """Return everything to mend in the library's words and the clinic's; `today` tells overdue reviews."""
    facts = load_facts(program.resources / "facts")
    wording = load_wording(program.resources / "rules" / "wording.toml")
    found = lint(program.library, facts, wording, today)
    return (*_clinic_findings(program), *found, *_unknown_figures(program))


def unused_files(program: Program, most: int | None = None) -> str:
    """Say which of the clinic's files are not used and why, in at most so many problems; or nothing."""
    if not program.unused:
        return ""
    files = len({problem.file for problem in program.unused})
    not_used = "1 file is" if files == 1 else f"{files} files are"
    head = f"Of the clinic's own wording {not_used} not used; the library's text prints instead:"
    rest = len(program.unused[most:]) if most is not None else 0
    more = [f'... and {rest} more: see "careleaf library lint"'] if rest else []
    return "\n".join((head, *map(_shown, program.unused[:most]), *more))


def _shown(problem: Problem | str) -> str:
    """Return one line that a terminal and a window can take, whatever the file had in it."""
    line = clean_line(str(problem))
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}..."


def _clinic_findings(program: Program) -> Iterator[LintFinding]:
    """Yield what keeps a clinic's file from being used, and what would block a page with its words."""
    for problem in program.unused:
        where = f"{problem.file}:{problem.line}" if problem.line else problem.file
        yield LintFinding(_shown(where), _shown(problem.key), _shown(problem.message), "mend the file")
    for topic in program.library:
        for text, finding in harm_in_clinic_words(topic, program.rules, program.library.language):
            message = f"{finding.rule}: {finding.text}"
            yield LintFinding(topic.file, ".".join(text.where), message, "leave out what the rule stops")


def _unknown_figures(program: Program) -> Iterator[LintFinding]:
    known = sorted(program.figures)
    for topic in program.library:
        if topic.figure and topic.figure not in program.figures:
            wrong = f'"{topic.figure}" is no figure{did_you_mean(topic.figure, known)}'
            yield LintFinding(topic.file, "figure", wrong, "name a figure of resources/figures")
