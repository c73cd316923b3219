"""One line of advice with its tick box, and the place to reword it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from careleaf.domain.library import Origin, Point, Topic
from careleaf.gui.interface_text import _
from careleaf.gui.models.clinic_mark import EDITED, WORDING, plain, point_tip
from careleaf.gui.models.summary import filled, point_words
from careleaf.gui.models.value_names import value_names
from careleaf.gui.panes.wording_editor import WordingEditor
from careleaf.gui.parts import label
from careleaf.gui.spell_check import SpellCheck
from careleaf.gui.ticks import TickBox

SMALLER = 3  # pixels that a mark stands lower than the larger words beside it
LOCKED_TIP = _("A safety line: it always prints and cannot be reworded.")
_OWN = {
    Origin.LIBRARY: _("The library's text: {words}"),
    Origin.CLINIC: _("The clinic's text: {words}"),
}


class PointRow(QWidget):
    """A tick box with words that wrap; a click on the words ticks. A locked or a reworded line says so.

    The pencil, or F2 on the box, opens the line for rewording in its place.
    """

    ticked = Signal(bool)
    worded = Signal(str)
    unfolded = Signal(QWidget)

    def __init__(self, point: Point, topic: Topic, spell_check: SpellCheck) -> None:
        super().__init__()
        self.point = point
        self._topic = topic
        self._spell_check = spell_check
        self._wording = ""
        self.box = TickBox(point_words(point))
        self._words = label("", "point", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setContentsMargins(0, 1, 0, 1)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._mark = label("", "mark")
        self._mark.setContentsMargins(0, SMALLER, 0, 0)
        self.edit = QToolButton()
        self.edit.setObjectName("reword")
        self.edit.setProperty("kind", "icon")
        self.edit.setToolTip(_("Edit wording (F2)"))
        self.edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab would stop twice at each line
        self.editor: WordingEditor | None = None
        self._lay_out()
        self.edit.setVisible(self._may_reword)
        if self._may_reword:
            self.box.setAccessibleDescription(_("F2: edit wording"))
        self.box.setEnabled(not point.locked)
        self.box.clicked.connect(self.ticked)
        self.edit.clicked.connect(self.reword)

    def show_point(self, words: str, ticked: bool, wording: str) -> None:
        """Show the line as it prints, whether it does, and how it is reworded, if it is."""
        self._wording = wording
        self._words.setText(words)
        mark = EDITED if wording else WORDING if self.point.replaces else ""
        said = _("locked") if self.point.locked else mark
        self.box.setAccessibleName(f"{words} ({said})" if said else words)
        self.edit.setAccessibleName(_("Edit wording: {words}").format(words=words))
        self.box.setChecked(ticked)
        self._mark.setText(mark)
        self._mark.setVisible(bool(mark))
        own = _OWN[self.point.origin].format(words=filled(point_words(self.point), self._topic, {}))
        self._mark.setToolTip(plain(own if wording else point_tip(self.point, self._topic)))
        if self.editor is not None:
            self.editor.show_wording(wording)

    def reword(self) -> None:
        """Open the line's words for editing, or close them again."""
        if self.editor is not None:
            self._close()
        elif self._may_reword:
            names = value_names(self._topic, self.point.text)
            self.editor = WordingEditor(self.point.text, names, self.point.origin, self._spell_check)
            self.editor.worded.connect(self.worded)
            self.editor.ended.connect(self._close)
            self._column.addWidget(self.editor)
            self.editor.show_wording(self._wording)
            QWidget.setTabOrder(self.box, self.editor.field)
            QWidget.setTabOrder(self.editor.field, self.editor.back)
            QWidget.setTabOrder(self.editor.back, self.editor.done)
            self.editor.show()
            self.editor.start()
            self.unfolded.emit(self.editor)

    def opened(self) -> QWidget:
        """Return the field to reword the line in; a line that cannot be reworded gives its tick box."""
        if self.editor is None:
            self.reword()
        return self.editor.field if self.editor else self.box

    def refuse(self, words: str) -> None:
        """Say why the wording was not taken over, or that all is well again."""
        if self.editor is not None:
            self.editor.refuse(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reword with F2."""
        if event.key() == Qt.Key.Key_F2:
            self.reword()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick with a click on the words."""
        if not self.point.locked and self._words.geometry().contains(event.position().toPoint()):
            self.box.click()

    @property
    def _may_reword(self) -> bool:
        """Tell whether the line has words to change: a locked one has none, nor has a row of a table."""
        return bool(self.point.text) and not self.point.cells and not self.point.locked

    def _close(self) -> None:
        if self.editor is not None:
            self._column.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.box, 0, top)
        row.addWidget(self._words, 1)
        row.addWidget(self._mark, 0, top)
        if self.point.locked:
            padlock = label("", "padlock")
            padlock.setFixedSize(12, 14 + SMALLER)
            locked = label(_("locked"), "lock")
            for mark in (padlock, locked):
                mark.setContentsMargins(0, SMALLER, 0, 0)
                row.addWidget(mark, 0, top)
            self.setToolTip(LOCKED_TIP)
        row.addWidget(self.edit, 0, top)
        self._column.addLayout(row)
