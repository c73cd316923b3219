"""Measure how an edit grows with the pages, and what memory that takes.

`python tests/benchmarks/growth.py COPIES` measures one size. Each runs in a process of its own, so that its
memory is that of a program which has set nothing else.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from timing import repeat
from workloads import NOW, four_page_draft, made, program_in

from careleaf.domain.blocks import Document, Paragraph, Run
from careleaf.rendering.pdf.document import Typeset, Typesetter

COPIES = (1, 10, 100)
ROUNDS = 8


def growth_table() -> str:
    """Return the section of the report."""
    lines = ["", "## Growth", "", *_NOTE, ""]
    lines.append("| pages | first, ms | edit, ms | edit, ms a page | memory at most, MiB |")
    lines.append("|---:|---:|---:|---:|---:|")
    per_page = []
    for copies in COPIES:
        ran = subprocess.run(
            [sys.executable, __file__, str(copies)], check=True, capture_output=True, text=True
        )
        pages, first, edit, memory = json.loads(ran.stdout)
        per_page.append(edit / pages)
        lines.append(f"| {pages} | {first:.0f} | {edit:.1f} | {edit / pages:.2f} | {memory:.0f} |")
    share = per_page[-1] / per_page[0]
    lines += ["", f"A page of the longest against one of the shortest: {share:.2f} times (aim: 1.1)."]
    return "\n".join([*lines, ""])


_NOTE = (
    "The acute handout with both medicines, five exercises and their figures, once and more in one document;",
    "one paragraph changes. Each size in a process of its own.",
)


def measure(copies: int) -> tuple[int, float, float, float]:
    """Return pages, milliseconds at first and for an edit, and the most memory of this process in MiB."""
    with tempfile.TemporaryDirectory() as home:
        program = program_in(Path(home))
        draft = four_page_draft(program)
        # Spare figures are tried by halving: a cost of their own, and no handout has hundreds of them.
        once = made(program, replace(draft, blocks=draft.blocks - {"care-pictures"})).document
        letterhead, *rest = once.blocks
        whole = replace(once, blocks=(letterhead, *rest * copies))
        step = _edit(whole, Typesetter(program.resources, program.pictures))
        begin = time.perf_counter()
        pages = step(-1).pages
        first = 1000 * (time.perf_counter() - begin)
        edit = repeat(step, ROUNDS).p50
    return pages, first, edit, _most_memory()


def _most_memory() -> float:
    """Return the most memory of this process so far, in MiB.

    Where the system keeps it: elsewhere, of this process and the one that it was started from.
    """
    status = Path("/proc/self/status")
    if status.exists():
        kept = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(kept["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _edit(whole: Document, setting: Typesetter) -> Callable[[int], Typeset]:
    names = count()

    def step(_: int) -> Typeset:
        named = replace(whole, blocks=(*whole.blocks, Paragraph((Run(f"Edit {next(names)}"),))))
        return setting.typeset(named, "standard", "letter", NOW)

    return step


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
