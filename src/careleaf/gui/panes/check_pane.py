"""The patient check: the questions the safety rules read, answered in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from careleaf.domain.check import CURRENT_MEDICINES, NO, UNKNOWN, WARNING_SIGNS, Answer, Check
from careleaf.domain.current_medicine import CurrentMedicine
from careleaf.domain.medicine_rules import TAKES
from careleaf.domain.safety import find
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.medicine_picker import MedicinePicker
from careleaf.gui.panes.question_row import QuestionRow
from careleaf.gui.panes.warning_signs import WarningSigns
from careleaf.gui.parts import button, card, label

ALWAYS_SHOWN = ("age", "pregnant", "breastfeeding")


class CheckPane(QWidget):
    """Show warning signs, current medicines and the questions that matter to what is ticked.

    The other questions wait behind one button.
    """

    counted = Signal(int, bool)

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self._document = document
        self._all = False
        self.rows = {q.id: QuestionRow(q) for q in document.program.rules.questions}
        signs = [row for row in self.rows.values() if row.question.group == WARNING_SIGNS]
        self.signs = WarningSigns(signs)
        self.picker = MedicinePicker(document.program.rules)
        self.none_apply = button(_("All asked, none apply"), "small", gives_way=True)
        self.none_apply.setToolTip(
            _("Answers no to every question without an answer. Age is asked for itself.")
        )
        self.show_all = button(_("Show all"), "small")
        self.show_all.setCheckable(True)
        self.done = button(_("Done"), "small", _("Close the patient check"))
        self._groups: dict[str, QLabel] = {}
        self._scroll = QScrollArea()
        self._lay_out()
        self.none_apply.clicked.connect(self._answer_all_no)
        self.signs.none_wanted.connect(self._answer_no_signs)
        self.picker.added.connect(self._take)
        self._scroll.verticalScrollBar().valueChanged.connect(self.picker.close_offers)
        self.picker.removed.connect(self._stop_taking)
        self.show_all.toggled.connect(self._open_all)
        for row in self.rows.values():
            row.answered.connect(self._answer)
        document.draft_changed.connect(lambda _: self._follow())
        self.show_questions()

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Return the questions that matter now and have no answer."""
        return tuple(dict.fromkeys(key for finding in self._document.findings for key in finding.asks))

    @property
    def in_order(self) -> list[QWidget]:
        """Return the parts as they stand, from top to bottom."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        listed = [part for item in items if item and (part := item.widget()) is not None]
        return [self.none_apply, self.show_all, self.done, *listed]

    def go_to(self, keys: Iterable[str]) -> None:
        """Put the cursor on the first of these questions; on the picker, where a medicine answered it."""
        keys = tuple(keys)
        check = self._document.draft.check
        key = next((key for key in keys if key in self.rows), "")
        if check.sources(key) or (not key and any(key.startswith(TAKES) for key in keys)):
            self._scroll.ensureWidgetVisible(self.picker)
            self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key:
            row = self.rows[key]
            if row.question.group == WARNING_SIGNS:
                self.signs.open()
            row.show_answer(check, key in self.open_questions)
            row.show()
            self._scroll.ensureWidgetVisible(row)
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_questions(self) -> None:
        """Show the questions as they stand now; while the pane is hidden they do not follow by themselves."""
        draft = self._document.draft
        told = {key for key, answer in draft.check.answers.items() if answer not in (NO, UNKNOWN)}
        shown = {*ALWAYS_SHOWN, *self._that_matter(), *told}
        unanswered = self.open_questions
        shown_groups = set()
        for key, row in self.rows.items():
            is_sign = row.question.group == WARNING_SIGNS
            wanted = is_sign or self._all or key in shown
            if wanted:
                row.show_answer(draft.check, key in unanswered)
                shown_groups.add(row.question.group)
            if not is_sign:
                row.setVisible(wanted)
        for group, words in self._groups.items():
            words.setVisible(group in shown_groups or group == CURRENT_MEDICINES)
        self.signs.show_answers(draft.check)
        self.picker.show_takes(draft.check.takes)
        self.tell()

    def tell(self) -> None:
        """Say anew how many questions are open."""
        open_now = self.open_questions
        self.counted.emit(len(open_now), bool(open_now or self._that_matter()))

    def _lay_out(self) -> None:
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(_("PATIENT CHECK"), "heading"))
        head.addStretch(1)
        for one in (self.none_apply, self.show_all, self.done):
            head.addWidget(one)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._list())

    def _list(self) -> QWidget:
        body = QWidget()
        body.setObjectName("plain")
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(2)
        column.addWidget(self.signs)
        for row in self.rows.values():
            group = row.question.group
            if group == WARNING_SIGNS:
                continue
            if group not in self._groups:
                self._groups[group] = label(group, "group")
                self._groups[group].setContentsMargins(0, 5, 0, 0)
                column.addWidget(self._groups[group])
                if group == CURRENT_MEDICINES:
                    column.addWidget(self.picker)
            column.addWidget(row)
        column.addStretch(1)
        return body

    def _follow(self) -> None:
        if self.isHidden():
            self.tell()
        else:
            self.show_questions()

    def _answer(self, key: str, answer: Answer | None) -> None:
        check = self._document.draft.check
        check = check.without_answer(key) if answer is None else check.with_answer(key, answer)
        self._change(check, _("answer in the patient check"), f"check.{key}")

    def _answer_no_signs(self) -> None:
        signs = tuple(q for q in self._document.program.rules.questions if q.group == WARNING_SIGNS)
        self._change(self._document.draft.check.all_no(signs), _("answering no warning sign"))

    def _take(self, medicine: CurrentMedicine) -> None:
        self._change(self._document.draft.check.taking(medicine), _("adding a current medicine"))

    def _stop_taking(self, name: str) -> None:
        self._change(self._document.draft.check.not_taking(name), _("removing a current medicine"))

    def _change(self, check: Check, words: str, field: str = "") -> None:
        """Put the check in; a question put back shows as it is, though nothing changed."""
        self._document.change(replace(self._document.draft, check=check), words, field)
        self.show_questions()

    def _answer_all_no(self) -> None:
        draft = self._document.draft
        after = replace(draft, check=draft.check.all_no(self._document.program.rules.questions))
        self._document.change(after, _("answering none apply"))
        age = self.rows.get("age")
        if age is not None and age.isVisible() and not after.check.answered("age"):
            age.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_all(self, every: bool) -> None:
        self._all = every
        self.show_all.setText(_("Show fewer") if every else _("Show all"))
        self.show_questions()

    def _that_matter(self) -> set[str]:
        """Return what the page asks, answered or not.

        Run on an unanswered check, the rules name every question that matters; an answer that opens
        another question (weeks, once pregnant) is found by running them on the answers at hand.
        """
        setting = self._document.setting
        unanswered = replace(setting, draft=replace(setting.draft, check=Check()))
        asked = (key for f in find(unanswered, self._document.program.rules) for key in f.asks)
        return {*asked, *self.open_questions}
