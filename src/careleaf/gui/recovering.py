"""Keep the handout at hand for the case of a crash, and offer at the start what a crash left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from careleaf.app.recovery import Recovery, Unfinished
from careleaf.gui.background import Background
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.leaving import Leaving
from careleaf.gui.panes.recovery_strip import RecoveryStrip
from careleaf.gui.starting import Starting

AFTER_A_CHANGE, AT_MOST = 400, 2000  # milliseconds: after the last change, and while changes go on


class Recovering(QObject):
    """Keep what closing the window would ask about, and nothing else; a normal end leaves nothing."""

    troubled = Signal(str)

    def __init__(
        self, document: DraftDocument, leaving: Leaving, starting: Starting, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._leaving, self._starting = document, leaving, starting
        self._recovery = Recovery(document.program.locations, document.program.rules.medicines, document.now)
        self.background = Background(self)
        self.strip = RecoveryStrip(document)
        self._waiting = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._keep)
        self._busy = self._told = False
        self.strip.restore_wanted.connect(lambda one: leaving.before(lambda: self._restore(one)))
        self.strip.throw_away_wanted.connect(self._throw_away)
        document.draft_changed.connect(lambda _: self._keep_soon())
        starting.begun.connect(self._keep)
        self.background.failed.connect(lambda _: self._end_of_work())

    def start(self) -> None:
        """Look for what a crash left, and offer it."""
        self.background.run(self._recovery.unfinished, self._offer, self.troubled.emit)

    def _offer(self, unfinished: tuple[Unfinished, ...]) -> None:
        if unfinished and not self._starting.is_open:
            self._starting.open()
        self.strip.ask(unfinished)

    def forget(self) -> None:
        """Remove what is kept, here and from earlier crashes: the person at this computer wants it off."""
        self._timer.stop()
        self.strip.ask(())
        self.background.run(self._recovery.forget, lambda _: None, self.troubled.emit)

    def stop(self) -> None:
        """End as one should: nothing of this window stays."""
        self._timer.stop()
        self.background.stop()
        self._recovery.end()

    def _keep_soon(self) -> None:
        if not self._timer.isActive():
            self._waiting.start()
        self._timer.start(max(0, min(AFTER_A_CHANGE, AT_MOST - self._waiting.elapsed())))

    def _keep(self) -> None:
        if self._busy:  # a slow disk gets the newest draft when it has the last one
            self._timer.start(AFTER_A_CHANGE)
            return
        self._timer.stop()
        recovery, draft = self._recovery, self._document.draft
        if not recovery.is_on:
            if recovery.keeps_anything:
                self._run(recovery.forget)
        elif self._leaving.loses_nothing:
            self._run(recovery.drop)
        else:
            self._run(lambda: recovery.keep(draft))

    def _run(self, work: Callable[[], None]) -> None:
        self._busy = True
        self.background.run(work, lambda _: self._kept(), self._fail)

    def _end_of_work(self) -> None:
        self._busy = False

    def _kept(self) -> None:
        self._busy = self._told = False

    def _fail(self, words: str) -> None:
        """Tell it once, until it works again: the handout at hand goes on."""
        self._busy = False
        if not self._told:
            self._told = True
            self.troubled.emit(
                _("Crash recovery does not work now: {why} A crash would lose this handout.").format(
                    why=words
                )
            )

    def _restore(self, unfinished: Unfinished) -> None:
        self.strip.drop(unfinished)
        self.background.run(
            lambda: self._recovery.take_over(unfinished),
            lambda _: self._go_on_with(unfinished),
            lambda words: self._go_on_with(unfinished, words),
        )

    def _go_on_with(self, unfinished: Unfinished, trouble: str = "") -> None:
        assert unfinished.draft is not None
        self._starting.go_on_with(unfinished.draft)
        if trouble:
            self.troubled.emit(trouble)

    def _throw_away(self, unfinished: Unfinished) -> None:
        self.strip.drop(unfinished)
        self.background.run(lambda: self._recovery.throw_away(unfinished), lambda _: None, self.troubled.emit)
