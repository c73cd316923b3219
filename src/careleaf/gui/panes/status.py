"""The line at the foot of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStatusBar

from careleaf.app.drawn_pages import Pages
from careleaf.domain.safety import Level, unconfirmed
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _, counted
from careleaf.gui.panes.budget_button import BudgetButton
from careleaf.gui.panes.finding_row import level_count
from careleaf.gui.panes.needs_button import NeedsButton
from careleaf.gui.parts import button, label, restyle

NOT_SAVED = _("Not saved")


class StatusLine(QStatusBar):
    """Count findings and pages, tell the reading grade, and whether the handout is saved."""

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 12, 0)
        self._document = document
        self._levels = {level: self._add(str(level)) for level in Level}
        self._clear = self._add("good")
        self._clear.setText(_("\N{CHECK MARK} Nothing to confirm, nothing blocked"))
        self._pages = self._add("")
        self.budget = BudgetButton(document)
        self.addWidget(self.budget)
        self._grade = self._add("")
        self.needs = NeedsButton(document)
        self.addWidget(self.needs)
        self.saved = label(NOT_SAVED, "muted")
        self.addPermanentWidget(self.saved)
        self.sharing = button(_("Not shared"), "status", _("Shared library"))
        self.addPermanentWidget(self.sharing)
        document.draft_changed.connect(self._count)
        self._count()

    def show_pages(self, pages: Pages) -> None:
        """Tell what is known once the pages are made."""
        self._pages.setText(counted("{number} page", "{number} pages", pages.typeset.pages))
        self.budget.show_pages(pages.typeset.pages)
        if pages.reading:
            words = (
                _("Reading grade about {grade}") if pages.reading.approximate else _("Reading grade {grade}")
            )
            self._grade.setText(words.format(grade=f"{pages.reading.fkgl:.1f}"))

    def show_saved(self, words: str) -> None:
        """Tell whether the handout is saved as it is."""
        self.saved.setText(words)
        restyle(self.saved, "level", "good" if words != NOT_SAVED else "")

    def show_sharing(self, words: str, tip: str) -> None:
        """Tell how things stand with the shared library; the button opens its settings."""
        self.sharing.setText(words)
        self.sharing.setToolTip(tip)
        self.sharing.setAccessibleDescription(tip)

    def _add(self, level: str) -> QLabel:
        made = label("", "muted")
        made.setProperty("level", level)
        made.setContentsMargins(4, 0, 10, 0)
        self.addWidget(made)
        return made

    def _count(self) -> None:
        findings = self._document.findings
        open_ones = unconfirmed(findings, self._document.draft)
        counts = {level: sum(f.level is level for f in findings) for level in Level}
        counts[Level.CONFIRM] = len(open_ones)
        clear = not counts[Level.BLOCK] and not open_ones
        if not clear:
            self._clear.hide()  # before others come: side by side they would widen the window
        for level, words in self._levels.items():
            words.setText(level_count(level, counts[level]))
            words.setVisible(counts[level] > 0)
        self._clear.setVisible(clear)
