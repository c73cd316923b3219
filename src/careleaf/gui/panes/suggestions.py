"""Topics the preset suggests and never ticks: one click each."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from careleaf.domain.draft import Draft
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label, show_if
from careleaf.gui.presets import Presets


class Suggestions(QWidget):
    """Offer the preset's suggestions that are not ticked yet."""

    def __init__(self, document: DraftDocument, presets: Presets) -> None:
        super().__init__()
        self._document = document
        self._presets = presets
        self._offered: tuple[str, ...] = ()
        self.buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(label(_("Suggested:"), "muted"))
        self._row.addStretch(1)
        document.draft_changed.connect(self._show)
        self._show(document.draft)

    def follow(self) -> None:
        """Show what is offered now."""
        self._show(self._document.draft)

    def _show(self, draft: Draft) -> None:
        preset = self._presets.of(draft)
        suggested = preset.suggests if preset else ()
        if suggested != self._offered:
            self._offered = suggested
            self._make(suggested)
        for topic_id, offer in self.buttons.items():
            offer.setVisible(topic_id not in draft.topics)
        show_if(self, any(topic_id not in draft.topics for topic_id in suggested))

    def _make(self, suggested: tuple[str, ...]) -> None:
        for offer in self.buttons.values():
            offer.hide()
            offer.deleteLater()
        self.buttons = {}
        for place, topic_id in enumerate(suggested, 1):
            topic = self._document.library.topic(topic_id)
            if topic is not None:
                offer = button(f"+ {topic.title}", "small", _("Add {topic}").format(topic=topic.title))
                offer.clicked.connect(lambda _=False, t=topic_id: self._document.tick(t, True))
                self._row.insertWidget(place, offer)
                self.buttons[topic_id] = offer
