"""What the program begins with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QWidget

from careleaf.app.preferences import Preferences
from careleaf.gui.interface_text import _
from careleaf.gui.parts import name_choice
from careleaf.gui.presets import Presets, titled
from careleaf.gui.settings.clinic_fields import CHOICE_WIDTH
from careleaf.gui.settings.form_rows import caption, form_in

START_SCREEN = _("The start screen")


class BeginField(QWidget):
    """What is shown first when the program starts: the start screen, or a preset ready to print."""

    def __init__(self, presets: Presets) -> None:
        super().__init__()
        self.choice = QComboBox()
        name_choice(self.choice, _("Begin with"))
        self.choice.setMinimumWidth(CHOICE_WIDTH)
        self.choice.addItem(START_SCREEN, "")
        for listed in presets.all:
            self.choice.addItem(titled(listed), listed.preset.id)
        form_in(self).addRow(caption(_("Begin with")), self.choice)

    def show_preferences(self, chosen: Preferences) -> None:
        """Show the choice; a preset that is gone is the start screen."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen.begin_with)))

    def put_in_preferences(self, chosen: Preferences) -> Preferences:
        """Return the preferences with this choice."""
        return replace(chosen, begin_with=self.choice.currentData())
