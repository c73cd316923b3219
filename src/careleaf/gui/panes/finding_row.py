"""One finding: its level in words, what it says, where to go, and the reason it may ask for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from careleaf.domain.confirmation import REASON_LIMIT, Confirmation
from careleaf.domain.safety import EMERGENCY_ONLY, Finding, Level
from careleaf.gui.interface_text import _, counted
from careleaf.gui.panes.tab_order import FocusPassedOn
from careleaf.gui.parts import button, label, restyle

SYMBOLS = {Level.BLOCK: "\N{MULTIPLICATION SIGN}", Level.CONFIRM: "?", Level.WARN: "!", Level.INFO: "i"}
FIRST_LINE = 3  # pixels above it
WORDS = {
    Level.BLOCK: _("Blocked"),
    Level.CONFIRM: _("Confirm"),
    Level.WARN: _("Warning"),
    Level.INFO: _("Note"),
}


def level_count(level: Level, count: int) -> str:
    """Say how many findings of a level there are, with the level's symbol."""
    return f"{SYMBOLS[level]} {_count_words(level, count)}"


def _level_words(level: Level) -> str:
    return f"{SYMBOLS[level]} {WORDS[level]}"


def _count_words(level: Level, count: int) -> str:
    match level:
        case Level.BLOCK:
            return counted("{number} blocked", "{number} blocked", count)
        case Level.CONFIRM:
            return counted("{number} to confirm", "{number} to confirm", count)
        case Level.WARN:
            return counted("{number} warning", "{number} warnings", count)
        case Level.INFO:
            return counted("{number} note", "{number} notes", count)


def _to_do(finding: Finding) -> str:
    """Say what the button of a finding does."""
    if finding.rule == EMERGENCY_ONLY:
        return _("Make emergency sheet")
    return _("Answer") if finding.asks or not finding.topic else _("Show")


class FindingRow(FocusPassedOn, QFrame):
    """Show one finding; a `confirm` takes its reason right here."""

    wanted = Signal()
    reason_given = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setObjectName("finding")
        self.setProperty("level", str(finding.level))
        self.finding = finding
        self._level = label(_level_words(finding.level), "level")
        self._level.setProperty("level", str(finding.level))
        self._level.setToolTip(_("Rule {rule}").format(rule=finding.rule))
        self._words = label(f"{finding.rule}  {finding.text}", "point", wrap=True)
        to_do = _to_do(finding)
        self.go = button(to_do, "small", f"{to_do}: {finding.text}")
        self.go.clicked.connect(self.wanted)
        self.reason: QLineEdit | None = None
        self._lay_out()

    def show_confirmation(self, confirmation: Confirmation | None) -> None:
        """Show the reason in force; with one, the finding no longer holds the page back."""
        if self.reason is None:
            return
        reason = confirmation.reason if confirmation else ""
        if self.reason.text() != reason:
            self.reason.setText(reason)
        given = confirmation is not None and confirmation.counts
        self._level.setText(_("\N{CHECK MARK} Confirmed") if given else _level_words(Level.CONFIRM))
        restyle(self._level, "level", "good" if given else "confirm")
        restyle(self, "level", "info" if given else "confirm")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 5, 6, 5)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        for told in (self._level, self._words):  # the first line stands level with the button's words
            told.setAlignment(Qt.AlignmentFlag.AlignTop)
            told.setContentsMargins(0, FIRST_LINE, 0, 0)
        row.addWidget(self._level, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.focus_to = self.go
        if self.finding.level is Level.CONFIRM:
            self.reason = QLineEdit()
            self.reason.setMaxLength(REASON_LIMIT)
            self.reason.setPlaceholderText(_("Reason to go on, for the chart"))
            words = _("Reason for {rule}: {finding}")
            self.reason.setAccessibleName(words.format(rule=self.finding.rule, finding=self.finding.text))
            self.reason.textEdited.connect(self.reason_given)
            column.addWidget(self.reason)
            if not self.finding.asks:
                self.focus_to = self.reason
