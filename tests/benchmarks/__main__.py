"""Measure how fast the program is and write the table: `python tests/benchmarks docs/performance.md`.

Times are medians of whole steps on the machine at hand; compare the ratios, not the milliseconds. Nothing in
the test suite asserts a time.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from timing import Sample, repeat, repeat_processes
from workloads import acute_draft, edits, exercise_draft, program_in, render_command, rendered

WARM_ROUNDS, COLD_ROUNDS = 40, 7


def main(target: Path) -> None:
    """Measure everything and write the report."""
    with tempfile.TemporaryDirectory() as home:
        program = program_in(Path(home))
        draft = acute_draft(program)
        rows = [
            ("Edit to finished PDF, tick", repeat(edits(program, draft, "tick"), WARM_ROUNDS)),
            ("Edit to finished PDF, typing", repeat(edits(program, draft, "type"), WARM_ROUNDS)),
            (
                "Edit to page pictures (96 dpi, all pages)",
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
            *window_rows(),
            ("`careleaf render`, whole process", repeat_processes(render_command(Path(home)), COLD_ROUNDS)),
            ("Bare: import reportlab, write one page, whole process", repeat_processes(_BARE, COLD_ROUNDS)),
            ("`careleaf --help`, whole process", repeat_processes(_HELP, COLD_ROUNDS)),
        ]
        pages, size = rendered(program, draft)
        _, exercises_size = rendered(program, exercise_draft(program))
    target.write_text(report(rows, pages, size, exercises_size), encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


_BARE = [
    sys.executable,
    "-c",
    "import io; from reportlab.platypus import SimpleDocTemplate, Paragraph; "
    "from reportlab.lib.styles import getSampleStyleSheet as s; "
    "SimpleDocTemplate(io.BytesIO()).build([Paragraph('One page', s()['Normal'])])",
]
_HELP = [sys.executable, "-m", "careleaf", "--help"]


def window_rows() -> list[tuple[str, Sample]]:
    """Measure the window where Qt can be imported."""
    try:
        from window import tick_to_painted
    except ImportError:
        return []
    return [("Tick to painted page in the window (offscreen)", tick_to_painted(WARM_ROUNDS))]


def report(rows: list[tuple[str, Sample]], pages: int, size: int, exercises_size: int) -> str:
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
    render = next(times for name, times in rows if name.startswith("`careleaf render`"))
    bare = next(times for name, times in rows if name.startswith("Bare"))
    with_figures, without = (times for name, times in rows if name.startswith("Six exercises"))
    lines += [
        "",
        f"Six exercises with figures against without: {with_figures.p50 / without.p50:.2f} times, "
        f"{exercises_size:,} bytes.",
    ]
    lines += ["", f"Cold render against the bare ReportLab process: {render.p50 / bare.p50:.2f} times.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
