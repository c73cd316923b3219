"""How many of the eight needs the handout meets; a click names the others and the topics that meet them."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolButton

from careleaf.domain.needs import NEEDS, unmet_needs
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _


class NeedsButton(QToolButton):
    """Count the needs that are met. Its menu has a submenu for each unmet one, whose topics tick."""

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._document = document
        self._unmet = QMenu(self)
        self._unmet.aboutToShow.connect(self._list)
        self.setMenu(self._unmet)
        document.draft_changed.connect(self._count)
        self._count()

    def _count(self) -> None:
        unmet = unmet_needs(self._document.setting)
        words = _("{met} of {all} needs").format(met=len(NEEDS) - len(unmet), all=len(NEEDS))
        missing = "; ".join(need.label for need in unmet)
        self.setText(f"{words} \N{BLACK DOWN-POINTING SMALL TRIANGLE}")
        self.setAccessibleName(words)
        self.setToolTip(
            _("Not on the page yet: {needs}.").format(needs=missing)
            if missing
            else _("The page meets all eight needs.")
        )
        self.setVisible(bool(self._document.draft.topics))

    def _list(self) -> None:
        self._unmet.clear()
        for need in unmet_needs(self._document.setting):
            topics = self._unmet.addMenu(need.label)
            for topic in need.topics:
                tick = topics.addAction(_("Add {topic}").format(topic=topic.title))
                tick.triggered.connect(lambda _=False, t=topic.id: self._document.tick(t, True))
        if self._unmet.isEmpty():
            self._unmet.addAction(_("The page meets all eight needs."))
