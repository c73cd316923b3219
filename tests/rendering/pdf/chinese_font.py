"""A font with one Chinese letter: Inter with one of its glyphs under that letter's code."""

from __future__ import annotations

from pathlib import Path

from careleaf.datafiles import data_folder
from careleaf.rendering.pdf.fonts import REGULAR, fonts_in

LETTER = "\u4f60"
_TAKEN_FROM = "\u2e18"  # a letter of Inter that is missed nowhere
_FONTS = fonts_in(data_folder("resources") / "fonts")


def write_chinese_font(path: Path) -> None:
    """Write the font, and the folder it lies in."""
    path.parent.mkdir(exist_ok=True)
    data = bytearray(_FONTS.face(REGULAR).path.read_bytes())
    place = data.index(_coverage_of(_TAKEN_FROM))
    data[place : place + 12] = _coverage_of(LETTER)
    path.write_bytes(data)


def _coverage_of(char: str) -> bytes:
    """Return the row of a cmap of format 12 that holds one character, up to its glyph."""
    glyph = _FONTS.face(REGULAR).shaper.get_nominal_glyph(ord(_TAKEN_FROM))
    return ord(char).to_bytes(4) * 2 + glyph.to_bytes(4)
