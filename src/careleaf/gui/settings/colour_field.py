"""The colour of the headings, with how well it can be read shown while it is chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from careleaf.domain.colour import WHITE, contrast, grey, on_page
from careleaf.domain.people import Clinic
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label, restyle
from careleaf.gui.settings.clinic_problems import is_colour

LONGEST = len("#0b5c63")
SWATCH = QSize(150, 40)
EDGE = "#74858e"  # seen on light and on dark
HEADING_POINTS = 12


class ColourField(QWidget):
    """Type or choose a colour; see a heading in it, in grey too, and its contrast in words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.typed = QLineEdit()
        self.typed.setMaxLength(LONGEST)
        self.typed.setPlaceholderText("#0b5c63")
        self.typed.setFixedWidth(110)
        self.setFocusProxy(self.typed)
        self.choose_button = button(_("Choose…"), "small", _("Choose a colour"))
        self.on_white = Swatch(_("On white"))
        self.in_grey = Swatch(_("In grey"))
        self.said = label("", "hint", wrap=True)
        self._lay_out()
        self.typed.textChanged.connect(self._show)
        self.choose_button.clicked.connect(self._ask)

    def setAccessibleName(self, name: str) -> None:
        """Name the field that is typed in."""
        self.typed.setAccessibleName(name)

    def show_clinic(self, clinic: Clinic) -> None:
        """Show the colour of a clinic."""
        self.typed.setText(clinic.colour)

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with what was typed, which need not be a colour."""
        return replace(clinic, colour=self.typed.text().strip())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        first = QHBoxLayout()
        first.addWidget(self.typed)
        first.addWidget(self.choose_button)
        first.addStretch(1)
        second = QHBoxLayout()
        second.addWidget(self.on_white)
        second.addWidget(self.in_grey)
        second.addStretch(1)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.said)

    def _show(self, typed: str) -> None:
        colour = typed.strip()
        printed = on_page(colour) if is_colour(colour) else ""
        self.on_white.show_colour(printed)
        self.in_grey.show_colour(grey(printed) if printed else "")
        words, level = contrast_words(colour)
        self.said.setText(words)
        restyle(self.said, "level", level)
        self.changed.emit()

    def _ask(self) -> None:
        dialog = QColorDialog(self)
        dialog.setWindowTitle(_("Colour of the headings"))
        if is_colour(self.typed.text().strip()):
            dialog.setCurrentColor(QColor(self.typed.text().strip()))
        dialog.colorSelected.connect(lambda colour: self.typed.setText(colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class Swatch(QWidget):
    """A piece of paper with a heading in one colour: paper is white, also where the window is dark."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words, self._colour = words, ""
        self.setFixedSize(SWATCH)
        self.setAccessibleName(words)

    def show_colour(self, colour: str) -> None:
        """Write the heading in a colour, or nothing where that is empty."""
        self._colour = colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper, and the heading on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(EDGE), 1))
        painter.setBrush(QColor(WHITE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self._colour:
            heading = QFont(self.font())
            heading.setPointSizeF(HEADING_POINTS)
            heading.setWeight(QFont.Weight.DemiBold)
            painter.setFont(heading)
            painter.setPen(QColor(self._colour))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


def contrast_words(colour: str) -> tuple[str, str]:
    """Say how well headings in a colour can be read, and give the level that the words are shown in."""
    if not is_colour(colour):
        return _('A colour is written like "#0b5c63".'), "block"
    ratio, printed = f"{contrast(colour, WHITE):.1f}", on_page(colour)
    if printed == colour.lower():
        return _("{ratio} : 1 on white, good").format(ratio=ratio), "good"
    words = _("{ratio} : 1 on white, too pale: we darken it to {printed}")
    return words.format(ratio=ratio, printed=printed), "confirm"
