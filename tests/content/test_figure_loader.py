"""Figures: what a file may hold, and what is said about one that holds something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import RESOURCES, write

from careleaf.content.figure_loader import load_figure, load_figures
from careleaf.domain.figures import Badge, Contact, Layer, PropKind, View
from careleaf.errors import InvalidFiles

STANDING = """
format_version = 1
id = "stand"
title = "Standing"

[[pose]]
caption = "Stand tall"
alt = "You stand."
hip = 517
trunk = [90, 90, 90, 90]
head = 90
near_arm = { upper = 270, fore = 270, hand = 270 }
near_leg = { thigh = 270, shin = 270, foot = 0 }
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InvalidFiles) as invalid:
        load_figure(write(tmp_path / "stand.toml", text))
    return [str(problem) for problem in invalid.value.problems]


def test_the_far_limbs_are_as_the_near_ones_unless_they_are_given(tmp_path: Path) -> None:
    (pose,) = load_figure(write(tmp_path / "stand.toml", STANDING)).poses
    assert (pose.far_arm, pose.far_leg) == (pose.near_arm, pose.near_leg)
    assert (pose.view, pose.floor, pose.mirrored, pose.badge) == (View.SIDE, True, False, None)
    stepping = STANDING + "far_leg = { thigh = 250, shin = 230, foot = 320, toes = 20 }\n"
    (pose,) = load_figure(write(tmp_path / "stand.toml", stepping)).poses
    assert (pose.far_leg.thigh, pose.far_leg.toes) == (250, 20)


def test_contacts_arrows_and_things_are_read(tmp_path: Path) -> None:
    more = """badge = "hold"
contacts = ["near-foot", "hips on chair"]
[[pose.arrow]]
at = "hip"
start = [0, 10]
end = [0, 90]
bend = 0.2
[[pose.prop]]
kind = "chair"
place = [-100, 0]
size = [-300, 220]
layer = "between"
"""
    (pose,) = load_figure(write(tmp_path / "stand.toml", STANDING + more)).poses
    assert pose.badge is Badge.HOLD
    assert pose.contacts == (Contact("near-foot"), Contact("hips", "chair"))
    assert (pose.arrows[0].at, pose.arrows[0].bend) == ("hip", 0.2)
    assert (pose.props[0].kind, pose.props[0].layer) == (PropKind.CHAIR, Layer.BETWEEN)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("hip = 517", 'hip = "high"'), "expected a number"),
        (("hip = 517", "hip = 1e9"), "expected -3000 to 3000"),
        (("hip = 517\n", ""), "is missing"),
        (("[90, 90, 90, 90]", "[90, 90, 90]"), "expected 4 numbers"),
        (("[90, 90, 90, 90]", "[90, 90, 90, nan]"), "expected 4 numbers"),
        (("head = 90", "head = 900"), "expected -360 to 360"),
        (("head = 90", 'head = 90\nview = "top"'), '"top" is not one of'),
        (("head = 90", "head = 90\nbelly = 300"), "expected -60 to 60"),
        (("head = 90", 'head = 90\ncontacts = ["near-fot"]'), 'did you mean "near-foot"'),
        (("head = 90", 'head = 90\ncontacts = ["hips on chiar"]'), 'did you mean "chair"'),
        (('alt = "You stand."', 'alt = ""'), "must not be empty"),
        (('caption = "Stand tall"', f'caption = "{"tall " * 9}"'), "at most 28 fit"),
        (("near_arm =", "near_army ="), "is missing"),
        (("near_leg = { thigh = 270,", "near_leg = {"), "is missing"),
        (("foot = 0", "foot = 0, reach = [1, 2, 1]"), "expected 3 numbers"),
        (('id = "stand"', 'id = "sit"'), "but the file is stand.toml"),
        (("[[pose]]", "[pose]"), "expected a list of tables"),
        (("head = 90", "head = 90\ncolour = 1"), "unknown key"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert said in "\n".join(problems(tmp_path, STANDING.replace(*change)))


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(
        tmp_path / "stand.toml", STANDING.replace("hip = 517", "hip = true").replace("head = 90", "head = []")
    )
    write(tmp_path / "empty.toml", "")
    with pytest.raises(InvalidFiles) as invalid:
        load_figures(tmp_path)
    said = [str(problem) for problem in invalid.value.problems]
    assert sum("stand.toml" in line for line in said) == 2
    assert any("empty.toml" in line and "1 to 6 poses" in line for line in said)


@pytest.mark.parametrize(
    "wrong",
    [
        '[[pose.arrow]]\nat = "tail"\nstart = [0, 0]\nend = [0, 9]',
        '[[pose.arrow]]\nat = "hip"\nstart = [0, 0]\nend = [0, 0]',
        '[[pose.prop]]\nkind = "sofa"\nplace = [0, 0]\nsize = [9, 9]',
        '[[pose.prop]]\nkind = "box"\nplace = [0, 0]\nsize = [0, 9]',
        '[[pose.prop]]\nkind = "box"\nplace = [0, 0]\nsize = [9, -9]',
    ],
)
def test_an_arrow_and_a_thing_must_make_sense(tmp_path: Path, wrong: str) -> None:
    assert len(problems(tmp_path, STANDING + wrong)) == 1


def test_a_figure_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "stand.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidFiles, match="UTF-8"):
        load_figure(path)


def test_every_figure_of_the_program_loads() -> None:
    figures = load_figures(RESOURCES / "figures")
    assert len(figures) == 18
