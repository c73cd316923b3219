"""The banner that says which of the clinic's own files are not used."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from careleaf.app.bootstrap import Program
from careleaf.app.library_review import unused_files
from careleaf.gui.interface_text import _
from careleaf.gui.panes.strip import Strip
from careleaf.gui.parts import show_if

MOST_PROBLEMS = 4


class ClinicFilesBanner(QWidget):
    """Say once why the library's text prints in place of the clinic's; it can be hidden."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.strip = Strip(_("The clinic's wording that is not used"))
        self.hide_button = self.strip.add_button(_("Hide"), self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 0)
        row.addWidget(self.strip)
        words = unused_files(program, MOST_PROBLEMS)
        self.strip.say(words)
        show_if(self, bool(words))
