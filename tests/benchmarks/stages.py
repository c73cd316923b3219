"""Measure where the time of an edit goes, stage by stage, and say what keeps it from being less."""

from __future__ import annotations

import time
from dataclasses import replace

import pypdfium2
from timing import sample
from workloads import made

from careleaf.app.bootstrap import Program
from careleaf.domain.draft import Draft
from careleaf.domain.people import Patient

STAGES = {
    "rules": "rules",
    "handout": "compose, and the number of the page",
    "xml": "XML",
    "document": "blocks",
    "typeset": "lines, pages, file",
}
ROUNDS, WARM_UP = 40, 6

_PICTURE = "page 1 by PDFium: file opened and page read"
_SHARPNESS = {"all of it drawn at 96 pixels an inch": 96, "drawn at 192": 192}
_POINTS = 72  # an inch

_WHY = (
    "What did not change is found again, from the topic to the operators on its page; what is left of an",
    "edit is the change itself, set up to three times (as it is, squeezed, with spare figures), and the",
    "file.",
    "",
    "From a tick to the painted page only what changed is drawn, what is in sight first. To PDFium every",
    "file is a new one all the same, whose fonts it loads and whose page it reads anew: half of what the",
    "picture takes. On a sharp screen four times the points are drawn, sent to the window and painted.",
    "Memory that both share would save some 2 ms, and keep a patient's page where a crash forgets it. No",
    "other library that draws PDF and may be used freely is known to be faster.",
    "",
    "A beat of the window is late while panes beside the page are painted after a tick, 5 ms on a sharp",
    "screen, right after the 5 ms of the tick itself.",
    "",
    "Of the time to the first paint seven tenths are an empty window of PySide, and a tenth is one question,",
    "whether the system is dark: PySide makes all names of Qt to answer. To guess it from the palette would",
    "save that, and be wrong on some systems. What is loaded first in the other row takes a fifth less than",
    "it did, so that the share grew.",
    "",
    "A cold `careleaf render`, by its profile: a good quarter is the first page with nothing remembered, a",
    "quarter our modules for PDF with ReportLab's canvas and HarfBuzz, a seventh the modules that load the",
    "program, an eighth the command line, a thirteenth Jinja2, a twentieth Python itself. Library, rules,",
    "figures and templates are kept compiled, and a class's methods are written when first called. Less",
    "would take Jinja2 only where templates are compiled, with a run time of our own, or a canvas of our",
    "own: a twelfth each.",
)


def stage_lines(program: Program, draft: Draft) -> str:
    """Return the section of the report: medians of processor time, one name typed letter by letter."""
    times: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for number in range(ROUNDS + WARM_UP):
        begin = time.process_time()
        page = made(program, replace(draft, patient=Patient(f"Ana {number}")))
        for stage in STAGES:
            if stage != "rules":
                getattr(page, stage)
            end = time.process_time()
            times[stage].append(end - begin)
            begin = end
    lines = ["", "## Where the time goes", "", "A letter typed, in milliseconds of processor time.", ""]
    lines += ["| stage | p50 |", "|---|---:|"]
    named = {STAGES[stage]: kept for stage, kept in times.items()} | _picture(program, draft)
    lines += [f"| {name} | {sample(kept[WARM_UP:]).p50:.1f} |" for name, kept in named.items()]
    return "\n".join([*lines, "", *_WHY, ""])


def _picture(program: Program, draft: Draft) -> dict[str, list[float]]:
    """Time what a picture of page 1 takes, file after file."""
    times: dict[str, list[float]] = {stage: [] for stage in (_PICTURE, *_SHARPNESS)}
    for number in range(ROUNDS + WARM_UP):
        for stage, dpi in _SHARPNESS.items():
            pdf = made(program, replace(draft, patient=Patient(f"Ana {number} {dpi}"))).typeset.pdf
            begin = time.process_time()
            file = pypdfium2.PdfDocument(pdf)
            page = file[0]
            read = time.process_time()
            page.render(scale=dpi / _POINTS, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
            times[stage].append(time.process_time() - read)
            times[_PICTURE].append(read - begin)
            file.close()
    return times
