"""Icons as vectors: data on a grid of 24 by 24, drawn as lines with round ends."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.paragraph import Paragraph
from careleaf.rendering.pdf.style import ink

GRID = 24.0
_LINE = 1.9  # width of the lines, on the grid
_GAP = 4.0  # points between an icon and the name beside it

Step = tuple[str, tuple[float, ...]]
Icon = tuple[tuple[Step, ...], ...]


@lru_cache(maxsize=2)
def load_icons(file: Path) -> dict[str, Icon]:
    """Load every icon of a file, by name."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: tuple(map(_steps, icon["paths"])) for name, icon in raw.items()}


def _steps(path: str) -> tuple[Step, ...]:
    """Read a path: M and L take one point, C three, Z none; all absolute."""
    steps: list[tuple[str, list[float]]] = []
    for word in path.split():
        if word.isalpha():
            steps.append((word, []))
        else:
            steps[-1][1].append(float(word))
    return tuple((letter, tuple(numbers)) for letter, numbers in steps)


def draw_icon(canvas: Any, icon: Icon, colour: str, size: float) -> None:
    """Draw an icon with its lower left corner here. It decorates: a screen reader passes it by."""
    canvas.saveState()
    canvas.translate(0, size)
    canvas.scale(size / GRID, -size / GRID)
    canvas.setStrokeColor(ink(colour))
    canvas.setLineWidth(_LINE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for steps in icon:
        path = canvas.beginPath()
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for letter, numbers in steps:
            draw[letter](*numbers)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


class IconLabel(Flowable):
    """A name with its icon in front of the first line, or above it where a word would not fit beside it."""

    def __init__(self, label: Paragraph, icon: Icon, colour: str) -> None:
        super().__init__()
        self.label, self.icon, self.colour = label, icon, colour
        self.size = label.look.size * 1.1
        self.spaceBefore, self.spaceAfter = label.spaceBefore, label.spaceAfter
        self.keepWithNext = label.keepWithNext

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size of the name with its icon."""
        longest = self.label.breaks.longest_word() * self.label.look.size / 1000
        self.above = longest > width - self.size - _GAP
        beside = 0.0 if self.above else self.size + _GAP
        _, self.height = self.label.wrap(width - beside, height)
        self.height += self.size + _GAP if self.above else 0.0
        return width, self.height

    def draw(self) -> None:
        """Draw the icon above the name or level with its first line, then the name."""
        below = self.size if self.above else (self.label.look.leading + self.size) / 2
        self.canv.saveState()
        self.canv.translate(0, self.height - below)
        draw_icon(self.canv, self.icon, self.colour, self.size)
        self.canv.restoreState()
        self.label.drawOn(self.canv, 0 if self.above else self.size + _GAP, 0)
