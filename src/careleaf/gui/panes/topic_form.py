"""The form of one topic: its values, its lines, and the note to the patient."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from careleaf.domain.draft import TooLong, set_note, set_value, set_wording, tick_point
from careleaf.domain.library import Point, Topic, TopicKind
from careleaf.domain.params import Param, ParamType, Value, outside_range, value_text
from careleaf.domain.values import Setting, topic_values, value_texts
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.models.clinic_mark import mark_of, plain, topic_tip
from careleaf.gui.models.summary import filled, point_words, wording_of
from careleaf.gui.panes.figure_card import FigureCard
from careleaf.gui.panes.param_fields import ParamField
from careleaf.gui.panes.point_row import PointRow
from careleaf.gui.panes.spelled_text import SpelledText
from careleaf.gui.parts import button, captioned, label, show_if
from careleaf.gui.spell_check import SpellCheck
from careleaf.gui.thumbnails import Thumbnails

COLUMNS = 3
NOTE = "note"


class TopicForm(QFrame):
    """Let one topic be changed; its fields stay the same widgets while they are typed in."""

    unfolded = Signal(QWidget)

    def __init__(
        self, document: DraftDocument, topic: Topic, spell_check: SpellCheck, thumbnails: Thumbnails
    ) -> None:
        super().__init__()
        self.setObjectName("editorCard")
        self.topic = topic
        self._document = document
        self.fields = {
            param.id: ParamField(param, lambda: document.setting.today, self)
            for param in topic.params
            if param.type is not ParamType.DERIVED and not param.visit
        }
        self.points = {point.id: PointRow(point, topic, spell_check) for point in topic.points}
        self.note = SpelledText(spell_check)
        self.note.setPlaceholderText(_("Add a note"))
        self.note.setTabChangesFocus(True)
        self.note.setUndoRedoEnabled(False)
        self.note.setFixedHeight(56)
        self.note.setAccessibleName(_("Your note to the patient"))
        self.add = button(_("Add to the handout"), "small")
        self.figure = FigureCard(topic, thumbnails) if topic.figure else None
        self._note_wrong = label("", "wrong", wrap=True)
        self._derived = label("", "printsAs", wrap=True)
        self._derived_holder = captioned(_("Prints as"), self._derived)
        self._state = label("", "muted")
        self._grid = QGridLayout()
        self._laid_out: tuple[str, ...] = ()
        self._lay_out()
        self._connect()
        self._show()

    def start(self) -> None:
        """Put the cursor in the first field that is shown, or on the first line that can be ticked."""
        boxes = (row.box for row in self.points.values())
        first = next((each for each in (*self.fields.values(), *boxes) if _takes_focus(each)), self.note)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        for typed in first.findChildren(QLineEdit):
            typed.selectAll()  # by itself Qt does so only in a window that is in front already

    def field(self, param_id: str) -> QWidget | None:
        """Return the field of a param, the note's, or that of a line, opened for rewording."""
        if row := self.points.get(param_id):
            return row.opened()
        return self.note if param_id == NOTE else self.fields.get(param_id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(self.topic.title, "title"))
        if self.topic.has_clinic_words:
            mark = label(mark_of(self.topic), "mark")
            mark.setToolTip(plain(topic_tip(self.topic)))
            head.addWidget(mark)
        head.addStretch(1)
        head.addWidget(self._state)
        head.addWidget(self.add)
        column.addLayout(head)
        if self.figure:
            column.addWidget(self.figure)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(7)
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, 1)
        column.addLayout(self._grid)
        column.addWidget(self._derived_holder)
        lines = QVBoxLayout()
        lines.setSpacing(3)
        for row in self.points.values():
            lines.addWidget(row)
        column.addLayout(lines)
        column.addWidget(captioned(_("Your note to the patient"), self.note))
        column.addWidget(self._note_wrong)
        self._note_wrong.hide()

    def _connect(self) -> None:
        for field in self.fields.values():
            field.edited.connect(lambda value, p=field.param: self._set(p, value))
        for row in self.points.values():
            row.ticked.connect(lambda on, p=row.point: self._tick(p, on))
            row.unfolded.connect(self.unfolded)
            row.worded.connect(lambda text, r=row: self._reword(r, text))
        self.note.textChanged.connect(self._write_note)
        self.add.clicked.connect(lambda: self._document.tick(self.topic.id, True))
        self._document.draft_changed.connect(self._show)
        self._document.clinic_changed.connect(self._show)

    def _set(self, param: Param, value: Value | None) -> None:
        draft = set_value(self._document.draft, self.topic.id, param.id, value)
        self._document.change(
            draft, _("change of {value}").format(value=param.label), f"{self.topic.id}.{param.id}"
        )

    def _tick(self, point: Point, ticked: bool) -> None:
        draft = tick_point(self._document.draft, self.topic.id, point, ticked)
        words = _("tick a line of {topic}") if ticked else _("untick a line of {topic}")
        self._document.change(draft, words.format(topic=self.topic.title))

    def _reword(self, row: PointRow, text: str) -> None:
        try:
            draft = set_wording(self._document.draft, self.topic.id, row.point, text)
        except TooLong as error:
            row.refuse(_("Not taken over: {problem}.").format(problem=error))
            return
        row.refuse("")
        words = _("rewording in {topic}").format(topic=self.topic.title)
        self._document.change(draft, words, f"{self.topic.id}.{row.point.id}")

    def _write_note(self) -> None:
        text = self.note.toPlainText()
        if text == self._document.draft.choice(self.topic.id).note:
            return
        try:
            draft = set_note(self._document.draft, self.topic.id, text)
        except TooLong as error:
            self._note_wrong.setText(_("Not taken over: {problem}.").format(problem=error))
            self._note_wrong.show()
            return
        self._note_wrong.hide()
        self._document.change(draft, _("typing in the note"), f"{self.topic.id}.note")

    def _show(self) -> None:
        setting = self._document.setting
        values = topic_values(self.topic, setting)
        own = setting.draft.choice(self.topic.id).values
        shown = []
        for key, field in self.fields.items():
            if not field.param.applies(values):
                continue
            shown.append(key)
            value = own.get(key, values.get(key))
            field.show_value(
                value, key in own, outside_range(field.param, value) if value is not None else ""
            )
        self._arrange(tuple(shown))
        self._show_derived(values, setting)
        self._show_points(values, setting)
        self._show_state()
        note = setting.draft.choice(self.topic.id).note
        if self.note.toPlainText() != note and self._note_wrong.isHidden():
            self.note.setPlainText(note)

    def _arrange(self, shown: tuple[str, ...]) -> None:
        """Lay the fields that apply into the grid; the others wait out of sight."""
        if shown == self._laid_out:
            return
        self._laid_out = shown
        for key, field in self.fields.items():
            self._grid.removeWidget(field)
            show_if(field, key in shown)
        row = column = 0
        for key in shown:
            field = self.fields[key]
            if field.wide:
                row, column = row + (column > 0), 0
                self._grid.addWidget(field, row, 0, 1, COLUMNS)
                field.show()
                row += 1
                continue
            self._grid.addWidget(field, row, column)
            field.show()
            row, column = (row, column + 1) if column < COLUMNS - 1 else (row + 1, 0)

    def _show_derived(self, values: Mapping[str, Value], setting: Setting) -> None:
        language = setting.library.language
        lines = [
            f"{param.label}: {value_text(param, values[param.id], language)}"
            for param in self.topic.params
            if param.type is ParamType.DERIVED and param.id in values
        ]
        self._derived.setText("  ·  ".join(lines))
        self._derived_holder.setVisible(bool(lines))

    def _show_points(self, values: Mapping[str, Value], setting: Setting) -> None:
        choice = setting.draft.choice(self.topic.id)
        texts = value_texts(self.topic, values, setting.library.language)
        for row in self.points.values():
            row.setVisible(_may_print(row.point, values, self.topic))
            wording = wording_of(row.point, self.topic, setting)
            words = filled(point_words(row.point, wording), self.topic, texts)
            row.show_point(words, choice.prints(row.point), wording)

    def _show_state(self) -> None:
        printed = self.topic in self._document.printed
        self.add.setVisible(self.topic.kind is TopicKind.TICK and not printed)
        who = {TopicKind.LOCKED: _("always printed"), TopicKind.AUTO: _("added by the program")}
        self._state.setText(_("not in the handout") if not printed else who.get(self.topic.kind, ""))


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _may_print(point: Point, values: Mapping[str, Value], topic: Topic) -> bool:
    """Tell whether a line's own conditions hold; what another topic decides is left to the page."""
    mine = {param.id for param in topic.params}
    return all(condition.holds(values) for condition in point.when if condition.param in mine)
