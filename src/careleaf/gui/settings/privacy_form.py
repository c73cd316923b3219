"""What the program keeps, and where; what may be kept beside."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from careleaf.app.preferences import Preferences
from careleaf.domain.people import Clinic
from careleaf.gui.interface_text import _
from careleaf.gui.parts import label
from careleaf.gui.settings.clinic_fields import LogField
from careleaf.gui.settings.form_rows import caption

KEPT = (
    (_("Kept"), _("Your clinic, your presets, your own wording and signatures, and where the window stood.")),
    (
        _("Not kept"),
        _("The patient's name, answers and notes. They are gone with the next handout, or when you close."),
    ),
    (
        _("Until it is sent"),
        _("An e-mail that no server has yet. It is encrypted, and removed at the next start of another day."),
    ),
)
ABOUT_LOG = _("Number and hash of the handout, how and when it was given; never the patient.")
RECOVERY = _("Keep an encrypted copy of the handout at hand, to restore it after a crash")
ABOUT_RECOVERY = _("It holds the patient's details. It is removed as soon as the program ends as it should.")
UNDER_THE_BOX = 24  # pixels: where the words of a tick box begin


class PrivacyForm(QWidget):
    """Say what is kept, and let two things more be kept: a log, and a copy for after a crash."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.log = LogField()
        self.recovery = QCheckBox(RECOVERY)
        self.setFocusProxy(self.log)
        self.log.changed.connect(self.changed)
        self.recovery.toggled.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(_table())
        column.addSpacing(4)
        column.addWidget(_explained(self.log, ABOUT_LOG))
        column.addWidget(_explained(self.recovery, ABOUT_RECOVERY))
        column.addStretch(1)

    def show_clinic(self, clinic: Clinic) -> None:
        """Show whether a clinic has a log."""
        self.log.show_clinic(clinic)

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with or without a log."""
        return self.log.put_in(clinic)

    def show_preferences(self, chosen: Preferences) -> None:
        """Show whether a copy is kept for after a crash."""
        self.recovery.setChecked(chosen.recovery)

    def put_in_preferences(self, chosen: Preferences) -> Preferences:
        """Return the preferences with or without recovery."""
        return replace(chosen, recovery=self.recovery.isChecked())


def _table() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for row, (what, words) in enumerate(KEPT):
        grid.addWidget(caption(what), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, "plain", wrap=True), row, 1)
    return grid


def _explained(box: QCheckBox, words: str) -> QWidget:
    """Stand a tick box over what it means."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(box)
    row = QHBoxLayout()
    row.addSpacing(UNDER_THE_BOX)
    row.addWidget(label(words, "hint", wrap=True), 1)
    column.addLayout(row)
    box.setAccessibleDescription(words)
    return holder
