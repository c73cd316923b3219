"""Tables: as a grid with a header on every page, or in large print as one block a row."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable
from reportlab.platypus import Table as Grid

from careleaf.domain.blocks import Cell, Run, Runs, Table, plain
from careleaf.rendering.pdf.flowables import Framed
from careleaf.rendering.pdf.fonts import BOLD
from careleaf.rendering.pdf.line_breaking import line_breaks
from careleaf.rendering.pdf.structure import AttributeValue, Element
from careleaf.rendering.pdf.style import ink
from careleaf.rendering.pdf.text_setting import TextSetter

_CELL_PADDING = 2.0  # points at either side of a table cell


def set_table(setter: TextSetter, block: Table, into: Element) -> Iterator[Flowable]:
    """Set a table as the style asks."""
    if setter.style.stack_tables:
        yield from _stacked(setter, block, into)
    else:
        yield _grid(setter, block, into.add("Table"))


def no_padding() -> list[tuple[object, ...]]:
    """Return the look of a grid that only arranges: no space round its cells."""
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, (0, 0), (-1, -1), 0) for side in sides]


def _grid(setter: TextSetter, block: Table, table: Element) -> Grid:
    rows = [_row(setter, block.header, table, header=True)]
    rows += [_row(setter, row, table) for row in block.rows]
    widths = _column_widths(setter, block)
    grid = Grid(rows, colWidths=widths, repeatRows=1)
    grid.setStyle([*_look(setter), *_spans(block)])
    grid.spaceAfter = 6
    grid.wrap(sum(widths), setter.height)
    # A row never breaks, unless no page could hold it below the header.
    header, *heights = grid._rowHeights
    grid.splitInRow = int(header + max(heights, default=0) > setter.height)
    return grid


def _look(setter: TextSetter) -> list[tuple[object, ...]]:
    """Return the look of a table: lines below its rows, strong below its header, no other lines."""
    rule, text = ink(setter.colours.rule), ink(setter.colours.text)
    return [
        ("LINEBELOW", (0, 0), (-1, 0), 1, text),
        ("LINEBELOW", (0, 1), (-1, -1), 0.7, rule),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), _CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _CELL_PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]


def _spans(block: Table) -> list[tuple[object, ...]]:
    return [
        ("SPAN", (at, index), (at + cell.span - 1, index))
        for index, row in enumerate(block.rows, 1)
        for at, cell in _placed(row)
        if cell.span > 1
    ]


def _row(setter: TextSetter, cells: tuple[Cell, ...], table: Element, header: bool = False) -> list[object]:
    """Set one row. Header cells head their column, the first cell of any other row heads the row."""
    line, row = table.add("TR"), list[object]()
    for cell in cells:
        head: dict[str, AttributeValue] = {"Scope": "Column"} if header else {"Scope": "Row"}
        span: dict[str, AttributeValue] = {"ColSpan": cell.span} if cell.span > 1 else {}
        heads = header or not row
        element = line.add("TH", **head, **span) if heads else line.add("TD", **span)
        colour = setter.colours.muted if header else ""
        pieces = _name_and_rest(cell.runs) if heads and not header else (cell.runs,)
        row.append(
            [
                setter.paragraph(piece, element, colour=colour, strong=header, align=cell.align)
                for piece in pieces
            ]
        )
        row += [""] * (cell.span - 1)
    return row


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
