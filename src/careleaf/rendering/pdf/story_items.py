"""What a story is made of: flowables that were kept, sections as a whole, and the rail left of the text.

The rail holds names beside the first line of what they name, and takes care that they have room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.keeping import Kept, Occurrence, Piece
from careleaf.rendering.pdf.recording import Recording


class Item(NamedTuple):
    """A flowable in a story: the space that it asks for, and whether it stays with what follows."""

    kept: Kept
    of: Occurrence
    before: float
    after: float
    keep: bool


def items(piece: Piece) -> list[Item]:
    """Return a piece as it stands in a story by itself, at a place of its own."""
    of = Occurrence(piece.elements)
    return [Item(kept, of, kept.before, kept.after, kept.keep) for kept in piece.kept]


class Drawable(Protocol):
    """What may be put on a page."""

    def drawing(self, width: float, fonts: EmbeddedFonts) -> Recording:
        """Return the drawing in a width, for a document with some fonts."""


class Whole(NamedTuple):
    """A part of a story that is placed as one where it has the room it needs, and otherwise taken `apart`."""

    drawn: Drawable
    of: Occurrence
    before: float
    after: float
    height: float
    need: float
    apart: Callable[[], Sequence[StoryItem]]
    keep: bool = False


@dataclass(frozen=True)
class Indent:
    """Move the left edge of all that follows."""

    left: float

    @property
    def keep(self) -> bool:
        """Tell whether it stays with what follows."""
        return self.left > 0


@dataclass(frozen=True)
class Gap:
    """Room between two topics; none at the top of a page, and never the last thing on one."""

    before: float
    after = 0.0
    keep = True


@dataclass(frozen=True)
class RailLabel:
    """Names in the left rail, beside the first line of their text. They take no room of their own.

    `shift` is where the rail starts, seen from the text column, and `heights` what each name takes.
    """

    names: tuple[Item, ...]
    width: float
    shift: float
    heights: tuple[float, ...]
    before = after = 0.0
    keep = True

    @property
    def depth(self) -> float:
        """Return how far down the names reach."""
        return sum(self.heights)


def rail_label(names: Sequence[Item], width: float, shift: float) -> RailLabel:
    """Measure names for a rail of a width."""
    heights = tuple(name.kept.size(width)[0] + name.before for name in names)
    return RailLabel(tuple(names), width, shift, heights)


class RailFloor:
    """Room below a text, if the last label in the rail is the longer of the two."""

    before = after = 0.0
    keep = False


StoryItem = Item | Whole | Indent | Gap | RailLabel | RailFloor
