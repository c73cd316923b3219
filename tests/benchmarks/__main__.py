"""Measure how fast the program is and write the table: `python tests/benchmarks docs/performance.md`.

Times are medians of whole steps on the machine at hand; compare the ratios, not the milliseconds. Nothing in
the test suite asserts a time.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path

from batches import batch_lines
from growth import growth_table
from painted import Painted, painted
from peers import against_peers, installed
from plain_reportlab import plain_pdf, register
from stages import stage_lines
from timing import Sample, processes_in_turn, repeat, repeat_by_both_clocks, repeat_in_turn
from workloads import (
    acute_draft,
    edits,
    exercise_draft,
    largest_draft,
    made,
    program_in,
    render_command,
    rendered,
    rule_runs,
)

from careleaf.app.bootstrap import Program
from careleaf.app.handout_making import Made
from careleaf.domain.blocks import Paragraph, Run
from careleaf.domain.draft import Draft
from careleaf.rendering.pdf.document import Typeset, Typesetter
from careleaf.rendering.pdf.line_breaking import line_breaks
from careleaf.rendering.pdf.shaping import shaped_text

WARM_ROUNDS, COLD_ROUNDS, PLAIN_ROUNDS, RULE_ROUNDS = 40, 15, 20, 300
FIRST_PAINT, LOADED_FIRST = "Start to first paint, whole process", "The same with all else loaded first"
RULES, RULES_TARGET = "Safety rules, largest draft", 2.0  # milliseconds


def main(target: Path) -> None:
    """Measure everything and write the report."""
    with tempfile.TemporaryDirectory() as home:
        program = program_in(Path(home))
        draft, in_window = acute_draft(program), painted()
        rows = [
            ("Edit to finished PDF, tick", repeat(edits(program, draft, "tick"), WARM_ROUNDS)),
            ("Edit to finished PDF, typing", repeat(edits(program, draft, "type"), WARM_ROUNDS)),
            (
                "Edit to pictures of the pages that changed (96 dpi)",
                repeat(edits(program, draft, "picture"), WARM_ROUNDS),
            ),
            (
                "Six exercises to finished PDF, with their figures",
                repeat(edits(program, exercise_draft(program), "type"), WARM_ROUNDS),
            ),
            (
                "Six exercises to finished PDF, without figures",
                repeat(edits(program, exercise_draft(program, figures=False), "type"), WARM_ROUNDS),
            ),
            *rule_rows(program),
            *(row for sharpness in in_window for row in sharpness.rows()),
            *first_paint_rows(Path(home)),
            *cold_rows(Path(home)),
        ]
        pages, size = rendered(program, draft)
        _, exercises_size = rendered(program, exercise_draft(program))
        more = job_table() + stage_lines(program, draft) + against_plain(program, draft)
        more += batch_lines(program, Path(home)) + growth_table()
        if installed():
            more += against_peers(program)
    target.write_text(report(rows, pages, size, exercises_size, in_window) + more, encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


_BARE = [
    sys.executable,
    "-c",
    "import io; from reportlab.platypus import SimpleDocTemplate, Paragraph; "
    "from reportlab.lib.styles import getSampleStyleSheet as s; "
    "SimpleDocTemplate(io.BytesIO()).build([Paragraph('One page', s()['Normal'])])",
]
_HELP = [sys.executable, "-m", "careleaf", "--help"]


def rule_rows(program: Program) -> list[tuple[str, Sample]]:
    """Measure the safety rules on the largest draft that may print, after each kind of change to it."""
    draft, rows = largest_draft(program), []
    for kind, change in (("answer", "an answer changes"), ("typed", "a letter is typed in a note")):
        wall, processor = repeat_by_both_clocks(rule_runs(program, draft, kind), RULE_ROUNDS)
        rows += [(f"{RULES}, {change}", wall), (f"{RULES}, {change}: processor time", processor)]
    return rows


def first_paint_rows(home: Path) -> list[tuple[str, Sample]]:
    """Measure the start of the window where Qt can be imported."""
    try:
        from window import first_paint, usable
    except ImportError:
        return []
    names = (FIRST_PAINT, LOADED_FIRST, "Start to the start screen, whole process")
    commands = (first_paint(home), first_paint(home, all_else_first=True), usable(home))
    return list(zip(names, processes_in_turn(commands, COLD_ROUNDS), strict=True))


def cold_rows(home: Path) -> list[tuple[str, Sample]]:
    """Measure commands in processes of their own, and the least that ReportLab needs for a page."""
    names = (
        "`careleaf render`, whole process",
        "Bare: import reportlab, write one page, whole process",
        "`careleaf --help`, whole process",
    )
    return list(zip(names, processes_in_turn((render_command(home), _BARE, _HELP), COLD_ROUNDS), strict=True))


def job_table() -> str:
    """Count the actions of the whole job by hand and time a script that does it."""
    try:
        from window import jobs_by_hand
    except ImportError:
        return ""
    lines = ["", "## By hand", "", *_BY_HAND_NOTE, "", "| Job | actions | scripted, s |", "|---|---:|---:|"]
    lines += [f"| {name} | {actions} | {seconds:.1f} |" for name, actions, seconds in jobs_by_hand()]
    return "\n".join([*lines, ""])


_BY_HAND_NOTE = (
    "From the start screen. An action is a key with those held down, a text typed into a field, a click, or",
    "turning the wheel. The whole job: acute preset, name, muscle relaxant, patient check, one number, one",
    "wording, one topic moved, the page looked at, a preset and the PDF saved, the next patient.",
)


def against_plain(program: Program, draft: Draft) -> str:
    """Compare our typesetting of a document with what ReportLab does with the same blocks by itself."""
    lines = ["", "## Tagged and shaped against plain ReportLab", "", *_PLAIN_NOTE, ""]
    lines += ["| Handout | time, fresh | time, editing | size | our pages |", "|---|---:|---:|---:|---:|"]
    register(program.resources / "fonts")
    for name, topics in (("acute-72h with both medicines", draft.topics), ("every topic", _every(program))):
        lines.append(f"| {name} | {_ratios(made(program, replace(draft, topics=topics)))} |")
    return "\n".join([*lines, ""])


def _ratios(whole: Made) -> str:
    document, setting = whole.document, whole.setting

    look = ("standard", "letter", setting.now, setting.clinic.logo)
    program, names = whole.program, count()

    def fresh() -> Typeset:
        for kept in (shaped_text, line_breaks):
            kept.cache_clear()
        return Typesetter(program.resources, program.pictures).typeset(document, *look)

    def edit() -> Typeset:
        named = replace(document, blocks=(*document.blocks, Paragraph((Run(f"Edit {next(names)}"),))))
        return program.typesetter.typeset(named, *look)

    fresh_time, edit_time, plain_time = repeat_in_turn(
        (fresh, edit, lambda: plain_pdf(document)), PLAIN_ROUNDS
    )
    page = fresh()
    times = " | ".join(f"{time.p50 / plain_time.p50:.2f}" for time in (fresh_time, edit_time))
    return f"{times} | {len(page.pdf) / len(plain_pdf(document)):.2f} | {page.pages}"


_PLAIN_NOTE = (
    "Ours over ReportLab's own, medians of the same run, the two by turns. Ours: structure tree, shaping and "
    "bidi,",
    "PDF/UA-1 and PDF/A-2a, rail, pictures and band, a second try where a squeeze saves a page; first with",
    "nothing remembered, then after an edit, with all that did not change. Its own: the same blocks",
    "as platypus paragraphs, lists and tables in the same typeface and sizes, neither tagged nor shaped.",
)


def _every(program: Program) -> tuple[str, ...]:
    return tuple(topic.id for topic in program.library.tickable)


def report(
    rows: list[tuple[str, Sample]], pages: int, size: int, exercises_size: int, in_window: list[Painted]
) -> str:
    """Write the measurements as Markdown."""
    lines = [
        "# Performance",
        "",
        "Written by `make bench`; do not edit. Times in milliseconds. Other work on the machine moves them:",
        "compare the rows of one run with each other.",
        "",
        f"Handout: acute-72h with a muscle relaxant and ibuprofen, {pages} pages, {size:,} bytes. "
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores.",
        "",
        "| Step | p50 | p95 | runs |",
        "|---|---:|---:|---:|",
    ]
    lines += [f"| {name} | {s.p50:.1f} | {s.p95:.1f} | {s.runs} |" for name, s in rows]
    lines += ["", rules_verdict([row for row in rows if row[0].startswith(RULES)])]
    render = next(times for name, times in rows if name.startswith("`careleaf render`"))
    bare = next(times for name, times in rows if name.startswith("Bare"))
    with_figures, without = (times for name, times in rows if name.startswith("Six exercises"))
    lines += [
        "",
        f"Six exercises with figures against without: {with_figures.p50 / without.p50:.2f} times (aim: 1.3), "
        f"{exercises_size:,} bytes.",
    ]
    lines += ["", *(sharpness.verdict for sharpness in in_window)]
    if painted_first := [times.p50 for name, times in rows if name.startswith(FIRST_PAINT)]:
        loaded_first = next(times.p50 for name, times in rows if name == LOADED_FIRST)
        share = painted_first[0] / loaded_first
        lines += [f"First paint against all else loaded first: {share:.2f} times (aim: 0.35)."]
    lines += [
        f"Cold render against the bare ReportLab process: {render.p50 / bare.p50:.2f} times (aim: 1.6).",
        "",
    ]
    return "\n".join(lines)


def rules_verdict(rows: list[tuple[str, Sample]]) -> str:
    """Say whether the safety rules keep their target, by the processor's median after either change."""
    slowest = max(times.p50 for name, times in rows if name.endswith("processor time"))
    kept = "kept" if slowest < RULES_TARGET else "missed"
    return (
        "The largest draft has every topic that may stand on one page, each with a long note. Its rules "
        f"shall run in under {RULES_TARGET:g} ms: {kept}, at {slowest:.1f} ms of processor time."
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
