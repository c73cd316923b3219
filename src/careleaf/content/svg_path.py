"""SVG path data in, absolute M, L, C and Z steps out (SVG 1.1, chapter 8)."""

from __future__ import annotations

import re
from math import acos, ceil, copysign, cos, hypot, isfinite, pi, radians, sin, sqrt, tan

from careleaf.domain.logo import Step

MOST_STEPS = 20_000  # of one logo; a detailed coat of arms has some thousands
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_BETWEEN = " \t\r\n,"
_FAR = 1e7
_NEEDS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

Point = tuple[float, float]


class PathReader:
    """Read one path. Raises ValueError where the data is not a path."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._here: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)
        self._handle: Point | None = None  # the last curve's second handle, which S and T mirror
        self._last = ""
        self.steps: list[Step] = []

    def read(self) -> tuple[Step, ...]:
        """Return the steps of the whole path."""
        letter = ""
        while self._more():
            if self._text[self._at].isalpha():
                letter = self._text[self._at]
                self._at += 1
            elif letter in "Zz":
                raise ValueError("a path has a number where a letter is expected")
            if letter.upper() not in _NEEDS or (not self.steps and letter not in "Mm"):
                raise ValueError(f'a path has "{letter}"')
            self._command(letter.upper(), relative=letter.islower())
            letter = {"M": "L", "m": "l"}.get(letter, letter)  # more points after a move are lines
            if len(self.steps) > MOST_STEPS:
                raise ValueError(f"it has more than {MOST_STEPS:,} steps")
        return tuple(self.steps)

    def _more(self) -> bool:
        while self._at < len(self._text) and self._text[self._at] in _BETWEEN:
            self._at += 1
        return self._at < len(self._text)

    def _number(self) -> float:
        match = _NUMBER.match(self._text, self._at) if self._more() else None
        if match is None:
            raise ValueError("a path lacks a number")
        self._at = match.end()
        value = float(match.group())
        if not isfinite(value) or abs(value) > _FAR:
            raise ValueError("a path has a number that is too large")
        return value

    def _flag(self) -> bool:
        if not self._more() or self._text[self._at] not in "01":
            raise ValueError("an arc lacks a flag")
        self._at += 1
        return self._text[self._at - 1] == "1"

    def _command(self, letter: str, relative: bool) -> None:
        x, y = self._here if relative else (0.0, 0.0)
        if letter == "A":
            numbers = [self._number() for _ in range(3)]
            large, sweep = self._flag(), self._flag()
            self._arc(numbers, large, sweep, (self._number() + x, self._number() + y))
        elif letter == "Z":
            self._add("Z", (), self._start)
        elif letter == "H":
            self._line((self._number() + x, self._here[1]))
        elif letter == "V":
            self._line((self._here[0], self._number() + y))
        else:
            points = [(self._number() + x, self._number() + y) for _ in range(_NEEDS[letter] // 2)]
            self._points(letter, points)
        self._last = letter

    def _points(self, letter: str, points: list[Point]) -> None:
        if letter == "M":
            self._start = points[0]
            self._add("M", points[0], points[0])
        elif letter == "L":
            self._line(points[0])
        elif letter in "CS":
            first = points[0] if letter == "C" else self._mirrored("CS")
            self._curve(first, points[-2], points[-1])
            self._handle = points[-2]
        else:
            middle = points[0] if letter == "Q" else self._mirrored("QT")
            self._curve(_toward(self._here, middle), _toward(points[-1], middle), points[-1])
            self._handle = middle

    def _mirrored(self, after: str) -> Point:
        if self._handle is None or self._last not in after:
            return self._here
        return 2 * self._here[0] - self._handle[0], 2 * self._here[1] - self._handle[1]

    def _line(self, to: Point) -> None:
        self._add("L", to, to)

    def _curve(self, one: Point, two: Point, to: Point) -> None:
        self._add("C", (*one, *two, *to), to)

    def _add(self, letter: str, numbers: tuple[float, ...], to: Point) -> None:
        self.steps.append((letter, numbers))
        self._here, self._handle = to, None

    def _arc(self, numbers: list[float], large: bool, sweep: bool, to: Point) -> None:
        """Turn an elliptic arc into curves of at most a quarter turn (SVG 1.1, appendix F.6)."""
        rx, ry, tilt = abs(numbers[0]), abs(numbers[1]), radians(numbers[2])
        (x1, y1), (x2, y2) = self._here, to
        if (x1, y1) == to:
            return
        if not rx or not ry:
            self._line(to)
            return
        turn, rise = cos(tilt), sin(tilt)
        dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
        px, py = turn * dx + rise * dy, turn * dy - rise * dx
        grow = max(1.0, sqrt((px / rx) ** 2 + (py / ry) ** 2))
        rx, ry = rx * grow, ry * grow
        away = (rx * py) ** 2 + (ry * px) ** 2
        reach = sqrt(max(0.0, (rx * ry) ** 2 - away) / away) * (1 if large != sweep else -1)
        cx, cy = reach * rx * py / ry, -reach * ry * px / rx
        ux, uy, vx, vy = (px - cx) / rx, (py - cy) / ry, (-px - cx) / rx, (-py - cy) / ry
        begin = copysign(acos(max(-1.0, min(1.0, ux / hypot(ux, uy)))), uy)
        swept = copysign(
            acos(max(-1.0, min(1.0, (ux * vx + uy * vy) / (hypot(ux, uy) * hypot(vx, vy))))),
            ux * vy - uy * vx,
        )
        if sweep and swept < 0:
            swept += 2 * pi
        elif not sweep and swept > 0:
            swept -= 2 * pi
        middle = (x1 + x2) / 2 + turn * cx - rise * cy, (y1 + y2) / 2 + rise * cx + turn * cy

        def placed(x: float, y: float) -> Point:
            return middle[0] + turn * rx * x - rise * ry * y, middle[1] + rise * rx * x + turn * ry * y

        pieces = max(1, ceil(abs(swept) / (pi / 2) - 1e-9))
        part = swept / pieces
        pull = 4 / 3 * tan(part / 4)
        for piece in range(pieces):
            a, b = begin + piece * part, begin + (piece + 1) * part
            end = to if piece == pieces - 1 else placed(cos(b), sin(b))
            self._curve(
                placed(cos(a) - pull * sin(a), sin(a) + pull * cos(a)),
                placed(cos(b) + pull * sin(b), sin(b) - pull * cos(b)),
                end,
            )


def _toward(end: Point, middle: Point) -> Point:
    """Return a cubic curve's handle where a quadratic one has its only handle."""
    return end[0] + (middle[0] - end[0]) * 2 / 3, end[1] + (middle[1] - end[1]) * 2 / 3
