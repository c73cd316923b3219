"""The strip that tells of a handout which a crash left, and asks whether to restore it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from careleaf.app.recovery import Unfinished
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _, counted
from careleaf.gui.panes.strip import Strip
from careleaf.i18n import ENGLISH, moment_text


class RecoveryStrip(Strip):
    """Ask about one handout after the other; whose it is stays unsaid."""

    restore_wanted = Signal(object)
    throw_away_wanted = Signal(object)

    def __init__(self, document: DraftDocument) -> None:
        super().__init__(_("Handout that was not finished"))
        self._document = document
        self._unfinished: tuple[Unfinished, ...] = ()
        self.restore_button = self.add_button(
            _("Restore"), lambda: self.restore_wanted.emit(self._unfinished[0])
        )
        self.throw_away_button = self.add_button(
            _("Throw away"), lambda: self.throw_away_wanted.emit(self._unfinished[0])
        )

    def ask(self, unfinished: tuple[Unfinished, ...]) -> None:
        """Ask about the first of these; none hides the strip."""
        self._unfinished = unfinished
        if not unfinished:
            self.say("")
            return
        self.restore_button.setVisible(unfinished[0].draft is not None)
        self.say(" ".join(self._sentences(unfinished[0], len(unfinished) - 1)))

    def drop(self, unfinished: Unfinished) -> None:
        """Ask about the next one: this one is answered."""
        self.ask(tuple(other for other in self._unfinished if other is not unfinished))

    def _sentences(self, first: Unfinished, more: int) -> list[str]:
        written = first.written.astimezone(ZoneInfo(self._document.clinic.timezone))
        when = moment_text(written, ENGLISH)
        said = [_("A handout was not finished when Careleaf stopped, {when}.").format(when=when)]
        if first.draft is None:
            said.append(_("It cannot be restored: {why}.").format(why=first.why))
        if more:
            said.append(counted("({number} more after this.)", "({number} more after this.)", more))
        return said
