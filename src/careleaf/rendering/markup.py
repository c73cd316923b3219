"""XML text in, blocks out. An unknown element or attribute is an error with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from careleaf.domain.blocks import (
    BandBar,
    Block,
    BulletList,
    Callout,
    Card,
    CareBand,
    Cell,
    CourseBar,
    DayLog,
    Document,
    Heading,
    Illustrated,
    Letterhead,
    PainChart,
    Paragraph,
    QrCode,
    Run,
    Runs,
    Section,
    SignOff,
    StepList,
    Table,
)
from careleaf.rendering.xml_part import ELEMENT, Part

_WHITE_SPACE = re.compile(r"[ \n\r\t]+")


class MarkupError(Exception):
    """Say where a template wrote something that is no handout."""


class Node:
    """An element with its line, its attributes and its content, in order; a part with its blocks."""

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name, self.attributes, self.line = name, attributes, line
        self.blocks: tuple[Block, ...] | None = None
        self.content: list[Node | str] = []

    def get(self, key: str, default: str = "") -> str:
        """Take an attribute out, so that what is left over is known to be unknown."""
        return self.attributes.pop(key, default)

    def children(self) -> list[Node]:
        """Return the elements inside; text between them is an error."""
        for item in self.content:
            if isinstance(item, str) and item.strip():
                raise self.error(f"text outside an element: {item.strip()[:40]!r}")
        return [item for item in self.content if isinstance(item, Node)]

    def error(self, message: str) -> MarkupError:
        """Make an error that names the element and its line."""
        return MarkupError(f"line {self.line}: <{self.name}>: {message}")

    def done(self) -> None:
        """Refuse attributes that nobody asked for."""
        for key in self.attributes:
            raise self.error(f"unknown attribute {key!r}")


def parse(xml: str, parts: tuple[Part, ...] = ()) -> Document:
    """Turn a handout's XML into a document. Raises MarkupError with the line.

    Blocks of one of the `parts` that was read before are the very same objects.
    """
    root = _tree(xml, parts)
    if root.name != "handout":
        raise root.error("expected <handout>")
    document = Document(
        language=root.get("language"),
        title=root.get("title"),
        footer=root.get("footer"),
        stamp=root.get("stamp"),
        blocks=_blocks(root),
        number=root.get("number"),
        patient=root.get("patient"),
    )
    root.done()
    return document


def _tree(xml: str, parts: tuple[Part, ...]) -> Node:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    top = Node("", {}, 0)
    open_nodes = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        node = Node(name, attributes, parser.CurrentLineNumber)
        if name == ELEMENT and parts:
            node.blocks = _blocks_of(parts[int(node.get("n"))])
        open_nodes[-1].content.append(node)
        open_nodes.append(node)

    def refuse(*_: object) -> None:
        raise MarkupError(f"line {parser.CurrentLineNumber}: a document type is not allowed")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_nodes.pop()
    parser.CharacterDataHandler = lambda text: open_nodes[-1].content.append(text)
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise MarkupError(f"line {error.lineno}: {expat.ErrorString(error.code)}") from None
    return top.children()[0]


@lru_cache(maxsize=512)  # an edit changes few parts
def _blocks_of(part: Part) -> tuple[Block, ...]:
    try:
        return _blocks(_tree(f"<blocks>{part.xml}</blocks>", part.parts))
    except MarkupError as error:
        raise MarkupError(f"{part.template}: {error}") from None


def _blocks(node: Node) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for child in node.children():
        if child.blocks is not None:
            blocks += child.blocks
        elif child.name in _READERS:
            blocks.append(_READERS[child.name](child))
        else:
            raise child.error("unknown element")
        child.done()
    return tuple(blocks)


def _runs(node: Node) -> Runs:
    """Read text and <b>; white space folds as in print, and none stands at either end."""
    pieces: list[tuple[str, bool]] = []
    for item in node.content:
        if isinstance(item, str):
            pieces.append((item, False))
        elif item.name == "b":
            item.done()
            pieces.append(("".join(_only_text(item)), True))
        else:
            raise item.error("only <b> is allowed inside text")
    runs: list[Run] = []
    after_space = True
    for raw, strong in pieces:
        text = _WHITE_SPACE.sub(" ", raw)
        text = text.removeprefix(" ") if after_space else text
        if text:
            runs.append(Run(text, strong))
            after_space = text.endswith(" ")
    if runs and runs[-1].text.endswith(" "):
        last = runs.pop()
        runs += [Run(last.text.rstrip(" "), last.strong)] if last.text.strip(" ") else []
    return tuple(runs)


def _only_text(node: Node) -> list[str]:
    for item in node.content:
        if isinstance(item, Node):
            raise item.error("nothing may stand inside <b>")
    return [item for item in node.content if isinstance(item, str)]


def _items(node: Node) -> tuple[Runs, ...]:
    for child in node.children():
        if child.name != "item":
            raise child.error("expected <item>")
        child.done()
    return tuple(_runs(child) for child in node.children())


def _cells(node: Node) -> tuple[Cell, ...]:
    cells = []
    for child in node.children():
        if child.name != "cell":
            raise child.error("expected <cell>")
        cells.append(Cell(_runs(child), int(child.get("span", "1")), child.get("align", "left")))
        child.done()
    node.done()
    return tuple(cells)


def _table(node: Node) -> Table:
    rows = [(child.name, _cells(child)) for child in node.children()]
    if not rows or rows[0][0] != "header" or any(name != "row" for name, _ in rows[1:]):
        raise node.error("expected one <header>, then <row>s")
    columns = len(rows[0][1])
    widths = tuple(float(width) for width in node.get("widths").split()) or (1.0,) * columns
    for _, cells in rows:
        if sum(cell.span for cell in cells) != columns or len(widths) != columns:
            raise node.error(f"expected {columns} columns in every row")
    return Table(rows[0][1], tuple(cells for _, cells in rows[1:]), widths)


def _letterhead(node: Node) -> Letterhead:
    name, phone, details = node.get("name"), node.get("phone"), node.get("details")
    return Letterhead(name, phone, details, node.get("colour"), node.get("logo"))


def _band(node: Node) -> CareBand:
    """Read <band words> with its <day>s and <bar start end>s."""
    days, bars = [], []
    for child in node.children():
        label = "".join(_only_text(child)).strip()
        if child.name == "day":
            days.append(label)
        elif child.name == "bar":
            bars.append(BandBar(label, float(child.get("start")), float(child.get("end"))))
        else:
            raise child.error("expected <day> or <bar>")
        child.done()
    return CareBand(tuple(days), tuple(bars), node.get("words"))


def _course_bar(node: Node) -> CourseBar:
    nights = tuple(float(place) for place in node.get("nights").split())
    days = tuple(node.get("days").split(", "))
    return CourseBar(days, nights, float(node.get("stop")), node.get("words"))


_READERS: dict[str, Callable[[Node], Block]] = {
    "letterhead": _letterhead,
    "heading": lambda node: Heading(int(node.get("level")), _runs(node), node.get("topic")),
    "p": lambda node: Paragraph(_runs(node), node.get("role", "body")),
    "list": lambda node: BulletList(_items(node), node.get("boxes") == "yes"),
    "steps": lambda node: StepList(_items(node)),
    "table": _table,
    "callout": lambda node: Callout(node.get("kind"), _blocks(node), node.get("topic")),
    "card": lambda node: Card(_blocks(node), node.get("topic")),
    "illustrated": lambda node: Illustrated(node.get("figure"), _blocks(node), node.get("spare") == "yes"),
    "band": _band,
    "course-bar": _course_bar,
    "pain-chart": lambda node: PainChart(tuple(node.get("days").split(", ")), node.get("words")),
    "log": lambda node: DayLog(tuple(node.get("days").split(", "))),
    "qr": lambda node: QrCode(node.get("address")),
    "sign-off": lambda node: SignOff(node.get("label")),
    "section": lambda node: Section((Run(node.get("heading")),), _blocks(node), node.get("icon")),
}
