"""PDF bytes in, page pictures out, for the preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from careleaf.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage


@dataclass(frozen=True)
class PagePicture:
    """One page as pixels: 4 bytes each (blue, green, red, unused), rows of `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


def some_pictures(pdf: bytes, numbers: Sequence[int], scale: float) -> Iterator[PagePicture]:
    """Draw these pages (from 0), in this order; a scale of 1 is 72 pixels an inch."""
    document = _opened(pdf)
    try:
        for number in numbers:
            yield _picture(document[number], scale)
    finally:
        document.close()


Draw = Callable[[bytes, Sequence[int], float], Iterator[PagePicture]]


class Rasteriser:
    """Draw the pages of documents one after the other; a page that looks as one before is not drawn again.

    `draw` does it, as some_pictures would.
    """

    def __init__(self, draw: Draw = some_pictures) -> None:
        self._draw = draw
        self._drawn: dict[tuple[str, float], PagePicture] = {}

    def pictures(
        self, pdf: bytes, looks: Sequence[str], scale: float, first: int
    ) -> Iterator[tuple[PagePicture | None, ...]]:
        """Yield the pages as soon as page `first` (from 0) is among them, and again with all of them.

        `looks` has a key for each page (see Typeset). Only the pages of this document are kept.
        """
        keys = [(look, scale) for look in looks]
        self._drawn = {key: self._drawn[key] for key in keys if key in self._drawn}
        missing = [number for number, key in enumerate(keys) if key not in self._drawn]
        missing.sort(key=lambda number: (number != first, number))
        if missing:
            for number, picture in zip(missing, self._draw(pdf, missing, scale), strict=True):
                self._drawn[keys[number]] = picture
                if number == first and len(missing) > 1:
                    yield tuple(self._drawn.get(key) for key in keys)
        yield tuple(self._drawn[key] for key in keys)


def page_pictures(pdf: bytes, scale: float) -> tuple[PagePicture, ...]:
    """Draw every page; a scale of 1 is 72 pixels an inch."""
    document = _opened(pdf)
    try:
        return tuple(_picture(page, scale) for page in document)
    finally:
        document.close()


def _opened(pdf: bytes) -> PdfDocument:
    from pypdfium2 import PdfDocument  # who has others draw for it does not wait for the library

    return PdfDocument(pdf)


def _picture(page: PdfPage, scale: float) -> PagePicture:
    from pypdfium2.raw import FPDFBitmap_BGRx

    bitmap = page.render(scale=scale, rev_byteorder=False, force_bitmap_format=FPDFBitmap_BGRx)
    picture = PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    page.close()
    return picture


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page, as a reader extracts it."""
    document = _opened(pdf)
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
