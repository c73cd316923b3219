"""One question of the patient check with its answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from careleaf.domain.check import NO, SEVERITIES, UNKNOWN, YES, Answer, Kind, Question
from careleaf.gui.panes.number_field import NumberField
from careleaf.gui.parts import button, label, restyle


class QuestionRow(QWidget):
    """A question with its answers as buttons, or as a number. The pressed answer, pressed again, is unset."""

    answered = Signal(str, object)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.buttons: dict[str, QPushButton] = {}
        self.number: NumberField | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(4)
        self._words = label(question.label, "question", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._state = label("", "caption")
        row.addWidget(self._words, 1)
        row.addWidget(self._state)
        if question.kind is Kind.NUMBER:
            self._add_number(row)
        else:
            self._add_answers(row)

    def show_answer(self, answer: Answer, open_now: bool) -> None:
        """Show an answer; `open_now` marks a question that matters and has none."""
        if self.number is not None:
            self.number.show_number(answer if isinstance(answer, int) else None)
        for word, choice in self.buttons.items():
            choice.setChecked(word == answer or (word == SEVERITIES[-1] and answer == YES))
        self._state.setText("not asked" if answer == UNKNOWN else "")
        restyle(self._words, "level", "confirm" if open_now else "")

    def _add_number(self, row: QHBoxLayout) -> None:
        self.number = NumberField(self.question.min, self.question.max)
        self.number.setAccessibleName(self.question.label)
        self.number.setToolTip(f"{self.question.min} to {self.question.max}; empty is not asked")
        self.number.setMinimumWidth(92)
        self.number.edited.connect(self._tell_number)
        self.setFocusProxy(self.number)
        row.addWidget(self.number)

    def _tell_number(self, number: object) -> None:
        """Hand on a number in range; anything else is no answer."""
        fits = isinstance(number, int) and self.question.min <= number <= self.question.max
        self.answered.emit(self.question.id, number if fits else None)

    def _add_answers(self, row: QHBoxLayout) -> None:
        words = (NO, *SEVERITIES) if self.question.kind is Kind.SEVERITY else (NO, YES)
        for word in words:
            choice = button(word.capitalize(), "small", f"{self.question.label}: {word}")
            choice.setCheckable(True)
            choice.clicked.connect(lambda on, w=word: self.answered.emit(self.question.id, w if on else None))
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(choice)
            self.buttons[word] = choice
        self.setFocusProxy(self.buttons[NO])
