"""What was drawn, for any place on any page: operators with holes for the numbers of their marks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.fonts import Face
from careleaf.rendering.pdf.outline import HeadingPlace
from careleaf.rendering.pdf.placed_pictures import PackedPicture


@dataclass(frozen=True)
class TopicPlace:
    """Where a topic starts: the page, from 0, and the height on it in points."""

    topic: str
    page: int
    height: float


@dataclass(frozen=True, eq=False)
class Recording:
    """What a drawing put on a canvas, seen from its own corner: it may be drawn again anywhere.

    `operators` have a hole ("%d") for the number of each mark, and `owners` says whose it is: the number of
    its element. `reach` is how far down and up its room goes from the corner, in points; letters and lines
    may stick out a little. One that is not `lasting` has codes of letters that are true in one document only.
    """

    operators: str
    owners: tuple[int, ...]
    headings: tuple[HeadingPlace, ...]
    places: tuple[TopicPlace, ...]
    letters: Mapping[Face, AbstractSet[str]]
    pictures: Mapping[str, PackedPicture]
    reach: tuple[float, float]
    lasting: bool

    @cached_property
    def digest(self) -> str:
        """Return a key of what it puts on a page."""
        return hashlib.sha256(self.operators.encode("ascii")).hexdigest()


class At(NamedTuple):
    """A recording at a place, and what to add to the numbers of its elements."""

    recording: Recording
    x: float
    y: float
    first: int = 0


def together(drawn: Iterable[At]) -> Recording:
    """Put recordings together as one."""
    operators: list[str] = []
    owners: list[int] = []
    headings: list[HeadingPlace] = []
    places: list[TopicPlace] = []
    letters: dict[Face, set[str]] = {}
    pictures: dict[str, PackedPicture] = {}
    lowest, highest, lasting = 0.0, 0.0, True
    for recording, x, y, first in drawn:
        if recording.operators:
            operators.append(f"q\n1 0 0 1 {x:.4f} {y:.4f} cm\n{recording.operators}\nQ")
        owners += [first + owner for owner in recording.owners]
        headings += [
            heading._replace(left=x + heading.left, top=y + heading.top) for heading in recording.headings
        ]
        places += [TopicPlace(place.topic, 0, y + place.height) for place in recording.places]
        for face, used in recording.letters.items():
            letters.setdefault(face, set()).update(used)
        pictures.update(recording.pictures)
        lowest, highest = min(lowest, y + recording.reach[0]), max(highest, y + recording.reach[1])
        lasting = lasting and recording.lasting
    return Recording(
        "\n".join(operators),
        tuple(owners),
        tuple(headings),
        tuple(places),
        letters,
        pictures,
        (lowest, highest),
        lasting,
    )
