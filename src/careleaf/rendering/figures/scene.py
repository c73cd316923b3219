"""A pose as a picture: floor, things, body, arrows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import hypot

from careleaf.domain.figures import Arrow, Badge, Layer, Point, Pose, View
from careleaf.domain.skeleton import Skeleton, skeleton
from careleaf.rendering.figures.front_body import front_marks, front_parts, on_side_marks
from careleaf.rendering.figures.outlines import angle_between, beside, circle, smooth, straight
from careleaf.rendering.figures.picture import LINE, Ink, Mark, Move, Path, Picture, boxed, outlined
from careleaf.rendering.figures.props import prop_marks
from careleaf.rendering.figures.side_body import Parts, far_marks, near_marks, side_parts

_FLOOR_MARGIN = 26.0
_SHAFT, _HEAD, _HALF_HEAD = 15.0, 50.0, 27.0


def body_parts(pose: Pose) -> Parts:
    """Outline the parts of a pose's body, as its view shows them."""
    bones = skeleton(pose)
    return side_parts(pose, bones) if pose.view is View.SIDE else front_parts(pose, bones)


@lru_cache(maxsize=256)
def scene(pose: Pose) -> Picture:
    """Draw a pose."""
    bones = skeleton(pose)
    parts = body_parts(pose)
    far: Iterator[Mark] = iter(())
    if pose.view is View.SIDE:
        far, near = far_marks(parts), near_marks(pose, bones, parts)
    elif pose.on_side:
        far, near = far_marks(parts), on_side_marks(pose, bones, parts)
    else:
        near = front_marks(pose, bones, parts)
    drawn = [*_props(pose, Layer.BEHIND), *far, *_props(pose, Layer.BETWEEN), *near]
    drawn += _props(pose, Layer.BEFORE)
    drawn += (mark for arrow in pose.arrows for mark in _arrow(arrow, bones))
    if pose.floor:
        drawn.append(_floor(boxed(drawn)))
    return boxed([mark.mapped(Move(mirrored=True)) for mark in drawn] if pose.mirrored else drawn)


def _props(pose: Pose, layer: Layer) -> list[Mark]:
    return [mark for prop in pose.props if prop.layer is layer for mark in prop_marks(prop)]


def _floor(picture: Picture) -> Mark:
    left, _, right, _ = picture.box
    y = -LINE
    line = straight([(left - _FLOOR_MARGIN, y), (right + _FLOOR_MARGIN, y)], closed=False)
    return Mark((line,), Ink.LINE, LINE * 0.9)


def _arrow(arrow: Arrow, bones: Skeleton) -> Iterator[Mark]:
    """Draw a movement's arrow with a white edge, so that it stands clear of what it crosses."""
    x, y = bones.joints[arrow.at]
    start, end = (x + arrow.start[0], y + arrow.start[1]), (x + arrow.end[0], y + arrow.end[1])
    angle, length = angle_between(start, end), hypot(end[0] - start[0], end[1] - start[1])
    bow = beside(start, angle, length / 2, 2 * arrow.bend * length)  # what the curve is drawn towards
    aim = angle_between(bow, end)
    neck = beside(end, aim, -_HEAD * 0.8)
    shaft = Path((("M", (start,)), ("C", (_towards(start, bow), _towards(neck, bow), neck))))
    tip = straight([end, beside(end, aim, -_HEAD, _HALF_HEAD), beside(end, aim, -_HEAD, -_HALF_HEAD)])
    yield Mark((shaft,), Ink.PAPER, _SHAFT + 14)
    yield Mark((tip,), Ink.PAPER, 14)
    yield Mark((shaft,), Ink.ARROW, _SHAFT)
    yield Mark((tip,), Ink.ARROW)


def _towards(point: Point, bow: Point) -> Point:
    return point[0] + (bow[0] - point[0]) * 0.6, point[1] + (bow[1] - point[1]) * 0.6


@lru_cache(maxsize=2)
def badge_picture(badge: Badge) -> Picture:
    """Draw the small sign for "hold" (a clock) or "repeat" (an arrow in a circle)."""
    if badge is Badge.HOLD:
        hands = straight([(0, 26), (0, 0), (18, -10)], closed=False)
        return boxed([*outlined([circle((0, 0), 40)], Ink.PAPER, Ink.ARROW, 5), Mark((hands,), Ink.ARROW, 9)])
    ring = [beside((0, 0), turn, 38) for turn in range(60, 361, 30)]
    tip = straight([(38, 34), (14, -6), (62, -6)])
    return boxed([Mark((smooth(ring, closed=False),), Ink.ARROW, 11), Mark((tip,), Ink.ARROW)])
