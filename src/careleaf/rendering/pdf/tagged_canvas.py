"""A canvas on which every stroke and every letter has an owner: an element of the logical tree, or none.

What nobody owns becomes an artifact, so nothing on a page can be left untagged. Pages are kept back until
their number is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.placed_pictures import PlacedPictures
from careleaf.rendering.pdf.structure import ARTIFACT, Element, Mark, Owner

Furniture = Callable[["TaggedCanvas", int, int], None]

# The operators that leave something on the page (ISO 32000-1, table 51).
_PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "ET", "sh", "EI"})


class TaggedCanvas(Canvas):
    """Bind what is drawn to its owner; draw `furniture(canvas, page, pages)` on each page at the end."""

    def __init__(self, *args: Any, furniture: Furniture, **options: Any) -> None:
        self._owner: Owner | None = None
        self._opened_at = self._marks_on_page = 0
        super().__init__(*args, pdfVersion=(1, 7), **options)
        self._furniture = furniture
        self.fonts, self.pictures = EmbeddedFonts(), PlacedPictures()
        self.finished: list[dict[str, Any]] = []
        self.places: list[tuple[str, int, float]] = []
        self._headings: list[int] = []
        self._open(ARTIFACT)

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
            self._code[self._opened_at] = self._opening(self._owner)
            self._code.append("EMC")
        else:
            del self._code[self._opened_at]
        self._owner = None

    def _opening(self, owner: Owner) -> str:
        if not isinstance(owner, Element):
            return f"/Artifact <<{owner.properties}>> BDC" if owner.properties else "/Artifact BMC"
        mark = Mark(self._pageNumber - 1, self._marks_on_page)
        self._marks_on_page += 1
        owner.marks.append(mark)
        return f"/{owner.role} <</MCID {mark.number}>> BDC"

    # ------------------------------------------------------------------ text

    def setFont(self, *_: Any) -> None:  # noqa: N802 - ReportLab's name
        """Select no font: tables ask for Helvetica at each cell, though all text brings its own font."""

    def _make_preamble(self) -> None:
        """Start pages without ReportLab's initial Helvetica, which PDF/UA forbids: it is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    def add_heading(self, title: str, level: int, top: float) -> None:
        """Put a heading into the outline. A level that skips one goes right below the last heading."""
        key = f"h{len(self._headings)}"
        depth = min(level - 1, self._headings[-1] + 1 if self._headings else 0)
        self._headings.append(depth)
        self.bookmarkHorizontal(key, 0, top)
        self.addOutlineEntry(title, key, depth)

    # ------------------------------------------------------------------ pages

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep a finished page back."""
        self._close()
        self.finished.append(dict(self.__dict__))
        self._startPage()
        self._marks_on_page = 0
        self._open(ARTIFACT)

    def save(self) -> None:
        """Draw the furniture of all pages, now that their number is known, and write the file."""
        finished = self.finished
        for number, state in enumerate(finished, 1):
            self.__dict__.update(state)
            self._furniture(self, number, len(finished))
            super().showPage()
        self.finished = finished
        super().save()


def _paints(code: str) -> bool:
    return any(last in _PAINTING for last in code.rsplit(None, 1)[-1:])
