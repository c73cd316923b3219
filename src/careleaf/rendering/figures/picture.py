"""A picture as plain data: paths, each filled or stroked in a role. Writers give the roles their colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from math import cos, radians, sin

from careleaf.domain.figures import Point
from careleaf.lazy_dataclass import dataclass

LINE = 8.0  # width of an outline; a body is 1000 tall
Step = tuple[str, tuple[Point, ...]]  # M and L take one point, C three, Z none


class Ink(StrEnum):
    """What a colour is for."""

    LINE = "line"
    PAPER = "paper"
    SKIN = "skin"
    SHIRT = "shirt"
    TROUSERS = "trousers"
    HAIR = "hair"
    FAR_SKIN = "far-skin"
    FAR_SHIRT = "far-shirt"
    FAR_TROUSERS = "far-trousers"
    PROP = "prop"
    PROP_DARK = "prop-dark"
    ARROW = "arrow"


@dataclass(frozen=True, eq=False)
class Path:
    """A line, open or closed, of straight and curved steps. None equals another: a quick key."""

    steps: tuple[Step, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Return every point of the path, those that only steer a curve too."""
        return tuple(point for _, points in self.steps for point in points)

    def mapped(self, move: Move) -> Path:
        """Return the path moved."""
        return Path(tuple((letter, move.points(points)) for letter, points in self.steps))


@dataclass(frozen=True)
class Move:
    """Turn by an angle in degrees, then shift, then mirror."""

    turn: float = 0.0
    shift: Point = (0.0, 0.0)
    mirrored: bool = False

    def points(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Return points moved."""
        c, s, sign = cos(radians(self.turn)), sin(radians(self.turn)), -1 if self.mirrored else 1
        dx, dy = self.shift
        return tuple([(sign * (x * c - y * s + dx), x * s + y * c + dy) for x, y in points])


@dataclass(frozen=True)
class Mark:
    """Some paths in one ink: stroked with a width, or filled where the width is 0."""

    paths: tuple[Path, ...]
    ink: Ink
    width: float = 0.0

    def mapped(self, move: Move) -> Mark:
        """Return the mark moved."""
        return replace(self, paths=tuple(path.mapped(move) for path in self.paths))


@dataclass(frozen=True, eq=False)
class Picture:
    """Marks in the order they are drawn, and the box they fill: left, bottom, right, top.

    Two are never equal: a quick key for what is written from them.
    """

    marks: tuple[Mark, ...]
    box: tuple[float, float, float, float]

    @property
    def size(self) -> Point:
        """Return width and height."""
        return self.box[2] - self.box[0], self.box[3] - self.box[1]


def outlined(paths: Iterable[Path], fill: Ink, line: Ink = Ink.LINE, width: float = LINE) -> Iterator[Mark]:
    """Yield paths as one shape with one outline: strokes first, then fills that hide what lies inside."""
    together = tuple(paths)
    yield Mark(together, line, 2 * width)
    yield Mark(together, fill)


def boxed(marks: Iterable[Mark]) -> Picture:
    """Return marks as a picture, with room for the width of the lines."""
    kept = tuple(marks)
    edges: dict[Path, float] = {}
    for mark in kept:
        for path in mark.paths:
            edges[path] = max(edges.get(path, 0.0), mark.width / 2)
    boxes = []
    for path, room in edges.items():
        across, up = zip(*path.points, strict=True)
        boxes.append((min(across) - room, min(up) - room, max(across) + room, max(up) + room))
    left, bottom, right, top = zip(*boxes, strict=True)
    return Picture(kept, (min(left), min(bottom), max(right), max(top)))
