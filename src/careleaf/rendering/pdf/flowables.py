"""Pieces of a page that platypus does not have: marked lines, frames, the rail, a place on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph

from careleaf.rendering.pdf.fonts import SEMIBOLD

Mark = str  # "bullet", "box", "bar" (down the whole side), or the text of a number


class Marked(Flowable):
    """A paragraph with a mark in front of its first line: a bullet, a box to tick, a number."""

    def __init__(self, paragraph: Paragraph, mark: Mark, indent: float, colour: str) -> None:
        super().__init__()
        self.paragraph, self.mark, self.indent, self.colour = paragraph, mark, indent, colour
        self.spaceBefore, self.spaceAfter = paragraph.style.spaceBefore, paragraph.style.spaceAfter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size the paragraph takes beside its mark."""
        _, used = self.paragraph.wrap(width - self.indent, height)
        self.width, self.height = width, used
        return width, used

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split between lines; only the first part keeps its mark, and each its bar."""
        parts = self.paragraph.split(width - self.indent, height)
        return [
            Marked(part, self.mark if index == 0 or self.mark == "bar" else "", self.indent, self.colour)
            for index, part in enumerate(parts)
        ]

    def draw(self) -> None:
        """Draw the mark, then the paragraph."""
        style = self.paragraph.style
        top = self.height - style.leading
        middle = top + style.leading / 2 - 0.02 * style.fontSize
        self._draw_mark(style.fontSize, middle, self.height - style.leading * 0.5 - style.fontSize * 0.36)
        self.paragraph.drawOn(self.canv, self.indent, 0)

    def _draw_mark(self, size: float, middle: float, baseline: float) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(HexColor(self.colour))
        canvas.setStrokeColor(HexColor(self.colour))
        if self.mark == "bullet":
            canvas.circle(size * 0.32, middle, size * 0.17, stroke=0, fill=1)
        elif self.mark == "bar":
            canvas.rect(size * 0.2, 0, 2, self.height, stroke=0, fill=1)
        elif self.mark == "box":
            canvas.setLineWidth(1.4)
            canvas.roundRect(0.7, middle - size * 0.42, size * 0.84, size * 0.84, 1.5, stroke=1, fill=0)
        elif self.mark:
            canvas.setFont(SEMIBOLD, size)
            canvas.drawRightString(self.indent - size * 0.45, baseline, self.mark)
        canvas.restoreState()


class Framed(Flowable):
    """A box round some flowables. It never breaks, unless it is taller than a page."""

    def __init__(
        self,
        inside: Sequence[Flowable],
        page_height: float,
        border: str,
        fill: str = "",
        bar: str = "",
        line: float = 1.0,
        padding: tuple[float, float] = (7, 13),
    ) -> None:
        super().__init__()
        self.inside, self.page_height = list(inside), page_height
        self.border, self.fill, self.bar, self.line, self.padding = border, fill, bar, line, padding
        self.spaceBefore = self.spaceAfter = 6

    def _left(self) -> float:
        return self.padding[1] + (9 if self.bar else 0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size of the box with everything in it."""
        inner = width - self._left() - self.padding[1]
        self.heights = [piece.wrap(inner, height)[1] for piece in self.inside]
        self.width = width
        self.height = sum(self.heights) + sum(self._spaces()) + 2 * self.padding[0]
        return width, self.height

    def _spaces(self) -> list[float]:
        """Return the space before each piece: the larger of what the two neighbours ask for."""
        pairs = zip(self.inside, self.inside[1:], strict=False)
        between = [max(one.getSpaceAfter(), two.getSpaceBefore()) for one, two in pairs]
        return [0.0, *between] if self.inside else []

    def split(self, width: float, height: float) -> list[Flowable]:
        """Move to the next page whole; cut only what no page could hold."""
        if self.height <= self.page_height or height < 100:
            return []
        room, inner = height - 2 * self.padding[0], width - self._left() - self.padding[1]
        first: list[Flowable] = []
        rest = list(self.inside)
        while rest:
            above = max(first[-1].getSpaceAfter(), rest[0].getSpaceBefore()) if first else 0
            used = rest[0].wrap(inner, room)[1]
            if above + used > room:
                break
            room -= above + used
            first.append(rest.pop(0))
        if rest and (parts := rest[0].split(inner, room - above)):
            first.append(parts[0])
            rest[:1] = parts[1:]
        else:
            while first and first[-1].getKeepWithNext():
                rest.insert(0, first.pop())
        return [self._with(first), self._with(rest)] if first and rest else []

    def _with(self, inside: list[Flowable]) -> Framed:
        return Framed(inside, self.page_height, self.border, self.fill, self.bar, self.line, self.padding)

    def draw(self) -> None:
        """Draw the box, then what is in it, top to bottom."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(HexColor(self.border))
        canvas.setLineWidth(self.line)
        if self.fill:
            canvas.setFillColor(HexColor(self.fill))
        canvas.roundRect(
            0, 0, self.width, self.height, 4, stroke=1 if self.line else 0, fill=1 if self.fill else 0
        )
        if self.bar:
            outline = canvas.beginPath()
            outline.roundRect(0, 0, self.width, self.height, 4)
            canvas.clipPath(outline, stroke=0)
            canvas.setFillColor(HexColor(self.bar))
            canvas.rect(0, 0, 9, self.height, stroke=0, fill=1)
        canvas.restoreState()
        y = self.height - self.padding[0]
        for piece, used, space in zip(self.inside, self.heights, self._spaces(), strict=True):
            y -= used + space
            piece.drawOn(canvas, self._left(), y)


class Rule(Flowable):
    """A thin line across the page."""

    def __init__(self, colour: str, before: float, after: float, width: float = 0.8) -> None:
        super().__init__()
        self.colour, self.line = colour, width
        self.spaceBefore, self.spaceAfter = before, after
        self.keepWithNext = 1

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width and no height to speak of."""
        self.width = width
        return width, 1

    def draw(self) -> None:
        """Draw the line."""
        self.canv.saveState()
        self.canv.setStrokeColor(HexColor(self.colour))
        self.canv.setLineWidth(self.line)
        self.canv.line(0, 0.5, self.width, 0.5)
        self.canv.restoreState()


