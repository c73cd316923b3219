"""What to untick when the handout runs over a sheet: a click unticks, and undo takes it back."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolButton

from careleaf.domain.draft import tick_point
from careleaf.domain.page_budget import SIDES, Cut, cuts
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _, counted
from careleaf.gui.parts import restyle

OFFERED = 10
WORDS = 60  # characters of a point in the menu


class BudgetButton(QToolButton):
    """Hidden while the pages fit on one sheet of paper."""

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        restyle(self, "level", "confirm")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        words = counted("Over {number} page: shorten", "Over {number} pages: shorten", SIDES)
        self.setText(f"{words} \N{BLACK DOWN-POINTING SMALL TRIANGLE}")
        self.setAccessibleName(words)
        self.setToolTip(_("Which points to untick first, and what each saves"))
        self._document = document
        self._cuts = QMenu(self)
        self._cuts.aboutToShow.connect(self._list)
        self.setMenu(self._cuts)
        self.hide()

    def show_pages(self, pages: int) -> None:
        """Offer to shorten a handout of this many pages."""
        self.setVisible(pages > SIDES)

    def _list(self) -> None:
        self._cuts.clear()
        for cut in cuts(self._document.setting)[:OFFERED]:
            lines = counted("about {number} line", "about {number} lines", cut.lines)
            words = (
                cut.words if len(cut.words) <= WORDS else f"{cut.words[: WORDS - 1]}\N{HORIZONTAL ELLIPSIS}"
            )
            entry = self._cuts.addAction(
                _("{topic}: {words} (saves {lines})")
                .format(topic=cut.title, words=words, lines=lines)
                .replace("&", "&&")
            )
            entry.triggered.connect(lambda _=False, c=cut: self._untick(c))
        if self._cuts.isEmpty():
            self._cuts.addAction(_("No single point can go: untick a topic."))

    def _untick(self, cut: Cut) -> None:
        document = self._document
        after = tick_point(document.draft, cut.topic, cut.point, False)
        document.change(after, _("untick a point of {topic}").format(topic=cut.title))
        document.choose(cut.topic)
