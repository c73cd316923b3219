"""Pieces of a page: marked lines, frames, rules, a place on record."""

from __future__ import annotations

from collections.abc import Sequence

from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.paragraph import Paragraph
from careleaf.rendering.pdf.structure import ARTIFACT, Owner
from careleaf.rendering.pdf.style import ink


class Marked(Flowable):
    """A paragraph with a mark in front of its first line: "bullet", "box" (to tick), or the paragraph of a
    number; or with a "bar" down its whole side. `owner` is the list label that a drawn mark belongs to.
    """

    def __init__(
        self, paragraph: Paragraph, mark: str | Paragraph, indent: float, colour: str, owner: Owner = ARTIFACT
    ) -> None:
        super().__init__()
        self.paragraph, self.mark, self.indent = paragraph, mark, indent
        self.colour, self.owner = colour, owner
        self.spaceBefore, self.spaceAfter = paragraph.spaceBefore, paragraph.spaceAfter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size the paragraph takes beside its mark."""
        _, used = self.paragraph.wrap(width - self.indent, height)
        self.width, self.height = width, used
        return width, used

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split between lines; only the first part keeps its mark, and each its bar."""
        parts = self.paragraph.split(width - self.indent, height)
        return [
            Marked(
                part,
                self.mark if index == 0 or self.mark == "bar" else "",
                self.indent,
                self.colour,
                self.owner,
            )
            for index, part in enumerate(parts)
        ]

    def draw(self) -> None:
        """Draw the mark, then the paragraph."""
        if isinstance(self.mark, Paragraph):
            _, used = self.mark.wrap(self.indent - self.paragraph.look.size * 0.45, self.height)
            self.mark.drawOn(self.canv, 0, self.height - used)
        elif self.mark:
            with self.canv.owned_by(self.owner):
                self._draw_mark(self.mark)
        self.paragraph.drawOn(self.canv, self.indent, 0)

    def _draw_mark(self, mark: str) -> None:
        canvas, look = self.canv, self.paragraph.look
        size, middle = look.size, self.height - look.leading / 2 - 0.02 * look.size
        canvas.saveState()
        canvas.setFillColor(ink(self.colour))
        canvas.setStrokeColor(ink(self.colour))
        if mark == "bullet":
            canvas.circle(size * 0.32, middle, size * 0.17, stroke=0, fill=1)
        elif mark == "bar":
            canvas.rect(size * 0.2, 0, 2, self.height, stroke=0, fill=1)
        else:
            canvas.setLineWidth(1.4)
            canvas.roundRect(0.7, middle - size * 0.42, size * 0.84, size * 0.84, 1.5, stroke=1, fill=0)
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
        space: float = 6,
    ) -> None:
        super().__init__()
        self.inside, self.page_height = list(inside), page_height
        self.border, self.fill, self.bar, self.line, self.padding = border, fill, bar, line, padding
        self.spaceBefore = self.spaceAfter = space

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
        return Framed(
            inside,
            self.page_height,
            self.border,
            self.fill,
            self.bar,
            self.line,
            self.padding,
            self.spaceBefore,
        )

    def draw(self) -> None:
        """Draw the box, then what is in it, top to bottom."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(ink(self.border))
        canvas.setLineWidth(self.line)
        if self.fill:
            canvas.setFillColor(ink(self.fill))
        canvas.roundRect(
            0, 0, self.width, self.height, 4, stroke=1 if self.line else 0, fill=1 if self.fill else 0
        )
        if self.bar:
            outline = canvas.beginPath()
            outline.roundRect(0, 0, self.width, self.height, 4)
            canvas.clipPath(outline, stroke=0)
            canvas.setFillColor(ink(self.bar))
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
        self.canv.setStrokeColor(ink(self.colour))
        self.canv.setLineWidth(self.line)
        self.canv.line(0, 0.5, self.width, 0.5)
        self.canv.restoreState()


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
        self.canv.add_place(self.topic)
