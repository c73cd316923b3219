"""PDF bytes in, page pictures out, for the preview."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True)
class PagePicture:
    """One page as pixels: 4 bytes each (blue, green, red, unused), rows of `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_pictures(pdf: bytes, scale: float) -> tuple[PagePicture, ...]:
    """Draw every page; a scale of 1 is 72 pixels an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_picture(page, scale) for page in document)
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, scale: float) -> PagePicture:
    bitmap = page.render(scale=scale, rev_byteorder=False, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
    picture = PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    page.close()
    return picture


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page, as a reader extracts it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
