"""Pictures made of lines: the band over the first days, the tick-off log, the link to scan, the sign-off."""

from __future__ import annotations

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor, white
from reportlab.platypus import Flowable

from careleaf.domain.blocks import BandBar, CareBand
from careleaf.rendering.pdf.flowables import text_width
from careleaf.rendering.pdf.fonts import REGULAR, SEMIBOLD
from careleaf.rendering.pdf.style import Palette

LOG_DAYS_A_ROW = 7
QR_SIZE = 68.0  # points: scans from a hand's breadth


class BandDrawing(Flowable):
    """Bars over day columns. Filled, outlined and dashed bars differ without colour."""

    def __init__(self, band: CareBand, colours: Palette, size: float) -> None:
        super().__init__()
        self.band, self.colours, self.size = band, colours, size
        self.bar, self.gap = size * 1.5, 3.0
        self.spaceBefore, self.spaceAfter = 3, 5

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width and a line for each bar."""
        self.width = width
        self.height = self.size * 1.5 + len(self.band.bars) * (self.bar + self.gap)
        return width, self.height

    def draw(self) -> None:
        """Draw the days, then the bars, top to bottom."""
        canvas, column = self.canv, self.width / len(self.band.days)
        top = self.height - self.size
        canvas.saveState()
        canvas.setFillColor(HexColor(self.colours.text))
        canvas.setFont(REGULAR, self.size)
        canvas.setStrokeColor(HexColor(self.colours.rule))
        for number, day in enumerate(self.band.days):
            canvas.drawString(number * column + 3, top, day)
            canvas.line(number * column, 0, number * column, self.height)
        for number, bar in enumerate(self.band.bars):
            y = self.height - self.size * 1.5 - (number + 1) * (self.bar + self.gap) + self.gap
            self._draw_bar(bar, number, column, y)
        canvas.restoreState()

    def _draw_bar(self, bar: BandBar, number: int, column: float, y: float) -> None:
        canvas, left, right = self.canv, bar.start * column + 1, bar.end * column - 1
        filled = number == 0
        canvas.saveState()
        canvas.setStrokeColor(HexColor(self.colours.accent))
        canvas.setLineWidth(1.2)
        if number > 1:
            canvas.setDash(3, 2)
        canvas.setFillColor(HexColor(self.colours.accent) if filled else white)
        canvas.roundRect(left, y, right - left, self.bar, 3, stroke=1, fill=1)
        canvas.setFont(SEMIBOLD, self.size)
        width, baseline = text_width(bar.label, SEMIBOLD, self.size), y + self.bar / 2 - self.size * 0.36
        if width + 8 <= right - left:
            canvas.setFillColor(white if filled else HexColor(self.colours.text))
            canvas.drawString(left + 5, baseline, bar.label)
        else:  # no room inside: beside it, on the side that has room
            canvas.setFillColor(HexColor(self.colours.text))
            if left - width > 6:
                canvas.drawRightString(left - 5, baseline, bar.label)
            else:
                canvas.drawString(right + 5, baseline, bar.label)
        canvas.restoreState()


class LogDrawing(Flowable):
    """Boxes to tick off, a week a row, the day above each."""

    def __init__(self, days: tuple[str, ...], colours: Palette, size: float) -> None:
        super().__init__()
        self.days, self.colours, self.size = days, colours, size
        self.box = size * 1.8
        self.spaceBefore, self.spaceAfter = 2, 6

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width and a row for each week."""
        self.width = width
        self.rows = -(-len(self.days) // LOG_DAYS_A_ROW)
        self.height = self.rows * (self.size * 1.25 + self.box + 4)
        return width, self.height

    def draw(self) -> None:
        """Draw the days and their boxes."""
        canvas, column = self.canv, self.width / LOG_DAYS_A_ROW
        row_height = self.height / self.rows
        canvas.saveState()
        canvas.setStrokeColor(HexColor(self.colours.text))
        canvas.setFillColor(HexColor(self.colours.text))
        canvas.setFont(REGULAR, self.size)
        for number, day in enumerate(self.days):
            x = (number % LOG_DAYS_A_ROW) * column
            y = self.height - (number // LOG_DAYS_A_ROW + 1) * row_height + 4
            canvas.drawString(x + 1, y + self.box + 3, day)
            canvas.roundRect(x + 0.5, y, column - 5, self.box, 2, stroke=1, fill=0)
        canvas.restoreState()


class QrDrawing(Flowable):
    """A link to scan, with its address in words beside it."""

    def __init__(self, address: str, colours: Palette, size: float) -> None:
        super().__init__()
        self.address, self.colours, self.size = address, colours, size
        self.spaceBefore = self.spaceAfter = 6

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width and the height of the code."""
        self.width = width
        return width, QR_SIZE

    def draw(self) -> None:
        """Draw the code, then the address."""
        target = self.address if self.address.startswith("https://") else f"https://{self.address}"
        code = QrCodeWidget(target, barLevel="M")
        left, bottom, right, top = code.getBounds()
        picture = Drawing(
            QR_SIZE, QR_SIZE, transform=(QR_SIZE / (right - left), 0, 0, QR_SIZE / (top - bottom), 0, 0)
        )
        picture.initialFontName = REGULAR  # ReportLab would select Helvetica, which is not embedded
        picture.add(code)
        renderPDF.draw(picture, self.canv, 0, 0)
        self.canv.saveState()
        self.canv.setFillColor(HexColor(self.colours.text))
        self.canv.setFont(REGULAR, self.size)
        self.canv.drawString(QR_SIZE + 10, QR_SIZE / 2 + 3, "Scan this, or go to")
        self.canv.setFont(SEMIBOLD, self.size)
        self.canv.drawString(QR_SIZE + 10, QR_SIZE / 2 - self.size * 1.3 + 3, self.address)
        self.canv.restoreState()


class SignOffLine(Flowable):
    """A line to sign on, with a name or a role under it."""

    def __init__(self, label: str, colours: Palette, size: float) -> None:
        super().__init__()
        self.label, self.colours, self.size = label, colours, size
        self.spaceBefore, self.spaceAfter = 18, 4

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take a line's height for the line and one for the name."""
        self.width = width
        return width, self.size * 1.6

    def draw(self) -> None:
        """Draw the line and the name."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(HexColor(self.colours.text))
        canvas.setFillColor(HexColor(self.colours.text))
        canvas.line(0, self.size * 1.5, min(230, self.width), self.size * 1.5)
        canvas.setFont(REGULAR, self.size)
        canvas.drawString(0, self.size * 0.3, self.label)
        canvas.restoreState()
