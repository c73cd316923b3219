"""Small parts the panes are put together from: captions, labelled fields, cards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from careleaf.gui.interface_text import _


class Caption(QLabel):
    """A caption that gives way: where it does not fit it ends in dots and its tooltip has the rest."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "caption")
        self.setMinimumWidth(10)
        self.setToolTip(words)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class GivingButton(QPushButton):
    """A button that gives way: where its words do not fit they end in dots, and its tooltip has the rest."""

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw as much as fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def label(words: str, kind: str, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Make a label in one of the stylesheet's kinds; what people typed never becomes markup."""
    made = QLabel(words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    return made


def button(words: str, kind: str = "", name: str = "", gives_way: bool = False) -> QPushButton:
    """Make a button in one of the stylesheet's kinds; `name` is what a screen reader says."""
    made = GivingButton(words) if gives_way else QPushButton(words)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if name:
        made.setAccessibleName(name)
    return made


def name_choice(choice: QComboBox, name: str) -> None:
    """Say what a list is for; on Linux a screen reader takes what is chosen for its name."""
    choice.setAccessibleName(name)
    choice.setAccessibleDescription(name)


def clearable(field: QLineEdit) -> None:
    """Give a field a button that clears it, with a name for screen readers."""
    field.setClearButtonEnabled(True)
    for made in field.findChildren(QToolButton):
        made.setAccessibleName(_("Clear"))


def captioned(caption: str, field: QWidget) -> QWidget:
    """Stand a field under its caption and tie the two together for the keyboard and screen readers."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    words = Caption(caption)
    words.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(caption)
    column.addWidget(words)
    column.addWidget(field)
    column.addStretch(1)
    return holder


def card(name: str = "card") -> QFrame:
    """Make an empty card."""
    made = QFrame()
    made.setObjectName(name)
    return made


def show_if(widget: QWidget, wanted: bool) -> None:
    """Show or hide a part; one that has no place in the window yet must not become a window."""
    if widget.parentWidget() is not None or not wanted:
        widget.setVisible(wanted)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the stylesheet looks at, and have the look follow."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
