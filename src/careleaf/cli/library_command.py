"""`careleaf library`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from careleaf.app.bootstrap import Program
from careleaf.app.library_review import fact_coverage, lint_library
from careleaf.app.rewording_start import start_rewording
from careleaf.app.safety_table import rule_lines, safety_table
from careleaf.app.summary import clinic_mark, library_summary
from careleaf.cli.output import put, say, say_json
from careleaf.errors import InvalidFiles
from careleaf.rendering.figures.contact_sheet import contact_sheet


def library(program: Program, flags: argparse.Namespace) -> int:
    """List topics, facts, rules or figures, lint the words, or start the clinic's own."""
    match flags.action:
        case "reword":
            say(str(start_rewording(program, flags.topic, datetime.now(UTC).date())))
            return 0
        case "list":
            return _list(program, flags.json)
        case "facts":
            return _facts(program, flags.json)
        case "rules":
            return _rules(program, flags.json)
        case "figures":
            return _figures(program, flags.json)
    return _lint(program, flags.json)


def _list(program: Program, as_json: bool) -> int:
    if as_json:
        say_json(library_summary(program.library))
        return 0
    for section in program.library.sections:
        say(section.title)
        for topic in section.topics:
            size = f"({len(topic.points)} points, {len(topic.params)} params)"
            say(f"  {topic.id:16} {topic.title} {size}{clinic_mark(topic)}")
    return 0


def _facts(program: Program, as_json: bool) -> int:
    covered = fact_coverage(program)
    if as_json:
        rows = [
            {"id": row.id, "status": row.status, "print": row.printed, "points": list(row.points)}
            for row in covered
        ]
        say_json(rows)
        return 0
    for row in covered:
        say(f"{row.id:24} {row.status:10} {row.printed:12} {', '.join(row.points)}")
    return 0


def _rules(program: Program, as_json: bool) -> int:
    if as_json:
        say_json([vars(line) for line in rule_lines(program.library, program.rules)])
    else:
        put(safety_table(program.library, program.rules).encode())
    return 0


def _figures(program: Program, as_json: bool) -> int:
    if as_json:
        say_json(
            [
                {"id": figure.id, "title": figure.title, "alt": figure.alt}
                for figure in program.figures.values()
            ]
        )
    else:
        put(contact_sheet(tuple(program.figures.values())).encode())
    return 0


def _lint(program: Program, as_json: bool) -> int:
    findings = lint_library(program)
    if as_json:
        say_json([vars(finding) for finding in findings])
    else:
        for finding in findings:
            say(f"{finding.file}: {finding.point}: {finding.message}")
        print(f"{len(findings)} findings", file=sys.stderr)
    return InvalidFiles.exit_code if findings else 0
