"""What was set for one page and serves the next: pieces with their line breaks, their drawing and their tree.

A piece is found again by what it was made from, and no document changes it. So a page set with kept pieces is
the page set without, and the same piece may stand in a document more than once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from reportlab.platypus import Flowable

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.recording import Recording
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.subtree import Elements
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas

Make = Callable[[Element], Iterable[Flowable]]
T = TypeVar("T")

_HIGH = 1e4  # points: the room to measure in; its height changes no size


class Kept:
    """A flowable that is measured once for each width and drawn once: after that its drawing is repeated."""

    def __init__(self, inside: Flowable, piece: Piece) -> None:
        self.inside, self._piece = inside, piece
        self.before, self.after = inside.getSpaceBefore(), inside.getSpaceAfter()
        self.keep = bool(inside.getKeepWithNext())
        self._sizes: dict[float, tuple[float, float]] = {}
        self._drawings: dict[float, Recording] = {}

    def size(self, width: float) -> tuple[float, float]:
        """Return the height in a width, and how far right of the room's edge it stands."""
        size = self._sizes.get(width)
        if size is None:
            used, height = self.inside.wrapOn(self._piece.recorder, width, _HIGH)
            size = self._sizes[width] = (height, self.inside._hAlignAdjust(0.0, width - used))
        return size

    def drawing(self, width: float, fonts: EmbeddedFonts) -> Recording:
        """Return the drawing in a width, for a document with some fonts."""
        drawing = self._drawings.get(width)
        if drawing is None:
            drawing = self._drawings[width] = self._draw(width, EmbeddedFonts(), set())
        return drawing if drawing.lasting else self._draw(width, fonts, set())

    def _draw(self, width: float, fonts: EmbeddedFonts, seen: set[object]) -> Recording:
        recorder = self._piece.recorder
        self.inside.wrapOn(recorder, width, _HIGH)
        recorder.begin(fonts, seen)
        self.inside._drawOn(recorder)
        return recorder.recorded(self._piece.elements.numbers)

    def cut(self, width: float, told: float, height: float) -> list[Part]:
        """Cut at a height, as set in a width; nothing where it cannot be cut.

        What is cut is a twin: ReportLab's tables change when they are. Flowables are told another width then,
        which leaves out the indent.
        """
        if not self._parts(set(), width, told, height):
            return []
        twin = self._piece.again().kept[self._piece.kept.index(self)]
        return twin._parts(set(), width, told, height)

    def _parts(self, seen: set[object], width: float, told: float, height: float) -> list[Part]:
        self.inside.wrapOn(self._piece.recorder, width, height)
        parts = self.inside.splitOn(self._piece.recorder, told, height)
        return [Part(part, self._piece, seen) for part in parts]


class Part(Kept):
    """A part of what was cut at the end of a page. It is drawn once, and serves one document only."""

    def __init__(self, inside: Flowable, piece: Piece, seen: set[object]) -> None:
        super().__init__(inside, piece)
        self._seen = seen

    def drawing(self, width: float, fonts: EmbeddedFonts) -> Recording:
        """Draw it."""
        return self._draw(width, fonts, self._seen)

    def cut(self, width: float, told: float, height: float) -> list[Part]:
        """Cut it again."""
        return self._parts(self._seen, width, told, height)


class Piece:
    """What was made from one block: flowables from top to bottom, and elements in reading order.

    `make` fills an element of a role. All is measured and drawn on the canvas `recorder`.
    """

    def __init__(self, role: str, make: Make, recorder: TaggedCanvas) -> None:
        self._role, self._make, self.recorder = role, make, recorder
        group = Element(role)
        self.kept = tuple(Kept(flowable, self) for flowable in make(group))
        self.elements = Elements(group.kids)

    def again(self) -> Piece:
        """Make the same once more."""
        return Piece(self._role, self._make, self.recorder)


class Drawing(NamedTuple):
    """A recording on a page, from 0, and the number of its first mark there."""

    recording: Recording
    page: int
    first: int


@dataclass(eq=False)
class Occurrence:
    """One place of some elements in one document, with what was drawn of them there."""

    elements: Elements
    drawings: list[Drawing] = field(default_factory=list)


class Shelf(Generic[T]):
    """Things found again by what they were made from: so many, those used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, T] = OrderedDict()

    def take(self, made_from: Hashable, make: Callable[[], T]) -> T:
        """Return what was made from the same before, or make it."""
        thing = self._things.get(made_from)
        if thing is None:
            thing = self._things[made_from] = make()
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        else:
            self._things.move_to_end(made_from)
        return thing
