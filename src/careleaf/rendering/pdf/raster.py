"""PDF bytes in, page pictures out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil, floor
from typing import TYPE_CHECKING, Protocol

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.typeset_pages import Band

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

SLICE_ROWS = 64  # so little is drawn again for one line; a page on a sharp screen has 33 slices
_MORE_ROWS = 4  # drawn too: PDFium leaves out letters of which only a fringe would show
_WHITE = (255, 255, 255, 255)


@dataclass(frozen=True)
class PagePicture:
    """One page as pixels: 4 bytes each (blue, green, red, unused), rows of `stride` bytes.

    The rows are cut into slices of SLICE_ROWS, from the top; the last one has what is left. A picture has the
    slices of the one before where the page looks as it did.
    """

    width: int
    height: int
    stride: int
    slices: tuple[bytes, ...]

    @property
    def pixels(self) -> bytes:
        """Return all rows in one."""
        return b"".join(self.slices)

    def differing_rows(self, other: PagePicture, rows: range) -> list[int]:
        """Return those of some rows, from 0, that are others in another picture of the same size."""
        found = []
        for place in range(rows.start // SLICE_ROWS, ceil(rows.stop / SLICE_ROWS)):
            one, two = self.slices[place], other.slices[place]
            if one is two:
                continue
            first = place * SLICE_ROWS
            for row in range(max(rows.start, first), min(rows.stop, first + SLICE_ROWS)):
                begin = (row - first) * self.stride
                if one[begin : begin + self.stride] != two[begin : begin + self.stride]:
                    found.append(row)
        return found


@dataclass(frozen=True)
class DrawnSlices:
    """Some slices of a page's picture, by their place in it."""

    width: int
    height: int
    stride: int
    slices: Mapping[int, bytes]

    def over(self, before: PagePicture | None) -> PagePicture:
        """Return the picture with these slices in place of those it had before."""
        slices = {**dict(enumerate(before.slices if before else ())), **self.slices}
        return PagePicture(
            self.width, self.height, self.stride, tuple(slices[place] for place in range(len(slices)))
        )


class PageSource(Protocol):
    """The pages of one document, to draw what is wanted of them."""

    def draw(self, number: int, scale: float, bands: Sequence[Band] | None) -> DrawnSlices:
        """Draw a page (from 0), or the slices that touch some bands; a scale of 1 is 72 pixels an inch."""
        ...

    def close(self) -> None:
        """Let go of the document."""
        ...


class OpenPdf:
    """A PDF opened to have its pages drawn, by one thread. The page drawn last stays read."""

    def __init__(self, pdf: bytes) -> None:
        from pypdfium2 import PdfDocument  # who has others draw for it does not wait for the library

        self._document: PdfDocument = PdfDocument(pdf)
        self._number = -1
        self._page: PdfPage | None = None

    def draw(self, number: int, scale: float, bands: Sequence[Band] | None = None) -> DrawnSlices:
        """Draw a page (from 0), or the slices that touch some bands; a scale of 1 is 72 pixels an inch."""
        page = self._read(number)
        width, height = (ceil(length * scale) for length in page.get_size())
        all_places = range(ceil(height / SLICE_ROWS))
        wanted = all_places if bands is None else sorted(set(_places(bands, scale)).intersection(all_places))
        slices: dict[int, bytes] = {}
        for run in _runs(wanted):
            rows = range(run.start * SLICE_ROWS, min(run.stop * SLICE_ROWS, height))
            slices.update(zip(run, _drawn(page, scale, rows, (width, height)), strict=True))
        return DrawnSlices(width, height, 4 * width, slices)

    def texts(self) -> tuple[str, ...]:
        """Return the text of each page, as a reader extracts it."""
        return tuple(page.get_textpage().get_text_range() for page in self._document)

    def pictures(self, scale: float) -> tuple[PagePicture, ...]:
        """Draw every page."""
        return tuple(self.draw(number, scale).over(None) for number in range(len(self._document)))

    def close(self) -> None:
        """Let go of the document."""
        self._leave()
        self._document.close()

    def _read(self, number: int) -> PdfPage:
        if self._page is None or number != self._number:
            self._leave()
            self._number, self._page = number, self._document[number]
        return self._page

    def _leave(self) -> None:
        if self._page is not None:
            self._page.close()
        self._page = None


def page_pictures(pdf: bytes, scale: float) -> tuple[PagePicture, ...]:
    """Draw every page; a scale of 1 is 72 pixels an inch."""
    opened = OpenPdf(pdf)
    try:
        return opened.pictures(scale)
    finally:
        opened.close()


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page, as a reader extracts it."""
    opened = OpenPdf(pdf)
    try:
        return opened.texts()
    finally:
        opened.close()


def _places(bands: Iterable[Band], scale: float) -> Iterator[int]:
    """Yield where the slices are that touch some bands; some of them may lie beside the page."""
    for band in bands:
        yield from range(floor(band.top * scale / SLICE_ROWS), floor(band.bottom * scale / SLICE_ROWS) + 1)


def _runs(places: Sequence[int]) -> Iterator[range]:
    """Yield the runs of places that follow each other."""
    for _, run in groupby(enumerate(places), key=lambda each: each[1] - each[0]):
        first, *rest = (place for _, place in run)
        yield range(first, first + len(rest) + 1)


def _drawn(page: PdfPage, scale: float, rows: range, size: tuple[int, int]) -> list[bytes]:
    """Draw some rows of a page of a size in pixels; return their slices.

    They are drawn where they stand in the whole picture: on another place every edge would be rounded anew.
    """
    from pypdfium2 import PdfBitmap, raw

    bitmap = PdfBitmap.new_native(*size, raw.FPDFBitmap_BGRx)
    begin, end = max(0, rows.start - _MORE_ROWS), min(size[1], rows.stop + _MORE_ROWS)
    bitmap.fill_rect(_WHITE, 0, begin, size[0], end - begin)
    place, room = raw.FS_MATRIX(scale, 0, 0, scale, 0, 0), raw.FS_RECTF(0, begin, size[0], end)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, place, room, raw.FPDF_ANNOT)
    pixels, step = memoryview(bitmap.buffer).cast("B"), SLICE_ROWS * bitmap.stride
    cuts = range(rows.start * bitmap.stride, rows.stop * bitmap.stride, step)
    slices = [bytes(pixels[cut : min(cut + step, rows.stop * bitmap.stride)]) for cut in cuts]
    pixels.release()
    bitmap.close()
    return slices
