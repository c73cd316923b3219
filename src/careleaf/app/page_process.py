"""Pages made in a process of their own: nothing there holds up the window, and nothing here the pages.

Everything goes through a pipe between the two; nothing of a patient lies in a file.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from careleaf.app.bootstrap import Program
from careleaf.app.drawn_pages import PageDrawer, PageMakerHere, Pages
from careleaf.app.freed_memory import keep_freed_memory
from careleaf.app.handout_making import Made
from careleaf.domain.draft import Draft
from careleaf.domain.people import Clinic
from careleaf.domain.readability import Reading
from careleaf.domain.safety import Finding
from careleaf.domain.values import Setting
from careleaf.errors import DeliveryFailed
from careleaf.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from careleaf.rendering.pdf.raster import DrawnSlices, PageSource
    from careleaf.rendering.pdf.typeset_pages import Band, Sight, Typeset

TRIES = 2  # for one handout: a process that ended is started again once
IDLE_SECONDS = 1.0  # without work, before the process looks for what it no longer needs
TOLD = (
    "The part of the program that makes the pages ended twice over this handout. "
    "Change or undo something; if it goes on, save the choices as a preset and start Careleaf again."
)


@dataclass(frozen=True)
class _Order:
    """What a handout is made from, beside program and clinic."""

    draft: Draft
    now: datetime
    findings: tuple[Finding, ...]


class PageProcess:
    """Typeset handouts and draw their pages as PageDrawer does, in another process.

    It starts with the first page. One that ends by itself is started again; an error in it is met again here,
    where it is told as any other.
    """

    def __init__(self) -> None:
        self._there = _PageMakerThere()
        self._draw_there = PageDrawer(self._there)
        self._draw_here = PageDrawer()
        self._stopped = False

    def __call__(self, made: Made, scale: float, sight: Sight) -> Iterator[Pages]:
        """Yield the pages once with what is in sight, and once with all. Raises CareleafError."""
        for _ in range(TRIES):
            try:
                yield from self._draw_there(made, scale, sight)
                return
            except _Failed:
                yield from self._draw_here(made, scale, sight)
                return
            except (EOFError, OSError):
                if self._stopped:
                    return
                self._there.end()
        raise DeliveryFailed(TOLD)

    def stop(self) -> None:
        """End the process, whatever it does, for good: no page is made any more."""
        self._stopped = True
        self._there.end()


class _Failed(Exception):
    """Something went wrong in the other process."""


class _PageMakerThere:
    """Have pages made by the other process, which answers one question after the other."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._program: Program | None = None  # the one that the process has
        self._clinic: Clinic | None = None  # and the clinic: it has a logo, and seldom changes

    def typeset(self, made: Made) -> Typeset:
        """Typeset a handout, which has its pages from then on."""
        if made.program is not self._program:
            self._ask("use", replace(made.program))  # without what this process made of it
            self._program = made.program
        setting = made.setting
        if setting.clinic is not self._clinic:
            self._ask("move_to", setting.clinic)
            self._clinic = setting.clinic
        typeset: Typeset = self._ask("typeset", _Order(setting.draft, setting.now, made.findings))
        made.take_pages(typeset)
        return typeset

    def open(self, _: bytes) -> PageSource:
        """Return what draws the pages of what was typeset last; the other process has its bytes."""
        return self

    def draw(self, number: int, scale: float, bands: Sequence[Band] | None) -> DrawnSlices:
        """Draw a page, or the slices that touch some bands."""
        drawn: DrawnSlices = self._ask("draw", number, scale, bands)
        return drawn

    def close(self) -> None:
        """Leave that to the other process, which has it."""

    def reading(self) -> Reading:
        """Tell how easy the handout is to read that was typeset last."""
        reading: Reading = self._ask("reading")
        return reading

    def end(self) -> None:
        """End the process at once: it has nothing to keep."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = self._program = self._clinic = None

    def _ask(self, what: str, *about: object) -> Any:
        """Return the answer. Raises EOFError or OSError where the process ended, and _Failed."""
        connection = self._connection or self._start()
        connection.send((what, *about))
        worked, answer = connection.recv()
        if not worked:
            raise _Failed
        return answer

    def _start(self) -> Connection:
        spawning = get_context("spawn")
        ours, theirs = spawning.Pipe()
        self._process = spawning.Process(target=_answer, args=(theirs,), name="pages", daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the process ends the pipe
        self._connection = ours
        return ours


class _Desk:
    """What the other process does, by name of the question."""

    def __init__(self) -> None:
        self._maker = PageMakerHere()
        self._program: Program | None = None
        self._clinic: Clinic | None = None
        self._pdf = b""
        self._pages: PageSource | None = None
        self._former: PageSource | None = None  # of the document before

    def use(self, program: Program) -> None:
        """Make handouts with this program from now on."""
        self._program = program
        gc.freeze()

    def move_to(self, clinic: Clinic) -> None:
        """Make handouts for this clinic from now on."""
        self._clinic = clinic

    def typeset(self, order: _Order) -> Typeset:
        """Typeset a handout."""
        program, clinic = self._program, self._clinic
        assert program is not None
        assert clinic is not None
        setting = Setting(program.library, order.draft, clinic, order.now, program.signoffs)
        typeset = self._maker.typeset(Made(program, setting, order.findings))
        self._pdf, self._former, self._pages = typeset.pdf, self._pages, None
        return typeset

    def draw(self, number: int, scale: float, bands: Sequence[Band] | None) -> DrawnSlices:
        """Draw a page of it, or the slices that touch some bands."""
        self._pages = self._pages or self._maker.open(self._pdf)
        return self._pages.draw(number, scale, bands)

    def clear(self) -> None:
        """Let go of the document before: that takes longer than it looks."""
        if self._former:
            self._former.close()
        self._former = None

    def reading(self) -> Reading:
        """Tell how easy it is to read."""
        return self._maker.reading()


def _answer(connection: Connection) -> None:
    """Answer questions until the window is gone, in the process that is started for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the window
    keep_freed_memory()
    gc.disable()  # a page never waits for it: there is time between them
    desk = _Desk()
    while True:
        try:
            if not connection.poll(IDLE_SECONDS):
                gc.collect()
            what, *about = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, getattr(desk, what)(*about))
        except Exception:
            answer = (False, None)
        try:
            connection.send(answer)
        except OSError:
            return
        desk.clear()
