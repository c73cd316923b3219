"""Pages made in another process are the pages made here; its end is survived, and it ends with the window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest
from builders import NOW

from careleaf.app import page_process
from careleaf.app.bootstrap import Program
from careleaf.app.draft_starts import use_preset
from careleaf.app.drawn_pages import PageDrawer, Pages
from careleaf.app.handout_making import Made, make
from careleaf.app.page_process import PageProcess
from careleaf.domain.draft import Draft, tick_topic
from careleaf.domain.people import Patient
from careleaf.errors import DeliveryFailed, UnprintableText
from careleaf.rendering.pdf.typeset_pages import Sight

NAME = "Zebulon Quackenbush"


@pytest.fixture(scope="module")
def pages() -> Iterator[PageProcess]:
    """Return a process that makes pages."""
    made = PageProcess()
    yield made
    made.stop()


@pytest.fixture
def draft(program: Program) -> Draft:
    """Return a handout of 2 pages."""
    named = Draft(patient=Patient(NAME))
    return use_preset(program.preset("acute-72h"), named, program.library, program.clinic("sample"))


def made(program: Program, draft: Draft) -> Made:
    """Return a handout that nobody has typeset yet."""
    return make(program, draft, program.clinic("sample"), NOW)


def last(draw: PageProcess | PageDrawer, handout: Made) -> Pages:
    """Return all pages of a handout."""
    *_, whole = draw(handout, 1.0, Sight(0))
    return whole


def ids_of_processes() -> set[int | None]:
    """Return the ids of the processes that work for this one."""
    return {process.pid for process in active_children() if process.name == "pages"}


def test_pages_are_those_made_here_also_after_an_edit(program, draft, pages):
    here = PageDrawer()
    for edited in (draft, tick_topic(draft, program.library, "sleep"), draft):
        one, other = last(pages, made(program, edited)), last(here, made(program, edited))
        assert one.typeset == other.typeset
        assert one.pictures == other.pictures
        assert one.reading == other.reading


def test_page_in_sight_comes_first(program, draft, pages):
    changed = replace(draft, patient=Patient("Ana"), style="large-print")
    first, *_ = pages(made(program, changed), 1.0, Sight(1))
    assert first.pictures[1] is not None
    assert not first.complete


def test_handout_has_the_pages_and_is_not_typeset_again(program, draft, pages):
    handout = made(program, draft)
    shown = last(pages, handout)
    assert handout.typeset is shown.typeset


def test_program_that_has_learned_something_makes_the_pages_from_then_on(program, draft, pages):
    before = last(pages, made(program, draft)).typeset.pdf
    tired = replace(program.library.topic("sleep"), title="A title of another library")
    sections = tuple(
        replace(s, topics=tuple(tired if t.id == "sleep" else t for t in s.topics))
        for s in program.library.sections
    )
    other = replace(program, library=replace(program.library, sections=sections))
    ticked = tick_topic(draft, program.library, "sleep")
    assert last(pages, made(other, ticked)).typeset == last(PageDrawer(), made(other, ticked)).typeset
    assert last(pages, made(program, draft)).typeset.pdf == before


def test_another_clinic_has_its_pages_from_then_on(program, draft, pages):
    clinic = replace(program.clinic("sample"), name="Elm Street Clinic", logo=None)
    other = make(program, draft, clinic, NOW)
    before = last(pages, made(program, draft)).typeset
    assert last(pages, other).typeset == last(PageDrawer(), make(program, draft, clinic, NOW)).typeset
    assert last(pages, made(program, draft)).typeset == before


def test_what_cannot_be_printed_is_told_as_if_made_here_and_the_next_page_comes(program, draft, pages):
    with pytest.raises(UnprintableText):
        last(pages, made(program, replace(draft, patient=Patient("\N{EGYPTIAN HIEROGLYPH A001}"))))
    assert last(pages, made(program, draft)).complete


def test_process_that_was_killed_is_started_again(program, draft, pages):
    last(pages, made(program, draft))
    before = ids_of_processes()
    for number in before:
        os.kill(number, signal.SIGKILL)
    assert last(pages, made(program, draft)).complete
    assert not ids_of_processes() & before


def test_process_that_ends_again_and_again_is_told_and_the_next_page_comes(program, draft, monkeypatch):
    pages, others = PageProcess(), ids_of_processes()
    with monkeypatch.context() as changed:
        changed.setattr(page_process, "_answer", bool)  # ends at once, and can be named in another process
        with pytest.raises(DeliveryFailed, match="ended twice"):
            last(pages, made(program, draft))
    assert last(pages, made(program, draft)).complete
    assert ids_of_processes() > others
    pages.stop()
    assert ids_of_processes() == others


_HANGING = """
import sys, time
from datetime import UTC, datetime
from multiprocessing import active_children
from careleaf.app.bootstrap import start
from careleaf.app.handout_making import make
from careleaf.app.page_process import PageProcess
from careleaf.domain.draft import Draft
from careleaf.rendering.pdf.typeset_pages import Sight
program = start({"CARELEAF_HOME": sys.argv[1]})
pages = PageProcess()
made = make(program, Draft(), program.clinic("sample"), datetime(2026, 11, 21, tzinfo=UTC))
list(pages(made, 1.0, Sight(0)))
print(active_children()[0].pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes as only POSIX answers")
def test_process_ends_with_a_window_that_is_killed(tmp_path: Path):
    command = [sys.executable, "-c", _HANGING, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        number = int(window.stdout.readline())
        assert _lives(number)
        window.kill()
    end = time.monotonic() + 10
    while time.monotonic() < end and _lives(number):
        time.sleep(0.02)
    assert not _lives(number)


def _lives(number: int) -> bool:
    """Tell whether a process still works: one that nobody asks about its end is no longer at work."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
