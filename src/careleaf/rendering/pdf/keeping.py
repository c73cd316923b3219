"""What was set for one page and serves the next: pieces with their line breaks and their drawing.

A piece is found again by what it was made from, so a page set with kept pieces is the page set without.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.tagged_canvas import Recording, TaggedCanvas

Make = Callable[[Element], Iterable[Flowable]]

_MOST_PIECES = 2000  # about ten times what the longest handout has


class Kept(Flowable):
    """A flowable that is measured once for each width and drawn once: after that its drawing is repeated."""

    def __init__(self, inside: Flowable, recorder: TaggedCanvas) -> None:
        super().__init__()
        self.inside: Any = inside  # whoever kept it knows what it is
        self._recorder = recorder
        self.hAlign = inside.hAlign
        self.was_split = False
        self._asked = inside.getSpaceBefore(), inside.getSpaceAfter(), inside.getKeepWithNext()
        self._sizes: dict[float, tuple[float, float]] = {}
        self._recordings: dict[float, Recording | None] = {}
        self.refresh()

    def refresh(self) -> None:
        """Forget what the document before asked of it."""
        self.spaceBefore, self.spaceAfter, self.keepWithNext = self._asked

    def getSpaceBefore(self) -> float:  # noqa: N802 - ReportLab's name
        """Return the space above; ReportLab's own way takes longer than finding the piece."""
        return self.spaceBefore

    def getSpaceAfter(self) -> float:  # noqa: N802 - ReportLab's name
        """Return the space below."""
        return self.spaceAfter

    def getKeepWithNext(self) -> int:  # noqa: N802 - ReportLab's name
        """Tell whether it stays with what follows."""
        return self.keepWithNext

    def wrapOn(self, _: TaggedCanvas, width: float, height: float) -> tuple[float, float]:  # noqa: N802
        """Return the size in a width: it is measured on a canvas of its own."""
        return self.wrap(width, height)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size in a width; the height of the room changes none."""
        if width not in self._sizes:
            self._sizes[width] = self.inside.wrapOn(self._recorder, width, height)
        self._room = (width, height)
        return self._sizes[width]

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split what is inside. Its parts are made of its own pieces, so it serves this document only.

        As wrapped last: the width that ReportLab names here leaves out the indent of the frame.
        """
        self.inside.wrapOn(self._recorder, *self._room)
        parts = self.inside.splitOn(self._recorder, width, height)
        self.was_split = bool(parts)
        return parts

    def draw_at(self, canvas: TaggedCanvas, x: float, y: float, room: tuple[float, float]) -> None:
        """Repeat the drawing; without one, draw it for keeping, or where it cannot be kept only here."""
        width = room[0]
        if width not in self._recordings:
            self.inside.wrapOn(self._recorder, *room)
            self._recorder.begin()
            self.inside._drawOn(self._recorder)
            self._recordings[width] = self._recorder.recorded()
        recording = self._recordings[width]
        if recording:
            canvas.replay(recording, x, y)
        else:
            self.inside.wrapOn(canvas, *room)
            self.inside.drawOn(canvas, x, y)


@dataclass(frozen=True)
class _Piece:
    flowables: tuple[Kept, ...]
    elements: tuple[Element, ...]

    def refresh(self) -> bool:
        """Make it ready for the next document; tell whether it still can serve."""
        for flowable in self.flowables:
            flowable.refresh()
        return not any(flowable.was_split for flowable in self.flowables)


@dataclass
class _Equals:
    """Pieces that were made from the same, and how many of them the document at hand has taken."""

    pieces: list[_Piece] = field(default_factory=list)
    document: int = 0
    taken: int = 0


class Keeper:
    """The pieces of pages in one style, the ones used last. A piece stands once in a document at most."""

    def __init__(self, recorder: TaggedCanvas) -> None:
        self.recorder = recorder
        self._equals: dict[Hashable, _Equals] = {}
        self._document = 0

    def begin(self) -> None:
        """Begin a document: every piece is free again."""
        self._document += 1
        if len(self._equals) > _MOST_PIECES:
            last_used = sorted(self._equals.items(), key=lambda item: item[1].document)
            self._equals = dict(last_used[len(last_used) // 2 :])

    def take(self, made_from: Hashable, into: Element, make: Make) -> tuple[Kept, ...]:
        """Return what was made from the same before, or make it. `make` fills the element it is given."""
        equals = self._equals.get(made_from)
        if equals is None:
            equals = self._equals[made_from] = _Equals()
        if equals.document != self._document:
            equals.document, equals.taken = self._document, 0
        number = equals.taken
        equals.taken += 1
        if number == len(equals.pieces) or not equals.pieces[number].refresh():
            equals.pieces[number : number + 1] = [self._made(into.role, make)]
        piece = equals.pieces[number]
        into.kids.extend(piece.elements)
        return piece.flowables

    def _made(self, role: str, make: Make) -> _Piece:
        group = Element(role)
        flowables = tuple(Kept(flowable, self.recorder) for flowable in make(group))
        return _Piece(flowables, tuple(group.kids))
