"""A section as it stands where no page ends inside it: placed, drawn and written into the tree as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.keeping import Occurrence
from careleaf.rendering.pdf.page_filling import EndlessPage
from careleaf.rendering.pdf.recording import At, Recording, together
from careleaf.rendering.pdf.story_items import Item, RailLabel, StoryItem
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.structure_tree import Branch
from careleaf.rendering.pdf.subtree import Elements


class Passage:
    """A section's part of the story as one thing, seen from its upper left corner. Lengths in points.

    `need` is the room that it has to have on a page and `height` the room it takes; `before` and `after` are
    the space that it asks for.
    """

    def __init__(self, told: Branch, story: Sequence[StoryItem], width: float) -> None:
        page = EndlessPage(width)
        self._story, self._placed = story, page.place(story)
        self.before = next(item.before for item in story if isinstance(item, Item))
        self.need = inf if story[-1].keep else page.need  # it would take from what follows
        self.height, self.after = page.height, page.space
        top, self._firsts, count = Element(told.role), dict[Occurrence, int](), 1
        for part in told.kids:
            assert isinstance(part, Occurrence), "sections do not stand in sections"
            self._firsts[part] = count
            count += len(part.elements.numbers)
            top.kids += part.elements.tops
        self.elements = Elements([top])
        self._drawing: Recording | None = None

    def apart(self) -> tuple[list[Branch | Occurrence], list[StoryItem]]:
        """Return it item by item, with what these are in the tree: each time for another place."""
        own = {part: Occurrence(part.elements) for part in self._firsts}
        return list(own.values()), [_of(item, own) for item in self._story]

    def drawing(self, _: float, fonts: EmbeddedFonts) -> Recording:
        """Return the drawing, for a document with some fonts."""
        if self._drawing is None or not self._drawing.lasting:
            self._drawing = together(
                At(placed.kept.drawing(placed.width, fonts), placed.x, placed.y, self._firsts[placed.of])
                for placed in self._placed
            )
        return self._drawing


def _of(item: StoryItem, own: Mapping[Occurrence, Occurrence]) -> StoryItem:
    if isinstance(item, Item):
        return Item(item.kept, own[item.of], item.before, item.after, item.keep)
    if isinstance(item, RailLabel):
        names = [Item(name.kept, own[name.of], name.before, name.after, name.keep) for name in item.names]
        return RailLabel(tuple(names), item.width, item.shift, item.heights)
    return item
