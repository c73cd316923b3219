"""Log a handout that left the window, where the clinic turned that on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from careleaf.app.handout_log import log_given
from careleaf.app.handout_making import Made
from careleaf.errors import DeliveryFailed
from careleaf.gui.presets import Presets


class GivenLog(QObject):
    """Note each handout that was saved, printed or sent to a record."""

    failed = Signal(str)

    def __init__(self, presets: Presets, parent: QObject) -> None:
        super().__init__(parent)
        self._presets = presets

    def note(self, made: Made, how: str) -> None:
        """Note a handout; `how` is save, print or record."""
        setting, content = made.setting, made.handout.content
        preset = self._presets.of(setting.draft)
        try:
            log_given(made.program, setting.clinic, content, how, preset.id if preset else "", setting.now)
        except DeliveryFailed as error:
            self.failed.emit(str(error))
