"""Pictures into PDF operators, worked out once for each picture and set of colours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor

from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.picture import Path, Picture

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@lru_cache(maxsize=512)
def operators(picture: Picture, inks: Inks) -> str:
    """Return the drawing of a picture in its own units, whole numbers, to keep the file small."""
    return "\n".join(_operators(picture, inks))


def _operators(picture: Picture, inks: Inks) -> Iterator[str]:
    colour, width = "", 0.0
    yield "1 J 1 j"
    for mark in picture.marks:
        red, green, blue = HexColor(inks[mark.ink]).rgb()
        paint, wanted = ("S", "RG") if mark.width else ("f", "rg")
        setting = f"{red:.3g} {green:.3g} {blue:.3g} {wanted}"
        if setting != colour:
            colour = setting
            yield setting
        if mark.width and mark.width != width:
            width = mark.width
            yield f"{width:.3g} w"
        for path in mark.paths:
            yield f"{_path(path)} {paint}"  # one by one: together, parts that overlap could cut holes


def _path(path: Path) -> str:
    return " ".join(
        " ".join((*(f"{x:.0f} {y:.0f}" for x, y in points), _OPERATORS[letter]))
        for letter, points in path.steps
    )


def draw_picture(canvas: Any, picture: Picture, inks: Inks, x: float, y: float, scale: float) -> None:
    """Draw a picture with the lower left corner of its box at a place, its units scaled to points."""
    left, bottom, _, _ = picture.box
    canvas._code.append(f"q {scale:.5f} 0 0 {scale:.5f} {x - left * scale:.3f} {y - bottom * scale:.3f} cm")
    canvas._code.append(operators(picture, inks))
    canvas._code.append("Q")
