"""Blocks: the typed pieces a page is set from. One model, many writers (PDF, plain text)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from careleaf.lazy_dataclass import dataclass


class Run(NamedTuple):
    """A stretch of text in one weight. A tuple: a page has hundreds, and each edit compares them all."""

    text: str
    strong: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the handout's title, 2 a section, 3 a topic."""

    level: int
    runs: Runs
    topic: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text. Roles: body, message, why, lead, small, note, subtitle, phone, question."""

    runs: Runs
    role: str = "body"


@dataclass(frozen=True)
class BulletList:
    """Points of advice. With `boxes`, each has a box to tick by pen."""

    items: tuple[Runs, ...]
    boxes: bool = False


@dataclass(frozen=True)
class StepList:
    """Numbered steps, in the order they are done."""

    items: tuple[Runs, ...]


@dataclass(frozen=True)
class Cell:
    """A table cell that may span columns."""

    runs: Runs
    span: int = 1
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """A table with a header row; the first cell of each row names the row.

    `widths` are shares of the column widths. Where a style stacks tables, each row becomes a block of
    "header: cell" lines.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Callout:
    """A box that must be seen. Kinds: emergency, plan, call-us, course, note."""

    kind: str
    blocks: tuple[Block, ...]
    topic: str = ""


@dataclass(frozen=True)
class BandBar:
    """One bar of a band, from and to a day column (0 is the left edge of the first)."""

    label: str
    start: float
    end: float


@dataclass(frozen=True)
class CareBand:
    """A picture of what to do over the days, with the same in words for those who cannot see it."""

    days: tuple[str, ...]
    bars: tuple[BandBar, ...]
    words: str


@dataclass(frozen=True)
class CourseBar:
    """A course of bedtime doses as a bar over days: a mark for each night, and its stop."""

    days: tuple[str, ...]
    nights: tuple[float, ...]
    stop: float
    words: str


@dataclass(frozen=True)
class PainChart:
    """A grid to mark pain on, from 0 to 10, a column a day."""

    days: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class DayLog:
    """Boxes to tick off, one a day."""

    days: tuple[str, ...]


@dataclass(frozen=True)
class QrCode:
    """A link as a picture to scan, with its address in words."""

    address: str


@dataclass(frozen=True)
class SignOff:
    """A line to sign on, with what stands under it."""

    label: str


@dataclass(frozen=True)
class Card:
    """A frame that holds one exercise together."""

    blocks: tuple[Block, ...]
    topic: str = ""


@dataclass(frozen=True)
class Illustrated:
    """Blocks with a figure beside them; in large print above them. The figure's own words come with it.

    A `spare` figure is left out where it would cost another sheet of paper.
    """

    figure: str
    blocks: tuple[Block, ...]
    spare: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the page with its heading, and an icon if it has one, in the left rail."""

    heading: Runs
    blocks: tuple[Block, ...]
    icon: str = ""


@dataclass(frozen=True)
class Letterhead:
    """The clinic at the top of page 1. `logo` says what its logo shows; empty: it has none."""

    name: str
    phone: str
    details: str
    colour: str
    logo: str = ""


Block = (
    Heading
    | Paragraph
    | BulletList
    | StepList
    | Table
    | Callout
    | Card
    | Illustrated
    | Section
    | Letterhead
    | CareBand
    | CourseBar
    | PainChart
    | DayLog
    | QrCode
    | SignOff
)


@dataclass(frozen=True)
class Document:
    """A handout as blocks, with what stands on every page: footer and stamp, number and patient."""

    language: str
    title: str
    footer: str
    stamp: str
    blocks: tuple[Block, ...]
    number: str = ""
    patient: str = ""


def plain(runs: Runs) -> str:
    """Return the text of some runs."""
    return "".join(run.text for run in runs)


def texts(block: Block) -> Iterator[str]:
    """Return every text of a block, in reading order."""
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield plain(runs)
        case BulletList(items=items) | StepList(items=items):
            yield from map(plain, items)
        case Table(header=header, rows=rows):
            yield from (plain(cell.runs) for row in (header, *rows) for cell in row)
        case Callout(blocks=inner) | Card(blocks=inner) | Illustrated(blocks=inner):
            for kid in inner:
                yield from texts(kid)
        case Section(heading=heading, blocks=inner):
            yield plain(heading)
            for kid in inner:
                yield from texts(kid)
        case CareBand(days=days, bars=bars, words=words):
            yield from (*days, *(bar.label for bar in bars), words)
        case CourseBar(days=days, words=words) | PainChart(days=days, words=words):
            yield from (*days, words)
        case DayLog(days=days):
            yield from days
        case QrCode(address=words) | SignOff(label=words):
            yield words
        case Letterhead(name=name, phone=phone, details=details):
            yield from (text for text in (name, phone, details) if text)
