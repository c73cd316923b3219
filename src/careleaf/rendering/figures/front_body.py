"""The body from the front or the back, outlines of its parts round a skeleton."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.figures import Leg, Pose
from careleaf.domain.skeleton import SPINE, Limb, Skeleton, Spine
from careleaf.rendering.figures.heads import head_details, head_outline
from careleaf.rendering.figures.outlines import Profile, beside, limb, smooth
from careleaf.rendering.figures.picture import LINE, Ink, Mark, Path, outlined
from careleaf.rendering.figures.side_body import GAP, ArmShape, Parts, arm_outlines, sleeve_line

_THIGH: Profile = ((0.0, 50, 50), (0.25, 50, 50), (0.6, 42, 42), (1.0, 34, 34))
_SHIN: Profile = ((0.0, 34, 34), (0.3, 37, 37), (0.6, 29, 29), (0.9, 26, 26))
_ARM = ArmShape(
    upper_arm=((0.0, 30, 30), (0.5, 28, 28), (1.0, 25, 25)),
    forearm=((0.0, 25, 25), (0.3, 26, 26), (1.0, 16, 16)),
    sleeve=((0.0, 33, 33), (0.5, 36, 36), (1.0, 38, 38)),
    hand=((0.0, 16, 16), (0.4, 22, 22), (0.8, 15, 15), (0.95, 9, 9)),
    hand_length=88.0,
    fingertip=1.0,
)
# Half widths of trunk and hips at distances along the spine.
_TRUNK = ((50, 50), (78, 77), (120, 73), (170, 80), (215, 88), (252, 92), (272, 76), (287, 46), (296, 31))
_HIPS = ((72, 77), (40, 86), (0, 92), (-30, 90), (-56, 40))
_FOOT = ((-22, 24), (-27, -2), (-39, -22), (-38, -38), (0, -41), (38, -38), (39, -22), (27, -2), (22, 24))


def front_parts(pose: Pose, bones: Skeleton) -> Parts:
    """Outline every part of a body."""
    spine = bones.spine
    outlines = {
        "trunk": _mirrored(spine, _TRUNK),
        "hips": _mirrored(spine, _HIPS),
        "neck": limb(spine.at(SPINE - 20)[0], bones.skull, ((0, 34, 34), (0.5, 28, 28), (1, 27, 27))),
        "head": head_outline(pose, bones),
    }
    for side, arm, leg, arm_bones, leg_bones in (
        ("near", pose.near_arm, pose.near_leg, bones.near_arm, bones.near_leg),
        ("far", pose.far_arm, pose.far_leg, bones.far_arm, bones.far_leg),
    ):
        outlines |= arm_outlines(side, arm, arm_bones, _ARM) | _leg(side, leg, leg_bones)
    return Parts(outlines)


def _mirrored(spine: Spine, profile: tuple[tuple[float, float], ...]) -> Path:
    places = [(*spine.at(along), half) for along, half in profile]
    right = [beside(point, angle, 0, -half) for point, angle, half in places]
    left = [beside(point, angle, 0, half) for point, angle, half in places]
    return smooth([*right, *reversed(left)])


def _leg(side: str, leg: Leg, bones: Limb) -> dict[str, Path]:
    foot = [beside(bones.end, leg.foot, -y * leg.reach[2], x) for x, y in _FOOT]
    return {
        f"{side}-thigh": limb(bones.root, bones.middle, _THIGH, (0.6, 0.9)),
        f"{side}-shin": limb(bones.middle, bones.end, _SHIN, (0.9, 0.1)),
        f"{side}-foot": smooth(foot),
    }


def front_marks(pose: Pose, bones: Skeleton, parts: Parts) -> Iterator[Mark]:
    """Yield the body: legs, head, trunk, then the arms over it."""
    whole = tuple(parts.outlines.values())
    yield Mark(whole, Ink.PAPER, 2 * (LINE + GAP))
    yield from outlined((parts["near-foot"], parts["far-foot"]), Ink.SKIN)
    yield from outlined((parts["neck"], parts["head"]), Ink.SKIN)
    yield from head_details(pose, bones)
    sleeves = (parts["near-sleeve"], parts["far-sleeve"])
    yield from outlined((parts["trunk"], *sleeves), Ink.SHIRT)
    yield from outlined([parts["hips"], parts["near-thigh"], parts["far-thigh"]], Ink.TROUSERS)
    for side in ("far", "near"):
        yield from outlined((parts[f"{side}-thigh"], parts[f"{side}-shin"]), Ink.TROUSERS)
    yield Mark((parts["hips"],), Ink.TROUSERS)
    for side, limb_bones in (("far", bones.far_arm), ("near", bones.near_arm)):
        yield from _arm(side, limb_bones, parts)


def _arm(side: str, bones: Limb, parts: Parts) -> Iterator[Mark]:
    yield from outlined([parts[f"{side}-{name}"] for name in ("upper-arm", "forearm", "hand")], Ink.SKIN)
    yield Mark((parts[f"{side}-sleeve"],), Ink.SHIRT)
    yield Mark((sleeve_line(bones, 35, 38),), Ink.LINE, LINE)


def on_side_marks(pose: Pose, bones: Skeleton, parts: Parts) -> Iterator[Mark]:
    """Yield a body that lies on its side, without the limbs that are below: these are drawn before it."""
    upper = tuple(outline for name, outline in parts.outlines.items() if not name.startswith("far-"))
    yield Mark(upper, Ink.PAPER, 2 * (LINE + GAP))
    yield from outlined((parts["neck"], parts["head"]), Ink.SKIN)
    yield from head_details(pose, bones)
    yield from outlined((parts["trunk"], parts["near-sleeve"]), Ink.SHIRT)
    yield from outlined([parts["near-foot"]], Ink.SKIN)
    yield from outlined((parts["hips"], parts["near-thigh"], parts["near-shin"]), Ink.TROUSERS)
    yield from _arm("near", bones.near_arm, parts)
