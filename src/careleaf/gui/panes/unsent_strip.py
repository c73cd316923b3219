"""The strip that tells of an e-mail which no server has, and asks whether to send it again."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careleaf.domain.email import Unsent
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.strip import Strip, more_words
from careleaf.gui.parts import show_if
from careleaf.i18n import ENGLISH, moment_text


class UnsentStrip(QWidget):
    """Ask about one e-mail after the other."""

    again_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self._document = document
        self._unsent: Unsent | None = None
        self.strip = Strip(_("E-mail that was not sent"))
        self.again_button = self.strip.add_button(
            _("Send again"), lambda: self.again_wanted.emit(self._unsent)
        )
        self.delete_button = self.strip.add_button(_("Delete"), lambda: self.delete_wanted.emit(self._unsent))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 0)
        row.addWidget(self.strip)
        self.ask(())

    def ask(self, unsent: tuple[Unsent, ...], trouble: str = "") -> None:
        """Ask about the first of these; `trouble` is why it was not sent just now. None hides the strip."""
        self._unsent = unsent[0] if unsent else None
        for each in (self.again_button, self.delete_button):
            each.setEnabled(True)
        self.strip.say(" ".join(part for part in (self._words(unsent), trouble) if part))
        show_if(self, bool(self.strip.words))

    def sending(self) -> None:
        """Say that it is on its way."""
        for each in (self.again_button, self.delete_button):
            each.setEnabled(False)

    def _words(self, unsent: tuple[Unsent, ...]) -> str:
        if not unsent:
            return ""
        first, zone = unsent[0], ZoneInfo(self._document.clinic.timezone)
        when = moment_text(first.written.astimezone(zone), ENGLISH)
        words = (
            _(
                "The e-mail to {address} of {when} was being sent when Careleaf ended: it may have arrived. "
                "Ask the patient."
            )
            if first.unsure
            else _("The e-mail to {address} of {when} was not sent.")
        )
        told = words.format(address=first.envelope.recipient, when=when)
        return f"{told} {more_words(len(unsent) - 1)}".strip()
