"""The strip that asks what to do with a file that was changed here and elsewhere."""

from __future__ import annotations

import tomllib
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careleaf.domain.file_differences import differences
from careleaf.domain.plaintext import clean_line
from careleaf.domain.sharing import Conflict, kind_of
from careleaf.gui.dialogs.table import TableDialog
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.strip import Strip, more_words
from careleaf.gui.parts import show_if
from careleaf.i18n import ENGLISH, clock, moment_text

_WHAT = {
    "preset": _("the preset {title}"),
    "clinic": _("the clinic {title}"),
    "topic": _("the topic {title}"),
    "picture": _("the picture {title}"),
}


class ConflictStrip(QWidget):
    """Ask about one conflict after the other; nothing is lost while nobody answers."""

    settled = Signal(object, bool)

    def __init__(self, document: DraftDocument, window: QWidget) -> None:
        super().__init__()
        self._document, self._window = document, window
        self._conflicts: tuple[Conflict, ...] = ()
        self.strip = Strip(_("Changed on two workstations"))
        self.keep_button = self.strip.add_button(_("Keep mine as a copy"), lambda: self._settle(True))
        self.theirs_button = self.strip.add_button(_("Take theirs"), lambda: self._settle(False))
        self.both_button = self.strip.add_button(_("See both"), self._see_both)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 0)
        row.addWidget(self.strip)
        self.ask(())

    def ask(self, conflicts: tuple[Conflict, ...]) -> None:
        """Ask about the first of these; none hides the strip."""
        self._conflicts = conflicts
        zone = ZoneInfo(self._document.clinic.timezone)
        words = conflict_words(conflicts[0], zone, self._document.setting.today) if conflicts else ""
        self.strip.say(" ".join(part for part in (words, more_words(len(conflicts) - 1)) if part))
        show_if(self, bool(conflicts))

    def _settle(self, keep_mine: bool) -> None:
        conflict, *rest = self._conflicts
        self.ask(tuple(rest))
        self.settled.emit(conflict, keep_mine)

    def _see_both(self) -> None:
        conflict = self._conflicts[0]
        rows = [(row.what, row.mine, row.theirs) for row in differences(conflict.mine, conflict.theirs)]
        words = _("How the two versions of {title} differ. Nothing is changed by looking.")
        self.dialog = TableDialog(
            _("See both"),
            words.format(title=title_of(conflict)),
            (_("What"), _("Mine"), _("Theirs")),
            rows,
            self._window,
        )
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()


def conflict_words(conflict: Conflict, zone: ZoneInfo, today: date) -> str:
    """Say who changed what and when, in the clinic's time and seen from the clinic's day."""
    what = _WHAT[kind_of(conflict.path)].format(title=title_of(conflict))
    if conflict.change is None:
        return _("Somebody changed {what}, and it was changed here too.").format(what=what)
    moment = conflict.change.when.astimezone(zone)
    if moment.date() == today:
        words, when = (
            _("{who} changed {what} at {when}, and it was changed here too."),
            clock(moment, ENGLISH),
        )
    else:
        words = _("{who} changed {what} on {when}, and it was changed here too.")
        when = moment_text(moment, ENGLISH)
    return words.format(who=conflict.change.who or _("Somebody"), what=what, when=when)


def title_of(conflict: Conflict) -> str:
    """Return the file's title in quotes, or its name where it has none."""
    try:
        table = tomllib.loads(conflict.mine.decode("utf-8-sig"))
        title = table.get("title") or table.get("name")
    except (ValueError, RecursionError):
        title = None
    name = conflict.path.rpartition("/")[2]
    return f'"{clean_line(title)[:80] if isinstance(title, str) else name}"'
