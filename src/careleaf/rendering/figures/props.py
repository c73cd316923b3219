"""The things round a body, drawn plainly: each from its lower left corner, in its own size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import cos, pi, sin

from careleaf.domain.figures import Prop, PropKind
from careleaf.rendering.figures.outlines import beside, circle, rounded, smooth, straight
from careleaf.rendering.figures.picture import LINE, Ink, Mark, Move, outlined

_THIN = LINE * 0.75
Drawer = Callable[[float, float], Iterator[Mark]]


def prop_marks(prop: Prop) -> Iterator[Mark]:
    """Yield a thing at its place. A width below 0 shows it the other way round."""
    width, height = prop.size
    place = Move(prop.turn, prop.place)
    for mark in _DRAWERS[prop.kind](abs(width), height):
        shown = mark.mapped(Move(shift=(width, 0), mirrored=True)) if width < 0 else mark
        yield shown.mapped(place)


def _slab(x: float, y: float, w: float, h: float, ink: Ink = Ink.PROP, radius: float = 8) -> Iterator[Mark]:
    return outlined([rounded((x, y), (w, h), radius)], ink, Ink.LINE, _THIN)


def _area(w: float, h: float) -> Iterator[Mark]:
    """A spot on the body, dark within a white ring."""
    spot = circle((w / 2, h / 2), w / 2, h / 2)
    yield Mark((spot,), Ink.PAPER, 14)
    yield Mark((spot,), Ink.ARROW)


def _chair(w: float, h: float) -> Iterator[Mark]:
    """A seat whose top is at its height; the back stands on the left."""
    for x in (14, w - 38):
        yield from _slab(x, 0, 24, h - 20)
    yield from _slab(-14, h - 30, 26, 410, radius=12)
    yield from _slab(-14, h - 32, w + 14, 32, radius=12)


def _bed(w: float, h: float) -> Iterator[Mark]:
    for x in (30, w - 60):
        yield from _slab(x, 0, 30, h * 0.45, Ink.PROP_DARK)
    yield from _slab(0, h * 0.35, w, h * 0.25, Ink.PROP_DARK)
    yield from _slab(6, h * 0.55, w - 12, h * 0.45, radius=30)


def _mattress(w: float, h: float) -> Iterator[Mark]:
    """The top of a bed, seen from the side and a little above."""
    away = h * 0.2  # the far edge looks shorter
    top = straight([(0, 0), (away, h - 12), (away + 12, h), (w - away - 12, h), (w - away, h - 12), (w, 0)])
    yield from outlined([top], Ink.PROP, Ink.LINE, _THIN)


def _pillow(w: float, h: float) -> Iterator[Mark]:
    """A soft box: full in the middle, with a crease at each corner."""
    inset, rise = min(w, h) * 0.18, h * 0.05
    outline = smooth(
        [
            (inset, rise), (w * 0.5, 0), (w - inset, rise), (w, h * 0.18), (w - inset * 0.3, h * 0.5),
            (w, h * 0.82), (w - inset, h - rise), (w * 0.5, h), (inset, h - rise), (0, h * 0.82),
            (inset * 0.3, h * 0.5), (0, h * 0.18),
        ]
    )  # fmt: skip
    creases = tuple(
        straight([(x, y), (x + dx * inset * 1.3, y + dy * h * 0.14)], closed=False)
        for x, dx in ((inset * 0.5, 1), (w - inset * 0.5, -1))
        for y, dy in ((h * 0.2, 1), (h * 0.8, -1))
    )
    yield from outlined([outline], Ink.PAPER, Ink.LINE, _THIN)
    yield Mark(creases, Ink.LINE, _THIN * 0.7)


def _roll(rings: tuple[float, ...], ink: Ink, w: float, h: float) -> Iterator[Mark]:
    centre = (w / 2, h / 2)
    yield from outlined([circle(centre, w / 2, h / 2)], ink, Ink.LINE, _THIN)
    inside = tuple(circle(centre, w / 2 * share, h / 2 * share) for share in rings)
    yield Mark(inside, Ink.LINE, _THIN * 0.8)


def _towel(w: float, h: float) -> Iterator[Mark]:
    return _roll((0.62, 0.28), Ink.PAPER, w, h)


def _roller(w: float, h: float) -> Iterator[Mark]:
    return _roll((0.5,), Ink.PROP_DARK, w, h)


def _box(w: float, h: float) -> Iterator[Mark]:
    yield from _slab(0, 0, w, h, radius=6)
    yield Mark((straight([(0, h * 0.72), (w, h * 0.72)], closed=False),), Ink.LINE, _THIN * 0.8)
    yield from _slab(w * 0.36, h * 0.44, w * 0.28, h * 0.14, Ink.PAPER, radius=h * 0.07)


def _breath(w: float, h: float) -> Iterator[Mark]:
    """Air that leaves the mouth: three thin waves, as a thick arrow is read as a movement of the head."""
    wave = ((0.0, 0.16, 0.0), (0.33, 0.26, 0.07), (0.67, 0.36, -0.07), (1.0, 0.46, 0.0))
    waves = [[(w * (0.5 + side * apart + sway), h * up) for up, apart, sway in wave] for side in (-1, 0, 1)]
    yield Mark(tuple(smooth(points, closed=False) for points in waves), Ink.ARROW, _THIN)


def _cold_pack(w: float, h: float) -> Iterator[Mark]:
    """A pack that shows at both ends of the towel round it."""
    yield from _slab(0, h * 0.1, w, h * 0.8, Ink.PROP_DARK, radius=h * 0.3)
    yield from _slab(w * 0.14, 0, w * 0.72, h, Ink.PAPER, radius=h * 0.2)
    folds = tuple(
        straight([(w * share, h * 0.12), (w * share, h * 0.88)], closed=False) for share in (0.26, 0.74)
    )
    centre, arm = (w / 2, h / 2), h * 0.32
    flake = tuple(
        straight(
            [
                (centre[0] + arm * cos(turn), centre[1] + arm * sin(turn)),
                (centre[0] - arm * cos(turn), centre[1] - arm * sin(turn)),
            ],
            closed=False,
        )
        for turn in (pi / 2, pi / 6, -pi / 6)
    )
    yield Mark((*folds, *flake), Ink.LINE, _THIN)


def _desk(w: float, h: float) -> Iterator[Mark]:
    """A table with a screen on it; its height is that of the top."""
    yield from _slab(w - 40, 0, 26, h - 16)
    yield from _slab(w * 0.62, h, 60, 12)
    yield from _slab(w * 0.62 + 20, h, 18, 110)
    yield from _slab(w * 0.62 + 2, h + 70, 24, 250, Ink.PROP_DARK)
    yield from _slab(0, h - 24, w, 24)


def _bike(w: float, h: float) -> Iterator[Mark]:
    """An exercise bike: saddle at (0, h), bars at the width, the pedals low and high before a plain cover."""
    crank, frame = (w * 0.59, h * 0.32), Ink.PROP_DARK
    for one, two in (((18, h - 20), (w * 0.14, 22)), ((w * 0.86, h * 0.3), (w * 0.92, h * 1.12))):
        yield Mark((straight([one, two], closed=False),), Ink.LINE, 38)
        yield Mark((straight([one, two], closed=False),), frame, 38 - 2 * _THIN)
    yield from _slab(0, 0, w * 1.05, 24, frame)
    yield from _slab(w * 0.28, 24, w * 0.68, h * 0.62, radius=h * 0.25)
    pedals = [beside(crank, 82 + turn, h * 0.16) for turn in (0, 180)]
    yield Mark((straight(pedals, closed=False),), Ink.LINE, 20)
    yield Mark((circle(crank, 26),), Ink.LINE)
    for x, y in pedals:
        yield from _slab(x - 44, y - 14, 88, 18, frame)
    yield from outlined(
        [smooth([(-70, h + 8), (-76, h - 18), (0, h - 30), (84, h - 8), (86, h + 4), (20, h)])],
        frame, Ink.LINE, _THIN,
    )  # fmt: skip
    bar = [(w * 0.92, h * 1.1), (w * 0.93, h * 1.17), (w * 0.82, h * 1.2)]
    yield Mark((smooth(bar, closed=False),), Ink.LINE, 30)


def _mat(w: float, h: float) -> Iterator[Mark]:
    yield from _slab(0, 0, w, h, radius=h / 2)


def _water(w: float, h: float) -> Iterator[Mark]:
    """Waves at its height, across its width."""
    waves = max(2, round(w / 120))
    step = w / waves / 2
    line = [(step * at, h + (12 if at % 2 else -12)) for at in range(2 * waves + 1)]
    yield Mark((smooth(line, closed=False),), Ink.PAPER, 40)
    yield Mark((smooth(line, closed=False),), Ink.ARROW, 9)


_DRAWERS: dict[PropKind, Drawer] = {
    PropKind.AREA: _area,
    PropKind.BED: _bed,
    PropKind.BIKE: _bike,
    PropKind.BOX: _box,
    PropKind.BREATH: _breath,
    PropKind.CHAIR: _chair,
    PropKind.COLD_PACK: _cold_pack,
    PropKind.DESK: _desk,
    PropKind.MAT: _mat,
    PropKind.MATTRESS: _mattress,
    PropKind.PILLOW: _pillow,
    PropKind.ROLLER: _roller,
    PropKind.TOWEL: _towel,
    PropKind.WATER: _water,
}
