"""Pages from what stands on them: recordings put together, their marks numbered in the order of drawing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.furniture import PageFurniture
from careleaf.rendering.pdf.keeping import Drawing
from careleaf.rendering.pdf.outline import HeadingPlace
from careleaf.rendering.pdf.page_filling import Layout, Placed
from careleaf.rendering.pdf.placed_pictures import PlacedPictures
from careleaf.rendering.pdf.recording import At, TopicPlace, together


class Page(NamedTuple):
    """A drawn page: the operators of its contents and of its furniture, and how many marks it has."""

    contents: str
    furniture: str
    marks: int


@dataclass
class Drawn:
    """All that drawing leaves behind: pages, and what a file needs to go with them."""

    size: tuple[float, float]
    pages: list[Page] = field(default_factory=list)
    headings: list[HeadingPlace] = field(default_factory=list)
    places: list[TopicPlace] = field(default_factory=list)
    fonts: EmbeddedFonts = field(default_factory=EmbeddedFonts)
    pictures: PlacedPictures = field(default_factory=PlacedPictures)

    def looks(self) -> tuple[str, ...]:
        """Return a key for the look of each page: its operators, and what they mean in this document only."""
        alike = hashlib.sha256(f"{self.size} {self.fonts.own_codes()}".encode())
        keys = []
        for page in self.pages:
            key = alike.copy()
            key.update(f"{page.contents}\n{page.furniture}".encode("ascii"))
            keys.append(key.hexdigest())
        return tuple(keys)

    def add_page(self, placed: Iterable[Placed], furniture: Iterable[Placed] = ()) -> None:
        """Draw what stands on the next page."""
        contents, marks = self._draw(placed, 0)
        around, marks = self._draw(furniture, marks)
        self.pages.append(Page(contents, around, marks))

    def _draw(self, placed: Iterable[Placed], marks: int) -> tuple[str, int]:
        """Return operators, and the number of marks so far. Each occurrence learns where its marks are."""
        drawn, page, first = list[At](), len(self.pages), marks
        for kept, of, x, y, width in placed:
            recording = kept.drawing(width, self.fonts)
            drawn.append(At(recording, x, y))
            of.drawings.append(Drawing(recording, page, marks))
            marks += len(recording.owners)
        whole = together(drawn)
        self.headings += [heading._replace(page=page) for heading in whole.headings]
        self.places += [replace(place, page=page) for place in whole.places]
        self.fonts.use(whole.glyphs)
        self.pictures.used.update(whole.pictures)
        return whole.operators % tuple(range(first, marks)), marks


def draw_pages(layout: Layout, furniture: PageFurniture, size: tuple[float, float]) -> Drawn:
    """Draw a layout, with the furniture of each page."""
    drawn = Drawn(size)
    for number, placed in enumerate(layout.pages, 1):
        drawn.add_page(placed, furniture.page(number, len(layout.pages)))
    return drawn
