"""Elements of the logical tree as a PDF has them, with holes for the numbers that each file gives anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from operator import itemgetter
from typing import NamedTuple

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.pdf_file import pdf_text
from careleaf.rendering.pdf.structure import AttributeValue, Element

# For each drawing of some elements: the number of the element that owns each mark, and the page, counted from
# the first that they stand on.
DrawnMarks = tuple[tuple[tuple[int, ...], int], ...]

_ATTRIBUTE_OWNER = {"L": "List", "TH": "Table", "TD": "Table", "Figure": "Layout"}
_MAY_BE_EMPTY = frozenset({"TH", "TD", "LBody"})  # an empty cell still counts as one


class Subtree(NamedTuple):
    """Elements that have content, as `size` objects in a row.

    `objects` are templates, a line each. `fill` picks the numbers for their holes out of: the parent's, those
    of `pages` pages, the objects' own, those of the marks in the order of drawing. `tops` are the elements
    right below the parent and `owners` those that own the marks, by their place in the row.
    """

    objects: str
    fill: Callable[[Sequence[int]], object]
    size: int
    pages: int
    tops: tuple[int, ...]
    owners: tuple[int, ...]


class Elements:
    """Some elements of the logical tree with all below them, numbered in reading order."""

    def __init__(self, tops: Iterable[Element]) -> None:
        self.tops = tuple(tops)
        below = chain.from_iterable((top, *top.below()) for top in self.tops)
        self.numbers = {element: number for number, element in enumerate(below)}
        self._subtrees: dict[DrawnMarks, Subtree] = {}

    def subtree(self, drawn: DrawnMarks) -> Subtree:
        """Return them as a file has them, once they were drawn."""
        found = self._subtrees.get(drawn)
        if found is None:
            found = self._subtrees[drawn] = _subtree(self.tops, drawn)
        return found


def _subtree(elements: Sequence[Element], drawn: DrawnMarks) -> Subtree:
    owners = [owner for numbers, _ in drawn for owner in numbers]
    pages = [page for numbers, page in drawn for _ in numbers]
    marks: dict[int, list[int]] = {}
    for mark, owner in enumerate(owners):
        marks.setdefault(owner, []).append(mark)
    tops = _with_content(elements, count(), marks)
    row = [node for top in tops for node in top.below()]
    places = {node.number: place for place, node in enumerate(row)}
    writer = _Writer(pages, places)
    objects = [writer.write(node, -1) for node in tops]
    return Subtree(
        "\n".join(chain.from_iterable(objects)),
        itemgetter(*writer.holes) if row else tuple,
        len(row),
        writer.pages,
        tuple(places[top.number] for top in tops),
        tuple(places[owner] for owner in owners),
    )


@dataclass(frozen=True)
class _Node:
    """An element with content: its number, its marks and those below it that have content too."""

    element: Element
    number: int
    marks: list[int]
    kids: list[_Node]

    def below(self) -> Iterator[_Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.below()


def _with_content(
    elements: Sequence[Element], numbers: Iterator[int], marks: Mapping[int, list[int]]
) -> list[_Node]:
    nodes = []
    for element in elements:
        number = next(numbers)
        node = _Node(element, number, marks.get(number, []), _with_content(element.kids, numbers, marks))
        if node.marks or node.kids or element.role in _MAY_BE_EMPTY:
            nodes.append(node)
    return nodes


class _Writer:
    """Write templates one by one; remember what goes into their holes."""

    def __init__(self, page_of_mark: Sequence[int], places: Mapping[int, int]) -> None:
        self._page_of_mark, self._places = page_of_mark, places
        self.pages = max(page_of_mark, default=0) + 1
        self.holes: list[int] = []

    def write(self, node: _Node, parent: int) -> Iterator[str]:
        """Yield the templates of a node and all below it; -1 is the parent of those at the top."""
        self.holes.append(self._object(parent) if parent >= 0 else 0)
        element, marks = node.element, node.marks
        text = f"/ActualText{pdf_text(element.actual_text)}" if element.actual_text else ""
        alt = f"/Alt{pdf_text(element.alt)}" if element.alt else ""
        page = self._page(marks[0]) if marks else ""
        content = [*(self._kid(kid) for kid in node.kids), *(self._mark(mark, marks[0]) for mark in marks)]
        kids = f"/K[{' '.join(content)}]" if content else ""
        said = f"{text}{alt}".replace("%", "%%")
        yield f"<</Type/StructElem/S/{element.role}/P %d 0 R{said}{page}{_attributes(element)}{kids}>>"
        for kid in node.kids:
            yield from self.write(kid, node.number)

    def _object(self, number: int) -> int:
        return 1 + self.pages + self._places[number]

    def _page(self, mark: int) -> str:
        self.holes.append(1 + self._page_of_mark[mark])
        return "/Pg %d 0 R"

    def _kid(self, kid: _Node) -> str:
        self.holes.append(self._object(kid.number))
        return "%d 0 R"

    def _mark(self, mark: int, first: int) -> str:
        """Refer to an element's content: by number on its first page, by page and number on others."""
        elsewhere = self._page_of_mark[mark] != self._page_of_mark[first]
        page = self._page(mark) if elsewhere else ""
        self.holes.append(1 + self.pages + len(self._places) + mark)
        return f"<</Type/MCR{page}/MCID %d>>" if elsewhere else "%d"


def _attributes(element: Element) -> str:
    if not element.attributes:
        return ""
    entries = "".join(f"/{key}{_value(value)}" for key, value in element.attributes.items())
    return f"/A<</O/{_ATTRIBUTE_OWNER[element.role]}{entries}>>"


def _value(value: AttributeValue) -> str:
    return f"/{value}" if isinstance(value, str) else f" {value}"
