"""A grid: cells stand where ReportLab's own table puts them, and it breaks where that one breaks."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable as TheirFlowable
from reportlab.platypus import Table as TheirTable

from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.grid import Grid, GridCell, GridLook

WIDTHS = (60.0, 45.0, 80.0)
LEVELS = ("TOP", "MIDDLE", "BOTTOM")
Place = tuple[str, float, float, float]


class Stone(Flowable):
    """A piece of some height that notes where it is drawn."""

    def __init__(self, name: str, height: float, before: float, after: float, drawn: list[Place]) -> None:
        self.name, self.tall, self.drawn = name, height, drawn
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width = width
        return width, self.tall

    def draw(self) -> None:
        """Note the place."""
        x, y = self.canv.absolutePosition(0, 0)
        self.drawn.append((self.name, round(x, 3), round(y, 3), round(self.width, 3)))


class TheirStone(Stone, TheirFlowable):
    """The same for ReportLab."""

    getSpaceBefore, getSpaceAfter = Flowable.getSpaceBefore, Flowable.getSpaceAfter  # noqa: N815


Sizes = Sequence[Sequence[Sequence[tuple[float, float, float]]]]
sizes = st.lists(
    st.lists(
        st.lists(st.tuples(*(st.sampled_from((0.0, 3.0, 8.5, 20.0)),) * 3), min_size=1, max_size=3),
        min_size=3, max_size=3,
    ),
    min_size=2, max_size=5,
)  # fmt: skip


def stones(kind: type[Stone], table: Sizes, drawn: list[Place]) -> list[list[list[Stone]]]:
    """Return the pieces of each cell."""
    return [
        [[kind(f"{r}.{c}.{p}", *size, drawn) for p, size in enumerate(cell)] for c, cell in enumerate(row)]
        for r, row in enumerate(table)
    ]


def ours(table: Sizes, level: str, drawn: list[Place]) -> Grid:
    """Return a grid of ours with padding."""
    rows = [tuple(GridCell(tuple(cell)) for cell in row) for row in stones(Stone, table, drawn)]
    return Grid(rows, WIDTHS, GridLook(level, left=2, right=3, top=4, bottom=5), header=1)


def theirs(table: Sizes, level: str, drawn: list[Place]) -> TheirTable:
    """Return the same as ReportLab's table."""
    made = TheirTable(stones(TheirStone, table, drawn), colWidths=WIDTHS, repeatRows=1)
    sides = (("LEFT", 2), ("RIGHT", 3), ("TOP", 4), ("BOTTOM", 5))
    made.setStyle(
        [("VALIGN", (0, 0), (-1, -1), level), *((f"{side}PADDING", (0, 0), (-1, -1), n) for side, n in sides)]
    )
    return made


def drawn_by(pieces: Sequence[Flowable], drawn: list[Place]) -> list[Place]:
    """Measure and draw pieces one after the other; return where what is in them stands."""
    canvas = Canvas(io.BytesIO())
    for number, piece in enumerate(pieces):
        piece.wrapOn(canvas, sum(WIDTHS), 10_000)
        piece.drawOn(canvas, 10, 1000 * number)
    return drawn


@given(sizes, st.sampled_from(LEVELS))
def test_cells_stand_where_reportlabs_table_puts_them(table: Sizes, level: str) -> None:
    one, other = list[Place](), list[Place]()
    assert drawn_by([ours(table, level, one)], one) == drawn_by([theirs(table, level, other)], other)


@given(sizes, st.floats(min_value=10, max_value=300))
def test_it_breaks_between_the_rows_where_reportlabs_table_breaks(table: Sizes, room: float) -> None:
    one, other = list[Place](), list[Place]()
    grid, reportlabs = ours(table, "TOP", one), theirs(table, "TOP", other)
    reportlabs.wrap(sum(WIDTHS), room)
    cut, reportlabs_cut = grid.split(sum(WIDTHS), room), reportlabs.split(sum(WIDTHS), room)
    assert len(cut) == len(reportlabs_cut)
    assert drawn_by(cut, one) == drawn_by(reportlabs_cut, other)


def test_a_wide_cell_takes_the_room_of_its_columns() -> None:
    drawn = list[Place]()
    row = (GridCell((Stone("wide", 9, 0, 0, drawn),), span=2), GridCell((Stone("last", 9, 0, 0, drawn),)))
    drawn_by([Grid([row], WIDTHS, GridLook(left=2, right=3))], drawn)
    assert drawn == [("wide", 12, 0, 100), ("last", 117, 0, 75)]


def test_shares_of_the_room_leave_a_gutter_between_columns_and_none_at_the_side() -> None:
    drawn = list[Place]()
    row = tuple(GridCell((Stone(name, 9, 0, 0, drawn),)) for name in ("left", "right"))
    drawn_by([Grid([row], (0.4, 0.6), GridLook(gutter=8))], drawn)
    assert drawn == [("left", 10, 0, 66), ("right", 84, 0, 111)]


@pytest.mark.parametrize(("breaks_rows", "parts"), [(False, 0), (True, 2)])
def test_a_row_is_cut_only_where_that_is_allowed(breaks_rows: bool, parts: int) -> None:
    drawn = list[Place]()
    high = GridCell(tuple(Stone(str(number), 30, 0, 0, drawn) for number in range(4)))
    head = GridCell((Stone("head", 10, 0, 0, drawn),))
    grid = Grid([(head,), (high,)], (100,), GridLook(), header=1, breaks_rows=breaks_rows)
    cut = grid.split(100, 75)
    assert len(cut) == parts
    if cut:
        names = [[p.name for row in part.rows for cell in row for p in cell.pieces] for part in cut]
        assert names == [["head", "0", "1"], ["head", "2", "3"]]
