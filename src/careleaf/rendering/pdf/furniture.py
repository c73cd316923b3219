"""What stands on every page outside the text: footer, page number, stamp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careleaf.domain.blocks import Document, Run
from careleaf.rendering.pdf.fonts import BOLD, REGULAR
from careleaf.rendering.pdf.keeping import Kept
from careleaf.rendering.pdf.paragraph import Look, Paragraph
from careleaf.rendering.pdf.structure import FOOTER, HEADER, Artifact, Element
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas
from careleaf.rendering.pdf.typesetting import Setter

_BELOW = 13.0  # points from the lower margin down to the footer's first baseline
_ABOVE = 12.0  # points from the upper margin up to the stamp's baseline
_EDGE = 12.0  # points at the edge of the paper that a printer may leave out
_GAP = 12.0  # points between footer and page number
_LONGEST = 0.5  # share of the width; a patient's name that takes more is left out


@dataclass(frozen=True)
class PageFurniture:
    """Footer and stamp of one handout, set once for all its pages.

    `below` is the line under the page number: the handout's number, and from page 2 on the patient too.
    """

    setter: Setter
    footer: Kept
    below: tuple[Kept, Kept]
    stamp: Kept | None

    def draw(self, canvas: TaggedCanvas, number: int, pages: int) -> None:
        """Draw the furniture of one page."""
        style = self.setter.style
        top, _, bottom, left = style.margins
        room, baseline = self.setter.width, bottom - _BELOW
        page, below = _line(self.setter, f"Page {number} of {pages}", "right"), self.below[number > 1]
        beside = room - _GAP - page.inside.length()
        if self.footer.inside.length() > beside:
            beside = room - _GAP - max(page.inside.length(), below.inside.length())
        _draw(page, canvas, left, baseline, room)
        _draw(below, canvas, left, baseline - page.inside.look.leading, room)
        _draw(self.footer, canvas, left, baseline, beside)
        if self.stamp:
            _draw(self.stamp, canvas, left, canvas._pagesize[1] - top + _ABOVE, room)


def page_furniture(setter: Setter, document: Document) -> PageFurniture:
    """Get footer and stamp ready. Raises UnprintableText."""
    stamped = None
    if document.stamp:
        look = setter.look(setter.style.body, setter.colours.alarm, "center")
        stamped = _kept(setter, document.stamp, BOLD, look, HEADER)
    number = _line(setter, document.number, "right")
    whose = _line(setter, " · ".join(part for part in (document.patient, document.number) if part), "right")
    if whose.inside.length() > setter.width * _LONGEST:
        whose = number
    return PageFurniture(setter, _line(setter, document.footer, "left"), (number, whose), stamped)


def _line(setter: Setter, text: str, align: str) -> Kept:
    look = setter.look(setter.style.footer, setter.colours.muted, align, leading=1.2)
    return _kept(setter, text, REGULAR, look, FOOTER)


def _kept(setter: Setter, text: str, face: str, look: Look, owner: Artifact) -> Kept:
    def make(_: Element) -> Iterator[Paragraph]:
        yield Paragraph(setter.shaped((Run(text),), face), look, owner)

    return setter.keeper.take((text, face, look, owner), Element("Artifact"), make)[0]


def _draw(paragraph: Kept, canvas: TaggedCanvas, x: float, baseline: float, room: float) -> None:
    """Draw a paragraph with its first baseline at a height, or higher where its last line needs the room."""
    _, height = paragraph.wrap(room, 0)
    look = paragraph.inside.look
    bottom = baseline + look.ascent * look.size / 1000 - height
    paragraph.draw_at(canvas, x, max(bottom, _EDGE), (room, 0))
