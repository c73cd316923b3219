"""Cells in rows and columns. A grid breaks between rows; its header stands again above what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.style import ink

_HIGH = 72000.0  # points: the room in which cells are measured
_ROUND = 1  # how lines end


@dataclass(frozen=True)
class GridCell:
    """What stands in a cell, top to bottom, and how many columns it takes."""

    pieces: tuple[Flowable, ...]
    span: int = 1


@dataclass(frozen=True)
class GridLook:
    """How a grid looks. `level` is where cells stand in a row that is taller: TOP, MIDDLE or BOTTOM.

    Room round each cell in points; `gutter` is the room between columns beside that. Lines stand below the
    header and below each other row: width and colour, or none.
    """

    level: str = "MIDDLE"
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0
    gutter: float = 0
    header_line: tuple[float, str] | None = None
    row_line: tuple[float, str] | None = None


Row = tuple[GridCell, ...]


class Grid(Flowable):
    """Rows of cells in columns, `widths` in points or, below 1, as shares of the room there is.

    The first `header` rows are repeated. A row is cut only with `breaks_rows`, where it is the first.
    """

    hAlign = "CENTER"  # noqa: N815 - ReportLab's name

    def __init__(
        self,
        rows: Sequence[Row],
        widths: Sequence[float],
        look: GridLook,
        header: int = 0,
        breaks_rows: bool = False,
    ) -> None:
        self.rows, self.widths, self.look = tuple(rows), tuple(widths), look
        self.header, self.breaks_rows = header, breaks_rows
        self.heights: list[float] = []
        self._columns: tuple[float, ...] = ()

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Return the size; each row is as tall as its tallest cell."""
        self._columns = tuple(width * share if share < 1 else share for share in self.widths)
        self.heights = [max(self._cell_heights(row), default=0.0) for row in self.rows]
        self.width, self.height = sum(self._columns), sum(self.heights)
        return self.width, self.height

    def _cell_heights(self, row: Row) -> Iterator[float]:
        for cell, _, width in self._placed(row):
            yield _height(cell.pieces, width) + self.look.top + self.look.bottom

    def _placed(self, row: Row) -> Iterator[tuple[GridCell, float, float]]:
        """Yield each cell with the left edge and the width of what stands in it."""
        look, at, x = self.look, 0, 0.0
        for cell in row:
            width = sum(self._columns[at : at + cell.span])
            at += cell.span
            last = at == len(self._columns)
            yield cell, x + look.left, width - look.left - look.right - (0 if last else look.gutter)
            x += width

    def split(self, width: float, height: float) -> list[Flowable]:
        """Cut between rows, at least one of them below the header; else, where that is allowed, in a row."""
        self.wrap(width, height)
        fitting = self._fitting(height)
        if fitting == len(self.rows):
            return [self]
        if fitting > self.header:
            return self._cut(self.rows[:fitting], self.rows[fitting:])
        if not self.breaks_rows or fitting < self.header:
            return []
        room = height - sum(self.heights[:fitting]) - self.look.top - self.look.bottom
        parts = [_cut_cell(cell, width, room) for cell, _, width in self._placed(self.rows[fitting])]
        if not any(above.pieces for above, _ in parts):
            return []
        above, below = (tuple(part[side] for part in parts) for side in (0, 1))
        return self._cut((*self.rows[:fitting], above), (below, *self.rows[fitting + 1 :]))

    def _fitting(self, height: float) -> int:
        """Return how many rows have room in a height."""
        for number, used in enumerate(self.heights):
            height -= used
            if height < 0:
                return number
        return len(self.heights)

    def _cut(self, first: tuple[Row, ...], rest: tuple[Row, ...]) -> list[Flowable]:
        upper = Grid(first, self._columns, self.look, self.header, self.breaks_rows)
        lower = Grid(
            (*self.rows[: self.header], *rest), self._columns, self.look, self.header, self.breaks_rows
        )
        upper.spaceBefore, lower.spaceAfter = self.spaceBefore, self.spaceAfter
        return [upper, lower]

    def draw(self) -> None:
        """Draw the cells row by row, then the lines."""
        y = self.height
        for row, height in zip(self.rows, self.heights, strict=True):
            y -= height
            for cell, x, width in self._placed(row):
                self._draw_cell(cell, x, y, width, height)
        self._draw_lines()

    def _draw_cell(self, cell: GridCell, x: float, y: float, width: float, height: float) -> None:
        look, used = self.look, _height(cell.pieces, width)
        tops = {"TOP": height - look.top, "BOTTOM": look.bottom + used}
        y += tops.get(look.level, (height + look.bottom - look.top + used) / 2)
        for number, piece in enumerate(cell.pieces):
            y -= (piece.getSpaceBefore() if number else 0) + piece.wrap(width, _HIGH)[1]
            piece.drawOn(self.canv, x, y)
            y -= piece.getSpaceAfter()

    def _draw_lines(self) -> None:
        canvas, y = self.canv, self.height
        canvas.saveState()
        canvas.setLineCap(_ROUND)
        for number, height in enumerate(self.heights):
            y -= height
            line = self.look.header_line if number < self.header else self.look.row_line
            if line:
                canvas.setLineWidth(line[0])
                canvas.setStrokeColor(ink(line[1]))
                canvas.line(0, y, self.width, y)
        canvas.restoreState()


def _height(pieces: Sequence[Flowable], width: float) -> float:
    """Return the height of what stands in a cell, without the space above the first and below the last."""
    if not pieces:
        return 0.0
    own = sum(piece.wrap(width, _HIGH)[1] for piece in pieces)
    spaces = sum(piece.getSpaceBefore() + piece.getSpaceAfter() for piece in pieces)
    return own + spaces - pieces[0].getSpaceBefore() - pieces[-1].getSpaceAfter()


def _cut_cell(cell: GridCell, width: float, room: float) -> tuple[GridCell, GridCell]:
    """Return what of a cell fits into a height, and the rest of it."""
    above: list[Flowable] = []
    below = list(cell.pieces)
    while below:
        space = above[-1].getSpaceAfter() + below[0].getSpaceBefore() if above else 0.0
        used = below[0].wrap(width, _HIGH)[1]
        if space + used > room:
            parts = below[0].split(width, room - space)
            if len(parts) > 1:
                above.append(parts[0])
                below[:1] = parts[1:]
            break
        room -= space + used
        above.append(below.pop(0))
    return GridCell(tuple(above), cell.span), GridCell(tuple(below), cell.span)
