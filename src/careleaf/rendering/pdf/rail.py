"""The rail left of the text: names beside the first line of what they name, and the room they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.keeping import Kept

_ENDLESS = 1e6


class Gap(Flowable):
    """Room between two topics; none at the top of a page, and never the last thing on one."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.spaceBefore = height
        self.keepWithNext = 1

    def wrap(self, _: float, __: float) -> tuple[float, float]:
        """Take no room but the space above."""
        return 0, 0


class RailLabel(Flowable):
    """Names in the left rail, beside the first line of their text. They take no room of their own.

    `shift` is where the rail starts, seen from the text column.
    """

    def __init__(self, labels: Sequence[Kept], width: float, shift: float) -> None:
        super().__init__()
        self.labels, self.label_width, self.shift = tuple(labels), width, shift
        self.spaces = tuple(label.getSpaceBefore() for label in labels)
        self.keepWithNext = 1
        self.bottom: tuple[int, float] | None = None

    def wrap(self, _: float, __: float) -> tuple[float, float]:
        """Take no room in the flow."""
        return 0, 0

    @property
    def depth(self) -> float:
        """Return how far down the labels reach."""
        return sum(
            label.wrap(self.label_width, _ENDLESS)[1] + space
            for label, space in zip(self.labels, self.spaces, strict=True)
        )

    def place(self, page: int, y: float) -> Iterator[tuple[Kept, float]]:
        """Yield the labels from a height downwards, each with its lower edge; remember where they end."""
        for label, space in zip(self.labels, self.spaces, strict=True):
            y -= label.wrap(self.label_width, _ENDLESS)[1] + space
            yield label, y
        self.bottom = (page, y)


class RailFloor(Flowable):
    """Room below a text, if its label in the rail is the longer of the two.

    `pen` is the page and the height at which it is measured, once they are known.
    """

    def __init__(self, label: RailLabel) -> None:
        super().__init__()
        self.rail_label = label
        self.pen: tuple[int, float] | None = None

    def wrap(self, _: float, height: float) -> tuple[float, float]:
        """Take what is missing down to the label's end, on the label's page."""
        if self.pen is None or self.rail_label.bottom is None or self.pen[0] != self.rail_label.bottom[0]:
            return 0, 0
        return 0, min(height, max(0.0, self.pen[1] - self.rail_label.bottom[1]))
