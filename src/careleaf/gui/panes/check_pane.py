"""The patient check: the questions the safety rules read, answered in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from careleaf.domain.check import UNKNOWN, Answer, Check, Kind
from careleaf.domain.draft import Draft
from careleaf.domain.safety import find
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.panes.question_row import QuestionRow
from careleaf.gui.parts import button, card, label


class CheckPane(QWidget):
    """Show the questions that matter to what is ticked; the others wait behind one button."""

    counted = Signal(int, bool)

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self._document = document
        self._asked: tuple[str, ...] = ()
        self._all = False
        self.rows = {q.id: QuestionRow(q) for q in document.program.rules.questions}
        self.none_apply = button("All asked, none apply", "small")
        self.none_apply.setToolTip("Answers no to every question without an answer. Age is asked for itself.")
        self.show_all = button("Show all questions", "small")
        self.show_all.setCheckable(True)
        self.done = button("Done", "small", "Close the patient check")
        self._count = label("", "muted")
        self._groups: dict[str, QLabel] = {}
        self._scroll = QScrollArea()
        self._lay_out()
        self.none_apply.clicked.connect(self._answer_all_no)
        self.show_all.toggled.connect(self._open_all)
        for row in self.rows.values():
            row.answered.connect(self._answer)
        document.draft_changed.connect(self._show)
        self._show(document.draft)

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Return the questions that matter now and have no answer."""
        return tuple(dict.fromkeys(key for finding in self._document.findings for key in finding.asks))

    def go_to(self, keys: Iterable[str]) -> None:
        """Put the cursor on the first of these questions."""
        row = next((self.rows[key] for key in keys if key in self.rows), None)
        if row is not None:
            row.show()
            self._scroll.ensureWidgetVisible(row)
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self) -> None:
        """Say anew how many questions are open."""
        self.counted.emit(len(self.open_questions), bool(self._asked))

    def _lay_out(self) -> None:
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label("PATIENT CHECK", "heading"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.done)
        column.addLayout(head)
        quick = QHBoxLayout()
        quick.addWidget(self.none_apply)
        quick.addWidget(self.show_all)
        quick.addStretch(1)
        column.addLayout(quick)
        column.addWidget(self._scroll, 1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._list())

    def _list(self) -> QWidget:
        body = QWidget()
        body.setObjectName("plain")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(2)
        for row in self.rows.values():
            group = row.question.group
            if group not in self._groups:
                self._groups[group] = label(group, "caption")
                column.addWidget(self._groups[group])
            column.addWidget(row)
        column.addStretch(1)
        return body

    def _answer(self, key: str, answer: Answer | None) -> None:
        check = self._document.draft.check
        if answer is None:
            check = Check({k: v for k, v in check.answers.items() if k != key})
        else:
            check = check.with_answer(key, answer)
        after = replace(self._document.draft, check=check)
        self._document.change(after, "answer in the patient check", f"check.{key}")

    def _answer_all_no(self) -> None:
        draft = self._document.draft
        after = replace(draft, check=draft.check.all_no(self._document.program.rules.questions))
        self._document.change(after, "answering none apply")
        age = self.rows.get("age")
        if age is not None and age.isVisible() and not after.check.answered("age"):
            age.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_all(self, every: bool) -> None:
        self._all = every
        self.show_all.setText("Show fewer" if every else "Show all questions")
        self._show(self._document.draft)

    def _show(self, draft: Draft) -> None:
        self._asked = self._matter(draft)
        unanswered = self.open_questions
        shown_groups = set()
        for key, row in self.rows.items():
            row.show_answer(draft.check.answers.get(key, UNKNOWN), key in unanswered)
            wanted = self._all or key in self._asked
            row.setVisible(wanted)
            if wanted:
                shown_groups.add(row.question.group)
        for group, words in self._groups.items():
            words.setVisible(group in shown_groups)
        self._count.setText(self._count_words(len(unanswered)))
        self.tell()

    def _count_words(self, unanswered: int) -> str:
        if unanswered:
            return f"{unanswered} of {len(self._asked)} not answered"
        return "all answered" if self._asked else "nothing ticked needs an answer"

    def _matter(self, draft: Draft) -> tuple[str, ...]:
        """Return what the ticked medicines ask, answered or not, and every answer that is not no.

        Run on an unanswered check, the rules name every question that matters; an answer that opens
        another question (weeks, once pregnant) is found by running them on the answers at hand.
        """
        unanswered = replace(self._document.setting, draft=replace(draft, check=Check()))
        asked = [key for f in find(unanswered, self._document.program.rules) for key in f.asks]
        told = [key for key, answer in draft.check.answers.items() if answer not in ("no", UNKNOWN)]
        known = {*asked, *self.open_questions, *told}
        numbers = [k for k in known if k in self.rows and self.rows[k].question.kind is Kind.NUMBER]
        return tuple(dict.fromkeys([*numbers, *(key for key in self.rows if key in known)]))
