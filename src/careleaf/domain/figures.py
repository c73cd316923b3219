"""Figures: what a picture of an exercise shows, as joint angles. Nothing here draws.

Angles are in degrees anticlockwise from "pointing right", each bone from its upper end to its lower end, the
trunk from hip to neck. Side views face right. Lengths are in thousandths of the body's height.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from math import cos, radians
from types import MappingProxyType

from careleaf.domain.logo import Logo
from careleaf.lazy_dataclass import dataclass

Point = tuple[float, float]
LEVEL = 0.9  # cosine of the steepest slope of a body that lies


class View(StrEnum):
    """From where the body is seen."""

    SIDE = "side"
    FRONT = "front"
    BACK = "back"


class Badge(StrEnum):
    """What the patient does in a pose besides taking it. The dose says how long and how often."""

    HOLD = "hold"
    REPEAT = "repeat"


class Layer(StrEnum):
    """Where a thing stands: behind the body, between its far and its near limbs, or before it."""

    BEHIND = "behind"
    BETWEEN = "between"
    BEFORE = "before"


class PropKind(StrEnum):
    """The things that stand round a body."""

    AREA = "area"
    BED = "bed"
    BIKE = "bike"
    BOX = "box"
    BREATH = "breath"
    CHAIR = "chair"
    COLD_PACK = "cold-pack"
    DESK = "desk"
    MAT = "mat"
    MATTRESS = "mattress"
    PILLOW = "pillow"
    ROLLER = "roller"
    TOWEL = "towel"
    WATER = "water"


@dataclass(frozen=True)
class Arm:
    """Angles of upper arm, forearm and hand; `reach` shortens each bone that points at or from the viewer."""

    upper: float
    fore: float
    hand: float
    reach: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Leg:
    """Angles of thigh, shin and foot (heel to ball), and how far the toes bend up from the foot."""

    thigh: float
    shin: float
    foot: float
    toes: float = 0.0
    reach: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Arrow:
    """A movement: from one point to another, both seen from `at`, a joint or "floor" (below the hip).

    `bend` bows it to its left, as a share of its length.
    """

    at: str
    start: Point
    end: Point
    bend: float = 0.0


@dataclass(frozen=True)
class Prop:
    """A thing: its lower left corner from the floor below the hip, its size, its turn in degrees."""

    kind: PropKind
    place: Point
    size: Point
    turn: float = 0.0
    layer: Layer = Layer.BEHIND


@dataclass(frozen=True)
class Contact:
    """A part of the body that rests on something: on the floor or on a prop, or that touches the trunk."""

    part: str
    on: str = "floor"


@dataclass(frozen=True)
class Pose:
    """One picture of a figure: a body in a view, what it touches, and words for who cannot see it.

    In a side view the near limbs are on the viewer's side; in the others "near" is the left of the picture.
    `hip` is the height of the hip joint above the floor. `trunk` has 4 angles, from pelvis to shoulders.
    `belly` says how far the belly stands out of its place at rest, in a side view.
    `head_turned` shows the face to the viewer of a side view.
    `step` is the exercise's step that it shows, where that is not its own place among the poses.
    """

    caption: str
    alt: str
    view: View
    hip: float
    trunk: tuple[float, float, float, float]
    head: float
    near_arm: Arm
    far_arm: Arm
    near_leg: Leg
    far_leg: Leg
    contacts: tuple[Contact, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    props: tuple[Prop, ...] = ()
    badge: Badge | None = None
    step: int = 0
    belly: float = 0.0
    head_turned: bool = False
    mirrored: bool = False
    floor: bool = True

    @property
    def on_side(self) -> bool:
        """Tell whether a body seen from front or back lies on its side; its far limbs are then below."""
        return self.view is not View.SIDE and cos(radians(self.trunk[1])) > LEVEL


@dataclass(frozen=True)
class Figure:
    """The poses of one exercise, in the order they are taken; not `numbered` where they are no steps."""

    id: str
    title: str
    poses: tuple[Pose, ...]
    numbered: bool = True

    @property
    def captions(self) -> tuple[str, ...]:
        """Return each pose's caption with its number, where there is one."""
        numbered = zip(self.numbers, self.poses, strict=True)
        return tuple(f"{number} {pose.caption}" if number else pose.caption for number, pose in numbered)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the number of each pose: of the step that it shows, else of its place; 0 for none."""
        if len(self.poses) == 1 or not self.numbered:
            return (0,) * len(self.poses)
        return tuple(pose.step or place for place, pose in enumerate(self.poses, 1))

    @property
    def alt(self) -> str:
        """Return the whole figure in words, pose by pose."""
        if len(self.poses) == 1:
            return self.poses[0].alt
        captioned = zip(self.captions, self.poses, strict=True)
        return " ".join(f"{caption}: {pose.alt}" for caption, pose in captioned)


@dataclass(frozen=True)
class OwnPicture:
    """A clinic's own picture in the place of a figure, with its words."""

    alt: str
    caption: str
    picture: Logo


Figures = Mapping[str, Figure]
Pictures = Mapping[str, Figure | OwnPicture]
NO_PICTURES: Pictures = MappingProxyType({})
