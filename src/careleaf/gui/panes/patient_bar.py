"""Who the handout is for, by whom, and when."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from careleaf.domain.draft import Draft, set_value
from careleaf.domain.library import Topic
from careleaf.domain.params import Param, Value
from careleaf.domain.people import NAME_LIMIT
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _, counted
from careleaf.gui.panes.param_fields import ParamField
from careleaf.gui.panes.tab_order import thread_tabs
from careleaf.gui.parts import button, captioned, card, label, restyle
from careleaf.i18n import long_day

COLUMNS = 12  # shared out in halves, thirds and quarters


class PatientBar(QWidget):
    """The fields of the visit, and the button that opens the patient check."""

    check_wanted = Signal(bool)
    find_wanted = Signal()

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self._document = document
        self.patient = _name_field(_("Patient's name"))
        self.find_button = button(_("Find..."), "small", _("Find patient"))
        self.find_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes on to type; a key of its own finds
        self.find_button.setToolTip(
            _("Take name and number from the clinic's system or a file (Ctrl+Shift+F)")
        )
        self.identifier = _name_field(_("Birth date or record number"))
        self.clinician = _name_field(_("Clinician's name"))
        self.visit_day = label("", "muted")
        self.check_button = button("", "field", gives_way=True)
        self.check_button.setCheckable(True)
        self.check_button.setAccessibleName(_("Patient check"))
        self.visit_fields = [
            (topic, ParamField(param, lambda: document.setting.today))
            for topic in document.library
            for param in topic.params
            if param.visit
        ]
        self._lay_out()
        self._connect()
        document.draft_changed.connect(self._show)
        document.clinic_changed.connect(lambda: self._show(document.draft))
        self._show(document.draft)

    def show_unanswered(self, unanswered: int, asked: bool) -> None:
        """Say on the button how many questions matter and have no answer."""
        words = _("Answered") if asked else _("None to ask")
        if unanswered:
            words = counted("{number} to ask", "{number} to ask", unanswered)
        self.check_button.setText(words)
        self.check_button.setAccessibleName(_("Patient check: {state}").format(state=words))
        self.check_button.setToolTip(words)
        restyle(self.check_button, "kind", "ask" if unanswered else "field")

    def _lay_out(self) -> None:
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        grid = QGridLayout(frame)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.addWidget(captioned(_("Patient"), self._name_and_find()), 0, 0, 1, 6)
        grid.addWidget(captioned(_("Birth date or no."), self.identifier), 0, 6, 1, 3)
        grid.addWidget(captioned(_("Clinician"), self.clinician), 0, 9, 1, 3)
        visit = [field for topic, field in self.visit_fields]
        for place, field in enumerate([*visit, captioned(_("Patient check"), self.check_button)]):
            grid.addWidget(field, 1 + place // 4, place % 4 * 3, 1, 3)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        for place in range(grid.count()):
            item = grid.itemAt(place)
            if item is not None and (held := item.widget()) is not None:
                held.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        thread_tabs(self._tab_order())

    def _name_and_find(self) -> QWidget:
        holder = QWidget()
        holder.setFocusProxy(self.patient)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.patient, 1)
        row.addWidget(self.find_button)
        return holder

    def _tab_order(self) -> list[QWidget]:
        visit = [field for topic, field in self.visit_fields]
        return [self.patient, self.identifier, self.clinician, *visit, self.check_button]

    def _connect(self) -> None:
        self.patient.textEdited.connect(self._rename)
        self.find_button.clicked.connect(self.find_wanted)
        self.identifier.textEdited.connect(self._rename_identifier)
        self.clinician.textEdited.connect(self._rename_clinician)
        self.check_button.toggled.connect(self.check_wanted)
        for topic, field in self.visit_fields:
            field.edited.connect(lambda value, t=topic, p=field.param: self._set_visit(t, p, value))

    def _rename(self, text: str) -> None:
        draft = self._document.draft
        after = replace(draft, patient=replace(draft.patient, name=text))
        self._document.change(after, _("typing in Patient"), "patient.name")

    def _rename_identifier(self, text: str) -> None:
        draft = self._document.draft
        after = replace(draft, patient=replace(draft.patient, identifier=text))
        self._document.change(after, _("typing in Birth date or record"), "patient.identifier")

    def _rename_clinician(self, text: str) -> None:
        draft = self._document.draft
        after = replace(draft, clinician=replace(draft.clinician, name=text))
        self._document.change(after, _("typing in Clinician"), "clinician.name")

    def _set_visit(self, topic: Topic, param: Param, value: Value | None) -> None:
        after = set_value(self._document.draft, topic.id, param.id, value)
        self._document.change(
            after, _("change of {value}").format(value=param.label), f"{topic.id}.{param.id}"
        )

    def _show(self, draft: Draft) -> None:
        for field, text in (
            (self.patient, draft.patient.name),
            (self.identifier, draft.patient.identifier),
            (self.clinician, draft.clinician.name),
        ):
            if field.text() != text:
                field.setText(text)
                if not field.hasFocus():
                    field.setCursorPosition(0)
        today = self._document.setting.today
        day = long_day(today, self._document.library.language)
        self.visit_day.setText(_("Visit: {day}").format(day=day))
        for topic, visit in self.visit_fields:
            value = draft.choice(topic.id).values.get(visit.param.id)
            visit.show_value(value, value is not None, "")


def _name_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setMaxLength(NAME_LIMIT)
    field.setMinimumWidth(60)
    return field
