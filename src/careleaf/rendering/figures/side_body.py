"""The body from the side, facing right: outlines of its parts round a skeleton."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from careleaf.domain.figures import Arm, Leg, Point, Pose
from careleaf.domain.skeleton import SPINE, Limb, Skeleton, Spine
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.figures.heads import head_details, head_outline
from careleaf.rendering.figures.outlines import (
    Profile,
    angle_between,
    beside,
    limb,
    smooth,
    straight,
)
from careleaf.rendering.figures.picture import LINE, Ink, Mark, Move, Path, outlined

GAP = 7.0  # white round what lies in front
_THIGH: Profile = (
    (0.0, 52, 60), (0.2, 54, 60), (0.45, 50, 50), (0.7, 43, 40), (0.9, 38, 35), (1.0, 37, 33),
)  # fmt: skip
_SHIN: Profile = (
    (0.0, 37, 33), (0.1, 35, 38), (0.3, 30, 46), (0.5, 27, 42), (0.75, 24, 31), (0.92, 27, 28),
)  # fmt: skip
SLEEVE_LENGTH = 0.58  # of the upper arm
# The trunk at distances along the spine: half widths at the belly's side and at the back's.
_TRUNK: Profile = (
    (48, 44, 38), (78, 60, 49), (120, 62, 47), (160, 66, 54), (200, 71, 62), (235, 68, 64), (262, 54, 58),
    (285, 34, 42),
)  # fmt: skip
# How far the belly moves there in a breath, as a share of how far at most.
_BREATH: dict[float, float] = {78: 0.6, 120: 1.0, 160: 0.8, 200: 0.4}
_FOOT: tuple[Point, ...] = (
    (-26, 26), (-36, 4), (-41, -22), (-34, -37), (-10, -40), (24, -36), (62, -40), (88, -40), (108, -34),
    (110, -22), (88, -10), (54, 4), (30, 26),
)  # fmt: skip
_BALL = (64.0, -34.0)  # where the toes bend


@dataclass(frozen=True)
class ArmShape:
    """How broad the parts of an arm are. The upper arm begins where the sleeve ends."""

    upper_arm: Profile
    forearm: Profile
    sleeve: Profile
    hand: Profile
    hand_length: float
    fingertip: float  # how far the hand's end bulges, as a share of its width


_ARM = ArmShape(
    upper_arm=((0.0, 32, 33), (0.5, 28, 29), (1.0, 26, 27)),
    forearm=((0.0, 26, 27), (0.25, 28, 28), (0.6, 23, 23), (1.0, 17, 17)),
    sleeve=((0.0, 42, 42), (0.5, 41, 41), (1.0, 39, 40)),
    hand=((0.0, 16, 16), (0.3, 18, 15), (0.6, 15, 12), (0.88, 9, 8)),
    hand_length=92.0,
    fingertip=1.1,
)


@dataclass(frozen=True)
class Parts:
    """The outlines of a body by the part's name."""

    outlines: dict[str, Path]

    def __getitem__(self, name: str) -> Path:
        return self.outlines[name]


def side_parts(pose: Pose, bones: Skeleton) -> Parts:
    """Outline every part of a body."""
    spine = bones.spine
    outlines = {
        "trunk": _trunk(spine, pose.belly),
        "hips": _hips(spine),
        "neck": limb(spine.at(SPINE - 18)[0], bones.skull, ((0, 32, 32), (0.5, 27, 30), (1, 27, 33))),
        "head": head_outline(pose, bones),
    }
    for side, arm, leg, arm_bones, leg_bones in (
        ("near", pose.near_arm, pose.near_leg, bones.near_arm, bones.near_leg),
        ("far", pose.far_arm, pose.far_leg, bones.far_arm, bones.far_leg),
    ):
        outlines |= arm_outlines(side, arm, arm_bones, _ARM) | _leg(side, leg, leg_bones)
    return Parts(outlines)


def arm_outlines(side: str, arm: Arm, bones: Limb, shape: ArmShape) -> dict[str, Path]:
    """Return the outlines of an arm and its sleeve by name, such as near-forearm."""
    elbow, sleeve_end = bones.middle, part_way(bones.root, bones.middle)
    tip = beside(bones.end, arm.hand, shape.hand_length * arm.reach[2])
    return {
        f"{side}-upper-arm": limb(sleeve_end, elbow, shape.upper_arm),
        f"{side}-sleeve": limb(bones.root, sleeve_end, shape.sleeve, (0.9, 0.1)),
        f"{side}-forearm": limb(elbow, bones.end, shape.forearm),
        f"{side}-hand": limb(bones.end, tip, shape.hand, (0.8, shape.fingertip)),
    }


def _leg(side: str, leg: Leg, bones: Limb) -> dict[str, Path]:
    return {
        f"{side}-thigh": limb(bones.root, bones.middle, _THIGH, (0.6, 0.9)),
        f"{side}-shin": limb(bones.middle, bones.end, _SHIN, (0.9, 0.1)),
        f"{side}-foot": smooth(_foot(bones.end, leg)),
    }


