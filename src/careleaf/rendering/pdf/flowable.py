"""What fills a page from top to bottom. It is asked as ReportLab's platypus asks its own, by the same names.

Platypus itself takes half as long to import as the first handout to set, most of it for parsers of its own.
"""

from __future__ import annotations

from typing import Any

_SHARES = {"LEFT": 0.0, "CENTER": 0.5, "RIGHT": 1.0}  # of the room beside it


class Flowable:
    """Something with a size that depends on a width; it draws itself from its lower left corner.

    `canv` is there while it is measured, cut or drawn.
    """

    canv: Any
    width: float = 0
    height: float = 0
    spaceBefore: float = 0
    spaceAfter: float = 0
    keepWithNext: int = 0
    hAlign: str = "LEFT"

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size in a room."""
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Return the parts that fill a room and what is left; none where it cannot be cut."""
        return []

    def draw(self) -> None:
        """Draw on `canv`."""

    def getSpaceBefore(self) -> float:
        """Return the space above."""
        return self.spaceBefore

    def getSpaceAfter(self) -> float:
        """Return the space below."""
        return self.spaceAfter

    def getKeepWithNext(self) -> int:
        """Tell whether it stays with what follows."""
        return self.keepWithNext

    def wrapOn(self, canvas: Any, width: float, height: float) -> tuple[float, float]:
        """Return the size in a room, measured on a canvas."""
        self.canv = canvas
        size = self.wrap(width, height)
        del self.canv
        return size

    def splitOn(self, canvas: Any, width: float, height: float) -> list[Any]:
        """Cut it as `split`, measured on a canvas."""
        self.canv = canvas
        parts = self.split(width, height)
        del self.canv
        return parts

    def drawOn(self, canvas: Any, x: float, y: float) -> None:
        """Draw it with its lower left corner in a place."""
        canvas.saveState()
        canvas.translate(x, y)
        self._drawOn(canvas)
        canvas.restoreState()

    def _drawOn(self, canvas: Any) -> None:
        self.canv = canvas
        self.draw()
        del self.canv

    def _hAlignAdjust(self, x: float, beside: float) -> float:
        """Return where it starts in a room that begins at `x` and leaves so much beside it."""
        return x + _SHARES[self.hAlign] * beside
