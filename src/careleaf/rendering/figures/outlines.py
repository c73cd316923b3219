"""Outlines from points: smooth curves, and limbs of varying width along a bone."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, pi, radians, sin

from careleaf.domain.figures import Point
from careleaf.rendering.figures.picture import Path, Step

Profile = Sequence[tuple[float, float, float]]  # share of the length; half widths at the front and the back


def smooth(points: Sequence[Point], closed: bool = True) -> Path:
    """Return a curve through points (Catmull-Rom, as cubic Bezier steps)."""
    around = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    steps: list[Step] = [("M", (_round(points[0]),))]
    for before, one, two, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        first = (one[0] + (two[0] - before[0]) / 6, one[1] + (two[1] - before[1]) / 6)
        second = (two[0] - (after[0] - one[0]) / 6, two[1] - (after[1] - one[1]) / 6)
        steps.append(("C", (_round(first), _round(second), _round(two))))
    return Path((*steps, ("Z", ())) if closed else tuple(steps))


def straight(points: Sequence[Point], closed: bool = True) -> Path:
    """Return straight lines through points."""
    steps: list[Step] = [("M" if at == 0 else "L", (_round(point),)) for at, point in enumerate(points)]
    return Path((*steps, ("Z", ())) if closed else tuple(steps))


def circle(centre: Point, across: float, up: float = 0.0) -> Path:
    """Return a circle, or an ellipse with another radius upwards."""
    up = up or across
    turns = [2 * pi * step / 8 for step in range(8)]
    return smooth([(centre[0] + across * cos(turn), centre[1] + up * sin(turn)) for turn in turns])


def rounded(corner: Point, size: Point, radius: float) -> Path:
    """Return a box with round corners, from its lower left corner."""
    x, y, w, h, r = *corner, *size, min(radius, size[0] / 2, size[1] / 2)
    k = 0.45 * r
    steps: list[Step] = [("M", ((x + r, y),)), ("L", ((x + w - r, y),))]
    for (cx, cy), start in (((x + w, y), (1, 0)), ((x + w, y + h), (0, 1)), ((x, y + h), (-1, 0)),
                            ((x, y), (0, -1))):  # fmt: skip
        dx, dy = start
        steps.append((
            "C",
            ((cx - dx * k, cy - dy * k), (cx - dy * k, cy + dx * k), (cx - dy * r, cy + dx * r)),
        ))  # fmt: skip
        if (dx, dy) != (0, -1):
            nx, ny = {(1, 0): (x + w, y + h - r), (0, 1): (x + r, y + h), (-1, 0): (x, y + r)}[(dx, dy)]
            steps.append(("L", ((nx, ny),)))
    return Path((*((a, tuple(map(_round, p))) for a, p in steps), ("Z", ())))


def beside(point: Point, angle: float, forward: float, left: float = 0.0) -> Point:
    """Return the point so far forward in a direction and so far to its left."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return point[0] + forward * c - left * s, point[1] + forward * s + left * c


def angle_between(start: Point, end: Point) -> float:
    """Return the direction from one point to another."""
    return degrees(atan2(end[1] - start[1], end[0] - start[0]))


def limb(start: Point, end: Point, profile: Profile, caps: tuple[float, float] = (0.8, 0.8)) -> Path:
    """Return a bone's outline with round ends. The front is on its left.

    `caps` say how far the ends bulge, as a share of the width there.
    """
    return smooth(limb_points(start, end, profile, caps))


def limb_points(
    start: Point, end: Point, profile: Profile, caps: tuple[float, float] = (0.8, 0.8)
) -> list[Point]:
    """Return the points that a bone's outline runs through."""
    angle, length = angle_between(start, end), hypot(end[0] - start[0], end[1] - start[1])
    front = [beside(start, angle, share * length, width) for share, width, _ in profile]
    back = [beside(start, angle, share * length, -width) for share, _, width in profile]
    return [
        *_cap(start, angle + 180, profile[0][2], profile[0][1], caps[0]),
        *front,
        *_cap(end, angle, profile[-1][1], profile[-1][2], caps[1]),
        *reversed(back),
    ]


def _cap(point: Point, angle: float, left: float, right: float, bulge: float) -> list[Point]:
    """Round off an end that looks in a direction, with these widths to its left and right."""
    middle = (left - right) / 2
    half = (left + right) / 2
    return [
        beside(point, angle, bulge * half * 0.72, middle + half * 0.7),
        beside(point, angle, bulge * half, middle),
        beside(point, angle, bulge * half * 0.72, middle - half * 0.7),
    ]


def _round(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)
