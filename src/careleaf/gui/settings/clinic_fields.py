"""The fields of a clinic's profile. Each shows its part of a clinic, and puts what was entered in one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from careleaf.domain.optional_blocks import USUAL_BLOCKS
from careleaf.domain.people import Clinic
from careleaf.domain.plaintext import clean_line
from careleaf.gui.interface_text import _
from careleaf.gui.page_words import BLOCKS

LINE_LIMIT = 120
COLUMNS = 2  # of tick boxes
CHOICE_WIDTH = 220  # pixels


class TextField(QLineEdit):
    """One line of the letterhead."""

    changed = Signal()

    def __init__(self, key: str, hint: str) -> None:
        super().__init__()
        self._key = key
        self.setMaxLength(LINE_LIMIT)
        self.setPlaceholderText(hint)
        self.textChanged.connect(self.changed)

    def show_clinic(self, clinic: Clinic) -> None:
        """Show the line of a clinic."""
        self.setText(str(getattr(clinic, self._key)))

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with the line as it was typed."""
        typed: dict[str, Any] = {self._key: clean_line(self.text())}
        return replace(clinic, **typed)


class ZoneField(QComboBox):
    """The time zone, chosen or typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(CHOICE_WIDTH)
        self.addItems(sorted(available_timezones()))
        if (typed := self.lineEdit()) is not None:
            typed.setAccessibleName(_("Time zone"))
        self.currentTextChanged.connect(self.changed)

    def show_clinic(self, clinic: Clinic) -> None:
        """Show the zone of a clinic."""
        self.setCurrentText(clinic.timezone)

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with this zone, which need not be one."""
        return replace(clinic, timezone=self.currentText().strip())


class UsualField(QComboBox):
    """How pages look where a preset does not say: their size, or their style."""

    changed = Signal()

    def __init__(self, key: str, choices: dict[str, str]) -> None:
        super().__init__()
        self._key = key
        self.setMinimumWidth(CHOICE_WIDTH)
        for value, words in choices.items():
            self.addItem(words, value)
        self.currentIndexChanged.connect(self.changed)

    def show_clinic(self, clinic: Clinic) -> None:
        """Show the choice of a clinic."""
        self.setCurrentIndex(self.findData(getattr(clinic.defaults, self._key)))

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with this choice."""
        chosen: dict[str, Any] = {self._key: self.currentData()}
        return replace(clinic, defaults=replace(clinic.defaults, **chosen))


class BlocksField(QWidget):
    """The blocks that a page has where a preset does not say, each with its tick box."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {block: QCheckBox(words) for block, words in BLOCKS.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(24)
        rows = -(-len(self.boxes) // COLUMNS)
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place % rows, place // rows)
            box.toggled.connect(self.changed)

    def show_clinic(self, clinic: Clinic) -> None:
        """Show the blocks of a clinic; one that chose none has the usual ones."""
        chosen = clinic.defaults.blocks
        for block, box in self.boxes.items():
            box.setChecked(block in (USUAL_BLOCKS if chosen is None else chosen))

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with these blocks."""
        ticked = frozenset(block for block, box in self.boxes.items() if box.isChecked())
        usual = None if ticked == USUAL_BLOCKS else ticked
        return replace(clinic, defaults=replace(clinic.defaults, blocks=usual))


class LogField(QCheckBox):
    """Whether it is noted that a handout was given."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Note in a log that a handout was given"))
        self.toggled.connect(self.changed)

    def show_clinic(self, clinic: Clinic) -> None:
        """Show whether a clinic has a log."""
        self.setChecked(clinic.log)

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with or without a log."""
        return replace(clinic, log=self.isChecked())
