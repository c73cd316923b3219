"""All figures on one sheet, at the size they print in, to be looked at one by one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from careleaf.domain.figures import Figure
from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.scene import scene
from careleaf.rendering.figures.svg import group

_SCALE = 0.115  # points for a thousandth of a body's height, as on a page
_WIDTH, _MARGIN, _GAP, _TITLE, _CAPTION = 612.0, 24.0, 18.0, 22.0, 16.0
_TEXT = 'font-family="Inter, Helvetica, Arial, sans-serif"'
_ARROW = "#0b5c63"


def contact_sheet(figures: Sequence[Figure]) -> str:
    """Write every pose of every figure with its caption as one SVG file."""
    inks, pieces, y = Inks(_ARROW), list[str](), _MARGIN
    for figure in figures:
        pieces.append(f'<text x="{_MARGIN:g}" y="{y + 12:.1f}" font-size="12" {_TEXT} font-weight="bold">'
                      f"{escape(figure.title)} ({escape(figure.id)})</text>")  # fmt: skip
        y += _TITLE
        row: list[tuple[int, float]] = []
        x = _MARGIN
        for number, pose in enumerate(figure.poses):
            width = scene(pose).size[0] * _SCALE
            if row and x + width > _WIDTH - _MARGIN:
                y = _row(figure, row, y, inks, pieces)
                row, x = [], _MARGIN
            row.append((number, x))
            x += max(width, 110) + _GAP
        y = _row(figure, row, y, inks, pieces)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {y:.0f}" '
        f'width="{_WIDTH:g}pt" height="{y:.0f}pt"><rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(pieces)
        + "\n</svg>\n"
    )


def _row(figure: Figure, row: Sequence[tuple[int, float]], y: float, inks: Inks, pieces: list[str]) -> float:
    """Add a row of poses on one floor; return where the next row starts."""
    pictures = [(number, x, scene(figure.poses[number])) for number, x in row]
    floor = y + max(picture.size[1] for _, _, picture in pictures) * _SCALE
    for number, x, picture in pictures:
        left, bottom, _, _ = picture.box
        pieces.append(
            group(picture, inks, x - left * _SCALE, floor + bottom * _SCALE, _SCALE, f"{figure.id}-{number}")
        )
        caption = escape(figure.captions[number])
        pieces.append(f'<text x="{x:.1f}" y="{floor + 12:.1f}" font-size="10" {_TEXT}>{caption}</text>')
    return floor + _CAPTION + _GAP
