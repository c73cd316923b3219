"""The rail left of the text: names beside the first line of what they name, and the room they need."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable


class Gap(Flowable):
    """Room between two topics; none at the top of a page, and never the last thing on one."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.spaceBefore = height
        self.keepWithNext = 1

    def wrap(self, _: float, __: float) -> tuple[float, float]:
        """Take no room but the space above."""
        return 0, 0

    def draw(self) -> None:
        """Draw nothing."""


class RailLabel(Flowable):
    """A name in the left rail, beside the first line of its text. Takes no room of its own.

    `shift` is where the rail starts, seen from the text column.
    """

    def __init__(self, labels: Sequence[Flowable], width: float, shift: float) -> None:
        super().__init__()
        self.labels, self.label_width, self.shift = list(labels), width, shift
        self.keepWithNext = 1
        self.bottom: tuple[int, float] | None = None

    def wrap(self, _: float, height: float) -> tuple[float, float]:
        """Take no room in the flow."""
        self.heights = [label.wrap(self.label_width, height)[1] for label in self.labels]
        return 0, 0

    def draw(self) -> None:
        """Draw the labels downwards from here, and remember where they end."""
        y = 0.0
        for label, height in zip(self.labels, self.heights, strict=True):
            y -= height + label.getSpaceBefore()
            label.drawOn(self.canv, self.shift, y)
        self.bottom = (self.canv.getPageNumber(), self.canv.absolutePosition(0, y)[1])


class RailFloor(Flowable):
    """Room below a text, if its label in the rail is the longer of the two."""

    def __init__(self, label: RailLabel) -> None:
        super().__init__()
        self.rail_label = label

    def wrap(self, _: float, height: float) -> tuple[float, float]:
        """Take what is missing down to the label's end, on the label's page."""
        bottom, pen = self.rail_label.bottom, self.canv.pen
        if pen is None or bottom is None or self.canv.getPageNumber() != bottom[0]:
            return 0, 0
        return 0, min(height, max(0.0, pen - bottom[1]))

    def draw(self) -> None:
        """Draw nothing."""
