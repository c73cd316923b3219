"""Pictures as SVG: for the window's thumbnails and for docs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.picture import Mark, Path, Picture


def svg(picture: Picture, inks: Inks) -> str:
    """Write a picture as an SVG file of its own, as large as its units."""
    left, _, _, top = picture.box
    width, height = picture.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">'
        f"{group(picture, inks, -left, top, 1.0, 'p')}</svg>\n"
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
