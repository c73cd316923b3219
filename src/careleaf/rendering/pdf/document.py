"""The PDF file, from blocks to bytes. The same input gives the same bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from datetime import datetime
from math import inf
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from careleaf.domain.blocks import Block, Callout, Document, Letterhead, Paragraph
from careleaf.domain.figures import NO_PICTURES, Pictures
from careleaf.domain.logo import Logo
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.fonts import fonts_in
from careleaf.rendering.pdf.furniture import page_furniture
from careleaf.rendering.pdf.icons import load_icons
from careleaf.rendering.pdf.metadata import About
from careleaf.rendering.pdf.packing import pack
from careleaf.rendering.pdf.page_drawing import KeptContents, draw_pages
from careleaf.rendering.pdf.page_filling import Layout, PageFiller
from careleaf.rendering.pdf.seal import BLANK, seal
from careleaf.rendering.pdf.spare_figures import spare_figures, with_figures
from careleaf.rendering.pdf.story import StoryTeller
from careleaf.rendering.pdf.structure_tree import Branch
from careleaf.rendering.pdf.style import PAGES, Style, load_style, palette
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas
from careleaf.rendering.pdf.typeset_pages import PlaceOnPage, Typeset
from careleaf.rendering.pdf.typesetting import Setter

_BRAND = "#0b5c63"  # where the clinic has no colour of its own

_MOST_LOOKS = 6  # with their pieces: a look and its squeezed one, and those tried just before
NEARLY_EMPTY = 0.5  # share of a last page that a small squeeze may save
LEAST_FIGURE = 0.05  # share of a page that has to be left for a figure to be tried


class _Look(NamedTuple):
    """What a page looks like beside its style."""

    page: str
    brand: str
    logo: Logo | None


class Typesetter:
    """Set documents one after the other. What is alike from one to the next is set and drawn once.

    A page set so is the page that a fresh typesetter would set, byte for byte.
    """

    def __init__(
        self, resources: Path, pictures: Pictures = NO_PICTURES, own_fonts: Path | None = None
    ) -> None:
        """Take the pictures to set, and a folder with fonts for letters that ours lack."""
        self._resources, self._pictures, self._own_fonts = resources, pictures, own_fonts
        self._tellers: OrderedDict[Hashable, StoryTeller] = OrderedDict()
        self._contents: KeptContents = {}
        self._one_at_a_time = Lock()

    def typeset(
        self,
        document: Document,
        style_name: str,
        page: str,
        now: datetime,
        logo: Logo | None = None,
        content: str = BLANK,
    ) -> Typeset:
        """Set a document in a style on a page size, as PDF/UA-1 and PDF/A-2a. Raises UnprintableText.

        `now` (aware) becomes the file's date; nothing else in the file depends on when or where it is made.
        `logo` is the picture of a letterhead that says it has one.
        A figure that is not among the typesetter's is left out; so is a spare one that costs another sheet.
        `content` is the hash that the metadata carries.
        """
        letterhead = next(_letterheads(document))
        style = load_style(self._resources / "styles", style_name)
        about = About(
            title=document.title,
            author=letterhead.name,
            subject="Patient handout",
            language=document.language,
            now=now,
            profile=self._resources / "icc" / "srgb.icc",
            content=content,
        )
        with self._one_at_a_time:
            chosen = self._fitted(document, style, _Look(page, letterhead.colour, logo))
            furniture = page_furniture(chosen.teller, document)
            drawn = draw_pages(chosen.layout, furniture, PAGES[page], self._contents)
            self._contents = drawn.kept
            places = tuple(
                PlaceOnPage(place.topic, place.page, drawn.size[1] - place.height) for place in drawn.places
            )
            pdf = seal(pack(drawn, chosen.root, about))
            return Typeset(pdf, len(drawn.pages), places, drawn.looks())

    def _fitted(self, document: Document, style: Style, look: _Look) -> _Set:
        """Set a document with the spare figures that cost no sheet; a small squeeze may save a page."""
        spare = spare_figures(document, self._pictures)
        best = plain = self._squeezed(with_figures(document, ()), style, look)
        left_over = plain.layout.sheets * 2 - plain.pages + 1 - plain.layout.last_page
        fewest, most = 0, len(spare) if left_over >= LEAST_FIGURE else 0
        count = most
        while fewest < most:  # all of them; if that is too much, as many as halving finds
            illustrated = with_figures(document, spare[:count])
            fitting = _set(illustrated, self._teller(style, look), most_pages=2 * plain.layout.sheets)
            if fitting:
                best, fewest = fitting, count
            else:
                most = count - 1
            count = (fewest + most + 1) // 2
        return best

    def _squeezed(self, document: Document, style: Style, look: _Look) -> _Set:
        plain = _set(document, self._teller(style, look))
        assert plain, "any number of pages will do"
        if style.tight != style and plain.pages > 1 and plain.layout.last_page < NEARLY_EMPTY:
            return _set(document, self._teller(style.tight, look), most_pages=plain.pages - 1) or plain
        return plain

    def _teller(self, style: Style, look: _Look) -> StoryTeller:
        """Return the teller of a style and look, with all it has kept."""
        known = (style, look)
        if known not in self._tellers:
            self._tellers[known] = self._new_teller(style, look)
        self._tellers.move_to_end(known)
        while len(self._tellers) > _MOST_LOOKS:
            self._tellers.popitem(last=False)
        return self._tellers[known]

    def _new_teller(self, style: Style, look: _Look) -> StoryTeller:
        size = PAGES[look.page]
        top, right, bottom, left = style.margins
        setter = Setter(
            style,
            palette(style, look.brand or _BRAND),
            fonts_in(self._resources / "fonts", self._own_fonts),
            width=size[0] - left - right,
            height=size[1] - top - bottom - 1,
            logo=look.logo,
            pictures=self._pictures,
        )
        icons = load_icons(self._resources / "icons" / "page.toml")
        return StoryTeller(setter, icons, size, TaggedCanvas(size))


def typeset(
    document: Document,
    resources: Path,
    style_name: str,
    page: str,
    now: datetime,
    logo: Logo | None = None,
    pictures: Pictures = NO_PICTURES,
    content: str = BLANK,
    own_fonts: Path | None = None,
) -> Typeset:
    """Set one document, with a typesetter of its own."""
    return Typesetter(resources, pictures, own_fonts).typeset(document, style_name, page, now, logo, content)


@dataclass(frozen=True)
class _Set:
    """A document that stands on pages, not drawn yet, with what it says in reading order."""

    teller: StoryTeller
    layout: Layout
    root: Branch

    @property
    def pages(self) -> int:
        return len(self.layout.pages)


def _set(document: Document, teller: StoryTeller, most_pages: float = inf) -> _Set | None:
    """Set a document; None where it takes more pages."""
    root = Branch("Document")
    blocks = message_below(document.blocks) if teller.style.stack_tables else document.blocks
    story = teller.document(blocks, root)
    layout = PageFiller(teller.size, teller.style.margins).fill(story, most_pages)
    return _Set(teller, layout, root) if layout else None


def message_below(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put the main message below the emergency box: in large print both may not fit on page 1."""
    message = [block for block in blocks if isinstance(block, Paragraph) and block.role == "message"]
    rest = [block for block in blocks if block not in message]
    boxes = (at for at, block in enumerate(rest) if isinstance(block, Callout) and block.kind == "emergency")
    place = next(boxes, -1) + 1
    return (*rest[:place], *message, *rest[place:])


def _letterheads(document: Document) -> Iterator[Letterhead]:
    """Yield the letterheads of a document, and an empty one for a document without."""
    yield from (block for block in document.blocks if isinstance(block, Letterhead))
    yield Letterhead("", "", "", "")
