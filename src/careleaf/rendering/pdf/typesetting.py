"""Blocks in, flowables out: what each block looks like, and what it is in the logical tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import singledispatchmethod

from careleaf.domain.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    CareBand,
    CourseBar,
    DayLog,
    Heading,
    Illustrated,
    Letterhead,
    PainChart,
    QrCode,
    Run,
    Runs,
    SignOff,
    StepList,
    Table,
)
from careleaf.domain.blocks import Paragraph as ParagraphBlock
from careleaf.domain.figures import Pictures
from careleaf.domain.logo import Logo
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.charts import CourseDrawing, PainDrawing
from careleaf.rendering.pdf.drawings import BandDrawing, LogDrawing, QrDrawing, SignOffLine
from careleaf.rendering.pdf.figure_drawing import Beside, picture_drawing
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.flowables import Framed, Marked, Place
from careleaf.rendering.pdf.fonts import BOLD
from careleaf.rendering.pdf.grid import Grid, GridCell, GridLook
from careleaf.rendering.pdf.letterhead import set_letterhead
from careleaf.rendering.pdf.paragraph import Paragraph
from careleaf.rendering.pdf.structure import BOX, BULLET, Element, box_role
from careleaf.rendering.pdf.tables import set_table
from careleaf.rendering.pdf.text_setting import TextSetter

_GUTTER = 8.0  # points between two columns
_CARD_PADDING = (6.0, 11.0)  # points above and below, left and right
_CARD_SHARES = (0.36, 0.64)  # of a card's width, for title and dose


@dataclass(frozen=True)
class Setter(TextSetter):
    """Turn blocks into flowables in one style.

    Every method that takes `into` appends what it sets to that element, in reading order.
    """

    logo: Logo | None
    pictures: Pictures

    def story(self, blocks: tuple[Block, ...], into: Element) -> list[Flowable]:
        """Return the flowables of some blocks, in order."""
        return [flowable for block in blocks for flowable in self.set(block, into)]

    @singledispatchmethod
    def set(self, block: Block, into: Element) -> Iterator[Flowable]:
        """Turn one block into flowables."""
        raise TypeError(f"no look for {type(block).__name__} in {into.role}")

    @set.register
    def _(self, block: Heading, into: Element) -> Iterator[Flowable]:
        sizes = {1: self.style.h1, 2: self.style.h2, 3: self.style.h3}
        colour = self.colours.accent if block.level == 2 else self.colours.text
        before = {1: 6 * self.style.gaps, 2: 0, 3: 5}[block.level]
        if block.topic:
            yield Place(block.topic, before)
            before = 0
        yield self.heading(block.level, block.runs, into, sizes[block.level], colour, before)

    def heading(
        self, level: int, runs: Runs, into: Element, size: float, colour: str, before: float = 0
    ) -> Paragraph:
        """Set a heading, which the outline lists too."""
        element = into.add(f"H{level}")
        heading = self.paragraph(
            runs, element, size, colour, strong=True, before=before, after=2, keep=True, heavy=BOLD
        )
        heading.outline_level = level
        return heading

    @set.register
    def _(self, block: ParagraphBlock, into: Element) -> Iterator[Flowable]:
        muted, body, runs, element = self.colours.muted, self.style.body, block.runs, into.add("P")
        match block.role:
            case "subtitle":
                yield self.paragraph(runs, element, colour=muted, after=4)
            case "message":
                text = self.paragraph(runs, element, body * 1.12, strong=True, heavy=BOLD)
                yield Marked(text, "bar", body, self.colours.accent)
            case "lead":
                yield self.paragraph(runs, element, strong=True, after=2, keep=True)
            case "question":
                yield self.paragraph(runs, element, strong=True, before=4, keep=True)
            case "why":
                yield self.paragraph(runs, element, after=3, keep=True)
            case "small":
                yield self.paragraph(runs, element, colour=muted, before=4)
            case "phone":
                align = "left" if self.style.stack_tables else "right"
                yield self.paragraph(runs, element, body * 1.25, align=align, after=3)
            case "note":
                text = self.paragraph(runs, element, before=3, after=3)
                yield Marked(text, "bar", body, self.colours.accent)
            case _:
                yield self.paragraph(runs, element, after=3)

    @set.register
    def _(self, block: BulletList, into: Element) -> Iterator[Flowable]:
        mark, indent, read_as = ("box", 1.7, BOX) if block.boxes else ("bullet", 1.15, BULLET)
        list_ = into.add("L", ListNumbering="Square" if block.boxes else "Disc")
        for runs in block.items:
            item = list_.add("LI")
            label = item.add("Lbl")
            label.actual_text = read_as
            text = self.paragraph(runs, item.add("LBody"), after=2 if block.boxes else 1)
            yield Marked(text, mark, self.style.body * indent, self.colours.accent, label)

    @set.register
    def _(self, block: StepList, into: Element) -> Iterator[Flowable]:
        list_, accent = into.add("L", ListNumbering="Decimal"), self.colours.accent
        for number, runs in enumerate(block.items, 1):
            item = list_.add("LI")
            step = (Run(f"{number}."),)
            mark = self.paragraph(step, item.add("Lbl"), colour=accent, strong=True, align="right")
            text = self.paragraph(runs, item.add("LBody"), after=1.5)
            yield Marked(text, mark, self.style.body * 1.7, accent)

    @set.register
    def _(self, block: Callout, into: Element) -> Iterator[Flowable]:
        colours, box = self.colours, into.add(box_role(block))
        place = [Place(block.topic)] if block.topic else []
        if block.kind == "emergency":
            # Its heading and marks take the alarm colour; the bar tells it apart without colour too.
            alarmed = replace(self, colours=replace(colours, accent=colours.alarm))
            inside = [*place, *alarmed.emergency(block.blocks, box)]
            yield self._framed(inside, colours.alarm, bar=colours.alarm)
        elif block.kind == "plan":
            fill, inside = colours.accent_tint, self.story(block.blocks, box)
            yield self._framed(inside, colours.accent, fill, line=0 if fill else 1.6)
        elif block.kind == "call-us":
            inside = [*place, *self._call_us(block.blocks, box)]
            yield self._framed(inside, colours.accent)
        else:
            border = colours.text if block.kind == "course" else colours.accent
            yield self._framed([*place, *self.story(block.blocks, box)], border)

    def _framed(
        self,
        inside: list[Flowable],
        border: str,
        fill: str = "",
        bar: str = "",
        line: float = 1.6,
        padding: tuple[float, float] = (7, 13),
    ) -> Framed:
        """Put a box round flowables, with the style's space in and around it."""
        gaps = self.style.gaps
        room = (padding[0] * gaps, padding[1])
        return Framed(inside, self.height, border, fill, bar, line, room, space=6 * gaps)

    def _call_us(self, blocks: tuple[Block, ...], into: Element) -> list[Flowable]:
        """Set heading and phone side by side, then the two lists; in large print all one below the other."""
        if self.style.stack_tables:
            return self.story(blocks, into)
        rest = blocks[2:]
        lists = [at for at, block in enumerate(rest) if isinstance(block, BulletList)]
        head, phone = self.story(blocks[:1], into), self.story(blocks[1:2], into)
        flowables: list[Flowable] = [_side_by_side(head, phone, (0.34, 0.66), "BOTTOM")]
        if len(lists) < 2:
            return [*flowables, *self.story(rest, into)]
        notes = _first_note(rest)
        left, right = self.story(rest[: lists[0] + 1], into), self.story(rest[lists[0] + 1 : notes], into)
        flowables.append(_side_by_side(left, right, (0.5, 0.5), "TOP"))
        return [*flowables, *self.story(rest[notes:], into)]

    def emergency(self, blocks: tuple[Block, ...], into: Element) -> list[Flowable]:
        """Set heading and lead side by side, then the signs in two columns; in large print one list."""
        if self.style.stack_tables:  # without its sub-headings the box still stands on page 1
            return self.story(tuple(block for block in blocks if _role(block) != "question"), into)
        if len(blocks) < 2:
            return self.story(blocks, into)
        head, lead = self.story(blocks[:1], into), self.story(blocks[1:2], into)
        top, rest = _side_by_side(head, lead, (0.27, 0.73), "BOTTOM"), blocks[2:]
        heads = [at for at, block in enumerate(rest) if _role(block) == "question"]
        if len(heads) != 2:
            return [top, *self.in_two_columns(rest, into)]
        notes = _first_note(rest)
        left, right = self.story(rest[: heads[1]], into), self.story(rest[heads[1] : notes], into)
        columns = _side_by_side(left, right, (0.5, 0.5), "TOP")
        return [top, columns, *self.story(rest[notes:], into)]

    def in_two_columns(self, blocks: tuple[Block, ...], into: Element) -> list[Flowable]:
        """Set short lists in two columns, read down the first; in large print in one."""
        flowables: list[Flowable] = []
        for block in blocks:
            items = list(self.set(block, into))
            if isinstance(block, BulletList) and len(items) > 4 and not self.style.stack_tables:
                cut = self._middle(items)
                flowables.append(_side_by_side(items[:cut], items[cut:], (0.5, 0.5), "TOP"))
            else:
                flowables += items
        return flowables

    def _middle(self, items: list[Flowable]) -> int:
        """Return where to cut a list so that both columns come out as even as they can."""
        width = self.width / 2 - 3 * _GUTTER
        heights = [item.wrap(width, self.height)[1] for item in items]
        return min(range(1, len(heights)), key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), at))

    @set.register
    def _(self, block: CareBand, into: Element) -> Iterator[Flowable]:
        if self.style.stack_tables:  # large type leaves no room for bars: the words stand instead
            yield self.paragraph((Run(block.words),), into.add("P"), after=3)
        else:
            yield BandDrawing(block, self, into)

    @set.register
    def _(self, block: CourseBar, into: Element) -> Iterator[Flowable]:
        yield CourseDrawing(block, self, into)

    @set.register
    def _(self, block: PainChart, into: Element) -> Iterator[Flowable]:
        yield PainDrawing(block, self, into)

    @set.register
    def _(self, block: DayLog, into: Element) -> Iterator[Flowable]:
        yield LogDrawing(block.days, self, into)

    @set.register
    def _(self, block: QrCode, into: Element) -> Iterator[Flowable]:
        yield QrDrawing(block.address, self, into)

    @set.register
    def _(self, block: SignOff, into: Element) -> Iterator[Flowable]:
        yield SignOffLine(block.label, self, into)

    @set.register
    def _(self, block: Card, into: Element) -> Iterator[Flowable]:
        box = into.add(box_role(block))
        match block.blocks:
            case (Heading() as title, ParagraphBlock(role="lead") as dose, *rest) if self._on_one_line(
                title, dose
            ):
                place = [Place(title.topic)] if title.topic else []
                left, right = self.story((replace(title, topic=""),), box), self.story((dose,), box)
                top = _side_by_side(left, right, _CARD_SHARES, "BOTTOM")
                inside = [*place, top, *self.story(tuple(rest), box)]
            case blocks:
                inside = self.story(blocks, box)
        yield self._framed(inside, self.colours.rule, line=1.0, padding=_CARD_PADDING)

    def _on_one_line(self, title: Heading, dose: ParagraphBlock) -> bool:
        """Tell whether a card's title and dose have room side by side."""
        if self.style.stack_tables:
            return False
        room = self.width - self.style.indent - 2 * _CARD_PADDING[1] - _GUTTER
        sizes = (self.style.h3, self.style.body)
        shaped = (self.shaped(title.runs, BOLD), self.shaped(dose.runs, BOLD))
        return all(
            text.ends[-1] * size / 1000 <= room * share
            for text, size, share in zip(shaped, sizes, _CARD_SHARES, strict=True)
        )

    @set.register
    def _(self, block: Illustrated, into: Element) -> Iterator[Flowable]:
        picture = self.pictures.get(block.figure)
        if picture is None:
            yield from self.story(block.blocks, into)
            return
        drawing = picture_drawing(picture, self, into)
        text = self.story(block.blocks, into)
        if self.style.stack_tables:
            yield from (drawing, *text)
        else:
            in_rail = self.style.indent if into.role != "Document" else 0
            yield Beside(text, drawing, self.width - in_rail)

    @set.register
    def _(self, block: Letterhead, into: Element) -> Iterator[Flowable]:
        yield from set_letterhead(self, block, self.logo, into)

    @set.register
    def _(self, block: Table, into: Element) -> Iterator[Flowable]:
        yield from set_table(self, block, into)


def _role(block: Block) -> str:
    return block.role if isinstance(block, ParagraphBlock) else ""


def _first_note(blocks: tuple[Block, ...]) -> int:
    """Return where the clinician's note starts, which stands below the two columns of a box."""
    return next((at for at, block in enumerate(blocks) if _role(block) == "note"), len(blocks))


def _side_by_side(
    left: list[Flowable], right: list[Flowable], shares: tuple[float, float], level: str
) -> Grid:
    """Put flowables in two columns with a gutter between them. A grid for the eye: no table to a reader.

    At the level BOTTOM lines of different sizes share a baseline, and what follows keeps its distance.
    """
    row = (GridCell(tuple(left)), GridCell(tuple(right)))
    grid = Grid([row], shares, GridLook(level, gutter=_GUTTER))
    grid.spaceAfter = 3 if level == "BOTTOM" else 0
    return grid
