"""The poses of the program's figures are ones that a body can take, and that rest where they say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from handouts import program

from careleaf.domain.figures import Figure, Pose, PropKind, View
from careleaf.domain.library import Form
from careleaf.domain.skeleton import LIMITS, flexions, skeleton
from careleaf.rendering.figures.picture import Path
from careleaf.rendering.figures.scene import body_parts

FIGURES = program().figures
POSES = [
    pytest.param(figure, pose, id=f"{figure.id}: {pose.caption}")
    for figure in FIGURES.values()
    for pose in figure.poses
]
CLOSE = 16.0  # thousandths of the body's height: 3 cm of a tall person, as much as soft flesh gives


def lowest(outline: Path) -> float:
    return min(y for _, y in outline.points)


def tops_of(pose: Pose, kind: str) -> list[tuple[float, float]]:
    """Return the lowest and highest place of the tops of things: a mattress has a near and a far edge."""
    if kind == "floor":
        return [(0.0, 0.0)]
    tops = [(prop.place[1], prop.place[1] + prop.size[1]) for prop in pose.props if prop.kind == kind]
    return tops if kind == PropKind.MATTRESS else [(top, top) for _, top in tops]


def misses(pose: Pose) -> list[str]:
    """Return the contacts that a pose names and does not make."""
    parts = body_parts(pose)
    found = []
    for contact in pose.contacts:
        if contact.on == "trunk":
            continue
        low = lowest(parts[contact.part])
        tops = tops_of(pose, contact.on)
        if not any(near - CLOSE <= low <= far + CLOSE for near, far in tops):
            found.append(f"{contact.part} is at {low:.0f}, {contact.on} at {tops}")
    return found


def beyond_limits(pose: Pose) -> list[str]:
    """Return the joints that are bent further than joints go."""
    return [
        f"{side} {joint} {flexion:.0f}"
        for side, joint, flexion in flexions(pose)
        if not LIMITS[joint][0] <= flexion <= LIMITS[joint][1]
    ]


def inside(outline: Path, point: tuple[float, float]) -> bool:
    """Tell whether a point lies within an outline (a ray to the right crosses it an odd number of times)."""
    corners = [points[-1] for _, points in outline.steps if points]
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(corners):
        if (y1 > point[1]) != (y2 > point[1]):
            crossings += point[0] < x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


def through_the_body(pose: Pose) -> list[str]:
    """Return the hands, knees and feet that lie in the trunk without resting on it by word."""
    parts, bones = body_parts(pose), skeleton(pose)
    resting = {contact.part for contact in pose.contacts if contact.on == "trunk"}
    ends = {
        "near-hand": bones.near_arm.end, "far-hand": bones.far_arm.end,
        "near-shin": bones.near_leg.middle, "far-shin": bones.far_leg.middle,
        "near-foot": bones.near_leg.end, "far-foot": bones.far_leg.end,
    }  # fmt: skip
    return [
        f"{part} in {body}"
        for part, point in ends.items()
        for body in ("trunk", "neck")
        if part not in resting and inside(parts[body], point)
    ]


@pytest.mark.parametrize(("figure", "pose"), POSES)
def test_no_joint_is_bent_further_than_joints_go(figure: Figure, pose: Pose) -> None:
    if pose.view is View.SIDE:
        assert beyond_limits(pose) == []


@pytest.mark.parametrize(("figure", "pose"), POSES)
def test_what_rests_on_something_touches_it(figure: Figure, pose: Pose) -> None:
    assert misses(pose) == []


@pytest.mark.parametrize(("figure", "pose"), POSES)
def test_a_pose_on_the_floor_says_what_rests_there_and_nothing_goes_through_it(
    figure: Figure, pose: Pose
) -> None:
    if not pose.floor:
        return
    assert pose.contacts, "nothing rests on anything"
    parts = body_parts(pose)
    through = {name: lowest(outline) for name, outline in parts.outlines.items() if lowest(outline) < -CLOSE}
    assert through == {}


@pytest.mark.parametrize(("figure", "pose"), POSES)
def test_no_limb_goes_through_the_body(figure: Figure, pose: Pose) -> None:
    if pose.view is View.SIDE and pose.floor:
        assert through_the_body(pose) == []


@pytest.mark.parametrize(("figure", "pose"), POSES)
def test_every_pose_has_words_that_let_a_blind_reader_do_it(figure: Figure, pose: Pose) -> None:
    assert len(pose.alt.split()) >= 6
    assert pose.alt.endswith(".")
    assert pose.caption[0].isupper()
    assert not pose.caption.endswith(".")


def test_the_checks_see_a_pose_that_is_wrong() -> None:
    pose = FIGURES["ex-catcamel"].poses[0]
    assert misses(replace(pose, hip=pose.hip + 40))
    knee_the_wrong_way = replace(pose.near_leg, shin=pose.near_leg.shin + 120)
    assert beyond_limits(replace(pose, near_leg=knee_the_wrong_way))
    flat = FIGURES["ex-childpose"].poses[0]
    hand_in_the_chest = replace(flat.near_arm, upper=185, fore=5)
    assert through_the_body(replace(flat, near_arm=hand_in_the_chest))


def test_cat_and_camel_bend_the_back_in_opposite_ways() -> None:
    camel, cat = (skeleton(pose).spine for pose in FIGURES["ex-catcamel"].poses)
    for spine, way in ((camel, 1), (cat, -1)):
        (x1, y1), (x2, y2), (x3, y3) = spine.points[0], spine.at(150)[0], spine.points[-1]
        chord = y1 + (y3 - y1) * (x2 - x1) / (x3 - x1)
        assert way * (y2 - chord) > 20


def test_every_exercise_has_a_figure_and_every_figure_a_place() -> None:
    library = program().library
    named = {topic.figure for topic in library if topic.figure}
    assert {topic.id for topic in library if topic.layout == "exercise" and not topic.figure} == set()
    assert named | {"warning-signs"} == set(FIGURES)


def test_a_pose_has_the_number_of_a_step_or_none() -> None:
    for topic in program().library:
        if topic.layout == "exercise" and topic.figure:
            numbers = FIGURES[topic.figure].numbers
            steps = sum(point.form is Form.STEP for point in topic.points)
            assert max(numbers) <= steps, topic.id
            assert list(numbers) == sorted(numbers), topic.id
    assert FIGURES["ex-hipflexor"].captions == ("1 Kneel on one knee", "3 Glide forward")
    assert FIGURES["ex-lowimpact"].captions == ("Cycle", "Swim")


def test_every_thing_that_can_be_drawn_is_drawn_somewhere() -> None:
    drawn = {prop.kind for figure in FIGURES.values() for pose in figure.poses for prop in pose.props}
    assert drawn == set(PropKind)
