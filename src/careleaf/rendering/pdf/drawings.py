"""Pictures made of lines: the band over the first days, the tick-off log, the link to scan, the sign-off."""

from __future__ import annotations

from careleaf.domain.blocks import BandBar, CareBand, Run
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.fonts import REGULAR, SEMIBOLD
from careleaf.rendering.pdf.label import Label
from careleaf.rendering.pdf.structure import BOX, Element
from careleaf.rendering.pdf.style import ink
from careleaf.rendering.pdf.text_setting import TextSetter

LOG_DAYS_A_ROW = 7
QR_SIZE = 68.0  # points: scans from a hand's breadth
_WHITE = "#ffffff"


def label(setter: TextSetter, text: str, colour: str = "", face: str = REGULAR) -> Label:
    """Make a label of body size."""
    look = setter.look(setter.style.body, colour or setter.colours.text, "left")
    return Label(setter.shaped((Run(text),), face), look)


class BandDrawing(Flowable):
    """Bars over day columns. Filled, outlined and dashed bars differ without colour.

    To a screen reader it is a picture, which the band's own words describe.
    """

    def __init__(self, band: CareBand, setter: TextSetter, into: Element) -> None:
        super().__init__()
        self.band, self.colours, self.size = band, setter.colours, setter.style.body
        self.figure = into.add("Figure", Placement="Block")
        self.figure.alt = band.words
        self.days = [label(setter, day) for day in band.days]
        self.labels = [
            label(setter, bar.label, _WHITE if number == 0 else "", SEMIBOLD)
            for number, bar in enumerate(band.bars)
        ]
        self.outside = [label(setter, bar.label, "", SEMIBOLD) for bar in band.bars]
        self.bar, self.gap = self.size * 1.4, 2.5
        self.spaceBefore, self.spaceAfter = 3, 5

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width and the lines the bars need."""
        self.width = width
        self.lines = self._lines(width / len(self.band.days))
        self.height = self.size * 1.5 + (max(self.lines, default=-1) + 1) * (self.bar + self.gap)
        return width, self.height

    def _lines(self, column: float) -> list[int]:
        """Return the line of each bar: one that begins where the last has ended goes on in its line."""
        lines: list[int] = []
        for number, bar in enumerate(self.band.bars):
            before = self.band.bars[number - 1]
            follows = number > 0 and bar.start >= before.end
            named = all(self._has_room(at, column) for at in (number - 1, number)) if follows else False
            lines.append(lines[-1] + (not named) if lines else 0)
        return lines

    def _has_room(self, number: int, column: float) -> bool:
        """Tell whether a bar can hold its name."""
        bar = self.band.bars[number]
        return self.labels[number].width + 8 <= (bar.end - bar.start) * column - 2

    def draw(self) -> None:
        """Draw the days, then the bars, top to bottom."""
        canvas, column = self.canv, self.width / len(self.band.days)
        top = self.height - self.size
        with canvas.owned_by(self.figure):
            canvas.setStrokeColor(ink(self.colours.rule))
            for number, day in enumerate(self.days):
                canvas.line(number * column, 0, number * column, self.height)
                day.draw(canvas, number * column + 3, top)
            for number, bar in enumerate(self.band.bars):
                lines_down = (self.lines[number] + 1) * (self.bar + self.gap)
                self._draw_bar(bar, number, column, self.height - self.size * 1.5 - lines_down + self.gap)

    def _draw_bar(self, bar: BandBar, number: int, column: float, y: float) -> None:
        canvas, left, right = self.canv, bar.start * column + 1, bar.end * column - 1
        canvas.saveState()
        canvas.setStrokeColor(ink(self.colours.accent))
        canvas.setLineWidth(1.2)
        if number > 1:
            canvas.setDash(3, 2)
        canvas.setFillColor(ink(self.colours.accent if number == 0 else _WHITE))
        canvas.roundRect(left, y, right - left, self.bar, 3, stroke=1, fill=1)
        canvas.restoreState()
        self._draw_label(number, column, left, right, y + self.bar / 2 - self.size * 0.36)

    def _draw_label(self, number: int, column: float, left: float, right: float, baseline: float) -> None:
        """Write a bar's name into it; without room there, beside it, on the side that has some."""
        outside = self.outside[number]
        if self._has_room(number, column):
            self.labels[number].draw(self.canv, left + 5, baseline)
        elif left - outside.width > 6:
            outside.draw(self.canv, left - 5 - outside.width, baseline)
        else:
            outside.draw(self.canv, right + 5, baseline)


