"""Where the program's files lie, and the presets used last."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careleaf.app.recent_presets import forget_recent
from careleaf.errors import CareleafError
from careleaf.gui.interface_text import _
from careleaf.gui.mail_program import show_folder
from careleaf.gui.parts import button, label
from careleaf.gui.settings.form_rows import caption, form_in
from careleaf.storage.locations import Locations


class KeptFiles(QWidget):
    """Where the program keeps what it keeps, and the list of presets used last."""

    failed = Signal(str)

    def __init__(self, places: Locations) -> None:
        super().__init__()
        self._places = places
        self.open_button = button(_("Open the folder"), "small")
        self.clear_button = button(_("Clear"), "small", _("Clear the presets used last"))
        form = form_in(self)
        where = label(str(places.home), "plain", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(caption(_("It lies in")), _beside(where, self.open_button))
        self._recent = label(_("Shown first on the start screen"), "muted")
        form.addRow(caption(_("Presets used last")), _beside(self._recent, self.clear_button))
        self.open_button.clicked.connect(self._open)
        self.clear_button.clicked.connect(self._clear)

    def _open(self) -> None:
        self._places.home.mkdir(parents=True, exist_ok=True)
        show_folder(self._places.home)

    def _clear(self) -> None:
        try:
            forget_recent(self._places.settings)
        except CareleafError as error:
            self.failed.emit(str(error))
            return
        self._recent.setText(_("Cleared"))
        self.clear_button.setEnabled(False)


def _beside(words: QWidget, made: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(words, 1)
    row.addWidget(made)
    return holder
