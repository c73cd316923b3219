"""The warning-sign screen of the patient check: every sign at a glance, "none of these" in one click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from careleaf.domain.check import NO, UNKNOWN, WARNING_SIGNS, Check
from careleaf.gui.interface_text import _, counted
from careleaf.gui.panes.question_row import QuestionRow
from careleaf.gui.parts import button, label, restyle

COLUMNS = 2


class WarningSigns(QFrame):
    """Ask for the warning signs; once none applies they fold into one line."""

    none_wanted = Signal()

    def __init__(self, rows: Sequence[QuestionRow]) -> None:
        super().__init__()
        self.setObjectName("signs")
        self.setAccessibleName(WARNING_SIGNS)
        self._rows = tuple(rows)
        self._check = Check()
        self._opened = False
        self.state = label("", "caption")
        self.none = button(
            _("None of these"), "small", _("{group}: none of these").format(group=WARNING_SIGNS)
        )
        self.change = button(
            _("Change"), "small", _("Change the answers to {group}").format(group=WARNING_SIGNS.lower())
        )
        self._body = QWidget()
        self._body.setObjectName("plain")
        self._lay_out()
        self.none.clicked.connect(self._say_none)
        self.change.clicked.connect(self.open)

    def open(self) -> None:
        """Show every sign, though none applies."""
        self._opened = True
        self.show_answers(self._check)

    def show_answers(self, check: Check) -> None:
        """Show what is answered; fold where every sign is a no."""
        self._check = check
        answers = [check.answer(row.question.id) for row in self._rows]
        asked = sum(answer != UNKNOWN for answer in answers)
        yes = sum(answer not in (NO, UNKNOWN) for answer in answers)
        none = asked == len(answers) and not yes
        words = _("{asked} of {all} asked").format(asked=asked, all=len(answers))
        if yes:
            words = counted("{number} yes", "{number} yes", yes)
        elif none:
            words = _("\N{CHECK MARK} none of these")
        self.state.setText(words)
        restyle(self.state, "level", "block" if yes else "good" if none else "")
        folded = none and not self._opened
        self._body.setVisible(not folded)
        self.none.setText(_("None of the others") if yes else _("None of these"))
        self.none.setVisible(asked < len(answers))
        self.change.setVisible(folded)

    def _say_none(self) -> None:
        self._opened = False
        self.none_wanted.emit()
        self.change.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 6, 6)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(label(WARNING_SIGNS, "group"))
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.none)
        head.addWidget(self.change)
        column.addLayout(head)
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(1)
        for place, row in enumerate(self._rows):
            grid.addWidget(row, place // COLUMNS, place % COLUMNS)
        for column_number in range(COLUMNS):
            grid.setColumnStretch(column_number, 1)
        column.addWidget(self._body)