def _foot(ankle: Point, leg: Leg) -> list[Point]:
    bend = Move(leg.toes)
    points = []
    for point in _FOOT:
        along, up = point
        if along > _BALL[0] + 10:
            (turned,) = bend.points([(along - _BALL[0], up - _BALL[1])])
            along, up = _BALL[0] + turned[0], _BALL[1] + turned[1]
        points.append(beside(ankle, leg.foot, along * leg.reach[2], up))
    return points


def _trunk(spine: Spine, belly_out: float) -> Path:
    belly, back = [], []
    for along, front, behind in _TRUNK:
        point, angle = spine.at(along)
        belly.append(beside(point, angle, 0, -front - belly_out * _BREATH.get(along, 0.0)))
        back.append(beside(point, angle, 0, behind))
    return smooth([*belly, *reversed(back)])


def _hips(spine: Spine) -> Path:
    hip, angle = spine.at(0)
    waist, slope = spine.at(70)
    return smooth(
        [
            beside(waist, slope, 0, -60), beside(waist, slope, -5, -30), beside(waist, slope, -6, 20),
            beside(waist, slope, 0, 49), beside(hip, angle, 40, 62), beside(hip, angle, 0, 76),
            beside(hip, angle, -40, 66), beside(hip, angle, -62, 20), beside(hip, angle, -52, -30),
            beside(hip, angle, -10, -55), beside(hip, angle, 40, -60),
        ]
    )  # fmt: skip


def near_marks(pose: Pose, bones: Skeleton, parts: Parts) -> Iterator[Mark]:
    """Yield the body and its near limbs, with a white edge towards what lies behind."""
    whole = [outline for name, outline in parts.outlines.items() if not name.startswith("far-")]
    yield Mark(tuple(whole), Ink.PAPER, 2 * (LINE + GAP))
    yield from outlined((parts["neck"], parts["head"]), Ink.SKIN)
    yield from head_details(pose, bones)
    yield from outlined((parts["trunk"], parts["near-sleeve"]), Ink.SHIRT)
    yield from outlined([parts["near-foot"]], Ink.SKIN)
    yield from outlined((parts["hips"], parts["near-thigh"], parts["near-shin"]), Ink.TROUSERS)
    yield from _creases(bones)
    yield from _near_arm(bones, parts)


def far_marks(parts: Parts) -> Iterator[Mark]:
    """Yield the limbs on the far side, in lighter greys."""
    groups = (
        (("upper-arm", "forearm", "hand"), Ink.FAR_SKIN),
        (("sleeve",), Ink.FAR_SHIRT),
        (("foot",), Ink.FAR_SKIN),
        (("thigh", "shin"), Ink.FAR_TROUSERS),
    )
    for names, ink in groups:
        yield from outlined([parts[f"far-{name}"] for name in names], ink)


def _creases(bones: Skeleton) -> Iterator[Mark]:
    """Draw the fold of the hip, where the thigh is bent towards the belly."""
    hip, trunk = bones.spine.at(0)
    thigh = angle_between(bones.near_leg.root, bones.near_leg.middle)
    flexion = (thigh - trunk + 180) % 360
    if 40 < flexion < 200:
        fold = [beside(hip, thigh, 10 + 20 * step, 50 - 17 * step) for step in range(3)]
        yield Mark((smooth(fold, closed=False),), Ink.LINE, LINE * 0.8)


def _near_arm(bones: Skeleton, parts: Parts) -> Iterator[Mark]:
    """Draw the arm over the trunk: its sleeve has sides and a hem, and no line across the shoulder."""
    yield from outlined((parts["near-forearm"], parts["near-hand"], parts["near-upper-arm"]), Ink.SKIN)
    yield Mark((parts["near-sleeve"],), Ink.SHIRT)
    yield Mark((sleeve_line(bones.near_arm, 42, 40),), Ink.LINE, LINE)


def sleeve_line(arm: Limb, top: float, hem: float) -> Path:
    """Return a sleeve's two sides and hem, open where it joins the shirt."""
    end = part_way(arm.root, arm.middle)
    angle, length = angle_between(arm.root, end), hypot(end[0] - arm.root[0], end[1] - arm.root[1])
    return straight(
        [
            beside(arm.root, angle, length * 0.2, top), beside(end, angle, 0, hem), beside(end, angle, 3, 0),
            beside(end, angle, 0, -hem), beside(arm.root, angle, length * 0.2, -top),
        ],
        closed=False,
    )  # fmt: skip


def part_way(shoulder: Point, elbow: Point) -> Point:
    """Return where a sleeve ends."""
    return (
        shoulder[0] + SLEEVE_LENGTH * (elbow[0] - shoulder[0]),
        shoulder[1] + SLEEVE_LENGTH * (elbow[1] - shoulder[1]),
    )
