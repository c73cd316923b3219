"""The clinic's logo, made anew from the file it came in: nothing else of that file is kept."""

from __future__ import annotations

from dataclasses import field

from careleaf.lazy_dataclass import dataclass

Step = tuple[str, tuple[float, ...]]


@dataclass(frozen=True)
class Shape:
    """One outline: absolute M and L (a point), C (three points) and Z steps, y downwards.

    Colours are such as "#0b5c63", or "" for none. `cap` and `join` are those of PDF: 0 plain, 1 round, 2.
    """

    steps: tuple[Step, ...]
    fill: str = ""
    stroke: str = ""
    line: float = 0.0
    even_odd: bool = False
    cap: int = 0
    join: int = 0


@dataclass(frozen=True)
class VectorLogo:
    """A drawing of some width and height, from the top left corner."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    suffix = ".svg"

    def file(self) -> bytes:
        """Write it as an SVG of paths and nothing else."""
        size = f"{self.width:g} {self.height:g}"
        paths = "\n".join(_path(shape) for shape in self.shapes)
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">\n{paths}\n</svg>\n'.encode()


@dataclass(frozen=True)
class PixelLogo:
    """A picture as a PNG that this program wrote: red, green and blue only."""

    width: int
    height: int
    png: bytes = field(repr=False)

    suffix = ".png"

    def file(self) -> bytes:
        """Return the PNG."""
        return self.png


Logo = VectorLogo | PixelLogo


def _path(shape: Shape) -> str:
    steps = " ".join(f"{letter}{' '.join(f'{n:.10g}' for n in numbers)}" for letter, numbers in shape.steps)
    look = f' fill="{shape.fill or "none"}"' + (' fill-rule="evenodd"' if shape.even_odd else "")
    if shape.stroke:
        look += f' stroke="{shape.stroke}" stroke-width="{shape.line:.10g}"'
        look += f' stroke-linecap="{CAPS[shape.cap]}" stroke-linejoin="{JOINS[shape.join]}"'
    return f'<path d="{steps}"{look}/>'


CAPS = ("butt", "round", "square")
JOINS = ("miter", "round", "bevel")
