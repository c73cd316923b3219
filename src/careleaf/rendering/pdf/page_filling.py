"""Pages filled with a story, top to bottom: where everything stands, before anything is drawn.

A handout may be laid out in several ways, of which one is drawn. Pages break where ReportLab's own document
template breaks them, without that one's work for columns, templates and passes, of which a handout has none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.keeping import Occurrence
from careleaf.rendering.pdf.story_items import (
    Drawable,
    Gap,
    Indent,
    Item,
    RailFloor,
    RailLabel,
    StoryItem,
    Whole,
)

_FUZZ = 1e-6  # points: what sums of heights may be off
_ENDLESS = 1e6


class TooLarge(Exception):
    """Say which flowable fits on no page and cannot be cut: a fault of ours."""


class Placed(NamedTuple):
    """What stands on a page with its lower left corner, in points, as set in a width."""

    kept: Drawable
    of: Occurrence
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Layout:
    """What stands where on each page, and which share of the last page is used."""

    pages: tuple[tuple[Placed, ...], ...]
    last_page: float

    @property
    def sheets(self) -> int:
        """Return how many sheets of paper the pages take, printed on both sides."""
        return (len(self.pages) + 1) // 2


class PageFiller:
    """Place a story page by page, inside margins (top, right, bottom, left)."""

    def __init__(self, size: tuple[float, float], margins: tuple[float, float, float, float]) -> None:
        top, right, self._bottom, self._left = margins
        self._width, self._top = size[0] - self._left - right, size[1] - top
        self._indent = 0.0
        self._pages: list[tuple[Placed, ...]] = []
        self._rail_end = 0.0
        self._begin_page()

    def fill(self, story: Iterable[StoryItem], most_pages: float = inf) -> Layout | None:
        """Place everything; None where it takes more than so many pages."""
        waiting = deque((item, False) for item in story)
        while waiting:
            item, alone = waiting.popleft()
            if not alone and item.keep:
                group = [item, *_kept_with(waiting)]
                self._make_room(group)
                waiting.extendleft((each, True) for each in reversed(group))
            elif not self._place(item):
                waiting.extendleft((part, False) for part in reversed(self._place_part(item)))
            if len(self._pages) >= most_pages:
                return None
        last_page = (self._top - self._y) / (self._top - self._bottom)
        self._end_page()
        return Layout(tuple(self._pages), last_page)

    def _begin_page(self) -> None:
        self._y, self._at_top, self._after = self._top, True, 0.0
        self._rail_end = self._top
        self._page: list[Placed] = []

    def _end_page(self) -> None:
        self._pages.append(tuple(self._page))
        self._begin_page()

    def _space_before(self, item: Item | Whole | Gap | RailLabel | RailFloor) -> float:
        return 0.0 if self._at_top else max(item.before - self._after, 0.0)

    def _make_room(self, group: Sequence[StoryItem]) -> None:
        """Go to the next page where a group that belongs together has no room on this one."""
        room = self._y - self._bottom - self._space_above(group)
        if not self._at_top and (room <= 0 or self._height(group) > room):
            self._end_page()

    def _space_above(self, group: Sequence[StoryItem]) -> float:
        return next((self._space_before(item) for item in group if not isinstance(item, Indent)), 0.0)

    def _height(self, group: Sequence[StoryItem]) -> float:
        """Measure a group as if the page had no indent yet: so did the pages that people know.

        Names in the rail need their room too, where they are longer than the text beside them.
        """
        width, height, after, rail = self._width, 0.0, 0.0, 0.0
        for item in group:
            if isinstance(item, Item):
                own, _ = item.kept.size(width)
                if own > _FUZZ:
                    before = max(item.before - after, 0.0) if height else 0.0
                    after = item.after
                    height += own + before + after
            elif isinstance(item, RailLabel):
                rail = max(rail, height + item.depth)
            elif isinstance(item, Indent):
                width -= item.left
        return max(height - after, rail)

    def _place_whole(self, item: Whole) -> bool:
        """Place a part of the story as one, if no page could end inside it."""
        y = self._y - self._space_before(item)
        if item.need + _FUZZ >= y - self._bottom:
            return False
        self._page.append(Placed(item.drawn, item.of, self._left, y, self._width))
        self._y, self._after = y - item.height, item.after
        self._at_top = self._at_top and self._y == y
        return True

    def _place(self, item: StoryItem) -> bool:
        """Place an item here if there is room."""
        if isinstance(item, Whole):
            return self._place_whole(item)
        if isinstance(item, Indent):
            self._indent += item.left
            return True
        space = self._space_before(item)
        room = self._y - self._bottom - space
        if room <= 0:
            return False
        if isinstance(item, Item):
            width = self._width - self._indent
            height, shift = item.kept.size(width)
            y = self._y - space - height
            if y < self._bottom - _FUZZ:
                return False
            self._page.append(Placed(item.kept, item.of, self._left + self._indent + shift, y, width))
        else:
            y = self._y - space - self._place_in_rail(item, room)
        self._after = item.after
        y -= item.after
        self._at_top = self._at_top and y == self._y
        self._y = y
        return True

    def _place_in_rail(self, item: Gap | RailLabel | RailFloor, room: float) -> float:
        """Place names in the rail; return the height that is missing in the text down to their end."""
        if isinstance(item, RailLabel):
            y = self._y
            for name, height in zip(item.names, item.heights, strict=True):
                y -= height
                x = self._left + self._indent + item.shift
                self._page.append(Placed(name.kept, name.of, x, y, item.width))
            self._rail_end = y
        return min(room, max(0.0, self._y - self._rail_end)) if isinstance(item, RailFloor) else 0.0

    def _place_part(self, item: StoryItem) -> Sequence[StoryItem]:
        """Place as much of an item as there is room for; return what is left, for this page or the next.

        As ReportLab does it, a flowable is told the width of the whole page here.
        """
        if isinstance(item, Whole):
            return item.apart()
        parts = self._parts(item) if isinstance(item, Item) else []
        if parts and self._place(parts[0]):
            return parts[1:]
        if parts or self._at_top:
            raise TooLarge(type(item.kept.inside if isinstance(item, Item) else item).__name__)
        self._end_page()
        return [item]

    def _parts(self, item: Item) -> list[Item]:
        room = self._y - self._bottom - self._space_before(item)
        if room <= 0:
            return []
        parts = item.kept.cut(self._width - self._indent, self._width, room)
        return [Item(part, item.of, part.before, part.after, part.keep) for part in parts]


class EndlessPage(PageFiller):
    """A page without an end, some way down: it tells what a part of a story takes where no page ends.

    `need` is the room it has to have, `height` the room it takes, `space` what it asks for below.
    """

    def __init__(self, width: float) -> None:
        super().__init__((width, 0.0), (0.0, 0.0, -_ENDLESS, 0.0))
        self._at_top, self._after, self.need = False, inf, 0.0

    def place(self, story: Sequence[StoryItem]) -> tuple[Placed, ...]:
        """Place a part of a story; return what stands where, seen from the upper left corner."""
        self.fill(story)
        (page,) = self._pages
        return page

    def _end_page(self) -> None:
        self.height, self.space = -self._y, self._after
        super()._end_page()

    def _make_room(self, group: Sequence[StoryItem]) -> None:
        self.need = max(self.need, self._space_above(group) - self._y + self._height(group))

    def _place(self, item: StoryItem) -> bool:
        placed = super()._place(item)
        self.need = max(self.need, -self._y - self._after)
        return placed


def _kept_with(waiting: deque[tuple[StoryItem, bool]]) -> list[StoryItem]:
    """Take the items that stay with the one before them: those that stay with the next, and that one."""
    group: list[StoryItem] = []
    while waiting:
        item, _ = waiting.popleft()
        if isinstance(item, Whole):
            waiting.extendleft((each, False) for each in reversed(item.apart()))
            continue
        group.append(item)
        if not item.keep:
            break
    return group
