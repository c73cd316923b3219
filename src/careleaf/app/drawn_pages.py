"""A handout as the window shows it: typeset, and its pages drawn, the one in sight first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from careleaf.app.handout_making import Made
from careleaf.domain.readability import Reading
from careleaf.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from careleaf.rendering.pdf.raster import PagePicture, Rasteriser
    from careleaf.rendering.pdf.typeset_pages import Typeset


@dataclass(frozen=True)
class Pages:
    """A handout as it prints, with pictures at `scale` (1 is 72 pixels an inch).

    The page in sight comes first: until the others are drawn they have no picture, and nothing is said of how
    easy the handout is to read.
    """

    made: Made
    typeset: Typeset
    pictures: tuple[PagePicture | None, ...]
    reading: Reading | None
    scale: float

    @property
    def complete(self) -> bool:
        """Tell whether every page is drawn."""
        return None not in self.pictures

    @property
    def drawn(self) -> tuple[PagePicture, ...]:
        """Return the pictures there are."""
        return tuple(picture for picture in self.pictures if picture)


class PageMaker(Protocol):
    """What is asked for the pages of a handout: first to typeset it, then the rest of the same one."""

    def typeset(self, made: Made) -> Typeset:
        """Typeset a handout. Raises UnprintableText."""
        ...

    def pictures(self, pdf: bytes, numbers: Sequence[int], scale: float) -> Iterator[PagePicture]:
        """Draw some pages of what was typeset last, whose bytes these are."""
        ...

    def reading(self) -> Reading:
        """Tell how easy the handout is to read that was typeset last."""
        ...


class PageMakerHere:
    """Make pages in the thread that asks for them."""

    def typeset(self, made: Made) -> Typeset:
        """Typeset a handout. Raises UnprintableText."""
        self._made = made
        return made.typeset

    def pictures(self, pdf: bytes, numbers: Sequence[int], scale: float) -> Iterator[PagePicture]:
        """Draw some pages."""
        from careleaf.rendering.pdf.raster import some_pictures  # only who draws waits for the library

        return some_pictures(pdf, numbers, scale)

    def reading(self) -> Reading:
        """Tell how easy the handout is to read that was typeset last."""
        return self._made.reading


class PageDrawer:
    """Typeset handouts and draw their pages one after the other; what looks as before is not drawn again."""

    def __init__(self, maker: PageMaker | None = None) -> None:
        self._maker = maker or PageMakerHere()
        self._rasteriser: Rasteriser | None = None

    def __call__(self, made: Made, scale: float, in_sight: int) -> Iterator[Pages]:
        """Yield the pages once with the one in sight, and once with all. Raises CareleafError."""
        from careleaf.rendering.pdf.raster import Rasteriser  # after the window is there: it takes its time

        self._rasteriser = self._rasteriser or Rasteriser(self._maker.pictures)
        typeset = self._maker.typeset(made)
        for pictures in self._rasteriser.pictures(typeset.pdf, typeset.looks, scale, in_sight):
            reading = None if None in pictures else self._maker.reading()
            yield Pages(made, typeset, pictures, reading, scale)
