"""Make pages and their pictures off the window's thread; the newest request wins."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from time import sleep

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from careleaf.app.drawn_pages import PageDrawer, Pages
from careleaf.app.handout_making import Made
from careleaf.errors import CareleafError
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.typeset_pages import Sight

Draw = Callable[[Made, float, Sight], Iterator[Pages]]
Then = Callable[[object], None]
HEAD_START = 0.0004  # seconds that a new thread needs to hand on its work, which this one would keep it from


class PreviewMaker(QObject):
    """Make one preview at a time; of the requests that come meanwhile only the last is made.

    So what comes out is always newer than what came before. Everything that touches PDF runs in this one
    thread: neither of the two PDF libraries may be entered from two threads at once.
    """

    ready = Signal(object)
    refused = Signal(object, str)
    failed = Signal(object)
    _drawn = Signal(object)
    _ended = Signal(object)

    def __init__(self, draw: Draw | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draw = draw or PageDrawer()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: tuple[Made, float, Sight] | None = None
        self._spare: deque[tuple[Callable[[], object], Then]] = deque()
        self._running: QRunnable | None = None
        self._busy = False
        self._stopped = False
        self._drawn.connect(self._show)
        self._ended.connect(self._take)

    def request(self, made: Made, scale: float, sight: Sight) -> None:
        """Ask for a preview, what is in sight first; it takes the place of any other."""
        self._waiting = (made, scale, sight)
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
            wanted, self._waiting = self._waiting, None
            self._start(_Drawing(self._draw, wanted, self._overtaken, self._drawn.emit, self._ended.emit))
            sleep(HEAD_START)
        elif self._spare:
            self._start(_SpareWork(*self._spare.popleft(), self._ended.emit))

    def _start(self, running: QRunnable) -> None:
        self._busy = True
        # Kept here and not deleted by the pool: the Python half must outlive the run.
        self._running = running
        running.setAutoDelete(False)
        self._pool.start(running)

    def _overtaken(self) -> bool:
        """Tell whether something newer waits: nobody will look at the pages out of sight. From any thread."""
        return self._waiting is not None

    def _take(self, outcome: object) -> None:
        self._busy = False
        if self._stopped:
            return
        self._next()
        if isinstance(outcome, _Done):
            outcome.then(outcome.result)
        elif isinstance(outcome, _Refused):
            self.refused.emit(outcome.made, outcome.words)
        elif outcome is not None and not isinstance(outcome, CareleafError):
            self.failed.emit(outcome)

    def _show(self, pages: object) -> None:
        if not self._stopped:
            self.ready.emit(pages)


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

    def __init__(
        self,
        draw: Draw,
        wanted: tuple[Made, float, Sight],
        overtaken: Callable[[], bool],
        drawn: Callable[[Pages], None],
        ended: Callable[[object], None],
    ) -> None:
        super().__init__()
        self._draw, self._wanted, self._overtaken = draw, wanted, overtaken
        self._drawn, self._ended = drawn, ended

    def run(self) -> None:
        """Draw, and hand over the pages and what went wrong; nothing may escape from here."""
        outcome: object = None
        try:
            for pages in self._draw(*self._wanted):
                self._drawn(pages)
                if self._overtaken():
                    break
        except CareleafError as error:
            outcome = _Refused(self._wanted[0], str(error))
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
