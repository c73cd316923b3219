"""Our edits against those of Typst, WeasyPrint and fpdf2: the same words, by turns, each program warm."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pieces import pieces
from plain_reportlab import plain_pdf, register
from timing import Sample, sample
from workloads import acute_draft, made

from careleaf.app.bootstrap import Program
from careleaf.domain.blocks import Document
from careleaf.domain.draft import tick_topic
from careleaf.domain.people import Patient

PYTHON = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"
OURS, PLAIN = "Careleaf (tagged, PDF/UA-1 and PDF/A-2a, shaped)", "ReportLab alone (no tags, no shaping)"
PEERS = {
    "typst": "Typst (tagged, PDF/UA-1, one compiler that remembers)",
    "weasyprint": "WeasyPrint (tagged, PDF/UA-1)",
    "fpdf2": "fpdf2 (no tags)",
}
ROUNDS = 8


def installed() -> bool:
    """Tell whether the other programs are there; `make bench-peers` puts them there."""
    return PYTHON.is_file()


def against_peers(program: Program) -> str:
    """Return the section of the report: medians and ratios for ticking and for typing."""
    draft = acute_draft(program)
    lines = ["", "## Against other programs", "", *_NOTE, ""]
    lines += ["| Program | tick | ours / it | typing | ours / it |", "|---|---:|---:|---:|---:|"]
    named = [replace(draft, patient=Patient(f"Ana {n}")) for n in range(ROUNDS + 2)]
    # No handout comes twice: a program that remembers whole handouts would only look the second one up.
    others = [t.id for t in program.library.tickable if t.id not in draft.topics and t.medicine is None]
    ticked = [tick_topic(draft, program.library, topic) for topic in others[: ROUNDS + 2]]
    handouts = [[made(program, each).document for each in edits] for edits in (ticked, named)]
    times = [_by_turns(program, documents) for documents in handouts]
    for name in (OURS, PLAIN, *PEERS):
        cells = [f"{kind[name].p50:.1f} | {kind[OURS].p50 / kind[name].p50:.2f}" for kind in times]
        lines.append(f"| {PEERS.get(name, name)} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


_NOTE = (
    "From the blocks of one handout to its PDF, medians in milliseconds of one run, the programs by turns.",
    "Each is warm and keeps what it can. All set the same headings, paragraphs, lists, tables and boxes in",
    "the same typeface; ours alone has rail, pictures, band and icons, and tries again where a squeeze saves",
    "a page. WeasyPrint cuts fonts slowly where Debian's libharfbuzz-subset0 is missing.",
)


def _by_turns(program: Program, handouts: list[Document]) -> dict[str, Sample]:
    """Give every program handout after handout; the first two rounds do not count."""
    fonts = program.resources / "fonts"
    register(fonts)
    clinic = program.clinic("sample")
    now = made(program, acute_draft(program)).setting.now
    server = subprocess.Popen(
        [PYTHON, Path(__file__).with_name("peer_programs.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdin
    assert server.stdout
    first = {"fonts": str(fonts), "handouts": [pieces(document) for document in handouts]}
    print(json.dumps(first), file=server.stdin, flush=True)
    ways: dict[str, Callable[[Document], object]] = {
        OURS: lambda document: program.typesetter.typeset(document, "standard", "letter", now, clinic.logo),
        PLAIN: plain_pdf,
    }
    times: dict[str, list[float]] = {name: [] for name in (*ways, *PEERS)}
    for number, document in enumerate(handouts):
        for name, make in ways.items():
            begin = time.perf_counter()
            make(document)
            times[name].append(time.perf_counter() - begin)
        for name in PEERS:
            print(json.dumps([name, number]), file=server.stdin, flush=True)
            times[name].append(json.loads(server.stdout.readline())[0])
    server.stdin.close()
    server.wait()
    return {name: sample(kept[2:]) for name, kept in times.items()}
