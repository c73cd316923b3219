"""Our edits against those of other programs: the same words and figures, by turns, each program warm."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import chromium
from pieces import pieces
from plain_reportlab import plain_pdf, register
from timing import Sample, sample
from workloads import acute_draft, four_page_draft, made

from careleaf.app.bootstrap import Program
from careleaf.domain.blocks import Document
from careleaf.domain.draft import Draft, tick_topic
from careleaf.domain.people import Patient

PYTHON = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"
OURS, PLAIN = "Careleaf (tagged, PDF/UA-1 and PDF/A-2a, shaped)", "ReportLab alone (no tags, no shaping)"
PEERS = {
    "typst": "Typst (tagged, PDF/UA-1, one compiler that remembers)",
    "weasyprint": "WeasyPrint (tagged, PDF/UA-1)",
    "chromium": "Chromium (tagged, one page that stays open)",
    "fpdf2": "fpdf2 (no tags)",
}
ROUNDS, WARM_UP, BATCH = 12, 2, 16
SLOW, SLOW_ROUNDS = ("weasyprint", "chromium", "fpdf2"), 4  # seconds each: a few say enough
SEED = 7  # of the handouts in the batch: the same in every run

Times = dict[str, Sample]


def installed() -> bool:
    """Tell whether the other programs are there; `make bench-peers` puts them there."""
    return PYTHON.is_file()


def against_peers(program: Program) -> str:
    """Return the section of the report: medians and ratios for ticking and for typing, and a batch."""
    register(program.resources / "fonts")
    lines = ["", "## Against other programs", "", *_NOTE]
    for name, draft in (
        ("The acute handout with both medicines", acute_draft(program)),
        ("The same with five exercises and their figures", four_page_draft(program)),
    ):
        pages = made(program, draft).typeset.pages
        lines += ["", f"{name}, {pages} pages:", ""]
        lines += ["| Program | tick | ours / it | typing | ours / it |", "|---|---:|---:|---:|---:|"]
        ticking, typing = (_by_turns(program, edited) for edited in _edits(program, draft))
        for who in ticking:
            cells = (
                f"{kind[who].p50:.1f} | {kind[OURS].p50 / kind[who].p50:.2f}" for kind in (ticking, typing)
            )
            lines.append(f"| {PEERS.get(who, who)} | {' | '.join(cells)} |")
    rates = {who: 1000 / times.mean for who, times in _by_turns(program, _different(program)).items()}
    lines += ["", *_BATCH_NOTE, "", "| Program | handouts a second | ours / it |", "|---|---:|---:|"]
    lines += [
        f"| {PEERS.get(who, who)} | {rate:.1f} | {rates[OURS] / rate:.1f} |" for who, rate in rates.items()
    ]
    return "\n".join([*lines, ""])


_NOTE = (
    "From the blocks of a handout to its PDF, medians in milliseconds of one run, the programs by turns.",
    "Each is warm and keeps what it can. All set the same headings, paragraphs, lists, tables, boxes and",
    "figures in the same typeface; ours alone has rail, band, logo and icons, and tries where a squeeze",
    "saves a page or a spare figure costs none. ReportLab alone sets no figures: drawn shape by shape they",
    "would take longer than all the rest. No handout comes twice: each tick is another topic.",
)
_BATCH_NOTE = (
    "A batch, one process each: every handout for another patient with other topics, two thirds of all,",
    "drawn by chance.",
)


def _edits(program: Program, draft: Draft) -> tuple[list[Document], list[Document]]:
    """Return the handouts of as many ticks, and of as many letters typed."""
    others = [t.id for t in program.library.tickable if t.id not in draft.topics and t.medicine is None]
    ticked = [tick_topic(draft, program.library, topic) for topic in others[: ROUNDS + WARM_UP]]
    named = [replace(draft, patient=Patient(f"Ana {n}")) for n in range(ROUNDS + WARM_UP)]
    return [made(program, each).document for each in ticked], [made(program, each).document for each in named]


def _different(program: Program) -> list[Document]:
    """Return handouts that have few topics in common with the one before."""
    chance, draft = random.Random(SEED), acute_draft(program)
    topics = [t.id for t in program.library.tickable if t.medicine is None or t.id in draft.topics]
    handouts = []
    for number in range(BATCH + WARM_UP):
        chosen = set(chance.sample(topics, 2 * len(topics) // 3))
        each = replace(
            draft, topics=tuple(t for t in topics if t in chosen), patient=Patient(f"Ana {number}")
        )
        handouts.append(made(program, each).document)
    return handouts


class Way(NamedTuple):
    """A program: its name, and how long it takes for a handout of the list."""

    name: str
    seconds: Callable[[int], float]


def _by_turns(program: Program, handouts: Sequence[Document]) -> Times:
    """Give every program handout after handout; the first rounds do not count."""
    now = made(program, acute_draft(program)).setting.now
    logo = program.clinic("sample").logo
    times: dict[str, list[float]] = {}
    with _peers(program, handouts) as peers:
        ways = [
            _here(
                OURS, handouts, lambda each: program.typesetter.typeset(each, "standard", "letter", now, logo)
            ),
            _here(PLAIN, handouts, plain_pdf),
            *peers,
        ]
        for number in range(len(handouts)):
            for name, seconds in ways:
                if name in SLOW and number >= WARM_UP + SLOW_ROUNDS:
                    continue
                times.setdefault(name, []).append(seconds(number))
    return {name: sample(kept[WARM_UP:]) for name, kept in times.items()}


def _here(name: str, handouts: Sequence[Document], make: Callable[[Document], object]) -> Way:
    def seconds(number: int) -> float:
        begin = time.perf_counter()
        make(handouts[number])
        return time.perf_counter() - begin

    return Way(name, seconds)


@contextmanager
def _peers(program: Program, handouts: Sequence[Document]) -> Iterator[list[Way]]:
    """Run the other programs in a process of their own."""
    first = {
        "fonts": str(program.resources / "fonts"),
        "handouts": [pieces(document, program.pictures) for document in handouts],
    }
    server = subprocess.Popen(
        [PYTHON, Path(__file__).with_name("peer_programs.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdin
    assert server.stdout
    to, back = server.stdin, server.stdout

    def asked(name: str) -> Way:
        def seconds(number: int) -> float:
            print(json.dumps([name, number]), file=to, flush=True)
            return float(json.loads(back.readline())[0])

        return Way(name, seconds)

    print(json.dumps(first), file=to, flush=True)
    yield [asked(name) for name in PEERS if name != "chromium" or chromium.program()]
    to.close()
    server.wait()
