"""Pages filled with flowables, top to bottom: first where everything stands, then the drawing.

A handout may be laid out in several ways, of which one is drawn. Pages break where ReportLab's own document
template breaks them, without that one's work for columns, templates and passes, of which a handout has none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.keeping import Kept
from careleaf.rendering.pdf.rail import Gap, RailFloor, RailLabel
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas

_FUZZ = 1e-6  # points: what sums of heights may be off
_ENDLESS = 1e6


class TooLarge(Exception):
    """Say which flowable fits on no page and cannot be cut: a fault of ours."""


class Indent(Flowable):
    """Move the left edge of all that follows."""

    def __init__(self, left: float) -> None:
        super().__init__()
        self.left = left
        self.keepWithNext = int(left > 0)


class Placed(NamedTuple):
    """A flowable with its lower left corner, in points, as it was measured in a room."""

    flowable: Flowable
    x: float
    y: float
    room: tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """What stands where on each page, and which share of the last page is used."""

    pages: tuple[tuple[Placed, ...], ...]
    last_page: float

    @property
    def sheets(self) -> int:
        """Return how many sheets of paper the pages take, printed on both sides."""
        return (len(self.pages) + 1) // 2

    def draw(self, canvas: TaggedCanvas) -> None:
        """Draw every page."""
        for page in self.pages:
            for flowable, x, y, room in page:
                if isinstance(flowable, Kept):
                    flowable.draw_at(canvas, x, y, room)
                else:
                    flowable.drawOn(canvas, x, y)
            canvas.showPage()


class PageFiller:
    """Place flowables page by page, inside margins (top, right, bottom, left); a canvas measures them."""

    def __init__(self, canvas: TaggedCanvas, margins: tuple[float, float, float, float]) -> None:
        width, height = canvas.drawn.size
        top, right, self._bottom, self._left = margins
        self._canvas = canvas
        self._width, self._top = width - self._left - right, height - top
        self._indent = 0.0
        self._pages: list[tuple[Placed, ...]] = []
        self._begin_page()

    def fill(self, story: Iterable[Flowable]) -> Layout:
        """Place everything."""
        waiting = deque((flowable, False) for flowable in story)
        while waiting:
            flowable, alone = waiting.popleft()
            if not alone and flowable.getKeepWithNext():
                group = [flowable, *_kept_with(waiting)]
                self._make_room(group)
                waiting.extendleft((piece, True) for piece in reversed(group))
            elif not self._place(flowable):
                waiting.extendleft((part, False) for part in reversed(self._place_part(flowable)))
        last_page = (self._top - self._y) / (self._top - self._bottom)
        self._end_page()
        return Layout(tuple(self._pages), last_page)

    def _begin_page(self) -> None:
        self._y, self._at_top, self._after = self._top, True, 0.0
        self._page: list[Placed] = []

    def _end_page(self) -> None:
        self._pages.append(tuple(self._page))
        self._begin_page()

    def _space_before(self, flowable: Flowable) -> float:
        return 0.0 if self._at_top else max(flowable.getSpaceBefore() - self._after, 0.0)

    def _make_room(self, group: Sequence[Flowable]) -> None:
        """Go to the next page where a group that belongs together has no room on this one."""
        first = next((piece for piece in group if not isinstance(piece, Indent)), None)
        room = self._y - self._bottom - (self._space_before(first) if first else 0.0)
        if not self._at_top and (room <= 0 or self._height(group) > room):
            self._end_page()

    def _height(self, group: Sequence[Flowable]) -> float:
        """Measure a group as if the page had no indent yet: so did the pages that people know.

        Names in the rail need their room too, where they are longer than the text beside them.
        """
        width, height, after, rail = self._width, 0.0, 0.0, 0.0
        for piece in group:
            if isinstance(piece, Indent):
                width -= piece.left
                continue
            if isinstance(piece, RailLabel):
                rail = max(rail, height + piece.depth)
            own = piece.wrapOn(self._canvas, width, _ENDLESS)[1]
            if own > _FUZZ:
                before = max(piece.getSpaceBefore() - after, 0.0) if height else 0.0
                after = piece.getSpaceAfter()
                height += own + before + after
        return max(height - after, rail)

    def _place(self, flowable: Flowable) -> bool:
        """Place a flowable here if there is room."""
        if isinstance(flowable, Indent):
            self._indent += flowable.left
            return True
        space = self._space_before(flowable)
        room, width = self._y - self._bottom - space, self._width - self._indent
        if room <= 0:
            return False
        if isinstance(flowable, RailFloor):
            flowable.pen = (len(self._pages), self._y)
        used, height = flowable.wrapOn(self._canvas, width, room)
        y = self._y - space - height
        if y < self._bottom - _FUZZ:
            return False
        self._put(flowable, flowable._hAlignAdjust(self._left + self._indent, width - used), y, (width, room))
        self._after = flowable.getSpaceAfter()
        y -= self._after
        self._at_top = self._at_top and y == self._y
        self._y = y
        return True

    def _put(self, flowable: Flowable, x: float, y: float, room: tuple[float, float]) -> None:
        if isinstance(flowable, RailLabel):
            for label, bottom in flowable.place(len(self._pages), y):
                self._page.append(Placed(label, x + flowable.shift, bottom, (flowable.label_width, _ENDLESS)))
        elif not isinstance(flowable, Gap | RailFloor):
            self._page.append(Placed(flowable, x, y, room))

    def _place_part(self, flowable: Flowable) -> list[Flowable]:
        """Place as much of a flowable as there is room for; return what is left, for this page or the next.

        As ReportLab does it, a flowable is told the width of the whole page here.
        """
        room = self._y - self._bottom - self._space_before(flowable)
        parts = flowable.splitOn(self._canvas, self._width, room) if room > 0 else []
        if parts and self._place(parts[0]):
            return parts[1:]
        if parts or self._at_top:
            raise TooLarge(type(flowable).__name__)
        self._end_page()
        return [flowable]


def _kept_with(waiting: deque[tuple[Flowable, bool]]) -> list[Flowable]:
    """Take the flowables that stay with the one before them: those that stay with the next, and that one."""
    group: list[Flowable] = []
    while waiting:
        piece, _ = waiting.popleft()
        group.append(piece)
        if not piece.getKeepWithNext():
            break
    return group
