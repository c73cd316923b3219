"""The logo of a clinic: see it, choose another, take it off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from careleaf.app.clinic_profiles import UnusableLogo, load_logo
from careleaf.domain.logo import Logo, PixelLogo, Shape
from careleaf.domain.people import Clinic
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label, show_if

PREVIEW = (150, 44)
ROW_HEIGHT = 28
NONE = _("No logo")
KINDS = _("Pictures (*.png *.jpg *.jpeg *.svg)")


class LogoField(QWidget):
    """Show the logo as the page will have it; what cannot be used is said in words."""

    refused = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.logo: Logo | None = None
        self._preview = label(NONE, "muted")
        self.choose_button = button(_("Choose…"), "small", _("Choose a logo"))
        self.remove_button = button(_("Remove"), "small", _("Remove the logo"))
        self.choose_button.clicked.connect(self._ask)
        self.remove_button.clicked.connect(lambda: self.show_logo(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._preview, 1)
        row.addWidget(self.choose_button)
        row.addWidget(self.remove_button)

    def show_logo(self, logo: Logo | None) -> None:
        """Show a logo, or that there is none."""
        self.logo = logo
        show_if(self.remove_button, logo is not None)
        self._preview.setAccessibleName(_("Logo") if logo else NONE)
        self._preview.setFixedHeight(PREVIEW[1] if logo else ROW_HEIGHT)
        if logo is None:
            self._preview.setText(NONE)
        else:
            self._preview.setPixmap(logo_pixmap(logo, self.devicePixelRatioF()))
        self.changed.emit()

    def show_clinic(self, clinic: Clinic) -> None:
        """Show the logo of a clinic."""
        self.show_logo(clinic.logo)

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with this logo."""
        return replace(clinic, logo=self.logo)

    def use_file(self, name: str) -> None:
        """Take the logo from a file, or say why not."""
        path = Path(QDir.toNativeSeparators(name))
        try:
            self.show_logo(load_logo(path))
            self.refused.emit("")
        except UnusableLogo as error:
            self.refused.emit(f"{path.name} {error}.")

    def _ask(self) -> None:
        dialog = QFileDialog(self, _("Choose a logo"), "", KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.use_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def logo_pixmap(logo: Logo, ratio: float) -> QPixmap:
    """Draw a logo in the preview's size; `ratio` is the screen's pixels per point."""
    scale = min(PREVIEW[0] / logo.width, PREVIEW[1] / logo.height) * ratio
    drawn = QPixmap(max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    if isinstance(logo, PixelLogo):
        painter.drawImage(0, 0, QImage.fromData(logo.png))
    else:
        for shape in logo.shapes:
            _draw(painter, shape)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def _draw(painter: QPainter, shape: Shape) -> None:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill if shape.even_odd else Qt.FillRule.WindingFill)
    for letter, n in shape.steps:
        match letter:
            case "M":
                path.moveTo(n[0], n[1])
            case "L":
                path.lineTo(n[0], n[1])
            case "C":
                path.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
            case _:
                path.closeSubpath()
    pen = QPen(QColor(shape.stroke), shape.line, Qt.PenStyle.SolidLine, _CAPS[shape.cap], _JOINS[shape.join])
    painter.setPen(pen if shape.stroke else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(shape.fill) if shape.fill else QBrush())
    painter.drawPath(path)


_CAPS = (Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)
_JOINS = (Qt.PenJoinStyle.MiterJoin, Qt.PenJoinStyle.RoundJoin, Qt.PenJoinStyle.BevelJoin)