class LogDrawing(Flowable):
    """Boxes to tick off, a week a row, the day above each. A list to a screen reader."""

    def __init__(self, days: tuple[str, ...], setter: TextSetter, into: Element) -> None:
        super().__init__()
        self.colours, self.size = setter.colours, setter.style.body
        self.days = [label(setter, day) for day in days]
        list_ = into.add("L", ListNumbering="Square")
        self.items = [list_.add("LI") for _ in days]
        for item in self.items:
            item.add("Lbl").actual_text = BOX
            item.add("LBody")
        self.box = self.size * 1.8
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
        canvas.setStrokeColor(ink(self.colours.text))
        for number, (day, item) in enumerate(zip(self.days, self.items, strict=True)):
            box, text = item.kids
            x = (number % LOG_DAYS_A_ROW) * column
            y = self.height - (number // LOG_DAYS_A_ROW + 1) * row_height + 4
            with canvas.owned_by(box):
                canvas.roundRect(x + 0.5, y, column - 5, self.box, 2, stroke=1, fill=0)
            with canvas.owned_by(text):
                day.draw(canvas, x + 1, y + self.box + 3)


class QrDrawing(Flowable):
    """A link to scan, with its address in words beside it."""

    def __init__(self, address: str, setter: TextSetter, into: Element) -> None:
        super().__init__()
        self.address, self.size = address, setter.style.body
        group = into.add("Div")
        self.figure = group.add("Figure", Placement="Block")
        self.figure.alt = f"Code to scan: {address}"
        self.text = group.add("P")
        self.invitation = label(setter, "Scan this, or go to")
        self.words = label(setter, address, face=SEMIBOLD)
        self.spaceBefore = self.spaceAfter = 10

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width and the height of the code."""
        self.width = width
        return width, QR_SIZE

    def draw(self) -> None:
        """Draw the code, then the address."""
        # Few pages have a code, and these take their time to load.
        from reportlab.graphics import renderPDF
        from reportlab.graphics.barcode.qr import QrCodeWidget
        from reportlab.graphics.shapes import Drawing

        target = self.address if self.address.startswith("https://") else f"https://{self.address}"
        code = QrCodeWidget(target, barLevel="M", barBorder=0)  # the page around it is the quiet zone
        left, bottom, right, top = code.getBounds()
        picture = Drawing(
            QR_SIZE, QR_SIZE, transform=(QR_SIZE / (right - left), 0, 0, QR_SIZE / (top - bottom), 0, 0)
        )
        picture.add(code)
        with self.canv.owned_by(self.figure):
            renderPDF.draw(picture, self.canv, 0, 0)
        with self.canv.owned_by(self.text):
            self.invitation.draw(self.canv, QR_SIZE + 14, QR_SIZE / 2 + 3)
            self.words.draw(self.canv, QR_SIZE + 14, QR_SIZE / 2 - self.size * 1.3 + 3)


class SignOffLine(Flowable):
    """A line to sign on, with a name or a role under it."""

    def __init__(self, name: str, setter: TextSetter, into: Element) -> None:
        super().__init__()
        self.colours, self.size = setter.colours, setter.style.body
        self.name, self.text = label(setter, name), into.add("P")
        self.text.actual_text = name if self.name.shaped.right_to_left else ""
        self.spaceBefore, self.spaceAfter = 18, 4

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take a line's height for the line and one for the name."""
        self.width = width
        return width, self.size * 1.6

    def draw(self) -> None:
        """Draw the line and the name."""
        self.canv.setStrokeColor(ink(self.colours.text))
        self.canv.line(0, self.size * 1.5, min(230, self.width), self.size * 1.5)
        with self.canv.owned_by(self.text):
            self.name.draw(self.canv, 0, self.size * 0.3)
