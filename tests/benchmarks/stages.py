"""Measure where the time of an edit goes, stage by stage, and say what keeps it from being less."""

from __future__ import annotations

import time
from dataclasses import replace

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

_WHY = (
    "An edit has no one slow part. What did not change is not set again, but it is found again (some 90",
    "pieces), placed for each way to fill the pages that is tried (up to three), and each of some 250",
    "elements of the tree is written anew: together that is more than what the change itself takes. Pages",
    "that did not change, kept whole with their part of the tree, would bring more; so would the walk from",
    "choices to blocks, topic by topic.",
    "",
    "A cold `careleaf render`, by its profile: two fifths imports, a quarter reading and checking library",
    "and rules (more than half of that is TOML), a tenth Jinja2 compiling the templates, a sixth the first",
    "page with nothing remembered. Compiling patterns is a seventh, spread over all of these. Library, rules",
    "and templates compiled when the program is built would save a third of it; the imports would stay.",
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
    lines += [f"| {STAGES[name]} | {sample(kept[WARM_UP:]).p50:.1f} |" for name, kept in times.items()]
    return "\n".join([*lines, "", *_WHY, ""])
