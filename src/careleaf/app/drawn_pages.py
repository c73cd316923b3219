"""A handout as the window shows it: typeset, and its pages drawn, what is in sight first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from careleaf.app.handout_making import Made
from careleaf.domain.readability import Reading
from careleaf.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from careleaf.rendering.pdf.kept_pictures import KeptPictures
    from careleaf.rendering.pdf.raster import PagePicture, PageSource
    from careleaf.rendering.pdf.typeset_pages import Sight, Typeset


@dataclass(frozen=True)
class Pages:
    """A handout as it prints, with pictures at `scale` (1 is 72 pixels an inch).

    What is in sight comes first: until all the rest is drawn, other pages may have no picture, this one may
    have an older one out of sight, and nothing is said of how easy the handout is to read.
    """

    made: Made
    typeset: Typeset
    pictures: tuple[PagePicture | None, ...]
    reading: Reading | None
    scale: float

    @property
    def complete(self) -> bool:
        """Tell whether every page is drawn to its end."""
        return self.reading is not None

    @property
    def drawn(self) -> tuple[PagePicture, ...]:
        """Return the pictures there are."""
        return tuple(picture for picture in self.pictures if picture)


class PageMaker(Protocol):
    """What is asked for the pages of a handout: first to typeset it, then the rest of the same one."""

    def typeset(self, made: Made) -> Typeset:
        """Typeset a handout. Raises UnprintableText."""
        ...

    def open(self, pdf: bytes) -> PageSource:
        """Open what was typeset last, whose bytes these are, to have its pages drawn."""
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

    def open(self, pdf: bytes) -> PageSource:
        """Open what was typeset to have its pages drawn."""
        from careleaf.rendering.pdf.raster import OpenPdf  # only who draws waits for the library

        return OpenPdf(pdf)

    def reading(self) -> Reading:
        """Tell how easy the handout is to read that was typeset last."""
        return self._made.reading


class PageDrawer:
    """Typeset handouts and draw their pages one after the other; what looks as before is not drawn again."""

    def __init__(self, maker: PageMaker | None = None) -> None:
        self._maker = maker or PageMakerHere()
        self._kept: KeptPictures | None = None

    def __call__(self, made: Made, scale: float, sight: Sight) -> Iterator[Pages]:
        """Yield the pages once with what is in sight, and once with all. Raises CareleafError."""
        from careleaf.rendering.pdf.kept_pictures import KeptPictures  # after the window is there

        self._kept = self._kept or KeptPictures(self._maker.open)
        typeset = self._maker.typeset(made)
        for drawn in self._kept.draw(typeset.pdf, typeset.looks, scale, sight):
            reading = self._maker.reading() if drawn.complete else None
            yield Pages(made, typeset, drawn.pictures, reading, scale)
