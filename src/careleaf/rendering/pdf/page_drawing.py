"""Pages from what stands on them: recordings put together, their marks numbered in the order of drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import NamedTuple

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.furniture import PageFurniture
from careleaf.rendering.pdf.keeping import Drawing
from careleaf.rendering.pdf.outline import HeadingPlace
from careleaf.rendering.pdf.page_filling import Layout, Placed
from careleaf.rendering.pdf.pdf_file import deflated
from careleaf.rendering.pdf.placed_pictures import PlacedPictures
from careleaf.rendering.pdf.recording import At, Recording, TopicPlace, together
from careleaf.rendering.pdf.typeset_pages import Band, PageLook, PartLook

STICKS_OUT = 6.0  # points: more than any letter or line reaches out of the room of what it belongs to


@dataclass(frozen=True, eq=False)
class Contents:
    """What stands on a page, or around it, as operators: packed, and what its parts look like."""

    whole: Recording
    packed: bytes
    looks: tuple[PartLook, ...]


class Page(NamedTuple):
    """What stands on a page, and its furniture: apart, for a new name in this leaves that as it is."""

    contents: Contents
    furniture: Contents

    @property
    def marks(self) -> int:
        """Return how many marks it has; furniture has none."""
        return len(self.contents.whole.owners)


KeptContents = dict[tuple[At, ...], Contents]


@dataclass
class Drawn:
    """All that drawing leaves behind: pages, and what a file needs to go with them.

    `before` has the contents of the document before, by what they were put together from, and `kept` gets
    those of this one.
    """

    size: tuple[float, float]
    before: KeptContents = field(default_factory=dict)
    kept: KeptContents = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    headings: list[HeadingPlace] = field(default_factory=list)
    places: list[TopicPlace] = field(default_factory=list)
    fonts: EmbeddedFonts = field(default_factory=EmbeddedFonts)
    pictures: PlacedPictures = field(default_factory=PlacedPictures)

    def looks(self) -> tuple[PageLook, ...]:
        """Return the look of each page: its operators, and what they mean in this document only."""
        ground = f"{self.size} {self.fonts.own_codes()}"
        return tuple(PageLook(ground, page.contents.looks + page.furniture.looks) for page in self.pages)

    def add_page(self, placed: Iterable[Placed], furniture: Iterable[Placed] = ()) -> None:
        """Draw what stands on the next page."""
        self.pages.append(Page(self._drawn(placed), self._drawn(furniture)))

    def _drawn(self, placed: Iterable[Placed]) -> Contents:
        """Put recordings together. Each occurrence learns where its marks are."""
        drawn, page, marks = list[At](), len(self.pages), 0
        for kept, of, x, y, width in placed:
            recording = kept.drawing(width, self.fonts)
            drawn.append(At(recording, x, y))
            of.drawings.append(Drawing(recording, page, marks))
            marks += len(recording.owners)
        made_from = tuple(drawn)
        contents = self.kept[made_from] = self.before.get(made_from) or _contents(made_from, self.size[1])
        whole = contents.whole
        self.headings += [heading._replace(page=page) for heading in whole.headings]
        self.places += [replace(place, page=page) for place in whole.places]
        self.fonts.use(whole.letters)
        self.pictures.used.update(whole.pictures)
        return contents


def _contents(drawn: Iterable[At], height: float) -> Contents:
    whole = together(drawn)
    operators = (whole.operators % tuple(range(len(whole.owners)))).encode("ascii")
    return Contents(whole, deflated(operators), tuple(_look(part, height) for part in drawn))


def _look(part: At, height: float) -> PartLook:
    lowest, highest = (height - part.y - reach for reach in part.recording.reach)
    band = Band(highest - STICKS_OUT, lowest + STICKS_OUT)
    return PartLook(f"{part.recording.digest} {part.x:.4f} {part.y:.4f}", band)


def draw_pages(
    layout: Layout, furniture: PageFurniture, size: tuple[float, float], before: KeptContents
) -> Drawn:
    """Draw a layout, with the furniture of each page; what the document before had alike is taken from it."""
    drawn = Drawn(size, before)
    for number, placed in enumerate(layout.pages, 1):
        drawn.add_page(placed, furniture.page(number, len(layout.pages)))
    return drawn
