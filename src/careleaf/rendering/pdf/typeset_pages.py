"""What comes of typesetting. Who only shows it waits for none of the libraries that made it."""

from __future__ import annotations

from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class PlaceOnPage:
    """Where a topic starts: the page, from 0, and the distance from its top in points."""

    topic: str
    page: int
    top: float


@dataclass(frozen=True)
class Typeset:
    """A finished PDF, with what the preview needs to know of it.

    `looks` has a key for each page: pages with the same key look the same, in this document and in any other.
    """

    pdf: bytes
    pages: int
    places: tuple[PlaceOnPage, ...]
    looks: tuple[str, ...] = ()
