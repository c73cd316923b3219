"""Tables: as a grid with a header on every page, or in large print as one block a row."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.blocks import Cell, Run, Runs, Table, plain
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.flowables import Framed
from careleaf.rendering.pdf.fonts import BOLD
from careleaf.rendering.pdf.grid import Grid, GridCell, GridLook, Row
from careleaf.rendering.pdf.line_breaking import line_breaks
from careleaf.rendering.pdf.structure import AttributeValue, Element
from careleaf.rendering.pdf.text_setting import TextSetter

_CELL_PADDING = 2.0  # points at either side of a table cell


def set_table(setter: TextSetter, block: Table, into: Element) -> Iterator[Flowable]:
    """Set a table as the style asks."""
    if setter.style.stack_tables:
        yield from _stacked(setter, block, into)
    else:
        yield _grid(setter, block, into.add("Table"))


def _grid(setter: TextSetter, block: Table, table: Element) -> Grid:
    """Set a table with lines below its rows, a strong one below its header, and no others."""
    rows = [_row(setter, block.header, table, header=True)]
    rows += [_row(setter, row, table) for row in block.rows]
    widths, colours = _column_widths(setter, block), setter.colours
    strong, thin = (1.0, colours.text), (0.7, colours.rule)
    look = GridLook("MIDDLE", _CELL_PADDING, _CELL_PADDING, 3, 4, header_line=strong, row_line=thin)
    grid = Grid(rows, widths, look, header=1)
    grid.spaceAfter = 6
    grid.wrap(sum(widths), setter.height)
    # A row never breaks, unless no page could hold it below the header.
    header, *heights = grid.heights
    grid.breaks_rows = header + max(heights, default=0) > setter.height
    return grid


def _row(setter: TextSetter, cells: tuple[Cell, ...], table: Element, header: bool = False) -> Row:
    """Set one row. Header cells head their column, the first cell of any other row heads the row."""
    line, row = table.add("TR"), list[GridCell]()
    for cell in cells:
        head: dict[str, AttributeValue] = {"Scope": "Column"} if header else {"Scope": "Row"}
        span: dict[str, AttributeValue] = {"ColSpan": cell.span} if cell.span > 1 else {}
        heads = header or not row
        element = line.add("TH", **head, **span) if heads else line.add("TD", **span)
        colour = setter.colours.muted if header else ""
        pieces = _name_and_rest(cell.runs) if heads and not header else (cell.runs,)
        set_pieces = (
            setter.paragraph(piece, element, colour=colour, strong=header, align=cell.align)
            for piece in pieces
        )
        row.append(GridCell(tuple(set_pieces), cell.span))
    return tuple(row)


def _name_and_rest(runs: Runs) -> tuple[Runs, ...]:
    """Put what is strong at the head of a row on lines of its own, above the rest."""
    at = next((index for index, run in enumerate(runs) if not run.strong), len(runs))
    if at in (0, len(runs)):
        return (runs,)
    return runs[:at], (runs[at]._replace(text=runs[at].text.lstrip()), *runs[at + 1 :])


def _column_widths(setter: TextSetter, block: Table) -> list[float]:
    """Give each column room for its longest word, and share out the rest as the table asks."""
    least = [0.0] * len(block.widths)
    for row in (block.header, *block.rows):
        for at, cell in _placed(row):
            if cell.span == 1 and cell.runs:
                bold = setter.shaped((Run(plain(cell.runs)),), BOLD)
                word = line_breaks(bold).longest_word() * setter.style.body / 1000
                least[at] = max(least[at], word + 2 * _CELL_PADDING + 1)
    width, total = setter.width - setter.style.indent, sum(block.widths)
    if sum(least) > width:  # words wider than their column are cut
        least = [min(low, width / len(least)) for low in least]
    wanted = [max(low, width * share / total) for low, share in zip(least, block.widths, strict=True)]
    spare = [want - low for want, low in zip(wanted, least, strict=True)]
    over = min(1.0, (sum(wanted) - width) / sum(spare)) if sum(spare) > 0 else 0.0
    return [want - over * loose for want, loose in zip(wanted, spare, strict=True)]


def _stacked(setter: TextSetter, block: Table, into: Element) -> Iterator[Flowable]:
    """Set each row as a block of its own: large type leaves no room for columns."""
    for row in block.rows:
        inside: list[Flowable] = []
        group = into.add("Div")
        for at, cell in _placed(row):
            if not plain(cell.runs).strip("– "):
                continue
            name = plain(block.header[at].runs)
            lead = () if at == 0 or cell.span > 1 else (Run(f"{name}: "),)
            inside.append(setter.paragraph((*lead, *cell.runs), group.add("P"), after=2))
        yield Framed(inside, setter.height, setter.colours.rule, padding=(7, 11))


def _placed(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.span
