"""Pages from what stands on them: recordings put together, their marks numbered in the order of drawing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.furniture import PageFurniture
from careleaf.rendering.pdf.keeping import Drawing
from careleaf.rendering.pdf.outline import HeadingPlace
from careleaf.rendering.pdf.page_filling import Layout, Placed
from careleaf.rendering.pdf.placed_pictures import PlacedPictures
from careleaf.rendering.pdf.recording import At, TopicPlace, together


@dataclass
class Drawn:
    """All that drawing leaves behind: operators and number of marks of each page, and what goes with them."""

    size: tuple[float, float]
    pages: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    headings: list[HeadingPlace] = field(default_factory=list)
    places: list[TopicPlace] = field(default_factory=list)
    fonts: EmbeddedFonts = field(default_factory=EmbeddedFonts)
    pictures: PlacedPictures = field(default_factory=PlacedPictures)

    def looks(self) -> tuple[str, ...]:
        """Return a key for the look of each page: its operators, and what they mean in this document only."""
        alike = hashlib.sha256(f"{self.size} {self.fonts.own_codes()}".encode())
        keys = []
        for operators in self.pages:
            key = alike.copy()
            key.update(operators.encode("ascii"))
            keys.append(key.hexdigest())
        return tuple(keys)

    def add_page(self, placed: Iterable[Placed]) -> None:
        """Draw what stands on the next page; each occurrence learns where its marks are."""
        drawn, page, marks = list[At](), len(self.pages), 0
        for kept, of, x, y, width in placed:
            recording = kept.drawing(width, self.fonts)
            drawn.append(At(recording, x, y))
            of.drawings.append(Drawing(recording, page, marks))
            marks += len(recording.owners)
        whole = together(drawn)
        self.pages.append(whole.operators % tuple(range(marks)))
        self.marks.append(marks)
        self.headings += [heading._replace(page=page) for heading in whole.headings]
        self.places += [replace(place, page=page) for place in whole.places]
        self.fonts.use(whole.glyphs)
        self.pictures.used.update(whole.pictures)


def draw_pages(layout: Layout, furniture: PageFurniture, size: tuple[float, float]) -> Drawn:
    """Draw a layout, with the furniture of each page."""
    drawn = Drawn(size)
    for number, placed in enumerate(layout.pages, 1):
        drawn.add_page([*placed, *furniture.page(number, len(layout.pages))])
    return drawn