class Gap(Flowable):
    """Room between two topics; none at the top of a page, and never the last thing on one."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.spaceBefore = height
        self.keepWithNext = 1

    def wrap(self, _: float, __: float) -> tuple[float, float]:
        """Take no room but the space above."""
        return 0, 0

    def draw(self) -> None:
        """Draw nothing."""


class RailLabel(Flowable):
    """A name in the left rail, beside the first line of its text. Takes no room of its own.

    `shift` is where the rail starts, seen from the text column.
    """

    def __init__(self, labels: Sequence[Paragraph], width: float, shift: float) -> None:
        super().__init__()
        self.labels, self.label_width, self.shift = list(labels), width, shift
        self.keepWithNext = 1
        self.bottom: tuple[int, float] | None = None

    def wrap(self, _: float, height: float) -> tuple[float, float]:
        """Take no room in the flow."""
        self.heights = [label.wrap(self.label_width, height)[1] for label in self.labels]
        return 0, 0

    def draw(self) -> None:
        """Draw the labels downwards from here, and remember where they end."""
        y = 0.0
        for label, height in zip(self.labels, self.heights, strict=True):
            y -= height + label.getSpaceBefore()
            label.drawOn(self.canv, self.shift, y)
        self.bottom = (self.canv.getPageNumber(), self.canv.absolutePosition(0, y)[1])


class RailFloor(Flowable):
    """Room below a text, if its label in the rail is the longer of the two."""

    def __init__(self, label: RailLabel) -> None:
        super().__init__()
        self.rail_label = label

    def wrap(self, _: float, height: float) -> tuple[float, float]:
        """Take what is missing down to the label's end, on the label's page."""
        frame: Any = getattr(self, "_frame", None)
        bottom = self.rail_label.bottom
        if frame is None or bottom is None or self.canv.getPageNumber() != bottom[0]:
            return 0, 0
        return 0, min(height, max(0.0, frame._y - bottom[1]))

    def draw(self) -> None:
        """Draw nothing."""


class Place(Flowable):
    """A note of where a topic starts on which page, for the preview. Takes no room.

    It takes over the space before the heading that follows: ReportLab, when it keeps the two together,
    counts the space before the first of them only.
    """

    def __init__(self, topic: str, before: float = 0) -> None:
        super().__init__()
        self.topic = topic
        self.spaceBefore = before
        self.keepWithNext = 1

    def wrap(self, _: float, __: float) -> tuple[float, float]:
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Put the place on record with the canvas."""
        y = self.canv.absolutePosition(0, 0)[1]
        self.canv.places.append((self.topic, self.canv.getPageNumber(), y))


def text_width(text: str, font: str, size: float) -> float:
    """Return the width of a text in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
