"""A canvas on which every stroke and every letter has an owner: an element of the logical tree, or none.

What nobody owns becomes an artifact, so nothing on a page can be left untagged. It takes one drawing after
the other and gives each back as a recording, of which pages are made elsewhere (page_drawing.py). ReportLab's
canvas writes the operators.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.outline import HeadingPlace
from careleaf.rendering.pdf.placed_pictures import PlacedPictures
from careleaf.rendering.pdf.recording import Recording, TopicPlace
from careleaf.rendering.pdf.structure import ARTIFACT, Element, Owner

# The operators that leave something on the page (ISO 32000-1, table 51).
_PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "ET", "sh", "EI"})


class TaggedCanvas(Canvas):
    """Bind what is drawn to its owner.

    `fonts` and `pictures` are those of the drawing, `seen` the paragraphs that were drawn before: again, as
    a repeated header, one is furniture.
    """

    def __init__(self, size: tuple[float, float]) -> None:
        self._owner: Owner | None = None
        self._opened_at = 0
        super().__init__(io.BytesIO(), pagesize=size, invariant=1, pageCompression=0)
        self.begin(EmbeddedFonts(), set())

    def begin(self, fonts: EmbeddedFonts, seen: set[object]) -> None:
        """Begin a drawing, whose letters get their codes from some fonts."""
        self._startPage()
        self.fonts, self.pictures, self.seen = fonts, PlacedPictures(), seen
        self._headings: list[HeadingPlace] = []
        self._places: list[TopicPlace] = []
        self._owner = None
        self._open(ARTIFACT)

    def recorded(self, numbers: Mapping[Element, int], height: float) -> Recording:
        """Return everything drawn since the beginning, in a room so high. Elements are known by number."""
        self._close()
        return Recording(
            "\n".join(map(_operators, self._code)),
            tuple(numbers[part] for part in self._code if isinstance(part, Element)),
            tuple(self._headings),
            tuple(self._places),
            self.fonts.used(),
            self.pictures.used,
            (0.0, height),
            not self.fonts.of_this_document_only(),
        )

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

    # ------------------------------------------------------------------ drawing

    def setFont(self, *_: Any) -> None:  # noqa: N802 - ReportLab's name
        """Select no font: ReportLab's drawings ask for Helvetica, though all text brings its own font."""

    def _make_preamble(self) -> None:
        """Start drawings without ReportLab's initial Helvetica, which PDF/UA forbids: it is not embedded."""
        self._preamble = ""

    def translate(self, x: float, y: float) -> None:
        """Move the origin. Each piece does: ReportLab's own way takes longer than many a drawing."""
        a, b, c, d, e, f = self._currentMatrix
        self._currentMatrix: tuple[float, ...] = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
        self._code.append(f"1 0 0 1 {x:.4f} {y:.4f} cm")

    def ellipse(self, x1: float, y1: float, x2: float, y2: float, stroke: int = 1, fill: int = 0) -> None:
        """Draw an ellipse. One that was drawn before is found again: nearly all are bullets, of few sizes."""
        self._code += _ellipse(x1, y1, x2, y2)
        self._strokeAndFill(stroke, fill)

    def add_heading(self, title: str, level: int, top: float) -> None:
        """Put a heading into the outline."""
        self._headings.append(HeadingPlace(title, level, 0, *self.absolutePosition(0, top)))

    def add_place(self, topic: str) -> None:
        """Put on record that a topic starts here."""
        self._places.append(TopicPlace(topic, 0, self.absolutePosition(0, 0)[1]))


@lru_cache(maxsize=256)
def _ellipse(x1: float, y1: float, x2: float, y2: float) -> tuple[str, ...]:
    code: list[str] = []
    PDFPathObject(code=code).ellipse(x1, y1, x2 - x1, y2 - y1)
    return tuple(code)


def _opening(owner: Owner) -> str | Element:
    if isinstance(owner, Element):
        return owner  # its mark gets a number on the page
    return f"/Artifact <<{owner.properties}>> BDC" if owner.properties else "/Artifact BMC"


def _operators(part: str | Element) -> str:
    """Return a part of the code as a template."""
    return f"/{part.role} <</MCID %d>> BDC" if isinstance(part, Element) else part.replace("%", "%%")


def _paints(code: str | Element) -> bool:
    return isinstance(code, str) and any(last in _PAINTING for last in code.rsplit(None, 1)[-1:])
