"""The pictures of one document: each is packed once for all documents, and written once in each."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from PIL import Image

from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.picture import Path, Picture
from careleaf.rendering.pdf.pdf_file import PdfFile, pdf_array
from careleaf.rendering.pdf.style import ink

_OPERATORS = {
    "M": "%.0f %.0f m",
    "L": "%.0f %.0f l",
    "C": "%.0f %.0f %.0f %.0f %.0f %.0f c",
    "Z": "h",
}


class PackedPicture(NamedTuple):
    """A picture ready to be written into any document: the entries of its dictionary, and its contents."""

    entries: str
    packed: bytes

    @property
    def name(self) -> str:
        """Return its name on every page, which follows from what is in it."""
        return f"P{hashlib.sha256(self.entries.encode() + self.packed).hexdigest()[:16]}"


class PlacedPictures:
    """The pictures of one document, in the order of their first use."""

    def __init__(self) -> None:
        self.used: dict[str, PackedPicture] = {}

    def draw(self, canvas: Any, picture: Picture, inks: Inks, x: float, y: float, scale: float) -> None:
        """Draw a picture with the lower left corner of its box at a place, its units scaled to points."""
        left, bottom, _, _ = picture.box
        place = f"{scale:.5f} 0 0 {scale:.5f} {x - left * scale:.3f} {y - bottom * scale:.3f} cm"
        self._place(canvas, place, *_form(picture, inks))

    def draw_pixels(self, canvas: Any, png: bytes, grey: bool, width: float, height: float) -> None:
        """Draw a PNG from here on, in a width and height."""
        self._place(canvas, f"{width:.3f} 0 0 {height:.3f} 0 0 cm", *_image(png, grey))

    def _place(self, canvas: Any, place: str, name: str, picture: PackedPicture) -> None:
        self.used[name] = picture
        canvas.addLiteral(f"q {place}")
        canvas.addLiteral(f"/{name} Do")
        canvas.addLiteral("Q")

    def write(self, file: PdfFile) -> str:
        """Write all pictures, and return them as a dictionary of resources."""
        entries = (f"/{name} {file.add_stream(*picture)}" for name, picture in self.used.items())
        return f"<<{''.join(entries)}>>"


@lru_cache(maxsize=512)
def _form(picture: Picture, inks: Inks) -> tuple[str, PackedPicture]:
    """Pack a picture as a form XObject (ISO 32000-1, 8.10)."""
    box = pdf_array(round(edge) for edge in picture.box)
    entries = f"/Type/XObject/Subtype/Form/Resources<<>>/BBox{box}"
    packed = PackedPicture(entries, zlib.compress(operators(picture, inks).encode("ascii")))
    return packed.name, packed


@lru_cache(maxsize=8)
def _image(png: bytes, grey: bool) -> tuple[str, PackedPicture]:
    """Pack a PNG as an image (ISO 32000-1, 8.9.5)."""
    image = Image.open(io.BytesIO(png)).convert("L" if grey else "RGB")
    entries = (
        f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}/BitsPerComponent 8"
        f"/ColorSpace/Device{'Gray' if grey else 'RGB'}"
    )
    packed = PackedPicture(entries, zlib.compress(image.tobytes()))
    return packed.name, packed


def operators(picture: Picture, inks: Inks) -> str:
    """Return the drawing of a picture in its own units, whole numbers, to keep the file small."""
    return "\n".join(_operators(picture, inks))


def _operators(picture: Picture, inks: Inks) -> Iterator[str]:
    colour, width, written = "", 0.0, dict[Path, str]()
    yield "1 J 1 j"
    for mark in picture.marks:
        red, green, blue = ink(inks[mark.ink]).rgb()
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
    steps = [_OPERATORS[letter] % tuple(chain.from_iterable(points)) for letter, points in path.steps]
    return " ".join(steps)
