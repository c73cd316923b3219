"""Where each joint of a pose lies, worked out from its angles; and how far each joint is bent.

Lengths of bones are those of a usual adult (Winter, Biomechanics and Motor Control of Human Movement, table
4.1), in thousandths of the body's height; the head is 1 part in 7.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians, sin

from careleaf.domain.figures import Arm, Leg, Point, Pose, View
from careleaf.lazy_dataclass import dataclass

THIGH, SHIN, UPPER_ARM, FOREARM = 245.0, 232.0, 172.0, 146.0
SPINE, NECK, HEAD = 300.0, 38.0, 133.0  # hip to base of neck; to the skull; chin to crown
SHOULDER_AT, FRONT_SHOULDER_AT = 262.0, 244.0  # along the spine
SHOULDER_WIDTH, HIP_WIDTH = 88.0, 44.0  # from the middle, seen from the front
_SPINE_STEPS = 24


@dataclass(frozen=True)
class Spine:
    """Points of the spine from hip to neck, evenly spaced, with its direction at each."""

    points: tuple[Point, ...]
    angles: tuple[float, ...]

    def at(self, along: float) -> tuple[Point, float]:
        """Return point and direction at a distance from the hip; beyond either end it runs on straight."""
        step = SPINE / _SPINE_STEPS
        index = min(max(int(along // step), 0), _SPINE_STEPS)
        point, angle = self.points[index], self.angles[index]
        return moved(point, angle, along - index * step), angle


@dataclass(frozen=True)
class Limb:
    """The joints of an arm (shoulder, elbow, wrist) or a leg (hip, knee, ankle)."""

    root: Point
    middle: Point
    end: Point


@dataclass(frozen=True)
class Skeleton:
    """Every joint of a pose. Points are right and up from the floor below the hip."""

    spine: Spine
    skull: Point
    near_arm: Limb
    far_arm: Limb
    near_leg: Limb
    far_leg: Limb

    @property
    def joints(self) -> dict[str, Point]:
        """Return the joints by the names that arrows use."""
        named = {
            "hip": self.spine.points[0],
            "low-back": self.spine.at(90)[0],
            "mid-back": self.spine.at(160)[0],
            "chest": self.spine.at(230)[0],
            "head": self.skull,
            "floor": (0.0, 0.0),
        }
        for side, arm, leg in (
            ("near", self.near_arm, self.near_leg),
            ("far", self.far_arm, self.far_leg),
        ):
            named |= {f"{side}-shoulder": arm.root, f"{side}-elbow": arm.middle, f"{side}-wrist": arm.end}
            named |= {f"{side}-hip": leg.root, f"{side}-knee": leg.middle, f"{side}-ankle": leg.end}
        return named


JOINTS = (
    "hip", "low-back", "mid-back", "chest", "head", "floor",
    *(f"{side}-{joint}" for side in ("near", "far")
      for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")),
)  # fmt: skip

PARTS = (
    "trunk", "hips", "neck", "head",
    *(f"{side}-{part}" for side in ("near", "far")
      for part in ("upper-arm", "sleeve", "forearm", "hand", "thigh", "shin", "foot")),
)  # fmt: skip


def moved(point: Point, angle: float, length: float) -> Point:
    """Return the point a length away in a direction."""
    return point[0] + length * cos(radians(angle)), point[1] + length * sin(radians(angle))


def unwrapped(angles: tuple[float, ...]) -> tuple[float, ...]:
    """Return angles with no jump of more than half a turn between neighbours: 10 after 350 is 370."""
    out = [angles[0]]
    for angle in angles[1:]:
        out.append(out[-1] + (angle - out[-1] + 180) % 360 - 180)
    return tuple(out)


def skeleton(pose: Pose) -> Skeleton:
    """Work out where the joints of a pose lie."""
    spine = _spine((0.0, pose.hip), pose.trunk)
    neck, _ = spine.at(SPINE)
    across_hips, across_shoulders = _across(pose, spine)
    shoulder, _ = spine.at(SHOULDER_AT if pose.view is View.SIDE else FRONT_SHOULDER_AT)
    hip = spine.points[0]
    return Skeleton(
        spine=spine,
        skull=moved(neck, pose.head, NECK),
        near_arm=_arm(_off(shoulder, across_shoulders, -1), pose.near_arm),
        far_arm=_arm(_off(shoulder, across_shoulders, 1), pose.far_arm),
        near_leg=_leg(_off(hip, across_hips, -1), pose.near_leg),
        far_leg=_leg(_off(hip, across_hips, 1), pose.far_leg),
    )


def _across(pose: Pose, spine: Spine) -> tuple[Point, Point]:
    """Return the way from the middle of the body to its far side, at the hips and at the shoulders."""
    if pose.view is View.SIDE:
        return (0.0, 0.0), (0.0, 0.0)
    return (
        moved((0, 0), spine.angles[0] - 90, HIP_WIDTH),
        moved((0, 0), spine.at(SHOULDER_AT)[1] - 90, SHOULDER_WIDTH),
    )


def _off(point: Point, way: Point, sign: int) -> Point:
    return point[0] + sign * way[0], point[1] + sign * way[1]


def _spine(hip: Point, trunk: tuple[float, ...]) -> Spine:
    """Follow the spine in small steps, its direction turning evenly from one part's middle to the next's."""
    angles = unwrapped(trunk)
    points, directions = [hip], [_direction(0.0, angles)]
    for step in range(1, _SPINE_STEPS + 1):
        middle = _direction((step - 0.5) / _SPINE_STEPS, angles)
        points.append(moved(points[-1], middle, SPINE / _SPINE_STEPS))
        directions.append(_direction(step / _SPINE_STEPS, angles))
    return Spine(tuple(points), tuple(directions))


def _direction(share: float, angles: tuple[float, ...]) -> float:
    place = min(max(share * len(angles) - 0.5, 0.0), len(angles) - 1.0)
    index = min(int(place), len(angles) - 2)
    return angles[index] + (angles[index + 1] - angles[index]) * (place - index)


def _arm(shoulder: Point, arm: Arm) -> Limb:
    elbow = moved(shoulder, arm.upper, UPPER_ARM * arm.reach[0])
    return Limb(shoulder, elbow, moved(elbow, arm.fore, FOREARM * arm.reach[1]))


def _leg(hip: Point, leg: Leg) -> Limb:
    knee = moved(hip, leg.thigh, THIGH * leg.reach[0])
    return Limb(hip, knee, moved(knee, leg.shin, SHIN * leg.reach[1]))


# How far joints go, in degrees, as flexion (usual ranges of the American Academy of Orthopaedic Surgeons,
# widened by what a relaxed body gives on a floor). The foot may lie in line with the shin: -90.
LIMITS = {
    "hip": (-30.0, 140.0),
    "knee": (-5.0, 160.0),
    "ankle": (-95.0, 35.0),
    "toes": (-10.0, 100.0),
    "shoulder": (-75.0, 190.0),
    "elbow": (-5.0, 150.0),
    "wrist": (-95.0, 90.0),
    "neck": (-60.0, 60.0),
    "spine": (-30.0, 42.0),
}


def flexions(pose: Pose) -> Iterator[tuple[str, str, float]]:
    """Yield side, joint and flexion of a side view's joints; bones that point at the viewer have none."""
    trunk = unwrapped(pose.trunk)
    for upper, lower in pairwise(trunk):
        yield "", "spine", upper - lower
    yield "", "neck", _turn(trunk[-1], pose.head)
    for side, leg in (("near", pose.near_leg), ("far", pose.far_leg)):
        if min(leg.reach) < 1:
            continue
        yield side, "hip", _turn(leg.thigh, trunk[0] + 180)
        yield side, "knee", _turn(leg.thigh, leg.shin)
        yield side, "ankle", _turn(leg.foot, leg.shin + 90)
        yield side, "toes", leg.toes
    for side, arm in (("near", pose.near_arm), ("far", pose.far_arm)):
        if min(arm.reach) < 1:
            continue
        yield side, "shoulder", _turn(arm.upper, trunk[-1] + 180, lowest=-90)
        yield side, "elbow", _turn(arm.fore, arm.upper)
        yield side, "wrist", _turn(arm.hand, arm.fore)


def _turn(angle: float, since: float, lowest: float = -180) -> float:
    """Return the turn from one direction to another, anticlockwise, from `lowest` up."""
    return (angle - since - lowest) % 360 + lowest
