"""The rail left of the text: names beside the first line of what they name, and the room they need.

Gap, label and floor stand in the story between its items, and ask for space as those do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careleaf.rendering.pdf.keeping import Item


@dataclass(frozen=True)
class Indent:
    """Move the left edge of all that follows."""

    left: float

    @property
    def keep(self) -> bool:
        """Tell whether it stays with what follows."""
        return self.left > 0


@dataclass(frozen=True)
class Gap:
    """Room between two topics; none at the top of a page, and never the last thing on one."""

    before: float
    after = 0.0
    keep = True


class RailLabel:
    """Names in the left rail, beside the first line of their text. They take no room of their own.

    `shift` is where the rail starts, seen from the text column, and `depth` how far down the names reach.
    """

    before = after = 0.0
    keep = True

    def __init__(self, names: Sequence[Item], width: float, shift: float) -> None:
        self.names, self.width, self.shift = tuple(names), width, shift
        self.heights = tuple(name.kept.size(width)[0] + name.before for name in names)
        self.depth = sum(self.heights)


class RailFloor:
    """Room below a text, if the last label in the rail is the longer of the two."""

    before = after = 0.0
    keep = False


StoryItem = Item | Indent | Gap | RailLabel | RailFloor
