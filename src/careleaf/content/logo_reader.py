"""Read a clinic's logo from PNG, JPEG or SVG. What comes out was made anew: colours and outlines, no more."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from careleaf.content.svg_reader import read_svg
from careleaf.domain.logo import Logo, PixelLogo

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 5_000_000  # of a picture's file
MOST_SVG_BYTES = 500_000
MOST_PIXELS = 20_000_000  # unpacked, four bytes each
KEPT = (600, 240)  # pixels: over 300 an inch in the letterhead's box


class UnusableLogo(ValueError):
    """Say why a file cannot be the logo, and what to do."""


def load_logo(path: Path, kept: tuple[int, int] = KEPT) -> Logo:
    """Load a logo, or another picture of the clinic's; `kept` is its most pixels. Raises UnusableLogo."""
    if not path.is_file():  # a pipe would keep us waiting
        raise UnusableLogo("cannot be read: No such file")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnusableLogo(f"is larger than {MOST_BYTES // 1_000_000} MB; save it smaller")
        return read_logo(path.read_bytes(), kept)
    except OSError as error:
        raise UnusableLogo(f"cannot be read: {error.strerror or error}") from None


def read_logo(content: bytes, kept: tuple[int, int] = KEPT) -> Logo:
    """Tell a picture from a drawing by its content, whatever the file is called. Raises UnusableLogo."""
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _pixels(content, kept)
    if len(content) > MOST_SVG_BYTES:
        raise UnusableLogo(f"is an SVG larger than {MOST_SVG_BYTES // 1000} KB; save it as PNG")
    try:
        return read_svg(content)
    except ValueError as error:
        raise UnusableLogo(f"cannot be used: {error}") from None


def _pixels(content: bytes, kept: tuple[int, int]) -> PixelLogo:
    from PIL import Image, UnidentifiedImageError  # only a clinic with a picture waits for it

    if len(content) > MOST_BYTES:
        raise UnusableLogo(f"is larger than {MOST_BYTES // 1_000_000} MB; save it smaller")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a broken EXIF block, and of a size that is checked below
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    most = MOST_PIXELS // 1_000_000
                    raise UnusableLogo(f"has {width:,} x {height:,} pixels; at most {most} million fit")
                flat = _flat(image)
        flat.thumbnail(kept, Image.Resampling.LANCZOS)
        out = io.BytesIO()
        flat.save(out, "PNG", optimize=True)
        return PixelLogo(*flat.size, out.getvalue())
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise UnusableLogo("is no PNG, JPEG or SVG picture, or a far too large one") from None
    except UnusableLogo:
        raise
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow says of files cut short or broken
        raise UnusableLogo(f"is broken ({error}); save it anew") from None


def _flat(image: Image.Image) -> Image.Image:
    """Return the first picture of a file, upright, on white, in red, green and blue."""
    from PIL import Image as Images
    from PIL import ImageOps

    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # 16 bits a channel; Pillow would cut them off instead of scaling
        image = image.convert("I").point(lambda level: level / 257).convert("L")
    white = Images.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return white.convert("RGB")
