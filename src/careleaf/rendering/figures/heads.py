"""Heads in profile, from front and back. Points are right and up from the skull, in heads' heights."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.figures import Point, Pose, View
from careleaf.domain.skeleton import HEAD, Skeleton
from careleaf.rendering.figures.outlines import beside, circle, smooth
from careleaf.rendering.figures.picture import LINE, Ink, Mark, Path, outlined

_PROFILE = (
    (-0.20, -0.14), (-0.36, 0.06), (-0.43, 0.32), (-0.33, 0.61), (-0.04, 0.77), (0.22, 0.70), (0.36, 0.50),
    (0.39, 0.34), (0.40, 0.27), (0.485, 0.13), (0.41, 0.085), (0.41, 0.0), (0.385, -0.05), (0.38, -0.15),
    (0.30, -0.215), (0.08, -0.12),
)  # fmt: skip
_PROFILE_HAIR = (
    (-0.22, -0.12), (-0.39, 0.05), (-0.47, 0.32), (-0.37, 0.65), (-0.05, 0.82), (0.24, 0.75), (0.375, 0.53),
    (0.30, 0.52), (0.16, 0.50), (0.05, 0.42), (0.03, 0.27), (-0.06, 0.24), (-0.09, 0.10), (-0.12, -0.02),
)  # fmt: skip
_EAR = ((-0.06, 0.24), (0.02, 0.26), (0.05, 0.19), (0.0, 0.07), (-0.06, 0.08))
_PROFILE_EYE = (0.29, 0.28)
_FACE = (
    (0.0, -0.22), (0.17, -0.15), (0.28, 0.02), (0.33, 0.28), (0.31, 0.55), (0.17, 0.74), (0.0, 0.78),
    (-0.17, 0.74), (-0.31, 0.55), (-0.33, 0.28), (-0.28, 0.02), (-0.17, -0.15),
)  # fmt: skip
_FACE_HAIR = (
    (0.33, 0.22), (0.37, 0.50), (0.23, 0.77), (0.0, 0.83), (-0.23, 0.77), (-0.37, 0.50), (-0.33, 0.22),
    (-0.28, 0.40), (-0.18, 0.54), (0.02, 0.50), (0.20, 0.55), (0.28, 0.40),
)  # fmt: skip
_HAIR_BEHIND = (
    (0.33, 0.22), (0.37, 0.50), (0.23, 0.77), (0.0, 0.83), (-0.23, 0.77), (-0.37, 0.50), (-0.33, 0.22),
    (-0.22, -0.02), (0.0, -0.06), (0.22, -0.02),
)  # fmt: skip
_EYES = ((-0.13, 0.27), (0.13, 0.27))


def head_outline(pose: Pose, bones: Skeleton) -> Path:
    """Outline the head without its hair."""
    return _placed(pose, bones, _PROFILE if _in_profile(pose) else _FACE)


def head_details(pose: Pose, bones: Skeleton) -> Iterator[Mark]:
    """Yield hair, and the ear or eyes that are seen, over the head's outline."""
    if _in_profile(pose):
        yield Mark((_placed(pose, bones, _PROFILE_HAIR),), Ink.HAIR)
        yield from outlined([_placed(pose, bones, _EAR)], Ink.SKIN, width=LINE * 0.4)
        yield Mark((circle(_on_head(pose, bones, _PROFILE_EYE), 6.5),), Ink.LINE)
    elif pose.view is View.BACK:
        yield Mark((_placed(pose, bones, _HAIR_BEHIND),), Ink.HAIR)
    else:
        yield Mark((_placed(pose, bones, _FACE_HAIR),), Ink.HAIR)
        yield Mark(tuple(circle(_on_head(pose, bones, eye), 5.5) for eye in _EYES), Ink.LINE)


def _in_profile(pose: Pose) -> bool:
    return pose.view is View.SIDE and not pose.head_turned


def _placed(pose: Pose, bones: Skeleton, points: tuple[Point, ...]) -> Path:
    return smooth([_on_head(pose, bones, point) for point in points])


def _on_head(pose: Pose, bones: Skeleton, point: Point) -> Point:
    return beside(bones.skull, pose.head, HEAD * point[1], -HEAD * point[0])
