"""A canvas on which every stroke and every letter has an owner: an element of the logical tree, or none.

What nobody owns becomes an artifact, so nothing on a page can be left untagged. Pages are kept back until
their number is known. ReportLab's canvas writes the operators; the file is written elsewhere (packing.py).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.fonts import Face
from careleaf.rendering.pdf.outline import HeadingPlace
from careleaf.rendering.pdf.placed_pictures import PackedPicture, PlacedPictures
from careleaf.rendering.pdf.structure import ARTIFACT, Element, Mark, Owner

# What is drawn: operators, and each element where a stretch of its content begins.
Code = list[str | Element]

# The operators that leave something on the page (ISO 32000-1, table 51).
_PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "ET", "sh", "EI"})


@dataclass(frozen=True)
class TopicPlace:
    """Where a topic starts: the page, from 0, and the height on it in points."""

    topic: str
    page: int
    height: float


@dataclass(frozen=True)
class Recording:
    """What a drawing put on a canvas, seen from its own lower left corner: it may be drawn again anywhere."""

    code: Code
    headings: tuple[HeadingPlace, ...]
    places: tuple[TopicPlace, ...]
    glyphs: dict[Face, frozenset[int]]
    pictures: dict[str, PackedPicture]


@dataclass
class Drawn:
    """All that drawing leaves behind: pages, and what a file needs to go with them."""

    size: tuple[float, float]
    pages: list[str] = field(default_factory=list)
    headings: list[HeadingPlace] = field(default_factory=list)
    places: list[TopicPlace] = field(default_factory=list)
    fonts: EmbeddedFonts = field(default_factory=EmbeddedFonts)
    pictures: PlacedPictures = field(default_factory=PlacedPictures)
    marks: dict[Element, list[Mark]] = field(default_factory=dict)

    def looks(self) -> tuple[str, ...]:
        """Return a key for the look of each page: its operators, and what they mean in this document only."""
        alike = hashlib.sha256(f"{self.size} {self.fonts.own_codes()}".encode())
        keys = []
        for operators in self.pages:
            key = alike.copy()
            key.update(operators.encode("ascii"))
            keys.append(key.hexdigest())
        return tuple(keys)


class TaggedCanvas(Canvas):
    """Bind what is drawn to its owner; what comes of it is in `drawn`."""

    def __init__(self, size: tuple[float, float]) -> None:
        self._owner: Owner | None = None
        self._opened_at = 0
        super().__init__(io.BytesIO(), pagesize=size, invariant=1, pageCompression=0)
        self._finished: list[Code] = []
        self.drawn = Drawn(size)
        self.seen: set[object] = (
            set()
        )  # the paragraphs that were drawn: again, as a repeated header, is furniture
        self._open(ARTIFACT)

    @property
    def fonts(self) -> EmbeddedFonts:
        """Return the fonts of the document."""
        return self.drawn.fonts

    @property
    def pictures(self) -> PlacedPictures:
        """Return the pictures of the document."""
        return self.drawn.pictures

    # ------------------------------------------------------------------ owners

    @contextmanager
    def owned_by(self, owner: Owner) -> Iterator[None]:
        """Give everything drawn inside to an owner."""
        before = self._owner
        self._close()
        self._open(owner)
        try:
            yield
        finally:
            self._close()
            if before is not None:
                self._open(before)

    def _open(self, owner: Owner) -> None:
        self._owner, self._opened_at = owner, len(self._code)
        self._code.append("")  # becomes the opening operator, once something has been painted

    def _close(self) -> None:
        if self._owner is None:
            return
        if any(_paints(code) for code in self._code[self._opened_at + 1 :]):
            self._code[self._opened_at] = _opening(self._owner)
            self._code.append("EMC")
        else:
            del self._code[self._opened_at]
        self._owner = None

    # ------------------------------------------------------------------ text

    def setFont(self, *_: Any) -> None:  # noqa: N802 - ReportLab's name
        """Select no font: ReportLab's drawings ask for Helvetica, though all text brings its own font."""

    def _make_preamble(self) -> None:
        """Start pages without ReportLab's initial Helvetica, which PDF/UA forbids: it is not embedded."""
        self._preamble = ""

    def translate(self, x: float, y: float) -> None:
        """Move the origin. Each piece does: ReportLab's own way takes longer than many a drawing."""
        a, b, c, d, e, f = self._currentMatrix
        self._currentMatrix: tuple[float, ...] = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
        self._code.append(f"1 0 0 1 {x:.4f} {y:.4f} cm")

    def add_heading(self, title: str, level: int, top: float) -> None:
        """Put a heading into the outline."""
        corner = self.absolutePosition(0, top)
        self.drawn.headings.append(HeadingPlace(title, level, self._pageNumber - 1, *corner))

    def add_place(self, topic: str) -> None:
        """Put on record that a topic starts here."""
        height = self.absolutePosition(0, 0)[1]
        self.drawn.places.append(TopicPlace(topic, self._pageNumber - 1, height))

    # ------------------------------------------------------------------ recordings

    def begin(self) -> None:
        """Begin a drawing of its own."""
        self._startPage()
        self.drawn, self.seen, self._owner = Drawn(self.drawn.size), set(), None
        self._open(ARTIFACT)

    def recorded(self) -> Recording | None:
        """Return everything drawn so far; None where that is true in this document only."""
        self._close()
        drawn, glyphs = self.drawn, self.fonts.used()
        if glyphs is None:
            return None
        return Recording(
            _joined(self._code), tuple(drawn.headings), tuple(drawn.places), glyphs, drawn.pictures.used
        )

    def replay(self, recording: Recording, left: float, height: float) -> None:
        """Draw what was recorded, with its lower left corner at a place on the page."""
        owner = self._owner
        self._close()
        self._code += ["q", f"1 0 0 1 {left:.4f} {height:.4f} cm", *recording.code, "Q"]
        if owner is not None:
            self._open(owner)
        page = self._pageNumber - 1
        for title, level, _, x, y in recording.headings:
            self.drawn.headings.append(HeadingPlace(title, level, page, left + x, height + y))
        for place in recording.places:
            self.drawn.places.append(TopicPlace(place.topic, page, height + place.height))
        self.fonts.use(recording.glyphs)
        self.pictures.used.update(recording.pictures)

    # ------------------------------------------------------------------ pages

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep a finished page back."""
        self._close()
        self._finished.append(self._code)
        self._startPage()
        self._open(ARTIFACT)

    def save(self) -> None:
        """Leave the file to others: ReportLab would write it here."""

    def finish(self, furniture: Callable[[TaggedCanvas, int, int], None]) -> Drawn:
        """Draw `furniture(canvas, page, pages)` on every page, now that their number is known."""
        for number, code in enumerate(self._finished, 1):
            self._code, self._owner = code, None
            self._open(ARTIFACT)
            furniture(self, number, len(self._finished))
            self._close()
            self.drawn.pages.append(_numbered(self._code, number - 1, self.drawn.marks))
        return self.drawn


def _opening(owner: Owner) -> str | Element:
    if isinstance(owner, Element):
        return owner  # its mark gets a number when the page is finished
    return f"/Artifact <<{owner.properties}>> BDC" if owner.properties else "/Artifact BMC"


def _numbered(code: Code, page: int, marks: dict[Element, list[Mark]]) -> str:
    """Number the marks of a page in the order of drawing; return its operators."""
    operators, number = [], 0
    for part in code:
        if isinstance(part, Element):
            marks.setdefault(part, []).append(Mark(page, number))
            operators.append(f"/{part.role} <</MCID {number}>> BDC")
            number += 1
        else:
            operators.append(part)
    return "\n".join(operators)


def _joined(code: Code) -> Code:
    """Join the operators between two elements."""
    joined: Code = []
    waiting: list[str] = []
    for part in code:
        if isinstance(part, Element):
            joined += ["\n".join(waiting), part] if waiting else [part]
            waiting = []
        else:
            waiting.append(part)
    return [*joined, "\n".join(waiting)] if waiting else joined


def _paints(code: str | Element) -> bool:
    return isinstance(code, str) and any(last in _PAINTING for last in code.rsplit(None, 1)[-1:])
