"""Open what is set once: the Settings dialog, and the welcome of a first start."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from careleaf.app.preferences import wants_welcome
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.emailing import Emailing
from careleaf.gui.presets import Presets
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.gui.settings.dialog import Section, SettingsDialog
from careleaf.gui.settings.welcome import WelcomeDialog


class SettingUp(QObject):
    """Open the dialogs, and let the window use what was set up."""

    told = Signal(str)
    recovery_turned_off = Signal()

    def __init__(
        self,
        document: DraftDocument,
        presets: Presets,
        emailing: Emailing,
        maker: PreviewMaker,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._presets, self._window = document, presets, window
        self._emailing, self._maker = emailing, maker
        emailing.settings_wanted.connect(lambda: self.open(Section.EMAIL))

    def open(self, section: Section) -> SettingsDialog:
        """Open the settings at a section, over the dialog that is in front, and return them."""
        emailing = self._emailing
        parent = emailing.dialog or self._window
        dialog = SettingsDialog(self._document, self._presets, emailing.sending, emailing.background, parent)
        dialog.clinic_set_up.connect(self._document.use_clinic)
        dialog.mail_server_set_up.connect(emailing.use_server)
        dialog.mail_server_set_up.connect(self._tell)
        dialog.recovery_turned_off.connect(self.recovery_turned_off)
        dialog.finished.connect(dialog.deleteLater)
        dialog.go_to(section)
        dialog.open()
        return dialog

    def _tell(self, words: str) -> None:
        if words:
            self.told.emit(words)

    def welcome(self) -> WelcomeDialog | None:
        """Offer the first steps where nobody has set up a clinic, nor said that the sample will do."""
        if not wants_welcome(self._document.program):
            return None
        dialog = WelcomeDialog(self._document, self._presets.first, self._maker, self._window)
        dialog.clinic_set_up.connect(self._document.use_clinic)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
