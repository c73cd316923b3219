"""Pictures as SVG: for the window's thumbnails and for docs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.picture import Mark, Path, Picture

_GAP = 150.0  # between two pictures, in thousandths of a body's height


def svg(pictures: Sequence[Picture], inks: Inks) -> str:
    """Write pictures side by side, on one floor, as an SVG file of its own, as large as their units."""
    bottom, top = min(picture.box[1] for picture in pictures), max(picture.box[3] for picture in pictures)
    groups, x = list[str](), 0.0
    for number, picture in enumerate(pictures):
        groups.append(group(picture, inks, x - picture.box[0], top, 1.0, f"p{number}"))
        x += picture.size[0] + _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x - _GAP:.0f} {top - bottom:.0f}">'
        f"{''.join(groups)}</svg>\n"
    )


def group(picture: Picture, inks: Inks, x: float, y: float, scale: float, name: str) -> str:
    """Write a picture as a group, its own origin at a place; SVG counts downwards, pictures upwards.

    Each path is written once, under a name that starts with `name`, and used for edge, outline and fill.
    """
    names: dict[Path, str] = {}
    for path in (path for mark in picture.marks for path in mark.paths):
        names.setdefault(path, f"{name}-{len(names)}")
    paths = "".join(f'<path id="{known}" d="{"".join(_steps(path))}"/>' for path, known in names.items())
    inside = "".join(_mark(mark, inks, names) for mark in picture.marks)
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:g} {-scale:g})" '
        f'stroke-linecap="round" stroke-linejoin="round"><defs>{paths}</defs>{inside}</g>'
    )


def _mark(mark: Mark, inks: Inks, names: Mapping[Path, str]) -> str:
    colour = inks[mark.ink]
    look = (
        f'fill="none" stroke="{colour}" stroke-width="{mark.width:g}"' if mark.width else f'fill="{colour}"'
    )
    used = "".join(f'<use href="#{names[path]}"/>' for path in mark.paths)
    return f"<g {look}>{used}</g>"


def _steps(path: Path) -> Iterator[str]:
    """Write a path in whole numbers, each step seen from the end of the last: a smaller file."""
    here = (0, 0)
    for letter, points in path.steps:
        rounded = [(round(x), round(y)) for x, y in points]
        yield letter.lower() + " ".join(f"{x - here[0]} {y - here[1]}" for x, y in rounded)
        here = rounded[-1] if rounded else here
