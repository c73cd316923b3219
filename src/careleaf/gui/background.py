"""Do slow things one after another in a thread of their own: the window never waits for a network."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from careleaf.errors import CareleafError
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class _Job:
    work: Callable[[], Any]
    then: Callable[[Any], None]
    trouble: Callable[[str], None]


class Background(QObject):
    """Run jobs in order; what comes of each is told in the window's thread.

    The thread is not waited for when the program ends: whatever runs there may be cut short at any point.
    """

    failed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._stopped = False
        self._ended.connect(self._tell)

    def run(
        self, work: Callable[[], Any], then: Callable[[Any], None], trouble: Callable[[str], None]
    ) -> None:
        """Do some work; then `then` gets what it returned, or `trouble` the words of a CareleafError."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name="background", daemon=True)
            self._thread.start()
        self._jobs.put(_Job(work, then, trouble))

    def stop(self) -> None:
        """Tell nothing more, and start nothing more."""
        self._stopped = True
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None and not self._stopped:
            outcome: object
            try:
                outcome = job.work()
            except Exception as error:
                outcome = error
            try:
                self._ended.emit(job, outcome)
            except RuntimeError:  # the window is gone
                return

    def _tell(self, job: _Job, outcome: object) -> None:
        if self._stopped:
            return
        if isinstance(outcome, CareleafError):
            job.trouble(str(outcome))
        elif isinstance(outcome, Exception):
            self.failed.emit(outcome)
        else:
            job.then(outcome)
