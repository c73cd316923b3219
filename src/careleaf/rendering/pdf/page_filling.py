"""Pages filled with flowables, top to bottom.

It breaks pages where ReportLab's own document template does, without that one's work for columns, templates
and passes, of which a handout has none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable

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


class PageFiller:
    """Draw flowables on a canvas, page by page, inside margins (top, right, bottom, left)."""

    def __init__(self, canvas: TaggedCanvas, margins: tuple[float, float, float, float]) -> None:
        width, height = canvas.drawn.size
        top, right, self._bottom, self._left = margins
        self._canvas = canvas
        self._width, self._top = width - self._left - right, height - top
        self._indent = 0.0
        self._begin_page()

    def fill(self, story: Iterable[Flowable]) -> float:
        """Draw everything, and return which share of the last page is used."""
        waiting = deque((flowable, False) for flowable in story)
        while waiting:
            flowable, alone = waiting.popleft()
            if not alone and flowable.getKeepWithNext():
                group = [flowable, *_kept_with(waiting)]
                self._make_room(group)
                waiting.extendleft((piece, True) for piece in reversed(group))
            elif not self._place(flowable):
                waiting.extendleft((part, False) for part in reversed(self._place_part(flowable)))
        self._canvas.showPage()
        return (self._top - self._y) / (self._top - self._bottom)

    def _begin_page(self) -> None:
        self._y, self._at_top, self._after = self._top, True, 0.0

    def _end_page(self) -> None:
        self._canvas.showPage()
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
        """Measure a group as if the page had no indent yet: so did the pages that people know."""
        self._canvas.pen = None
        width, height, after = self._width, 0.0, 0.0
        for piece in group:
            if isinstance(piece, Indent):
                width -= piece.left
                continue
            own = piece.wrapOn(self._canvas, width, _ENDLESS)[1]
            if own > _FUZZ:
                before = max(piece.getSpaceBefore() - after, 0.0) if height else 0.0
                after = piece.getSpaceAfter()
                height += own + before + after
        return height - after

    def _place(self, flowable: Flowable) -> bool:
        """Draw a flowable here if there is room."""
        if isinstance(flowable, Indent):
            self._indent += flowable.left
            return True
        space = self._space_before(flowable)
        room, width = self._y - self._bottom - space, self._width - self._indent
        if room <= 0:
            return False
        self._canvas.pen = self._y
        used, height = flowable.wrapOn(self._canvas, width, room)
        y = self._y - space - height
        if y < self._bottom - _FUZZ:
            return False
        flowable.drawOn(self._canvas, self._left + self._indent, y, _sW=width - used)
        self._after = flowable.getSpaceAfter()
        y -= self._after
        self._at_top = self._at_top and y == self._y
        self._y = y
        return True

    def _place_part(self, flowable: Flowable) -> list[Flowable]:
        """Draw as much of a flowable as there is room for; return what is left, for this page or the next.

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
