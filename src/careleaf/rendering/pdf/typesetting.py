"""Blocks in, PDF bytes out: one function, `typeset`, and what each block looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import singledispatchmethod

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Indenter, Paragraph
from reportlab.platypus import Table as Grid
from reportlab.platypus.paraparser import ParaFrag

from careleaf.domain.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    CareBand,
    Cell,
    DayLog,
    Heading,
    Letterhead,
    QrCode,
    Run,
    Runs,
    Section,
    SignOff,
    StepList,
    Table,
    plain,
)
from careleaf.domain.blocks import Paragraph as ParagraphBlock
from careleaf.rendering.pdf.drawings import BandDrawing, LogDrawing, QrDrawing, SignOffLine
from careleaf.rendering.pdf.flowables import (
    Framed,
    Gap,
    Marked,
    Place,
    RailFloor,
    RailLabel,
    Rule,
    text_width,
)
from careleaf.rendering.pdf.fonts import BOLD, REGULAR, SEMIBOLD
from careleaf.rendering.pdf.style import Palette, Style

_CELL_PADDING = 2.0  # points at either side of a table cell
_GUTTER = 8.0  # points between two columns
_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


@dataclass(frozen=True)
class Setter:
    """Turn blocks into flowables in one style. `height` is the room on a page, in points."""

    style: Style
    colours: Palette
    width: float
    height: float

    def story(self, blocks: tuple[Block, ...]) -> list[Flowable]:
        """Return the flowables of some blocks, in order."""
        return [flowable for block in blocks for flowable in self.set(block)]

    def paragraph(
        self,
        runs: Runs,
        size: float | None = None,
        colour: str = "",
        strong: bool = False,
        align: str = "left",
        before: float = 0,
        after: float = 0,
        keep: bool = False,
        heavy: str = SEMIBOLD,
    ) -> Paragraph:
        """Make a paragraph of runs. The text goes in as it is: it is never read as markup."""
        size = size or self.style.body
        look = ParagraphStyle(
            "text",
            fontName=heavy if strong else REGULAR,
            fontSize=size,
            leading=size * (self.style.leading if size <= self.style.body else 1.22),
            textColor=HexColor(colour or self.colours.text),
            alignment=_ALIGN[align],
            spaceBefore=before,
            spaceAfter=after,
            keepWithNext=1 if keep else 0,
            splitLongWords=1,
            allowWidows=0,
            allowOrphans=0,
            bulletFontName=REGULAR,
        )
        frags = [self._frag(run, look, strong, heavy) for run in runs or (Run(""),)]
        return Paragraph(None, look, frags=frags)

    @staticmethod
    def _frag(run: Run, look: ParagraphStyle, strong: bool, heavy: str) -> ParaFrag:
        return ParaFrag(
            text=run.text,
            fontName=heavy if strong or run.strong else REGULAR,
            fontSize=look.fontSize,
            textColor=look.textColor,
            rise=0,
            bold=0,
            italic=0,
            link=[],
            us_lines=[],
        )

    @singledispatchmethod
    def set(self, block: Block) -> Iterator[Flowable]:
        """Turn one block into flowables."""
        raise TypeError(f"no look for {type(block).__name__}")

    @set.register
    def _(self, block: Heading) -> Iterator[Flowable]:
        sizes = {1: self.style.h1, 2: self.style.h2, 3: self.style.h3}
        colour = self.colours.accent if block.level == 2 else self.colours.text
        before = {1: 8, 2: 0, 3: 5}[block.level]
        if block.topic:
            yield Place(block.topic, before)
            before = 0
        yield self.paragraph(
            block.runs, sizes[block.level], colour, strong=True, before=before, after=2, keep=True, heavy=BOLD
        )

    @set.register
    def _(self, block: ParagraphBlock) -> Iterator[Flowable]:
        colours, body = self.colours, self.style.body
        match block.role:
            case "subtitle":
                yield self.paragraph(block.runs, body, colours.muted, after=6)
            case "lead":
                yield self.paragraph(block.runs, strong=True, after=2, keep=True)
            case "question":
                yield self.paragraph(block.runs, strong=True, before=4, keep=True)
            case "why":
                yield self.paragraph(block.runs, after=3, keep=True)
            case "small":
                yield self.paragraph(block.runs, body, colours.muted, before=4)
            case "phone":
                align = "left" if self.style.stack_tables else "right"
                yield self.paragraph(block.runs, body * 1.25, align=align, after=3)
            case "note":
                yield Marked(self.paragraph(block.runs, before=3, after=3), "bar", body, colours.accent)
            case _:
                yield self.paragraph(block.runs, after=3)

    @set.register
    def _(self, block: BulletList) -> Iterator[Flowable]:
        mark, indent = ("box", 1.7) if block.boxes else ("bullet", 1.15)
        for item in block.items:
            text = self.paragraph(item, after=3.5 if block.boxes else 1.5)
            yield Marked(text, mark, self.style.body * indent, self.colours.accent)

    @set.register
    def _(self, block: StepList) -> Iterator[Flowable]:
        for number, item in enumerate(block.items, 1):
            text = self.paragraph(item, after=1.5)
            yield Marked(text, f"{number}.", self.style.body * 1.7, self.colours.accent)

    @set.register
    def _(self, block: Callout) -> Iterator[Flowable]:
        colours = self.colours
        place = [Place(block.topic)] if block.topic else []
        if block.kind == "emergency":
            # Its heading and marks take the alarm colour; the bar tells it apart without colour too.
            alarmed = replace(self, colours=replace(colours, accent=colours.alarm))
            inside = [*place, *alarmed.in_two_columns(block.blocks)]
            yield Framed(inside, self.height, colours.alarm, bar=colours.alarm, line=1.6)
        elif block.kind == "plan":
            fill = colours.accent_tint
            yield Framed(self.story(block.blocks), self.height, colours.accent, fill, line=0 if fill else 1.6)
        elif block.kind == "call-us":
            yield Framed([*place, *self._call_us(block.blocks)], self.height, colours.accent, line=1.6)
        else:
            border = colours.text if block.kind == "course" else colours.accent
            yield Framed([*place, *self.story(block.blocks)], self.height, border, line=1.6)

    def _call_us(self, blocks: tuple[Block, ...]) -> list[Flowable]:
        """Set heading and phone side by side, then the two lists; in large print all one below the other."""
        if self.style.stack_tables:
            return self.story(blocks)
        rest = blocks[2:]
        lists = [at for at, block in enumerate(rest) if isinstance(block, BulletList)]
        flowables = [self._side_by_side(blocks[:1], blocks[1:2], (0.34, 0.66), "MIDDLE")]
        if len(lists) < 2:
            return [*flowables, *self.story(rest)]
        cut = lists[0] + 1
        flowables.append(self._side_by_side(rest[:cut], rest[cut : lists[1] + 1], (0.5, 0.5), "TOP"))
        return [*flowables, *self.story(rest[lists[1] + 1 :])]

    def _side_by_side(
        self, left: tuple[Block, ...], right: tuple[Block, ...], shares: tuple[float, float], level: str
    ) -> Grid:
        """Set blocks in two columns with a gutter between them."""
        grid = Grid([[self.story(left), self.story(right)]], colWidths=[f"{share:.0%}" for share in shares])
        gutter = ("RIGHTPADDING", (0, 0), (0, 0), _GUTTER)
        grid.setStyle([("VALIGN", (0, 0), (-1, -1), level), *_no_padding(), gutter])
        return grid

    def in_two_columns(self, blocks: tuple[Block, ...]) -> list[Flowable]:
        """Set short lists in two columns, read down the first; in large print in one."""
        if self.style.stack_tables:
            return self.story(blocks)
        flowables: list[Flowable] = []
        for block in blocks:
            if isinstance(block, BulletList) and len(block.items) > 4:
                one, two = self._halves(block)
                flowables.append(self._side_by_side((one,), (two,), (0.5, 0.5), "TOP"))
            else:
                flowables += self.set(block)
        return flowables

    def _halves(self, block: BulletList) -> tuple[BulletList, BulletList]:
        """Cut a list in two where both columns come out as even as they can."""
        width = self.width / 2 - 3 * _GUTTER
        heights = [item.wrap(width, self.height)[1] for item in self.story((block,))]
        cuts = range(1, len(heights))
        cut = min(cuts, key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), at))
        return replace(block, items=block.items[:cut]), replace(block, items=block.items[cut:])

    @set.register
    def _(self, block: CareBand) -> Iterator[Flowable]:
        if self.style.stack_tables:  # large type leaves no room for bars: the words stand instead
            yield self.paragraph((Run(block.words),), after=3)
        else:
            yield BandDrawing(block, self.colours, self.style.body)

    @set.register
    def _(self, block: DayLog) -> Iterator[Flowable]:
        yield LogDrawing(block.days, self.colours, self.style.body)

    @set.register
    def _(self, block: QrCode) -> Iterator[Flowable]:
        yield QrDrawing(block.address, self.colours, self.style.body)

    @set.register
    def _(self, block: SignOff) -> Iterator[Flowable]:
        yield SignOffLine(block.label, self.colours, self.style.body)

    @set.register
    def _(self, block: Card) -> Iterator[Flowable]:
        match block.blocks:
            case (Heading() as title, ParagraphBlock(role="lead") as dose, *rest) if (
                not self.style.stack_tables
            ):
                place = [Place(title.topic)] if title.topic else []
                top = self._side_by_side((replace(title, topic=""),), (dose,), (0.36, 0.64), "MIDDLE")
                inside = [*place, top, *self.story(tuple(rest))]
            case blocks:
                inside = self.story(blocks)
        yield Framed(inside, self.height, self.colours.rule, padding=(6, 11))

    @set.register
    def _(self, block: Section) -> Iterator[Flowable]:
        style = self.style
        yield Rule(self.colours.rule, before=7, after=4)
        if not style.rail:
            yield self.paragraph(
                block.heading, style.h2, self.colours.accent, True, after=2, keep=True, heavy=BOLD
            )
            yield from self.story(block.blocks)
            return
        indent = Indenter(left=style.indent)
        indent.keepWithNext = 1
        yield indent
        yield from self._beside_rail(block)
        yield Indenter(left=-style.indent)

    def _beside_rail(self, section: Section) -> Iterator[Flowable]:
        """Set a section with its name, and then its topics' titles, in the rail."""
        waiting = [self.paragraph(section.heading, self.style.h3, self.colours.accent, True, heavy=BOLD)]
        label: RailLabel | None = None
        for block in section.blocks:
            if isinstance(block, Heading):
                title = self.paragraph(block.runs, strong=True, before=2 if waiting else 0)
                if label and not waiting:
                    yield RailFloor(label)
                    yield Gap(self.style.body * 0.5)
                if block.topic:
                    yield Place(block.topic)
                waiting.append(title)
                continue
            first = bool(waiting)
            if waiting:
                label = RailLabel(waiting, self.style.rail, -self.style.indent)
                waiting = []
                yield label
            for flowable in self.set(block):
                if first:
                    _stand_level(flowable)
                    first = False
                yield flowable
        if label:
            yield RailFloor(label)

    @set.register
    def _(self, block: Letterhead) -> Iterator[Flowable]:
        body, colours = self.style.body, self.colours
        name = self.paragraph((Run(block.name),), body * 1.25, colours.accent, True, heavy=BOLD)
        phone = self.paragraph((Run(block.phone),), body, strong=True, align="right", heavy=BOLD)
        details = self.paragraph((Run(block.details),), body, colours.muted, align="right")
        if self.style.stack_tables:
            yield from (
                name,
                self.paragraph((Run(block.phone, True),)),
                self.paragraph((Run(block.details),)),
            )
        else:
            share = 0.45
            grid = Grid(
                [[name, [phone, details] if block.details else phone]],
                colWidths=[self.width * share, self.width * (1 - share)],
            )
            grid.setStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_no_padding()])
            yield grid
        yield Rule(colours.accent, before=3, after=3, width=1.6)

    @set.register
    def _(self, block: Table) -> Iterator[Flowable]:
        if self.style.stack_tables:
            yield from self._stacked(block)
            return
        rows = [self._row(block.header, header=True), *(self._row(row) for row in block.rows)]
        grid = Grid(rows, colWidths=self._column_widths(block), repeatRows=1)
        rule, ink = HexColor(self.colours.rule), HexColor(self.colours.text)
        look: list[tuple[object, ...]] = [
            ("LINEBELOW", (0, 0), (-1, 0), 1, ink),
            ("LINEBELOW", (0, 1), (-1, -1), 0.7, rule),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), _CELL_PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _CELL_PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
        for index, row in enumerate(block.rows, 1):
            look += [
                ("SPAN", (at, index), (at + cell.span - 1, index))
                for at, cell in _placed(row)
                if cell.span > 1
            ]
        grid.setStyle(look)
        grid.spaceAfter = 6
        grid.wrap(self.width, self.height)
        if sum(grid._rowHeights[:1]) + max(grid._rowHeights) > self.height:
            grid.splitInRow = 1  # no page could hold the row whole
        yield grid

    def _column_widths(self, block: Table) -> list[float]:
        """Give each column room for its longest word, and share out the rest as the table asks."""
        least = [0.0] * len(block.widths)
        for row in (block.header, *block.rows):
            for at, cell in _placed(row):
                if cell.span == 1:
                    words = [text_width(word, BOLD, self.style.body) for word in plain(cell.runs).split()]
                    least[at] = max([least[at], *(word + 2 * _CELL_PADDING + 1 for word in words)])
        width, total = self.width - self.style.indent, sum(block.widths)
        if sum(least) > width:  # there is no room for every word whole: the longest are broken
            least = [min(low, width * share / total) for low, share in zip(least, block.widths, strict=True)]
        wanted = [max(low, width * share / total) for low, share in zip(least, block.widths, strict=True)]
        spare = [want - low for want, low in zip(wanted, least, strict=True)]
        over = min(1.0, (sum(wanted) - width) / sum(spare)) if sum(spare) > 0 else 0.0
        return [want - over * loose for want, loose in zip(wanted, spare, strict=True)]

    def _row(self, cells: tuple[Cell, ...], header: bool = False) -> list[object]:
        row: list[object] = []
        for cell in cells:
            colour = self.colours.muted if header else ""
            row.append(self.paragraph(cell.runs, colour=colour, strong=header, align=cell.align))
            row += [""] * (cell.span - 1)
        return row

    def _stacked(self, block: Table) -> Iterator[Flowable]:
        """Set each row as a block of its own: large type leaves no room for columns."""
        for row in block.rows:
            inside: list[Flowable] = []
            for at, cell in _placed(row):
                if not plain(cell.runs).strip("– "):
                    continue
                name = plain(block.header[at].runs)
                lead = () if at == 0 or cell.span > 1 else (Run(f"{name}: "),)
                inside.append(self.paragraph((*lead, *cell.runs), after=2))
            yield Framed(inside, self.height, self.colours.rule, padding=(7, 11))


def _stand_level(flowable: Flowable) -> None:
    """Take away the space above a flowable, so that its first line stands level with the rail's."""
    flowable.spaceBefore = 0
    if isinstance(flowable, Paragraph):
        flowable.style.spaceBefore = 0


def _placed(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.span


def _no_padding() -> list[tuple[object, ...]]:
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, (0, 0), (-1, -1), 0) for side in sides]
