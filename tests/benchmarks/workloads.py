"""What is measured: one acute handout, edited the way a clinician does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from careleaf.app.bootstrap import Program, start
from careleaf.app.draft_flags import answer_check
from careleaf.app.handout_making import Made, make
from careleaf.domain.draft import Draft, set_note, set_value, tick_topic, untick_topic
from careleaf.domain.people import Patient
from careleaf.domain.preset import draft_from
from careleaf.domain.safety import blocks, find
from careleaf.rendering.pdf.kept_pictures import KeptPictures
from careleaf.rendering.pdf.typeset_pages import Sight

NOW = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("America/New_York"))
PREVIEW_SCALE = 96 / 72  # 96 pixels an inch


def program_in(home: Path) -> Program:
    """Start the program with an empty folder of its own."""
    return start({"CARELEAF_HOME": str(home)})


def acute_draft(program: Program) -> Draft:
    """Return the acute preset with a relaxant and ibuprofen, every question asked."""
    draft = draft_from(program.preset("acute-72h"))
    for topic in ("med-relaxant", "med-ibuprofen"):
        draft = tick_topic(draft, program.library, topic)
    check = answer_check(draft.check, program.rules, ["age=40", "all=no"])
    return replace(draft, patient=Patient("Ana Ruiz"), check=check)


def four_page_draft(program: Program) -> Draft:
    """Return the same with five exercises and their figures: 4 pages."""
    draft = acute_draft(program)
    for topic in ("ex-childpose", "ex-hipflexor", "ex-bridge", "ex-birddog", "ex-plank"):
        draft = tick_topic(draft, program.library, topic)
    return draft


def exercise_draft(program: Program, figures: bool = True) -> Draft:
    """Return six exercises, with or without their figures."""
    draft = draft_from(program.preset("exercise-only"))
    blocks = draft.blocks | {"pictures"} if figures else draft.blocks - {"pictures"}
    check = answer_check(draft.check, program.rules, ["age=40", "all=no"])
    return replace(draft, topics=draft.topics[:6], blocks=blocks, check=check)


def made(program: Program, draft: Draft) -> Made:
    """Make the handout at a fixed time for the sample clinic."""
    clinic = program.clinic("sample")
    return make(program, draft, clinic, NOW)


def rendered(program: Program, draft: Draft) -> tuple[int, int]:
    """Return how many pages and bytes the handout has."""
    typeset = made(program, draft).typeset
    return typeset.pages, len(typeset.pdf)


def edits(program: Program, draft: Draft, kind: str) -> Callable[[int], object]:
    """Return a step that changes the draft and makes the page again: "tick", "type" or "picture"."""

    clinic = program.clinic("sample")
    kept = KeptPictures()

    def step(number: int) -> object:
        edited = draft
        if kind == "type":
            edited = replace(draft, patient=Patient(f"Ana Ruiz {number}"))
        elif number % 2:
            edited = untick_topic(draft, "sleep")
        typeset = make(program, edited, clinic, NOW).typeset
        if kind == "picture":
            return list(kept.draw(typeset.pdf, typeset.looks, PREVIEW_SCALE, Sight(0)))
        return typeset

    return step


LONG_NOTE = "".join(
    f"Walk {minutes} minutes, then lie on your side. Call us on day {minutes} if you feel worse. "
    for minutes in range(2, 16)
)


def largest_draft(program: Program) -> Draft:
    """Return every topic that may stand on one page, every question asked, a long note on each topic."""
    draft = acute_draft(program)
    for topic in program.library.tickable:
        if topic.id != "med-naproxen":  # one NSAID is the most
            draft = set_note(
                tick_topic(draft, program.library, topic.id), topic.id, f"{topic.title}. {LONG_NOTE}"
            )
    screen = next(p for t in program.library for p in t.params if (t.id, p.id) == ("tx-manual", "screen"))
    return set_value(draft, "tx-manual", "screen", tuple(choice.id for choice in screen.choices))


def rule_runs(program: Program, draft: Draft, kind: str) -> Callable[[int], object]:
    """Return a step that runs the safety rules after a change: an "answer", or a letter "typed" in a note."""

    def step(number: int) -> object:
        edited = replace(draft, check=draft.check.with_answer("age", 40 + number % 2))
        if kind == "typed":
            edited = set_note(draft, "sleep", f"{draft.choice('sleep').note}{number}")
        return find(replace(setting, draft=edited), program.rules)

    setting = made(program, draft).setting
    assert not blocks(find(setting, program.rules)), "a draft that may print"
    return step


def render_command(folder: Path) -> list[str]:
    """Return the command line that renders the same handout."""
    return [
        sys.executable, "-m", "careleaf", "render", "acute-72h", "-o", str(folder / "bench.pdf"),
        "--clinic", "sample", "--patient-name", "Ana Ruiz",
        "--tick", "med-relaxant", "--tick", "med-ibuprofen",
        "--check", "age=40", "--check", "all=no", "--now", "2026-11-21T09:00",
    ]  # fmt: skip
