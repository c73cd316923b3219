"""Make pages and their pictures off the window's thread; the newest request wins."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from careleaf.app.handout_making import Made
from careleaf.domain.readability import Reading
from careleaf.errors import CareleafError
from careleaf.rendering.pdf.document import Typeset
from careleaf.rendering.pdf.raster import PagePicture, page_pictures


@dataclass(frozen=True)
class Pages:
    """A handout as it prints, with pictures at `scale` (1 is 72 pixels an inch)."""

    made: Made
    typeset: Typeset
    pictures: tuple[PagePicture, ...]
    reading: Reading
    scale: float


Draw = Callable[[Made, float], Pages]
Then = Callable[[object], None]


def draw_pages(made: Made, scale: float) -> Pages:
    """Typeset a handout and draw its pages. Raises CareleafError for what a person can mend."""
    typeset = made.typeset
    return Pages(made, typeset, page_pictures(typeset.pdf, scale), made.reading, scale)


class PreviewMaker(QObject):
    """Make one preview at a time; of the requests that come meanwhile only the last is made.

    So what comes out is always newer than what came before. Everything that touches PDF runs in this one
    thread: neither of the two PDF libraries may be entered from two threads at once.
    """

    ready = Signal(object)
    refused = Signal(object, str)
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, draw: Draw = draw_pages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: tuple[Made, float] | None = None
        self._spare: deque[tuple[Callable[[], object], Then]] = deque()
        self._running: QRunnable | None = None
        self._busy = False
        self._stopped = False
        self._ended.connect(self._take)

    def request(self, made: Made, scale: float) -> None:
        """Ask for a preview; it takes the place of one that has not been started."""
        self._waiting = (made, scale)
        if not self._busy:
            self._next()

    def when_idle(self, work: Callable[[], object], then: Then, soon: bool = False) -> None:
        """Do other work with PDF while no preview waits; `then` gets what it returned, in this thread.

        Where the work raises a CareleafError nothing is told. `soon`: before what was asked for earlier.
        """
        if soon:
            self._spare.appendleft((work, then))
        else:
            self._spare.append((work, then))
        if not self._busy:
            self._next()

    def forget_idle(self) -> None:
        """Start no more of the other work."""
        self._spare.clear()

    def stop(self) -> None:
        """Forget what waits and wait for what runs."""
        self._stopped = True
        self._waiting = None
        self._spare.clear()
        self._pool.waitForDone()

    def start(self, work: QRunnable) -> None:
        """Run something else that touches PDF, once no page is being made."""
        self._pool.start(work)

    def wait(self) -> None:
        """Wait for what runs: then this thread may enter the PDF libraries, until it asks for a page."""
        self._pool.waitForDone()

    def _next(self) -> None:
        if self._stopped:
            return
        if self._waiting is not None:
            made, scale = self._waiting
            self._waiting = None
            self._start(_Drawing(self._draw, made, scale, self._ended.emit))
        elif self._spare:
            self._start(_SpareWork(*self._spare.popleft(), self._ended.emit))

    def _start(self, running: QRunnable) -> None:
        self._busy = True
        # Kept here and not deleted by the pool: the Python half must outlive the run.
        self._running = running
        running.setAutoDelete(False)
        self._pool.start(running)

    def _take(self, outcome: object) -> None:
        self._busy = False
        if self._stopped:
            return
        self._next()
        if isinstance(outcome, Pages):
            self.ready.emit(outcome)
        elif isinstance(outcome, _Done):
            outcome.then(outcome.result)
        elif isinstance(outcome, _Refused):
            self.refused.emit(outcome.made, outcome.words)
        elif not isinstance(outcome, CareleafError):
            self.failed.emit(outcome)


@dataclass(frozen=True)
class _Refused:
    made: Made
    words: str


@dataclass(frozen=True)
class _Done:
    then: Then
    result: object


class _Drawing(QRunnable):
    """One preview on its way, in the other thread."""

    def __init__(self, draw: Draw, made: Made, scale: float, ended: Callable[[object], None]) -> None:
        super().__init__()
        self._draw, self._made, self._scale, self._ended = draw, made, scale, ended

    def run(self) -> None:
        """Draw, and hand over the pages or what went wrong; nothing may escape from here."""
        outcome: object
        try:
            outcome = self._draw(self._made, self._scale)
        except CareleafError as error:
            outcome = _Refused(self._made, str(error))
        except Exception as error:
            outcome = error
        self._ended(outcome)


class _SpareWork(QRunnable):
    """Other work on its way, in the same thread as the previews."""

    def __init__(self, work: Callable[[], object], then: Then, ended: Callable[[object], None]) -> None:
        super().__init__()
        self._work, self._then, self._ended = work, then, ended

    def run(self) -> None:
        """Do it, and hand over what came of it; nothing may escape from here."""
        outcome: object
        try:
            outcome = _Done(self._then, self._work())
        except Exception as error:
            outcome = error
        self._ended(outcome)
