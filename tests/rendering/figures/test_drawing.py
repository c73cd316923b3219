"""From a pose to shapes: bones keep their length, pictures stay in their box, writers agree."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest
from handouts import program
from hypothesis import given, settings
from hypothesis import strategies as st

from careleaf.domain.figures import Arm, Badge, Leg, Pose, View
from careleaf.domain.skeleton import FOREARM, SHIN, SPINE, THIGH, UPPER_ARM, skeleton, unwrapped
from careleaf.rendering.figures.contact_sheet import contact_sheet
from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.picture import Ink
from careleaf.rendering.figures.scene import badge_picture, body_parts, scene
from careleaf.rendering.figures.svg import svg
from careleaf.rendering.pdf.placed_pictures import operators

INKS = Inks("#0b5c63")
SHEET = Path(__file__).parents[3] / "docs" / "figures.svg"
angles = st.floats(-360, 360, allow_nan=False)
arms = st.builds(Arm, angles, angles, angles)
legs = st.builds(Leg, angles, angles, angles, st.floats(-20, 100))
poses = st.builds(
    Pose,
    caption=st.just("Any"),
    alt=st.just("Any."),
    view=st.sampled_from(View),
    hip=st.floats(0, 600),
    trunk=st.tuples(angles, angles, angles, angles),
    head=angles,
    near_arm=arms,
    far_arm=arms,
    near_leg=legs,
    far_leg=legs,
    mirrored=st.booleans(),
)


def length(one: tuple[float, float], two: tuple[float, float]) -> float:
    return hypot(two[0] - one[0], two[1] - one[1])


@settings(max_examples=40)
@given(poses)
def test_bones_keep_their_length_in_every_pose(pose: Pose) -> None:
    bones = skeleton(pose)
    for arm in (bones.near_arm, bones.far_arm):
        assert length(arm.root, arm.middle) == pytest.approx(UPPER_ARM)
        assert length(arm.middle, arm.end) == pytest.approx(FOREARM)
    for leg in (bones.near_leg, bones.far_leg):
        assert length(leg.root, leg.middle) == pytest.approx(THIGH)
        assert length(leg.middle, leg.end) == pytest.approx(SHIN)
    assert sum(length(one, two) for one, two in pairwise(bones.spine.points)) == pytest.approx(SPINE)


@settings(max_examples=20)
@given(poses)
def test_a_bone_that_points_at_the_viewer_is_shorter(pose: Pose) -> None:
    bones = skeleton(replace(pose, near_leg=replace(pose.near_leg, reach=(0.5, 1.0, 1.0))))
    assert length(bones.near_leg.root, bones.near_leg.middle) == pytest.approx(THIGH / 2)


@given(st.tuples(angles, angles, angles, angles))
def test_the_spine_takes_the_short_way_round(trunk: tuple[float, ...]) -> None:
    straight = unwrapped(trunk)
    for given_angle, angle in zip(trunk, straight, strict=True):
        assert (angle - given_angle) % 360 == pytest.approx(0, abs=1e-6) or (
            angle - given_angle
        ) % 360 == pytest.approx(360, abs=1e-6)
    assert all(abs(two - one) <= 180 + 1e-6 for one, two in pairwise(straight))


@settings(max_examples=20, deadline=None)
@given(poses)
def test_every_pose_can_be_drawn_and_lies_in_its_box(pose: Pose) -> None:
    picture = scene.__wrapped__(pose)
    left, bottom, right, top = picture.box
    points = [point for mark in picture.marks for path in mark.paths for point in path.points]
    assert all(left <= x <= right and bottom <= y <= top for x, y in points)
    assert max(picture.size) < 5000


@settings(max_examples=10, deadline=None)
@given(poses)
def test_a_mirrored_pose_is_the_same_picture_the_other_way_round(pose: Pose) -> None:
    one, other = (scene.__wrapped__(replace(pose, mirrored=mirrored)) for mirrored in (False, True))
    assert other.size == pytest.approx(one.size)
    assert (other.box[0], other.box[2]) == pytest.approx((-one.box[2], -one.box[0]))


def test_a_breath_in_moves_the_belly_out_and_the_rest_stays() -> None:
    at_rest = replace(program().figures["slow-breathing"].poses[0], belly=0)
    one, other = body_parts(at_rest).outlines, body_parts(replace(at_rest, belly=30)).outlines
    assert {name for name in one if one[name].steps != other[name].steps} == {"trunk"}
    height = [max(y for _, y in parts["trunk"].points) for parts in (one, other)]
    assert height[1] - height[0] == pytest.approx(30, abs=8)


def test_a_turned_head_shows_both_eyes_and_the_rest_of_the_body_stays() -> None:
    turned = program().figures["cold"].poses[0]
    profile = replace(turned, head_turned=False)
    one, other = body_parts(profile).outlines, body_parts(turned).outlines
    assert {name for name in one if one[name].steps != other[name].steps} == {"head"}
    eyes = [[m for m in scene(pose).marks if m.ink is Ink.LINE and not m.width] for pose in (profile, turned)]
    assert [sum(len(mark.paths) for mark in marks) for marks in eyes] == [1, 2]


def test_who_lies_on_the_side_has_the_lower_leg_the_pillow_and_the_upper_leg_in_this_order() -> None:
    pose = program().figures["sleep"].poses[0]
    *_, pillow = pose.props
    filled = [mark.ink for mark in scene(replace(pose, props=(pillow,))).marks if not mark.width]
    assert filled.index(Ink.FAR_TROUSERS) < filled.index(Ink.PAPER) < filled.index(Ink.TROUSERS)


def test_all_inks_stay_apart_in_grey() -> None:
    def grey(ink: Ink) -> float:
        value = INKS[ink].lstrip("#")
        red, green, blue = (int(value[at : at + 2], 16) for at in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for near, far in ((Ink.TROUSERS, Ink.FAR_TROUSERS), (Ink.SKIN, Ink.FAR_SKIN)):
        assert grey(far) != pytest.approx(grey(near), abs=18)
    body = (Ink.SKIN, Ink.SHIRT, Ink.TROUSERS, Ink.HAIR)
    shades = sorted(grey(ink) for ink in body)
    assert min(two - one for one, two in pairwise(shades)) > 25


def test_pdf_and_svg_are_written_from_the_same_marks() -> None:
    picture = scene(program().figures["ex-bridge"].poses[1])
    strokes = sum(len(mark.paths) for mark in picture.marks if mark.width)
    fills = sum(len(mark.paths) for mark in picture.marks if not mark.width)
    words = operators(picture, INKS).split()
    assert (words.count("S"), words.count("f")) == (strokes, fills)
    root = ElementTree.fromstring(svg([picture], INKS))
    assert len(list(root.iter("{http://www.w3.org/2000/svg}use"))) == strokes + fills


@pytest.mark.parametrize("badge", list(Badge))
def test_a_badge_is_a_small_sign(badge: Badge) -> None:
    assert max(badge_picture(badge).size) < 120


def test_the_contact_sheet_in_docs_is_up_to_date() -> None:
    """Renew it with `make figures`, and look at it."""
    assert SHEET.read_text(encoding="utf-8") == contact_sheet(tuple(program().figures.values()))
