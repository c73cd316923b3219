"""The banner that says which clinic is missing, or that it is only the sample."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careleaf.app.bootstrap import SAMPLE_CLINIC
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.strip import Strip
from careleaf.gui.parts import show_if

MISSING = _("No clinic set: name and phone are needed on every page.")
SAMPLE = _("Sample clinic: every page is stamped, not for a patient.")


class ClinicBanner(QWidget):
    """Say what is wrong with the clinic until it is set up."""

    wanted = Signal()  # to set it up

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self._document = document
        self.strip = Strip(_("Clinic"))
        self.set_up_button = self.strip.add_button(_("Set up clinic"), self.wanted.emit)
        self.sample_button = self.strip.add_button(_("Try with the sample clinic"), self._use_sample)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 0)
        row.addWidget(self.strip)
        document.clinic_changed.connect(self._show)
        self._show()

    def say(self, words: str) -> None:
        """Say why the clinic that was set up cannot be used."""
        self.strip.say(words, "block")

    def _use_sample(self) -> None:
        self._document.use_clinic(self._document.program.clinic(SAMPLE_CLINIC))

    def _show(self) -> None:
        clinic = self._document.clinic
        self.sample_button.setVisible(not clinic.name)
        self.strip.say(MISSING if not clinic.name else SAMPLE if clinic.sample else "")
        show_if(self, not clinic.name or clinic.sample)
