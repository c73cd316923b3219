"""The PDF file, from blocks to bytes. The same input gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from careleaf.domain.blocks import Block, Callout, Document, Letterhead, Paragraph
from careleaf.domain.figures import NO_PICTURES, Pictures
from careleaf.domain.logo import Logo
from careleaf.rendering.pdf.fonts import fonts_in
from careleaf.rendering.pdf.furniture import PageFurniture, page_furniture
from careleaf.rendering.pdf.icons import load_icons
from careleaf.rendering.pdf.metadata import About
from careleaf.rendering.pdf.repack import repack
from careleaf.rendering.pdf.seal import BLANK, seal
from careleaf.rendering.pdf.spare_figures import choices
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.style import PAGES, load_style, palette
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas
from careleaf.rendering.pdf.typesetting import Setter

_BRAND = "#0b5c63"  # where the clinic has no colour of its own


NEARLY_EMPTY = 0.5  # share of a last page that a small squeeze may save
LEAST_FIGURE = 0.05  # share of a page that has to be left for a figure to be tried


@dataclass(frozen=True)
class PlaceOnPage:
    """Where a topic starts: the page, from 0, and the distance from its top in points."""

    topic: str
    page: int
    top: float


@dataclass(frozen=True)
class Typeset:
    """A finished PDF, with what the preview needs to know of it."""

    pdf: bytes
    pages: int
    places: tuple[PlaceOnPage, ...]


def typeset(
    document: Document,
    resources: Path,
    style_name: str,
    page: str,
    now: datetime,
    logo: Logo | None = None,
    pictures: Pictures = NO_PICTURES,
    content: str = BLANK,
) -> Typeset:
    """Set a document in a style on a page size, as PDF/UA-1 and PDF/A-2a. Raises UnprintableText.

    `now` (aware) becomes the file's date; nothing else in the file depends on when or where it is made.
    `logo` is the picture of a letterhead that says it has one.
    A figure that is not among `pictures` is left out, and a spare one that would cost another sheet.
    `content` is the hash that the metadata carries.
    """
    size = PAGES[page]
    setter = replace(_setter(document, resources, style_name, size), logo=logo, pictures=pictures)
    drawn = _fitted(document, setter, size)
    about = About(
        title=document.title,
        author=next(_letterheads(document)).name,
        subject="Patient handout",
        language=document.language,
        now=now,
        profile=resources / "icc" / "srgb.icc",
        content=content,
    )
    canvas = drawn.canvas
    places = tuple(PlaceOnPage(topic, number - 1, size[1] - y) for topic, number, y in canvas.places)
    packed = repack(drawn.pdf, drawn.root, canvas.fonts, canvas.pictures, about)
    return Typeset(seal(packed), len(canvas.finished), places)


@dataclass(frozen=True)
class _Drawn:
    """Drawn pages, what they say in reading order, and the share of the last one that is used."""

    pdf: bytes
    canvas: TaggedCanvas
    root: Element
    last_page: float

    @property
    def sheets(self) -> int:
        """Return how many sheets of paper the pages take, printed on both sides."""
        return (len(self.canvas.finished) + 1) // 2


def _fitted(document: Document, setter: Setter, size: tuple[float, float]) -> _Drawn:
    """Draw a document with the spare figures that cost no sheet; a small squeeze may save a page."""
    *richer, bare = choices(document, setter.pictures)
    drawn = _squeezed(bare, setter, size)
    left_over = drawn.sheets * 2 - len(drawn.canvas.finished) + 1 - drawn.last_page
    if left_over < LEAST_FIGURE:
        return drawn
    for document_with_figures in richer:
        illustrated = _set(document_with_figures, setter, size)
        if illustrated.sheets <= drawn.sheets:
            return illustrated
    return drawn


def _squeezed(document: Document, setter: Setter, size: tuple[float, float]) -> _Drawn:
    drawn, tight = _set(document, setter, size), setter.style.tight
    if tight != setter.style and len(drawn.canvas.finished) > 1 and drawn.last_page < NEARLY_EMPTY:
        squeezed = _set(document, replace(setter, style=tight), size)
        if len(squeezed.canvas.finished) < len(drawn.canvas.finished):
            return squeezed
    return drawn


def _set(document: Document, setter: Setter, size: tuple[float, float]) -> _Drawn:
    root = Element("Document")
    blocks = message_below(document.blocks) if setter.style.stack_tables else document.blocks
    story = setter.story(blocks, root)
    furniture = page_furniture(setter, document)
    pdf, canvas, last_page = _draw(story, furniture, size, setter.style.margins)
    return _Drawn(pdf, canvas, root, last_page)


def message_below(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put the main message below the emergency box: in large print both may not fit on page 1."""
    message = [block for block in blocks if isinstance(block, Paragraph) and block.role == "message"]
    rest = [block for block in blocks if block not in message]
    boxes = (at for at, block in enumerate(rest) if isinstance(block, Callout) and block.kind == "emergency")
    place = next(boxes, -1) + 1
    return (*rest[:place], *message, *rest[place:])


def _setter(document: Document, resources: Path, style_name: str, size: tuple[float, float]) -> Setter:
    style = load_style(resources / "styles", style_name)
    top, right, bottom, left = style.margins
    return Setter(
        style,
        palette(style, next(_letterheads(document)).colour or _BRAND),
        fonts_in(resources / "fonts"),
        width=size[0] - left - right,
        height=size[1] - top - bottom - 1,
        icons=load_icons(resources / "icons" / "page.toml"),
    )


def _letterheads(document: Document) -> Iterator[Letterhead]:
    """Yield the letterheads of a document, and an empty one for a document without."""
    yield from (block for block in document.blocks if isinstance(block, Letterhead))
    yield Letterhead("", "", "", "")


def _draw(
    story: list[Flowable],
    furniture: PageFurniture,
    size: tuple[float, float],
    margins: tuple[float, float, float, float],
) -> tuple[bytes, TaggedCanvas, float]:
    """Draw the pages; return them, the canvas (it knows fonts and places), how full the last page is."""
    top, right, bottom, left = margins
    frame = Frame(
        left, bottom, size[0] - left - right, size[1] - top - bottom,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    out = io.BytesIO()
    template = BaseDocTemplate(
        out, pagesize=size, pageTemplates=[PageTemplate(frames=[frame])], invariant=1, pageCompression=0
    )
    made: list[TaggedCanvas] = []

    def canvas(*args: Any, **options: Any) -> TaggedCanvas:
        made.append(TaggedCanvas(*args, furniture=furniture.draw, **options))
        return made[-1]

    template.build(story or [Spacer(0, 0)], canvasmaker=canvas)
    return out.getvalue(), made[0], (frame._y2 - frame._y) / frame._height
