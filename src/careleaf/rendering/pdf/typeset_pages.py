"""What comes of typesetting. Who only shows it waits for none of the libraries that made it."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class PlaceOnPage:
    """Where a topic starts: the page, from 0, and the distance from its top in points."""

    topic: str
    page: int
    top: float


class Band(NamedTuple):
    """A band across a page, in points from its top."""

    top: float
    bottom: float


class Sight(NamedTuple):
    """What of a document is in sight: a page, from 0, and the band of it."""

    page: int
    band: Band = Band(0.0, inf)


class PartLook(NamedTuple):
    """What a part of a page looks like: a key of what is drawn there, and the band that it keeps to."""

    key: str
    band: Band


@dataclass(frozen=True)
class PageLook:
    """What a page looks like: two that are equal look the same, in this document and in any other.

    `ground` is what all of it goes by: the page's size, and what its codes mean. The parts come in the order
    of drawing.
    """

    ground: str
    parts: tuple[PartLook, ...]

    def changed_since(self, before: PageLook) -> tuple[Band, ...] | None:
        """Return the bands outside which the page looks as it did before; None where that is all of it."""
        old, new = frozenset(before.parts), frozenset(self.parts)
        stayed = [part for part in self.parts if part in old]
        if self.ground != before.ground or stayed != [part for part in before.parts if part in new]:
            return None
        return tuple(part.band for part in old ^ new)


@dataclass(frozen=True)
class Typeset:
    """A finished PDF, with what the preview needs to know of it: the look of each page among it."""

    pdf: bytes
    pages: int
    places: tuple[PlaceOnPage, ...]
    looks: tuple[PageLook, ...] = ()
