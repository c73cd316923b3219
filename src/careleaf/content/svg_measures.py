"""SVG's measures: lengths, and the transforms that move and scale outlines (SVG 1.1, 7.6)."""

from __future__ import annotations

import re
from math import cos, isfinite, radians, sin, tan

from careleaf.domain.logo import Step

Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


def length(text: str) -> float:
    """Read a length; units are taken as they come. Raises ValueError."""
    match = re.fullmatch(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(px|pt|mm|cm|in)?", text.strip())
    value = float(match.group(1)) if match else float("nan")
    if not isfinite(value) or abs(value) > 1e6:
        raise ValueError(f'it has a length "{text[:20]}", which is not read')
    return value


def matrix(text: str) -> Matrix:
    """Read a list of transforms into one. Raises ValueError."""
    made = _UNMOVED
    for part in text.strip().rstrip(")").split(")") if text.strip() else ():
        name, _, inside = part.strip(" ,\t\r\n").partition("(")
        numbers = [length(word) for word in re.split(r"[\s,]+", inside.strip())]
        made = combined(made, _one_matrix(name.strip(), numbers))
    return made


def _one_matrix(name: str, n: list[float]) -> Matrix:
    match name, n:
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case "translate", [x, *y]:
            return (1, 0, 0, 1, x, y[0] if y else 0)
        case "scale", [x, *y]:
            return (x, 0, 0, y[0] if y else x, 0, 0)
        case "rotate", [angle, *point]:
            turn, rise = cos(radians(angle)), sin(radians(angle))
            across, down = point if len(point) == 2 else (0.0, 0.0)
            left, up = turn * across - rise * down, rise * across + turn * down
            return (turn, rise, -rise, turn, across - left, down - up)
        case "skewX", [angle]:
            return (1, 0, tan(radians(angle)), 1, 0, 0)
        case "skewY", [angle]:
            return (1, tan(radians(angle)), 0, 1, 0, 0)
    raise ValueError(f'it has a transform "{name[:20]}", which is not read')


def combined(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the transform that does the inner one, then the outer."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f,
    )  # fmt: skip


def moved(steps: tuple[Step, ...], at: Matrix) -> tuple[Step, ...]:
    """Transform the points of an outline, to two decimals."""
    a, b, c, d, e, f = at
    made = []
    for letter, numbers in steps:
        points = zip(numbers[::2], numbers[1::2], strict=True)
        flat = [n for x, y in points for n in (a * x + c * y + e, b * x + d * y + f)]
        made.append((letter, tuple(round(n, 2) for n in flat)))
    return tuple(made)
