"""What was set for one page and serves the next: pieces with their line breaks, their drawing and their tree.

A piece is found again by what it was made from, and no document changes it. So a page set with kept pieces is
the page set without, and the same piece may stand in a document more than once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.recording import Recording
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.subtree import Elements
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas

Make = Callable[[Element], Iterable[Flowable]]
T = TypeVar("T")

_HIGH = 1e4  # points: the room to measure in; its height changes no size


class Kept:
    """A flowable that is measured once for each width and drawn once: after that its drawing is repeated.

    `seen` are the paragraphs that the parts before it, where it was cut from one, have drawn.
    """

    def __init__(
        self,
        inside: Flowable,
        piece: Piece,
        seen: AbstractSet[object] = frozenset(),
    ) -> None:
        self.inside: Any = inside  # whoever kept it knows what it is
        self._piece, self._seen = piece, seen
        self.before, self.after = inside.getSpaceBefore(), inside.getSpaceAfter()
        self.keep = bool(inside.getKeepWithNext())
        self._sizes: dict[float, tuple[float, float]] = {}
        self._drawings: dict[float, Recording] = {}
        self._cut_at: tuple[float, float, float] | None = None
        self._parts: tuple[Kept, ...] = ()

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
            drawing = self._drawings[width] = self._draw(width, EmbeddedFonts())
        return drawing if drawing.lasting else self._draw(width, fonts)

    def _draw(self, width: float, fonts: EmbeddedFonts) -> Recording:
        recorder = self._piece.recorder
        _, height = self.inside.wrapOn(recorder, width, _HIGH)
        recorder.begin(fonts, set(self._seen))
        self.inside._drawOn(recorder)
        return recorder.recorded(self._piece.elements.numbers, height)

    def cut(self, width: float, told: float, height: float) -> tuple[Kept, ...]:
        """Cut at a height, as set in a width; nothing where it cannot be cut. The last cut is kept.

        Flowables are told another width then, which leaves out the indent.
        """
        if self._cut_at != (width, told, height):
            self._cut_at = (width, told, height)
            self._parts = tuple(self._new_parts(width, told, height))
        return self._parts

    def _new_parts(self, width: float, told: float, height: float) -> Iterator[Kept]:
        """Cut, and draw each part before the next one: what stands in two of them is drawn where it fits."""
        seen = self._seen
        for flowable in self._split(width, told, height):
            part = Kept(flowable, self._piece, seen)
            part.drawing(width, EmbeddedFonts())
            seen = self._piece.recorder.seen
            yield part

    def _split(self, width: float, told: float, height: float) -> list[Flowable]:
        self.inside.wrapOn(self._piece.recorder, width, height)
        parts: list[Flowable] = self.inside.splitOn(self._piece.recorder, told, height)
        return parts


class Piece:
    """What was made from one block: flowables from top to bottom, and elements in reading order.

    `make` fills an element of a role. All is measured and drawn on the canvas `recorder`.
    """

    def __init__(self, role: str, make: Make, recorder: TaggedCanvas) -> None:
        self.recorder = recorder
        group = Element(role)
        self.kept = tuple(Kept(flowable, self) for flowable in make(group))
        self.elements = Elements(group.kids)


class Drawing(NamedTuple):
    """A recording on a page, from 0, and the number of its first mark there."""

    recording: Recording
    page: int
    first: int


@dataclass(eq=False, slots=True)
class Occurrence:
    """One place of some elements in one document, with what was drawn of them there."""

    elements: Elements
    drawings: list[Drawing] = field(default_factory=list)


class Shelf(Generic[T]):
    """Things found again by what they were made from: so many at most, those used last."""

    def __init__(self, most: int) -> None:
        self._most, self._takes = most, 0
        self._things: dict[Hashable, T] = {}
        self._last: dict[int, int] = {}  # when each was taken last, by its identity: keys take long to hash

    def take(self, made_from: Hashable, make: Callable[[], T]) -> T:
        """Return what was made from the same before, or make it."""
        thing = self._things.get(made_from)
        if thing is None:
            self._make_room()
            thing = self._things[made_from] = make()
        self._takes += 1
        self._last[id(thing)] = self._takes
        return thing

    def _make_room(self) -> None:
        """Drop the half that was not taken for longest, where there is no room for one more."""
        if len(self._things) >= self._most:
            by_age = sorted(self._things.items(), key=lambda item: self._last[id(item[1])])
            self._things = dict(by_age[len(by_age) // 2 :])
            self._last = {id(thing): self._last[id(thing)] for thing in self._things.values()}
