"""What stands on every page outside the text: footer, page number, stamp."""

from __future__ import annotations

from dataclasses import dataclass

from careleaf.domain.blocks import Document, Run
from careleaf.rendering.pdf.fonts import BOLD
from careleaf.rendering.pdf.paragraph import Paragraph
from careleaf.rendering.pdf.structure import FOOTER, HEADER
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas
from careleaf.rendering.pdf.text_setting import TextSetter

_BELOW = 13.0  # points from the lower margin down to the footer's first baseline
_ABOVE = 12.0  # points from the upper margin up to the stamp's baseline
_EDGE = 12.0  # points at the edge of the paper that a printer may leave out
_GAP = 12.0  # points between footer and page number
_LONGEST = 0.5  # share of the width; a patient's name that takes more is left out


@dataclass(frozen=True)
class PageFurniture:
    """Footer and stamp of one handout, shaped once for all its pages.

    `below` is the line under the page number: the handout's number, and from page 2 on the patient too.
    """

    setter: TextSetter
    footer: Paragraph
    below: tuple[Paragraph, Paragraph]
    stamp: Paragraph | None

    def draw(self, canvas: TaggedCanvas, number: int, pages: int) -> None:
        """Draw the furniture of one page."""
        style = self.setter.style
        top, _, bottom, left = style.margins
        room, baseline = self.setter.width, bottom - _BELOW
        page, below = _line(self.setter, f"Page {number} of {pages}", "right"), self.below[number > 1]
        beside = room - _GAP - page.length()
        if self.footer.length() > beside:
            beside = room - _GAP - max(page.length(), below.length())
        _draw(page, canvas, left, baseline, room)
        _draw(below, canvas, left, baseline - page.look.leading, room)
        _draw(self.footer, canvas, left, baseline, beside)
        if self.stamp:
            _draw(self.stamp, canvas, left, canvas._pagesize[1] - top + _ABOVE, room)


def page_furniture(setter: TextSetter, document: Document) -> PageFurniture:
    """Get footer and stamp ready. Raises UnprintableText."""
    style, colours = setter.style, setter.colours
    stamped = None
    if document.stamp:
        look = setter.look(style.body, colours.alarm, "center")
        stamped = Paragraph(setter.shaped((Run(document.stamp),), BOLD), look, HEADER)
    number = _line(setter, document.number, "right")
    whose = _line(setter, " · ".join(part for part in (document.patient, document.number) if part), "right")
    if whose.length() > setter.width * _LONGEST:
        whose = number
    return PageFurniture(setter, _line(setter, document.footer, "left"), (number, whose), stamped)


def _line(setter: TextSetter, text: str, align: str) -> Paragraph:
    look = setter.look(setter.style.footer, setter.colours.muted, align, leading=1.2)
    return Paragraph(setter.shaped((Run(text),)), look, FOOTER)


def _draw(paragraph: Paragraph, canvas: TaggedCanvas, x: float, baseline: float, room: float) -> None:
    """Draw a paragraph with its first baseline at a height, or higher where its last line needs the room."""
    _, height = paragraph.wrap(room, 0)
    bottom = baseline + paragraph.look.ascent * paragraph.look.size / 1000 - height
    paragraph.drawOn(canvas, x, max(bottom, _EDGE))
