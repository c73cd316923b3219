"""The PDF file, from blocks to bytes. The same input gives the same bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from careleaf.domain.blocks import Document, Letterhead
from careleaf.domain.figures import NO_FIGURES, Figures
from careleaf.domain.logo import Logo
from careleaf.rendering.pdf.fonts import fonts_in
from careleaf.rendering.pdf.furniture import page_furniture
from careleaf.rendering.pdf.icons import load_icons
from careleaf.rendering.pdf.keeping import Keeper
from careleaf.rendering.pdf.metadata import About
from careleaf.rendering.pdf.packing import pack
from careleaf.rendering.pdf.page_filling import PageFiller
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.style import PAGES, Style, load_style, palette
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas
from careleaf.rendering.pdf.typesetting import Setter

_BRAND = "#0b5c63"  # where the clinic has no colour of its own

_MOST_LOOKS = 6  # with their pieces: a look and its squeezed one, and those tried just before
NEARLY_EMPTY = 0.5  # share of a last page that a small squeeze may save


@dataclass(frozen=True)
class PlaceOnPage:
    """Where a topic starts: the page, from 0, and the distance from its top in points."""

    topic: str
    page: int
    top: float


@dataclass(frozen=True)
class Typeset:
    """A finished PDF, with what the preview needs to know of it.

    `looks` has a key for each page: pages with the same key look the same, in this document and in any other.
    """

    pdf: bytes
    pages: int
    places: tuple[PlaceOnPage, ...]
    looks: tuple[str, ...] = ()


class Typesetter:
    """Set documents one after the other. What is alike from one to the next is set and drawn once.

    A page set so is the page that a fresh typesetter would set, byte for byte.
    """

    def __init__(self, resources: Path, figures: Figures = NO_FIGURES) -> None:
        self._resources, self._figures = resources, figures
        self._setters: OrderedDict[Hashable, Setter] = OrderedDict()
        self._one_at_a_time = Lock()

    def typeset(
        self, document: Document, style_name: str, page: str, now: datetime, logo: Logo | None = None
    ) -> Typeset:
        """Set a document in a style on a page size, as PDF/UA-1 and PDF/A-2a. Raises UnprintableText.

        `now` (aware) becomes the file's date; nothing else in the file depends on when or where it is made.
        `logo` is the picture of a letterhead that says it has one.
        A figure that is not among the typesetter's is left out.
        """
        letterhead = next(_letterheads(document))
        style = load_style(self._resources / "styles", style_name)
        with self._one_at_a_time:
            look = (page, letterhead.colour, logo)
            chosen = _set(document, self._setter(style, *look))
            if style.tight != style and chosen.pages > 1 and chosen.last_page < NEARLY_EMPTY:
                squeezed = _set(document, self._setter(style.tight, *look))
                chosen = squeezed if squeezed.pages < chosen.pages else chosen
            furniture = page_furniture(chosen.setter, document.footer, document.stamp)
            drawn = chosen.canvas.finish(furniture.draw)
            about = About(
                title=document.title,
                author=letterhead.name,
                subject="Patient handout",
                language=document.language,
                now=now,
                profile=self._resources / "icc" / "srgb.icc",
            )
            places = tuple(
                PlaceOnPage(place.topic, place.page, drawn.size[1] - place.height) for place in drawn.places
            )
            return Typeset(pack(drawn, chosen.root, about), len(drawn.pages), places, drawn.looks())

    def _setter(self, style: Style, page: str, brand: str, logo: Logo | None) -> Setter:
        """Return the setter of a look, with all it has kept."""
        look = (style, page, brand, logo)
        if look not in self._setters:
            self._setters[look] = self._new_setter(*look)
        self._setters.move_to_end(look)
        while len(self._setters) > _MOST_LOOKS:
            self._setters.popitem(last=False)
        return self._setters[look]

    def _new_setter(self, style: Style, page: str, brand: str, logo: Logo | None) -> Setter:
        size = PAGES[page]
        top, right, bottom, left = style.margins
        return Setter(
            style,
            palette(style, brand or _BRAND),
            fonts_in(self._resources / "fonts"),
            width=size[0] - left - right,
            height=size[1] - top - bottom - 1,
            icons=load_icons(self._resources / "icons" / "page.toml"),
            logo=logo,
            figures=self._figures,
            keeper=Keeper(TaggedCanvas(size)),
        )


def typeset(
    document: Document,
    resources: Path,
    style_name: str,
    page: str,
    now: datetime,
    logo: Logo | None = None,
    figures: Figures = NO_FIGURES,
) -> Typeset:
    """Set one document, with a typesetter of its own."""
    return Typesetter(resources, figures).typeset(document, style_name, page, now, logo)


@dataclass(frozen=True)
class _Set:
    """A document on pages whose number is known now."""

    setter: Setter
    canvas: TaggedCanvas
    root: Element
    last_page: float

    @property
    def pages(self) -> int:
        return self.canvas.getPageNumber() - 1


def _set(document: Document, setter: Setter) -> _Set:
    """Set a document; return it with what it says in reading order, and how full its last page is."""
    root = Element("Document")
    canvas = TaggedCanvas(setter.keeper.recorder.drawn.size)
    last_page = PageFiller(canvas, setter.style.margins).fill(setter.document(document.blocks, root))
    return _Set(setter, canvas, root, last_page)


def _letterheads(document: Document) -> Iterator[Letterhead]:
    """Yield the letterheads of a document, and an empty one for a document without."""
    yield from (block for block in document.blocks if isinstance(block, Letterhead))
    yield Letterhead("", "", "", "")
