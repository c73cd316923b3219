"""Pictures of a document that changes: what is in sight comes first, and nothing is drawn twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from careleaf.rendering.pdf.raster import OpenPdf, PagePicture, PageSource
from careleaf.rendering.pdf.typeset_pages import Band, PageLook, Sight


class Drawn(NamedTuple):
    """The pictures there are, by page, and whether they are complete."""

    pictures: tuple[PagePicture | None, ...]
    complete: bool


class _Shown(NamedTuple):
    look: PageLook
    scale: float
    picture: PagePicture


class KeptPictures:
    """Draw documents one after the other; of each page the last picture is kept.

    `open_pages` opens a document to be drawn, as OpenPdf does.
    """

    def __init__(self, open_pages: Callable[[bytes], PageSource] = OpenPdf) -> None:
        self._open = open_pages
        self._shown: dict[int, _Shown] = {}  # by the number of the page

    def draw(self, pdf: bytes, looks: Sequence[PageLook], scale: float, sight: Sight) -> Iterator[Drawn]:
        """Yield the pages as soon as what is in sight is as in this document, and again when all is.

        What is out of sight has until then what was drawn there before, or no picture.
        """
        known = {(shown.look, shown.scale): shown for shown in self._shown.values()}
        found = {number: known[look, scale] for number, look in enumerate(looks) if (look, scale) in known}
        self._shown = {number: shown for number, shown in self._shown.items() if number < len(looks)} | found
        pictures = [found[number].picture if number in found else None for number in range(len(looks))]
        missing = [number for number in range(len(looks)) if number not in found]
        missing.sort(key=lambda number: number != sight.page)
        if missing:
            pages = self._open(pdf)
            try:
                for number in missing:
                    for picture in self._grown(pages, number, looks[number], scale, sight):
                        in_sight = number == sight.page and pictures[number] is None
                        pictures[number] = picture
                        if in_sight:
                            yield Drawn(tuple(pictures), False)
            finally:
                pages.close()
        yield Drawn(tuple(pictures), True)

    def _grown(
        self, pages: PageSource, number: int, look: PageLook, scale: float, sight: Sight
    ) -> Iterator[PagePicture]:
        """Yield the picture of a page: with what is in sight drawn, where there was one before, and whole."""
        before = self._shown.get(number)
        bands = look.changed_since(before.look) if before and before.scale == scale else None
        if before is None or bands is None:
            picture = pages.draw(number, scale, None).over(None)
        else:
            picture, elsewhere = before.picture, bands
            if number == sight.page:
                inside, elsewhere = parted(bands, sight.band)
                picture = pages.draw(number, scale, inside).over(picture) if inside else picture
                yield picture
            picture = pages.draw(number, scale, elsewhere).over(picture) if elsewhere else picture
        self._shown[number] = _Shown(look, scale, picture)
        yield picture


def parted(bands: Iterable[Band], by: Band) -> tuple[tuple[Band, ...], tuple[Band, ...]]:
    """Part bands into what lies inside another one and what lies elsewhere."""
    top, bottom = by
    inside, elsewhere = list[Band](), list[Band]()
    for band in bands:
        inside.append(Band(max(band.top, top), min(band.bottom, bottom)))
        elsewhere.append(Band(band.top, min(band.bottom, top)))
        elsewhere.append(Band(max(band.top, bottom), band.bottom))
    return tuple(filter(_has_height, inside)), tuple(filter(_has_height, elsewhere))


def _has_height(band: Band) -> bool:
    return band.top < band.bottom
