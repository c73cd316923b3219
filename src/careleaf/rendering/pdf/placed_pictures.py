"""The pictures of one document: each is packed once for all documents, and written once in each."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from reportlab.lib.colors import HexColor

from careleaf.domain.figures import Point
from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.picture import Path, Picture

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


class PlacedPictures:
    """The pictures of one document, in the order of their first use."""

    def __init__(self) -> None:
        self._names: dict[tuple[Picture, Inks], str] = {}

    def draw(self, canvas: Any, picture: Picture, inks: Inks, x: float, y: float, scale: float) -> None:
        """Draw a picture with the lower left corner of its box at a place, its units scaled to points."""
        name = self._names.setdefault((picture, inks), f"Picture{len(self._names) + 1}")
        left, bottom, _, _ = picture.box
        place = f"{scale:.5f} 0 0 {scale:.5f} {x - left * scale:.3f} {y - bottom * scale:.3f} cm"
        canvas.addLiteral(f"q {place}")
        canvas.addLiteral(f"/{name} Do")
        canvas.addLiteral("Q")

    def write(self, pdf: Pdf) -> None:
        """Write all pictures, and offer them to every page."""
        written = {name: _form(pdf, *drawn) for drawn, name in self._names.items()}
        for page in pdf.pages if written else ():
            offered = page.Resources.get("/XObject", Dictionary())
            for name, form in written.items():
                offered[f"/{name}"] = form
            page.Resources.XObject = offered


def _form(pdf: Pdf, picture: Picture, inks: Inks) -> Object:
    """Write a picture as a form XObject (ISO 32000-1, 8.10), already packed."""
    form = Stream(pdf, b"")
    form.write(_packed(picture, inks), filter=Name.FlateDecode)
    form.Type, form.Subtype, form.Resources = Name.XObject, Name.Form, Dictionary()
    form.BBox = Array([round(edge) for edge in picture.box])
    return pdf.make_indirect(form)


@lru_cache(maxsize=512)
def _packed(picture: Picture, inks: Inks) -> bytes:
    return zlib.compress(operators(picture, inks).encode("ascii"))


def operators(picture: Picture, inks: Inks) -> str:
    """Return the drawing of a picture in its own units, whole numbers, to keep the file small."""
    return "\n".join(_operators(picture, inks))


def _operators(picture: Picture, inks: Inks) -> Iterator[str]:
    colour, width, written = "", 0.0, dict[Path, str]()
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
            written[path] = written.get(path) or _path(path)
            yield f"{written[path]} {paint}"  # one by one: together, parts that overlap could cut holes


def _path(path: Path) -> str:
    return " ".join(_step(letter, points) for letter, points in path.steps)


def _step(letter: str, points: tuple[Point, ...]) -> str:
    return " ".join([*[f"{x:.0f} {y:.0f}" for x, y in points], _OPERATORS[letter]])
