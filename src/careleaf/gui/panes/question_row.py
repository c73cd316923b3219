"""One question of the patient check with its answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from careleaf.domain.check import NO, SEVERITIES, UNKNOWN, YES, Check, Kind, Question
from careleaf.gui.interface_text import _
from careleaf.gui.panes.number_field import NumberField
from careleaf.gui.panes.tab_order import FocusPassedOn
from careleaf.gui.parts import button, label, restyle

_SAID = {
    UNKNOWN: _("not asked"),
    NO: _("no"),
    YES: _("yes"),
    "mild": _("mild"),
    "moderate": _("moderate"),
    "severe": _("severe"),
}


class QuestionRow(FocusPassedOn, QWidget):
    """A question with its answers as buttons, one of them always pressed, or as a number.

    "?" is the answer until one is given; the pressed answer, pressed again, goes back to it.
    """

    answered = Signal(str, object)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.buttons: dict[str, QPushButton] = {}
        self.number: NumberField | None = None
        self._words = label(question.label, "question", wrap=True, parent=self)
        self._source = label("", "source", wrap=True, parent=self)

    @property
    def source(self) -> str:
        """Return what the row says about where its answer comes from."""
        return self._source.text()

    def show_answer(self, check: Check, open_now: bool) -> None:
        """Show the answer and where it comes from; `open_now` marks a question that matters and has none."""
        if not self.layout():
            self._lay_out()
        answer, sources = check.answer(self.question.id), check.sources(self.question.id)
        if self.number is not None:
            self.number.show_number(answer if isinstance(answer, int) else None)
        by_name = _("By name: remove {medicines} to answer otherwise.").format(medicines=", ".join(sources))
        for word, choice in self.buttons.items():
            choice.setChecked(word == answer or (word == SEVERITIES[-1] and answer == YES))
            choice.setEnabled(not sources or word == YES)
            choice.setToolTip(by_name if sources else "")
        says_yes = _("yes - {medicines}").format(medicines=", ".join(sources))
        self._source.setText(says_yes if sources else self._unclear(check))
        self._source.setVisible(bool(self._source.text()))
        if UNKNOWN in self.buttons:
            restyle(self.buttons[UNKNOWN], "open", "true" if open_now else "false")
        else:
            restyle(self._words, "level", "confirm" if open_now else "")

    def _lay_out(self) -> None:
        """Make the answers when they are first shown: most of the many questions never are."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(3)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._words, 3)
        row.addWidget(self._source, 2)
        if self.question.kind is Kind.NUMBER:
            self._add_number(row)
        else:
            self._add_answers(row)

    def _unclear(self, check: Check) -> str:
        """Name the medicines that leave this question open; one that is not recognised leaves open all."""
        if check.answered(self.question.id):
            return ""
        asking = (m.title for m in check.takes if m.recognised and self.question.id in m.asks)
        return ", ".join(f"{title}?" for title in asking)

    def _add_number(self, row: QHBoxLayout) -> None:
        self.number = NumberField(self.question.min, self.question.max)
        self.number.setAccessibleName(self.question.label)
        tip = _("{least} to {most}; empty is not asked")
        self.number.setToolTip(tip.format(least=self.question.min, most=self.question.max))
        self.number.lineEdit().setPlaceholderText(_SAID[UNKNOWN])
        self.number.setMinimumWidth(104)
        self.number.edited.connect(self._tell_number)
        self.focus_to = self.number
        row.addWidget(self.number)

    def _tell_number(self, number: object) -> None:
        """Hand on a number in range; anything else is no answer."""
        fits = isinstance(number, int) and self.question.min <= number <= self.question.max
        self.answered.emit(self.question.id, number if fits else None)

    def _add_answers(self, row: QHBoxLayout) -> None:
        words = (NO, *SEVERITIES) if self.question.kind is Kind.SEVERITY else (NO, YES)
        for word in (UNKNOWN, *words):
            said = _SAID[word]
            shown = "?" if word == UNKNOWN else said[:1].upper() + said[1:]
            choice = button(shown, "answer", f"{self.question.label}: {said}")
            choice.setProperty("answer", word if word in (UNKNOWN, NO) else YES)
            choice.setCheckable(True)
            choice.clicked.connect(lambda on, w=word: self._tell_answer(w, on))
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(choice)
            self.buttons[word] = choice
        self.focus_to = self.buttons[NO]

    def _tell_answer(self, word: str, pressed: bool) -> None:
        """Hand on an answer; none for one that was pressed again, and for "?", which stays pressed."""
        self.buttons[UNKNOWN].setChecked(True)
        self.answered.emit(self.question.id, word if pressed and word != UNKNOWN else None)
