"""What was set for one page and serves the next: pieces with their line breaks, their drawing and their tree.

A piece is found again by what it was made from, and no document changes it. So a page set with kept pieces is
the page set without, and the same piece may stand in a document more than once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.platypus import Flowable

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.subtree import DrawnMarks, Subtree, subtree
from careleaf.rendering.pdf.tagged_canvas import Recording, TaggedCanvas

Make = Callable[[Element], Iterable[Flowable]]

_MOST_PIECES = 2000  # about ten times what the longest handout has
_HIGH = 1e4  # points: the room to measure in; its height changes no size


class Kept:
    """A flowable that is measured once for each width and drawn once: after that its drawing is repeated.

    `numbers` has the number of each element that it may draw for.
    """

    def __init__(self, inside: Flowable, recorder: TaggedCanvas, numbers: Mapping[Element, int]) -> None:
        self.inside, self._recorder, self._numbers = inside, recorder, numbers
        self.before, self.after = inside.getSpaceBefore(), inside.getSpaceAfter()
        self.keep = bool(inside.getKeepWithNext())
        self._sizes: dict[float, tuple[float, float]] = {}
        self._drawings: dict[float, Recording | None] = {}

    def size(self, width: float) -> tuple[float, float]:
        """Return the height in a width, and how far right of the room's edge it stands."""
        size = self._sizes.get(width)
        if size is None:
            used, height = self.inside.wrapOn(self._recorder, width, _HIGH)
            size = self._sizes[width] = (height, self.inside._hAlignAdjust(0.0, width - used))
        return size

    def drawing(self, width: float, fonts: EmbeddedFonts) -> Recording:
        """Return the drawing in a width, for a document with some fonts.

        It is kept, unless a letter in it has a code of this document only.
        """
        if width not in self._drawings:
            own = EmbeddedFonts()
            drawing = self._draw(width, own, set())
            self._drawings[width] = None if own.of_this_document_only() else drawing
        return self._drawings[width] or self._draw(width, fonts, set())

    def _draw(self, width: float, fonts: EmbeddedFonts, seen: set[object]) -> Recording:
        self.inside.wrapOn(self._recorder, width, _HIGH)
        self._recorder.begin(fonts, seen)
        self.inside._drawOn(self._recorder)
        return self._recorder.recorded(self._numbers)

    def cut(self, piece: Piece, width: float, told: float, height: float) -> list[Part]:
        """Cut at a height, as set in a width; nothing where it cannot be cut.

        What is cut is a twin: ReportLab's tables change when they are. Flowables are told another width then,
        which leaves out the indent.
        """
        if not self._parts(set(), width, told, height):
            return []
        twin = piece.again().kept[piece.kept.index(self)]
        return twin._parts(set(), width, told, height)

    def _parts(self, seen: set[object], width: float, told: float, height: float) -> list[Part]:
        self.inside.wrapOn(self._recorder, width, height)
        parts = self.inside.splitOn(self._recorder, told, height)
        return [Part(part, self._recorder, self._numbers, seen) for part in parts]


class Part(Kept):
    """A part of what was cut at the end of a page. It is drawn once, and serves one document only."""

    def __init__(
        self, inside: Flowable, recorder: TaggedCanvas, numbers: Mapping[Element, int], seen: set[object]
    ) -> None:
        super().__init__(inside, recorder, numbers)
        self._seen = seen

    def drawing(self, width: float, fonts: EmbeddedFonts) -> Recording:
        """Draw it."""
        return self._draw(width, fonts, self._seen)

    def cut(self, _: Piece, width: float, told: float, height: float) -> list[Part]:
        """Cut it again."""
        return self._parts(self._seen, width, told, height)


class Piece:
    """What was made from one block: flowables from top to bottom, and elements in reading order."""

    def __init__(self, role: str, make: Make, recorder: TaggedCanvas) -> None:
        self._role, self._make, self._recorder = role, make, recorder
        group, numbers = Element(role), dict[Element, int]()
        self.kept = tuple(Kept(flowable, recorder, numbers) for flowable in make(group))
        self.elements = tuple(group.kids)
        numbers.update((element, number) for number, element in enumerate(group.below()))
        self._subtrees: dict[DrawnMarks, Subtree] = {}
        self.last_used = 0

    def again(self) -> Piece:
        """Make the same once more."""
        return Piece(self._role, self._make, self._recorder)

    def subtree(self, drawn: DrawnMarks) -> Subtree:
        """Return the elements as a file has them, once they were drawn."""
        found = self._subtrees.get(drawn)
        if found is None:
            found = self._subtrees[drawn] = subtree(self.elements, drawn)
        return found


class Drawing(NamedTuple):
    """A recording on a page, from 0, and the number of its first mark there."""

    recording: Recording
    page: int
    first: int


@dataclass(eq=False)
class Occurrence:
    """One place of a piece in one document, with what was drawn of it there."""

    piece: Piece
    drawings: list[Drawing] = field(default_factory=list)

    def items(self) -> list[Item]:
        """Return what stands in the story."""
        return [Item(kept, self, kept.before, kept.after, kept.keep) for kept in self.piece.kept]


class Item(NamedTuple):
    """A flowable in a story: the space that it asks for, and whether it stays with what follows."""

    kept: Kept
    of: Occurrence
    before: float
    after: float
    keep: bool


class Keeper:
    """The pieces of pages in one style, the ones used last."""

    def __init__(self, recorder: TaggedCanvas) -> None:
        self._recorder = recorder
        self._pieces: dict[Hashable, Piece] = {}
        self._document = 0

    def begin(self) -> None:
        """Begin a document; forget pieces that were long not used."""
        self._document += 1
        if len(self._pieces) > _MOST_PIECES:
            last_used = sorted(self._pieces.items(), key=lambda item: item[1].last_used)
            self._pieces = dict(last_used[len(last_used) // 2 :])

    def take(self, made_from: Hashable, role: str, make: Make) -> Occurrence:
        """Return what was made from the same before, or make it: `make` fills an element of a role."""
        piece = self._pieces.get(made_from)
        if piece is None:
            piece = self._pieces[made_from] = Piece(role, make, self._recorder)
        piece.last_used = self._document
        return Occurrence(piece)
