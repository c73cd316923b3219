"""A paragraph: lines of shaped text that belong to an element of the logical tree."""

from __future__ import annotations

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.line_breaking import Line, line_breaks
from careleaf.rendering.pdf.marked_text import TextLines
from careleaf.rendering.pdf.shaping import ShapedText
from careleaf.rendering.pdf.structure import REPEATED, Element, Owner
from careleaf.rendering.pdf.style import ink


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: type size and distance of baselines in points, colour, side it keeps to.

    `ascent` is the height of the first line above its baseline, in thousandths of the size.
    """

    size: float
    leading: float
    ascent: float
    colour: str
    align: str = "left"


class Paragraph(Flowable):
    """Text of one size. Never leaves a single line of itself on a page, unless it has only one.

    Its first drawing belongs to `owner`; a second one, as in a table's repeated header, is page furniture.
    """

    def __init__(self, shaped: ShapedText, look: Look, owner: Owner) -> None:
        super().__init__()
        self.shaped, self.look, self.owner = shaped, look, owner
        self.breaks = line_breaks(shaped)
        self.spaceBefore = self.spaceAfter = 0.0
        self.outline_level = 0
        self.keepWithNext = 0
        self._start, self._stop = 0, len(shaped.text)
        self._lines: list[Line] = []
        self._room = -1.0
        if shaped.right_to_left and isinstance(owner, Element):
            # On the page the letters stand in the order of the page; a screen reader needs the text's own.
            owner.actual_text = shaped.text

    @property
    def text(self) -> str:
        """Return the whole text."""
        return self.shaped.text

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Return the size in a width; breaking again only for another width."""
        if width != self._room:
            self._room = width
            self._lines = self.breaks.lines(self._start, self._stop, width * 1000 / self.look.size)
        self.width, self.height = width, len(self._lines) * self.look.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Paragraph]:
        """Split between lines, at least two of them on each side. The lines stay as they are."""
        if self._room < 0:
            self.wrap(width, height)
        fitting, total = int((height + 1e-6) / self.look.leading), len(self._lines)
        if fitting >= total:
            return [self]
        if fitting == total - 1:
            fitting -= 1
        return [self._part(0, fitting), self._part(fitting, total)] if fitting >= 2 else []

    def _part(self, first: int, last: int) -> Paragraph:
        part = Paragraph(self.shaped, self.look, self.owner)
        part.breaks, part._room, part._lines = self.breaks, self._room, self._lines[first:last]
        part._start = part._lines[0].start
        part._stop = self._stop if last == len(self._lines) else self._lines[last].start
        part.spaceBefore = self.spaceBefore if first == 0 else 0.0
        part.spaceAfter = self.spaceAfter if last == len(self._lines) else 0.0
        part.outline_level = self.outline_level if first == 0 else 0
        return part

    def length(self) -> float:
        """Return the width of the whole text on one line, in points."""
        return self.shaped.ends[-1] * self.look.size / 1000

    def draw(self) -> None:
        """Draw the lines."""
        if self.outline_level and self.text.strip() and self not in self.canv.seen:
            self.canv.add_heading(self.text, self.outline_level, self.height)
        lines = TextLines(self.canv.fonts, self.look.size)
        baseline = self.height - self.look.ascent * self.look.size / 1000
        for line in self._lines:
            lines.add(self.shaped.line(line.start, line.stop), self._left(line), baseline, line.spaced)
            baseline -= self.look.leading
        self.canv.setFillColor(ink(self.look.colour))
        again = isinstance(self.owner, Element) and self in self.canv.seen
        with self.canv.owned_by(REPEATED if again else self.owner):
            self.canv.addLiteral(lines.operators())
        self.canv.seen.add(self)

    def _left(self, line: Line) -> float:
        """Return where a line starts. Right-to-left text stands at the left too: so does its mark."""
        spare = self.width - line.width * self.look.size / 1000
        return {"left": 0.0, "center": spare / 2, "right": spare}[self.look.align]
