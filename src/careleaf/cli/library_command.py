"""`careleaf library`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from careleaf.app.bootstrap import Program
from careleaf.app.library_review import fact_coverage, lint_library
from careleaf.app.rewording_start import start_rewording
from careleaf.app.safety_table import rule_lines, safety_table
from careleaf.app.sign_off import find_topic, sign_topics, topic_reviews, unsign_topics
from careleaf.app.summary import clinic_mark, library_summary
from careleaf.app.topic_reading import topic_reading
from careleaf.cli.clinic_flags import clinic_and_now
from careleaf.cli.output import put, say, say_json
from careleaf.domain.lint_finding import Severity
from careleaf.domain.signoff import Review
from careleaf.errors import InvalidFiles
from careleaf.rendering.figures.contact_sheet import contact_sheet


def library(program: Program, flags: argparse.Namespace) -> int:
    """List topics, facts, rules or figures, lint the words, start the clinic's own, or sign topics off."""
    match flags.action:
        case "reword":
            say(str(start_rewording(program, flags.topic, datetime.now(UTC).date())))
            return 0
        case "list":
            return _list(program, flags)
        case "show":
            return _show(program, flags.topic)
        case "sign" | "unsign":
            return _sign(program, flags)
        case "facts":
            return _facts(program, flags.json)
        case "rules":
            return _rules(program, flags.json)
        case "figures":
            return _figures(program, flags.json)
    return _lint(program, flags)


def _list(program: Program, flags: argparse.Namespace) -> int:
    clinic, now = clinic_and_now(program, flags)
    reviews = topic_reviews(program, clinic, now.date())
    if flags.json:
        say_json(library_summary(program.library, reviews))
        return 0
    stands = {review.topic.id: review.words for review in reviews}
    for section in program.library.sections:
        say(section.title)
        for topic in section.topics:
            held = f"{len(topic.points)} points, {len(topic.params)} params"
            say(f"  {topic.id:16} {topic.title} ({held}){clinic_mark(topic)}, {stands[topic.id]}")
    return 0


def _show(program: Program, topic_id: str) -> int:
    put(topic_reading(find_topic(program.library, topic_id), program.library).encode())
    return 0


def _sign(program: Program, flags: argparse.Namespace) -> int:
    clinic, now = clinic_and_now(program, flags)
    if flags.action == "sign":
        program = sign_topics(program, clinic, flags.topics, flags.name, now.date())
    else:
        program = unsign_topics(program, clinic, flags.topics)
    reviews = topic_reviews(program, clinic, now.date())
    signed = sum(review.review is Review.SIGNED for review in reviews)
    say(f"{signed} of {len(reviews)} topics are signed off for {clinic.name}.")
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


def _lint(program: Program, flags: argparse.Namespace) -> int:
    """Print what to mend; only errors fail, unless warnings are asked to."""
    today = (flags.now or datetime.now(UTC)).date()
    findings = lint_library(program, today)
    if flags.json:
        say_json([vars(finding) for finding in findings])
    else:
        for found in findings:
            say(f"{found.file}: {found.point}: {found.severity}: {found.message}; {found.suggestion}")
        print(f"{len(findings)} findings", file=sys.stderr)
    failing = [f for f in findings if flags.strict or f.severity is Severity.ERROR]
    return InvalidFiles.exit_code if failing else 0
