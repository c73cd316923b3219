"""The letterhead: logo, name, and how to reach the clinic."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.blocks import Letterhead, Run
from careleaf.domain.logo import Logo
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.flowables import Rule
from careleaf.rendering.pdf.fonts import BOLD, SEMIBOLD
from careleaf.rendering.pdf.grid import Grid, GridCell, GridLook
from careleaf.rendering.pdf.logo import LogoPicture
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.text_setting import TextSetter

_LOGO_BOX = (130.0, 32.0)  # points, at most; about the height of the two lines on the right
_LARGE_LOGO_BOX = (260.0, 64.0)
_LOGO_GAP = 9.0
_REACH = 0.55  # share of the width for phone and address


def set_letterhead(
    setter: TextSetter, block: Letterhead, logo: Logo | None, into: Element
) -> Iterator[Flowable]:
    """Set name and logo on the left, phone and address on the right; in large print one below the other."""
    group, stacked = into.add("Div"), setter.style.stack_tables
    picture = _picture(setter, block, logo, group) if logo and block.logo else None
    name = _name(setter, block, group)
    reach = _reach(setter, block, group)
    if stacked:
        yield from ([picture] if picture else [])
        yield from (name, *reach)
    else:
        yield _side_by_side(setter, picture, name, reach)
    yield Rule(setter.colours.accent, before=3, after=3, width=1.6)


def _picture(setter: TextSetter, block: Letterhead, logo: Logo, group: Element) -> LogoPicture:
    figure = group.add("Figure", Placement="Block")
    figure.alt = block.logo
    box = _LARGE_LOGO_BOX if setter.style.stack_tables else _LOGO_BOX
    picture = LogoPicture(logo, *box, setter.style.coloured, figure)
    picture.hAlign, picture.spaceAfter = "LEFT", 4
    return picture


def _name(setter: TextSetter, block: Letterhead, group: Element) -> Flowable:
    size, colour = setter.style.body * 1.25, setter.colours.accent
    return setter.paragraph((Run(block.name),), group.add("P"), size, colour, strong=True, heavy=BOLD)


def _reach(setter: TextSetter, block: Letterhead, group: Element) -> list[Flowable]:
    colours, stacked = setter.colours, setter.style.stack_tables
    side, weight = ("left", SEMIBOLD) if stacked else ("right", BOLD)
    phone = setter.paragraph((Run(block.phone),), group.add("P"), strong=True, align=side, heavy=weight)
    if not block.details:
        return [phone]
    colour = colours.text if stacked else colours.muted
    return [phone, setter.paragraph((Run(block.details),), group.add("P"), colour=colour, align=side)]


def _side_by_side(
    setter: TextSetter, picture: LogoPicture | None, name: Flowable, reach: list[Flowable]
) -> Grid:
    beside = picture.width + _LOGO_GAP if picture else 0.0
    right = setter.width * _REACH
    widths = [setter.width - right - beside, right]
    row = [GridCell((name,)), GridCell(tuple(reach))]
    if picture:
        widths, row = [beside, *widths], [GridCell((picture,)), *row]
    return Grid([tuple(row)], widths, GridLook())
