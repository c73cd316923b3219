"""What was drawn, for any place on any page: operators with holes for the numbers of their marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
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
    its element. One that is not `lasting` has codes of letters that are true in one document only.
    """

    operators: str
    owners: tuple[int, ...]
    headings: tuple[HeadingPlace, ...]
    places: tuple[TopicPlace, ...]
    glyphs: Mapping[Face, AbstractSet[int]]
    pictures: Mapping[str, PackedPicture]
    lasting: bool


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
    glyphs: dict[Face, set[int]] = {}
    pictures: dict[str, PackedPicture] = {}
    lasting = True
    for recording, x, y, first in drawn:
        if recording.operators:
            operators.append(f"q\n1 0 0 1 {x:.4f} {y:.4f} cm\n{recording.operators}\nQ")
        owners += [first + owner for owner in recording.owners]
        headings += [
            heading._replace(left=x + heading.left, top=y + heading.top) for heading in recording.headings
        ]
        places += [TopicPlace(place.topic, 0, y + place.height) for place in recording.places]
        for face, used in recording.glyphs.items():
            glyphs.setdefault(face, set()).update(used)
        pictures.update(recording.pictures)
        lasting = lasting and recording.lasting
    return Recording(
        "\n".join(operators), tuple(owners), tuple(headings), tuple(places), glyphs, pictures, lasting
    )
