"""Charts over days: a relaxant course from its first night to its stop, and a grid to mark pain on."""

from __future__ import annotations

from careleaf.domain.blocks import CourseBar, PainChart
from careleaf.rendering.pdf.drawings import label
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.fonts import SEMIBOLD
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.style import ink
from careleaf.rendering.pdf.text_setting import TextSetter

_WHITE = "#ffffff"
_PAIN_STEP = 2  # one line of the grid stands for so many points


class CourseDrawing(Flowable):
    """Day columns, a bar from the first dose to the stop, a moon at each night, a heavy line at the stop."""

    def __init__(self, bar: CourseBar, setter: TextSetter, into: Element) -> None:
        super().__init__()
        self.bar, self.colours, self.size = bar, setter.colours, setter.style.body
        self.figure = into.add("Figure", Placement="Block")
        self.figure.alt = bar.words
        self.days = [label(setter, day) for day in bar.days]
        self.stop = label(setter, "Stop", face=SEMIBOLD)
        self.spaceBefore, self.spaceAfter = 4, 2

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width, a line for the days and one for the bar; leave room to name a late stop."""
        self.width, self.height = width, self.size * 3.3
        self.column = (width - self.stop.width - 8) / len(self.days)
        return width, self.height

    def draw(self) -> None:
        """Draw the days, the bar, the nights and the stop."""
        canvas, tall = self.canv, self.size * 1.5
        with canvas.owned_by(self.figure):
            canvas.setStrokeColor(ink(self.colours.rule))
            for number, day in enumerate(self.days):
                canvas.line(number * self.column, 0, number * self.column, self.height)
                day.draw(canvas, number * self.column + 3, self.height - self.size)
            left, right = self.bar.nights[0] * self.column, self.bar.stop * self.column
            self._draw_bar(left - tall * 0.7, right, tall)
            for place in self.bar.nights:
                self._draw_moon(place * self.column, tall / 2, tall * 0.34)
            canvas.setStrokeColor(ink(self.colours.text))
            canvas.setLineWidth(3)
            canvas.line(right, -1, right, tall + 4)
            canvas.setLineWidth(1)
            self.stop.draw(canvas, right + 6, tall / 2 - self.size * 0.36)

    def _draw_bar(self, left: float, right: float, tall: float) -> None:
        self.canv.setFillColor(ink(self.colours.accent))
        self.canv.roundRect(left, 0, right - left, tall, 3, stroke=0, fill=1)

    def _draw_moon(self, x: float, y: float, radius: float) -> None:
        """Draw a crescent: a white disc with a bite out of it."""
        canvas = self.canv
        canvas.setFillColor(ink(_WHITE))
        canvas.circle(x, y, radius, stroke=0, fill=1)
        canvas.setFillColor(ink(self.colours.accent))
        canvas.circle(x + radius * 0.5, y + radius * 0.25, radius * 0.85, stroke=0, fill=1)


class PainDrawing(Flowable):
    """A grid with a column a day and a line for every second point of pain, 10 at the top."""

    def __init__(self, chart: PainChart, setter: TextSetter, into: Element) -> None:
        super().__init__()
        self.colours, self.size = setter.colours, setter.style.body
        self.figure = into.add("Figure", Placement="Block")
        self.figure.alt = chart.words
        self.days = [label(setter, day) for day in chart.days]
        self.points = [label(setter, str(points)) for points in range(0, 11, _PAIN_STEP)]
        self.spaceBefore, self.spaceAfter = 2, 6

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width; show as many days as can be named in it."""
        self.axis = max(point.width for point in self.points) + 6
        fitting = int((width - self.axis) / (max(day.width for day in self.days) + 5))
        self.shown = self.days[: max(1, fitting)]
        self.step = self.size * 1.35
        self.width, self.height = width, self.step * (len(self.points) - 1) + self.size * 2
        return width, self.height

    def draw(self) -> None:
        """Draw the lines with their points, then the days below their columns."""
        canvas, low = self.canv, self.size * 1.5
        column = (self.width - self.axis) / len(self.shown)
        high = low + self.step * (len(self.points) - 1)
        with canvas.owned_by(self.figure):
            canvas.setStrokeColor(ink(self.colours.text))
            canvas.setLineWidth(0.6)
            for number, point in enumerate(self.points):
                y = low + number * self.step
                canvas.line(self.axis, y, self.width, y)
                point.draw(canvas, self.axis - 6 - point.width, y - self.size * 0.35)
            for number in range(len(self.shown) + 1):
                x = self.axis + number * column
                canvas.line(x, low, x, high)
            for number, day in enumerate(self.shown):
                centre = self.axis + (number + 0.5) * column
                day.draw(canvas, centre - day.width / 2, low - self.size * 1.25)
