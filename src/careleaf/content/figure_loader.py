"""Load the figures: every problem of every file at once. docs/figures.md says what a file may hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from careleaf.content.toml_reader import Problems, Table, read_toml
from careleaf.domain.figures import (
    Arm,
    Arrow,
    Badge,
    Contact,
    Figure,
    Figures,
    Layer,
    Leg,
    Point,
    Pose,
    Prop,
    PropKind,
    View,
)
from careleaf.domain.skeleton import JOINTS, PARTS
from careleaf.errors import InvalidFiles, Problem, did_you_mean

MOST_LENGTH = 3000.0  # thousandths of a body's height: no picture reaches further
_MOST_POSES = 6
_CAPTION_LENGTH = 28  # characters that fit under a pose in two lines
_MOST_STEPS = 20
_MOST_BELLY = 60.0  # thousandths of a body's height: further out, or in, is no breath


def load_figures(folder: Path) -> Figures:
    """Load every figure of a folder, by id. Raises InvalidFiles with every problem of every file."""
    figures: dict[str, Figure] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            figures[path.stem] = load_figure(path)
        except InvalidFiles as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidFiles(problems)
    return figures


def load_figure(path: Path) -> Figure:
    """Load one figure. Raises InvalidFiles with all of its problems."""
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    figure_id, title = table.text("id"), table.text("title")
    poses = tuple(_pose(entry) for entry in table.tables("pose"))
    if not 1 <= len(poses) <= _MOST_POSES:
        table.problem("pose", f"a figure has 1 to {_MOST_POSES} poses, this one {len(poses)}")
    numbered = table.flag("numbered") if table.has("numbered") else True
    table.no_more()
    if figure_id != path.stem:
        problems.add(("id",), f'is "{figure_id}", but the file is {path.name}')
    problems.raise_any()
    return Figure(figure_id, title, poses, numbered)


def _pose(table: Table) -> Pose:
    near_arm, near_leg = _arm(table, "near_arm"), _leg(table, "near_leg")
    badge = table.one_of("badge", list(Badge), "")
    pose = Pose(
        caption=table.text("caption"),
        alt=table.text("alt"),
        view=View(table.one_of("view", list(View), View.SIDE)),
        hip=_length(table, "hip"),
        trunk=_angles(table, "trunk"),
        head=_angle(table, "head"),
        near_arm=near_arm,
        far_arm=_arm(table, "far_arm") if table.has("far_arm") else near_arm,
        near_leg=near_leg,
        far_leg=_leg(table, "far_leg") if table.has("far_leg") else near_leg,
        contacts=tuple(_contact(table, text) for text in table.words("contacts")),
        arrows=tuple(_arrow(entry) for entry in table.tables("arrow")),
        props=tuple(_prop(entry) for entry in table.tables("prop")),
        badge=Badge(badge) if badge else None,
        step=_step(table),
        belly=_number(table, "belly", -_MOST_BELLY, _MOST_BELLY) if table.has("belly") else 0.0,
        head_turned=table.flag("head_turned"),
        mirrored=table.flag("mirrored"),
        floor=table.flag("floor") if table.has("floor") else True,
    )
    if len(pose.caption) > _CAPTION_LENGTH:
        table.problem("caption", f"has {len(pose.caption)} characters; at most {_CAPTION_LENGTH} fit")
    table.no_more()
    return pose


def _step(table: Table) -> int:
    step = table.number("step", 0) or 0
    if not 0 <= step <= _MOST_STEPS or step != int(step):
        table.problem("step", f"is {step}; it is the number of a step, at most {_MOST_STEPS}")
        return 0
    return int(step)


def _arm(table: Table, key: str) -> Arm:
    inner = _inner(table, key)
    arm = Arm(_angle(inner, "upper"), _angle(inner, "fore"), _angle(inner, "hand"), _reach(inner))
    inner.no_more()
    return arm


def _leg(table: Table, key: str) -> Leg:
    inner = _inner(table, key)
    toes = _number(inner, "toes", -90, 120) if inner.has("toes") else 0.0
    leg = Leg(_angle(inner, "thigh"), _angle(inner, "shin"), _angle(inner, "foot"), toes, _reach(inner))
    inner.no_more()
    return leg


def _inner(table: Table, key: str) -> Table:
    inner = table.table(key)
    if inner is None:
        table.problem(key, "is missing: expected a table of angles")
        return Table({}, Problems(table.problems.file), ())  # its gaps are one problem, noted above
    return inner


def _arrow(table: Table) -> Arrow:
    arrow = Arrow(
        at=table.one_of("at", JOINTS),
        start=_point(table, "start"),
        end=_point(table, "end"),
        bend=_number(table, "bend", -2, 2) if table.has("bend") else 0.0,
    )
    if arrow.start == arrow.end:
        table.problem("end", "is where the arrow starts")
    table.no_more()
    return arrow


def _prop(table: Table) -> Prop:
    prop = Prop(
        kind=PropKind(table.one_of("kind", list(PropKind))),
        place=_point(table, "place"),
        size=_point(table, "size"),
        turn=_angle(table, "turn") if table.has("turn") else 0.0,
        layer=Layer(table.one_of("layer", list(Layer), Layer.BEHIND)),
    )
    if prop.size[0] == 0 or prop.size[1] <= 0:
        table.problem("size", "must have a width, and a height above 0")
    table.no_more()
    return prop


def _contact(table: Table, text: str) -> Contact:
    """Read "near-hand" (on the floor), or "hips on chair"."""
    part, _, on = text.partition(" on ")
    if part not in PARTS:
        table.problem("contacts", f'"{part}" is no part of the body{did_you_mean(part, PARTS)}')
    things = ("floor", "trunk", *PropKind)
    if on and on not in things:
        table.problem("contacts", f'"{on}" is nothing to rest on{did_you_mean(on, things)}')
    return Contact(part, on or "floor")


def _number(table: Table, key: str, low: float, high: float) -> float:
    value = table.number(key)
    if value is None:
        if not table.has(key):
            table.problem(key, "is missing: expected a number")
        return 0.0
    if not low <= value <= high:
        table.problem(key, f"is {value:g}; expected {low:g} to {high:g}")
        return 0.0
    return float(value)


def _angle(table: Table, key: str) -> float:
    return _number(table, key, -360, 360)


def _length(table: Table, key: str) -> float:
    return _number(table, key, -MOST_LENGTH, MOST_LENGTH)


def _numbers(table: Table, key: str, count: int, most: float) -> Sequence[float]:
    value = table.raw(key)
    if (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(item, int | float) and not isinstance(item, bool) for item in value)
        and all(abs(item) <= most for item in value)
    ):
        return [float(item) for item in value]
    table.problem(key, f"expected {count} numbers between {-most:g} and {most:g}")
    return [0.0] * count


def _angles(table: Table, key: str) -> tuple[float, float, float, float]:
    one, two, three, four = _numbers(table, key, 4, 360)
    return one, two, three, four


def _point(table: Table, key: str) -> Point:
    x, y = _numbers(table, key, 2, MOST_LENGTH)
    return x, y


def _reach(table: Table) -> tuple[float, float, float]:
    if not table.has("reach"):
        return 1.0, 1.0, 1.0
    one, two, three = _numbers(table, "reach", 3, 1)
    return one, two, three
