"""What is to be known of the preset at hand: an overdue review, changes since, parts of another library."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from careleaf.app.preset_notices import preset_notices
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _, counted
from careleaf.gui.panes.strip import Strip
from careleaf.gui.parts import show_if
from careleaf.gui.presets import Presets

MOST_LINES = 3


class PresetNotice(QWidget):
    """Say it once for each preset chosen, until it is waved away."""

    def __init__(self, document: DraftDocument, presets: Presets) -> None:
        super().__init__()
        self._document = document
        self._presets = presets
        self._told = ""
        self.strip = Strip(_("About this preset"))
        self.seen = self.strip.add_button(_("Seen"), lambda: self._say(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 0)
        row.addWidget(self.strip)
        document.draft_changed.connect(lambda _: self._follow())
        presets.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say what is to be known of the preset now."""
        self._told = self._document.draft.preset
        preset = self._presets.of(self._document.draft)
        if preset is None:
            self._say("")
            return
        notices = preset_notices(self._document.program, preset, self._document.setting.today)
        lines = [*notices[:MOST_LINES]]
        if len(notices) > MOST_LINES:
            more = len(notices) - MOST_LINES
            lines.append(counted("{number} more: see Presets.", "{number} more: see Presets.", more))
        head = _('About the preset "{title}":').format(title=preset.title)
        self._say("\n".join((head, *lines)) if lines else "")

    def _follow(self) -> None:
        if self._document.draft.preset != self._told:
            self.tell()

    def _say(self, words: str) -> None:
        self.strip.say(words)
        show_if(self, bool(words))
