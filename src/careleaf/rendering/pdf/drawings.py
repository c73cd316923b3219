"""Pictures made of lines: the band over the first days, the tick-off log, the link to scan, the sign-off."""

from __future__ import annotations

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable

from careleaf.domain.blocks import BandBar, CareBand, Run
from careleaf.rendering.pdf.paragraph import Paragraph
from careleaf.rendering.pdf.structure import Element, Owner, picture
from careleaf.rendering.pdf.style import ink
from careleaf.rendering.pdf.text_setting import TextSetter

LOG_DAYS_A_ROW = 7
QR_SIZE = 68.0  # points: scans from a hand's breadth
_INSET = 5.0  # points from the end of a bar to its label
_WHITE = "#ffffff"


class BandDrawing(Flowable):
    """Bars over day columns. Filled, outlined and dashed bars differ without colour."""

    def __init__(self, setter: TextSetter, band: CareBand, figure: Element) -> None:
        super().__init__()
        self.setter, self.band, self.figure = setter, band, figure
        self.size = setter.style.body
        self.bar, self.gap = self.size * 1.5, 3.0
        self.spaceBefore, self.spaceAfter = 3, 5

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width and a line for each bar."""
        self.width = width
        self.height = self.size * 1.5 + len(self.band.bars) * (self.bar + self.gap)
        return width, self.height

    def draw(self) -> None:
        """Draw the days, then the bars, top to bottom."""
        column = self.width / len(self.band.days)
        for number, day in enumerate(self.band.days):
            self._draw_day(day, number * column, column)
        for number, bar in enumerate(self.band.bars):
            y = self.height - self.size * 1.5 - (number + 1) * (self.bar + self.gap) + self.gap
            self._draw_bar(bar, number, column, y)

    def _draw_day(self, day: str, x: float, column: float) -> None:
        with self.canv.owned_by(self.figure):
            self.canv.setStrokeColor(ink(self.setter.colours.rule))
            self.canv.line(x, 0, x, self.height)
        label = _line(self.setter, day, self.figure)
        _, used = label.wrap(column, self.height)
        label.drawOn(self.canv, x + 3, self.height - used)

    def _draw_bar(self, bar: BandBar, number: int, column: float, y: float) -> None:
        canvas, colours = self.canv, self.setter.colours
        left, right, filled = bar.start * column + 1, bar.end * column - 1, number == 0
        canvas.saveState()
        with canvas.owned_by(self.figure):
            canvas.setStrokeColor(ink(colours.accent))
            canvas.setFillColor(ink(colours.accent if filled else _WHITE))
            canvas.setLineWidth(1.2)
            if number > 1:
                canvas.setDash(3, 2)
            canvas.roundRect(left, y, right - left, self.bar, 3, stroke=1, fill=1)
        canvas.restoreState()
        inside = _line(self.setter, bar.label, self.figure, _WHITE if filled else "", strong=True)
        if inside.length() + 2 * _INSET <= right - left:
            self._put(inside, left + _INSET, y)
            return
        beside = _line(self.setter, bar.label, self.figure, strong=True)  # no room inside
        room_left = left - _INSET - beside.length()
        self._put(beside, room_left if room_left > 0 else right + _INSET, y)

    def _put(self, label: Paragraph, x: float, y: float) -> None:
        _, used = label.wrap(label.length() + 1, self.bar)
        label.drawOn(self.canv, x, y + (self.bar - used) / 2)


class LogDrawing(Flowable):
    """Boxes to tick off, a week a row, the day above each."""

    def __init__(self, setter: TextSetter, days: tuple[str, ...], into: Element) -> None:
        super().__init__()
        self.colours, self.box = setter.colours, setter.style.body * 1.8
        list_ = into.add("L", ListNumbering="None")
        self.days = [_line(setter, day, list_.add("LI").add("LBody")) for day in days]
        self.spaceBefore, self.spaceAfter = 2, 6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width and a row for each week."""
        self.width, self.column = width, width / LOG_DAYS_A_ROW
        used = max((day.wrap(self.column, height)[1] for day in self.days), default=0)
        rows = -(-len(self.days) // LOG_DAYS_A_ROW)
        self.row = used + self.box + 5
        self.height = rows * self.row
        return width, self.height

    def draw(self) -> None:
        """Draw the days and their boxes."""
        self.canv.setStrokeColor(ink(self.colours.text))
        for number, day in enumerate(self.days):
            x = (number % LOG_DAYS_A_ROW) * self.column
            y = self.height - (number // LOG_DAYS_A_ROW + 1) * self.row + 4
            day.drawOn(self.canv, x + 1, y + self.box + 1)
            self.canv.roundRect(x + 0.5, y, self.column - 5, self.box, 2, stroke=1, fill=0)


class QrDrawing(Flowable):
    """A link to scan, with its address in words beside it."""

    def __init__(self, setter: TextSetter, address: str, into: Element) -> None:
        super().__init__()
        self.target = address if address.startswith("https://") else f"https://{address}"
        self.figure = picture(into, f"Code to scan: {address}")
        self.words = [
            _line(setter, "Scan this, or go to", into.add("P")),
            _line(setter, address, into.add("P"), strong=True),
        ]
        self.spaceBefore = self.spaceAfter = 6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width and the height of the code, or of the words if they are taller."""
        self.width = width
        self.heights = [line.wrap(width - QR_SIZE - 10, height)[1] for line in self.words]
        self.height = max(QR_SIZE, sum(self.heights))
        return width, self.height

    def draw(self) -> None:
        """Draw the code, then the address."""
        code = QrCodeWidget(self.target, barLevel="M")
        left, bottom, right, top = code.getBounds()
        scale = (QR_SIZE / (right - left), 0, 0, QR_SIZE / (top - bottom), 0, 0)
        drawing = Drawing(QR_SIZE, QR_SIZE, transform=scale)
        drawing.add(code)
        with self.canv.owned_by(self.figure):
            renderPDF.draw(drawing, self.canv, 0, 0)
        y = (self.height + sum(self.heights)) / 2
        for line, used in zip(self.words, self.heights, strict=True):
            y -= used
            line.drawOn(self.canv, QR_SIZE + 10, y)


class SignOffLine(Flowable):
    """A line to sign on, with a name or a role under it."""

    def __init__(self, setter: TextSetter, label: str, into: Element) -> None:
        super().__init__()
        self.colours, self.label = setter.colours, _line(setter, label, into.add("P"))
        self.spaceBefore, self.spaceAfter = 18, 4

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take room for the line and the name."""
        self.width = width
        self.height = self.label.wrap(width, height)[1] + 4
        return width, self.height

    def draw(self) -> None:
        """Draw the line and the name."""
        self.canv.setStrokeColor(ink(self.colours.text))
        self.canv.line(0, self.height, min(230, self.width), self.height)
        self.label.drawOn(self.canv, 0, 0)


def _line(setter: TextSetter, text: str, owner: Owner, colour: str = "", strong: bool = False) -> Paragraph:
    return setter.paragraph((Run(text),), owner, colour=colour, strong=strong)
