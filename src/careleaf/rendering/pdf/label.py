"""A short text at a point, on one line: for drawings. Whoever draws it says who owns it."""

from __future__ import annotations

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.marked_text import TextLines
from careleaf.rendering.pdf.paragraph import Look
from careleaf.rendering.pdf.shaping import ShapedText
from careleaf.rendering.pdf.style import ink
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas


@dataclass(frozen=True)
class Label:
    """A shaped text and how it looks."""

    shaped: ShapedText
    look: Look

    @property
    def width(self) -> float:
        """Return its width in points."""
        return self.shaped.ends[-1] * self.look.size / 1000

    def draw(self, canvas: TaggedCanvas, x: float, baseline: float) -> None:
        """Draw it from a point on, as content of the canvas's present owner."""
        lines = TextLines(canvas.fonts, self.look.size)
        lines.add(self.shaped.line(0, len(self.shaped.text)), x, baseline, spaced=True)
        canvas.setFillColor(ink(self.look.colour))
        canvas.addLiteral(lines.operators())
