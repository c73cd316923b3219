"""What stands on every page outside the text: footer, page number, stamp."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.blocks import Document, Run
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.fonts import BOLD, REGULAR
from careleaf.rendering.pdf.page_filling import Placed
from careleaf.rendering.pdf.paragraph import Look, Paragraph
from careleaf.rendering.pdf.story import StoryTeller
from careleaf.rendering.pdf.story_items import Item
from careleaf.rendering.pdf.structure import FOOTER, HEADER, Artifact, Element

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

    teller: StoryTeller
    footer: Item
    below: tuple[Item, Item]
    stamp: Item | None

    def page(self, number: int, pages: int) -> Iterator[Placed]:
        """Yield the furniture of one page."""
        top, _, bottom, left = self.teller.style.margins
        room, baseline = self.teller.setter.width, bottom - _BELOW
        page, below = _line(self.teller, f"Page {number} of {pages}", "right"), self.below[number > 1]
        beside = room - _GAP - _length(page)
        if _length(self.footer) > beside:
            beside = room - _GAP - max(_length(page), _length(below))
        yield _placed(page, left, baseline, room)
        yield _placed(below, left, baseline - page.kept.inside.look.leading, room)
        yield _placed(self.footer, left, baseline, beside)
        if self.stamp:
            yield _placed(self.stamp, left, self.teller.size[1] - top + _ABOVE, room)


def page_furniture(teller: StoryTeller, document: Document) -> PageFurniture:
    """Get footer and stamp ready. Raises UnprintableText."""
    setter, stamped = teller.setter, None
    if document.stamp:
        look = setter.look(setter.style.body, setter.colours.alarm, "center")
        stamped = _set(teller, document.stamp, BOLD, look, HEADER)
    number = _line(teller, document.number, "right")
    whose = _line(teller, " · ".join(part for part in (document.patient, document.number) if part), "right")
    if _length(whose) > setter.width * _LONGEST:
        whose = number
    return PageFurniture(teller, _line(teller, document.footer, "left"), (number, whose), stamped)


def _line(teller: StoryTeller, text: str, align: str) -> Item:
    setter = teller.setter
    look = setter.look(setter.style.footer, setter.colours.muted, align, leading=1.2)
    return _set(teller, text, REGULAR, look, FOOTER)


def _set(teller: StoryTeller, text: str, face: str, look: Look, owner: Artifact) -> Item:
    def make(_: Element) -> Iterator[Paragraph]:
        yield Paragraph(teller.setter.shaped((Run(text),), face), look, owner)

    (item,) = teller.piece((text, face, look, owner), "Artifact", make)
    return item


def _length(item: Item) -> float:
    length: float = item.kept.inside.length()
    return length


def _placed(item: Item, x: float, baseline: float, room: float) -> Placed:
    """Place a paragraph with its first baseline at a height, or higher where its last line needs the room."""
    height, _ = item.kept.size(room)
    look = item.kept.inside.look
    bottom = baseline + look.ascent * look.size / 1000 - height
    return Placed(item.kept, item.of, x, max(bottom, _EDGE), room)
