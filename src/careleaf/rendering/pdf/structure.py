"""The logical tree: what each piece of a handout is, in reading order, known before anything is drawn.

A screen reader follows this tree, not the page. Drawing only binds marks on pages to its elements, so page
breaks, columns and repeated header rows cannot change what is read. Roles are the standard structure types
of ISO 32000-1, 14.8.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from careleaf.domain.blocks import Block, Callout, Card, Heading
from careleaf.lazy_dataclass import dataclass

AttributeValue = str | int


@dataclass(eq=False)
class Element:
    """A node of the logical tree. Two elements are never equal: each is a place in the text.

    `actual_text` stands for content that cannot be read from its glyphs in order; `alt` describes a picture.
    """

    role: str
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    actual_text: str = ""
    alt: str = ""
    kids: list[Element] = field(default_factory=list)

    def add(self, role: str, **attributes: AttributeValue) -> Element:
        """Append a kid and return it."""
        kid = Element(role, attributes)
        self.kids.append(kid)
        return kid

    def below(self) -> Iterator[Element]:
        """Yield all elements below this one, in reading order."""
        for kid in self.kids:
            yield kid
            yield from kid.below()


@dataclass(frozen=True)
class Artifact:
    """Content that is no part of the text: rules, frames, page furniture."""

    properties: str = ""


ARTIFACT = Artifact()
HEADER = Artifact("/Type /Pagination /Subtype /Header")
FOOTER = Artifact("/Type /Pagination /Subtype /Footer")
REPEATED = Artifact("/Type /Pagination")

Owner = Element | Artifact

BULLET, BOX = "\u2022", "\u2610"  # what a screen reader gets for a mark that is drawn, not written


def box_role(block: Callout | Card) -> str:
    """Return what a box is: a section if it has a heading of its own, otherwise just a group."""
    return "Sect" if any(_is_heading(kid) for kid in block.blocks) else "Div"


def _is_heading(block: Block) -> bool:
    return isinstance(block, Heading)
