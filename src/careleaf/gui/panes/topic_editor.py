"""The editor of the chosen topic."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.topic_form import TopicForm
from careleaf.gui.parts import label
from careleaf.gui.spell_check import SpellCheck
from careleaf.gui.thumbnails import Thumbnails

NOTHING_CHOSEN = _("Choose a topic above, or click on the page, to change what it says.")


class TopicEditor(QScrollArea):
    """Show the form of the chosen topic; the form is made when the topic is chosen and then follows."""

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self.setObjectName("editorScroll")
        self.setAccessibleName(_("Editor"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(120)
        self._document = document
        self.spell_check = SpellCheck(document, self)
        self.thumbnails = Thumbnails(document, self)
        self.form: TopicForm | None = None
        self._body = QWidget()
        self._body.setObjectName("editorBody")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._empty = label(NOTHING_CHOSEN, "muted", wrap=True)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(self._body)
        document.topic_chosen.connect(self._open)

    def start(self) -> None:
        """Put the cursor in the first field of the form."""
        if self.form is not None:
            self.form.start()

    def go_to(self, param_id: str) -> None:
        """Put the cursor in the field of a param, or in the note."""
        field = self.form.field(param_id) if self.form else None
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(field)

    def _open(self, topic_id: str) -> None:
        topic = self._document.library.topic(topic_id)
        if topic is None:
            return
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._empty.hide()
        self.form = TopicForm(self._document, topic, self.spell_check, self.thumbnails)
        self.form.unfolded.connect(self._show_all_of)
        self._column.insertWidget(0, self.form)
        self.form.show()
        self.verticalScrollBar().setValue(0)

    def _show_all_of(self, part: QWidget) -> None:
        """Bring a part that was just unfolded into sight, once it has its place."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, 12))
