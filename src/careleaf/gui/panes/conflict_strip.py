"""The strip that asks what to do with a file that was changed here and elsewhere."""

from __future__ import annotations

import tomllib
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careleaf.domain.file_differences import differences
from careleaf.domain.plaintext import clean_line
from careleaf.domain.sharing import Change, Conflict, kind_of
from careleaf.gui.dialogs.table import TableDialog
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.panes.strip import Strip
from careleaf.gui.parts import show_if
from careleaf.i18n import ENGLISH, clock, moment_text


class ConflictStrip(QWidget):
    """Ask about one conflict after the other; nothing is lost while nobody answers."""

    settled = Signal(object, bool)

    def __init__(self, document: DraftDocument, window: QWidget) -> None:
        super().__init__()
        self._document, self._window = document, window
        self._conflicts: tuple[Conflict, ...] = ()
        self.strip = Strip("Changed on two workstations")
        self.keep_button = self.strip.add_button("Keep mine as a copy", lambda: self._settle(True))
        self.theirs_button = self.strip.add_button("Take theirs", lambda: self._settle(False))
        self.both_button = self.strip.add_button("See both", self._see_both)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 0)
        row.addWidget(self.strip)
        self.ask(())

    def ask(self, conflicts: tuple[Conflict, ...]) -> None:
        """Ask about the first of these; none hides the strip."""
        self._conflicts = conflicts
        zone = ZoneInfo(self._document.clinic.timezone)
        words = conflict_words(conflicts[0], zone, self._document.setting.today) if conflicts else ""
        more = f" ({len(conflicts) - 1} more after this.)" if len(conflicts) > 1 else ""
        self.strip.say(words + more)
        show_if(self, bool(conflicts))

    def _settle(self, keep_mine: bool) -> None:
        conflict, *rest = self._conflicts
        self.ask(tuple(rest))
        self.settled.emit(conflict, keep_mine)

    def _see_both(self) -> None:
        conflict = self._conflicts[0]
        rows = [(row.what, row.mine, row.theirs) for row in differences(conflict.mine, conflict.theirs)]
        words = f"How the two versions of {title_of(conflict)} differ. Nothing is changed by looking."
        self.dialog = TableDialog("See both", words, ("What", "Mine", "Theirs"), rows, self._window)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()


def conflict_words(conflict: Conflict, zone: ZoneInfo, today: date) -> str:
    """Say who changed what and when, in the clinic's time and seen from the clinic's day."""
    who, when = "Somebody", ""
    if conflict.change is not None:
        who, when = conflict.change.who or who, f" {_when(conflict.change, zone, today)}"
    what = f"{kind_of(conflict.path)} {title_of(conflict)}"
    return f"{who} changed the {what}{when}, and it was changed here too."


def title_of(conflict: Conflict) -> str:
    """Return the file's title in quotes, or its name where it has none."""
    try:
        table = tomllib.loads(conflict.mine.decode("utf-8-sig"))
        title = table.get("title") or table.get("name")
    except (ValueError, RecursionError):
        title = None
    name = conflict.path.rpartition("/")[2]
    return f'"{clean_line(title)[:80] if isinstance(title, str) else name}"'


def _when(change: Change, zone: ZoneInfo, today: date) -> str:
    moment = change.when.astimezone(zone)
    if moment.date() == today:
        return f"at {clock(moment, ENGLISH)}"
    return f"on {moment_text(moment, ENGLISH)}"
