"""The middle pane: the patient, the outline, the editor and what the safety rules found."""

from __future__ import annotations

from collections.abc import Iterable
from operator import is_not

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.check_pane import CheckPane
from careleaf.gui.panes.findings import FindingsPane
from careleaf.gui.panes.outline_list import OutlineList
from careleaf.gui.panes.patient_bar import PatientBar
from careleaf.gui.panes.suggestions import Suggestions
from careleaf.gui.panes.tab_order import thread_tabs
from careleaf.gui.panes.topic_editor import TopicEditor
from careleaf.gui.parts import label
from careleaf.gui.presets import Presets


class HandoutPane(QWidget):
    """Everything that is said on this patient's handout."""

    def __init__(self, document: DraftDocument, presets: Presets) -> None:
        super().__init__()
        self.setObjectName("middle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.patient_bar = PatientBar(document)
        self.check = CheckPane(document)
        self.suggestions = Suggestions(document, presets)
        self.outline = OutlineList(document)
        self.editor = TopicEditor(document)
        self.findings = FindingsPane(document)
        self._threaded: list[QWidget] = []
        self._lay_out()
        self.check.hide()
        self.patient_bar.check_wanted.connect(self._open_check)
        self.check.done.clicked.connect(self.close_check)
        document.topic_chosen.connect(lambda _: self.close_check())
        self.check.counted.connect(self.patient_bar.show_unanswered)
        self.check.tell()
        self.check.show_all.toggled.connect(lambda _: self._thread_tabs())
        document.topic_chosen.connect(lambda _: self._thread_tabs())
        document.draft_changed.connect(lambda _: self._thread_tabs())
        document.draft_changed.connect(lambda _: self._keep_room())

    def go_to_check(self) -> None:
        """Open the patient check, with the cursor on its first button."""
        self.patient_bar.check_button.setChecked(True)
        self.check.none_apply.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to_questions(self, keys: Iterable[str]) -> None:
        """Open the patient check at the first of these questions."""
        self.patient_bar.check_button.setChecked(True)
        self.check.go_to(keys)

    def close_check(self) -> None:
        """Put outline and editor back in the place of the patient check."""
        self.patient_bar.check_button.setChecked(False)

    def _open_check(self, opened: bool) -> None:
        """Give the patient check the room of outline and editor: its questions fit without scrolling."""
        for part in (self.suggestions, self.outline, self.editor):
            part.setVisible(not opened)
        if opened:
            self.check.show_questions()
        self.check.setVisible(opened)
        if not opened:
            self.suggestions.follow()
        self._thread_tabs()

    def _keep_room(self) -> None:
        """Leave the suggestions away while the patient check has their room."""
        if self.patient_bar.check_button.isChecked():
            self.suggestions.hide()

    def _thread_tabs(self) -> None:
        """Put what is made later where it stands: after the patient, before the preview.

        Only where something came or went: to walk through all of it takes longer than all else a letter does.
        The patient check makes parts inside of its parts.
        """
        opened = self.patient_bar.check_button.isChecked()
        asked = self.check.in_order if opened else []
        form = [self.editor.form] if self.editor.form else []
        found = [self.findings.initials, *self.findings.in_order]
        offers = self.suggestions.buttons.values()
        shown: list[QWidget] = [*offers, *asked, *form, *found]
        if opened or len(shown) != len(self._threaded) or any(map(is_not, shown, self._threaded)):
            self._threaded = shown
            thread_tabs([self.patient_bar.check_button, *offers, *asked, self.outline, *form, *found])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(_("YOUR HANDOUT"), "heading"))
        head.addStretch(1)
        head.addWidget(self.patient_bar.visit_day)
        column.addLayout(head)
        column.addWidget(self.patient_bar)
        column.addWidget(self.suggestions)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(8)
        for part in (self.check, self.outline, self.editor, self.findings):
            parts.addWidget(part)
        for place, stretch in enumerate((8, 3, 5, 2)):
            parts.setStretchFactor(place, stretch)
        parts.setSizes([550, 190, 360, 130])
        column.addWidget(parts, 1)
