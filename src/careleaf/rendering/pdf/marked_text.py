"""Glyphs in, the text operators of a page out; whoever copies or reads aloud gets the letters back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from careleaf.rendering.pdf.embedding import EmbeddedFont, EmbeddedFonts
from careleaf.rendering.pdf.shaping import Glyph, LinePart

_RIGHT_TO_LEFT = "/ReversedChars BMC"  # ISO 32000-1, 14.8.2.3.3: glyphs stand in the order of the page


class TextLines:
    """Collect the operators of some lines in one size, drawn as one text object."""

    def __init__(self, fonts: EmbeddedFonts, size: float) -> None:
        self._fonts, self._size = fonts, size
        self._code: list[str] = ["BT"]
        self._font: EmbeddedFont | None = None

    def add(self, pieces: Sequence[LinePart], x: float, y: float, spaced: bool) -> None:
        """Add a line whose baseline starts at a point. A real space ends it, where one word does."""
        self._code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm")
        for piece in _spaced(pieces) if spaced else pieces:
            self._select(piece)
            if piece.run.level & 1:
                self._code += [_RIGHT_TO_LEFT, *self._shown(piece.glyphs), "EMC"]
            else:
                for said, glyphs in _clusters(piece.glyphs):
                    shown = self._shown(glyphs)
                    self._code += [_standing_for(said), *shown, "EMC"] if said else shown

    def operators(self) -> str:
        """Return everything added so far as one string."""
        return "\n".join([*self._code, "ET"])

    def _select(self, piece: LinePart) -> None:
        font = self._fonts.of(piece.run.face)
        if font is not self._font:
            self._font = font
            self._code.append(f"/{font.face.resource} {self._size:g} Tf")

    def _shown(self, glyphs: Iterable[Glyph]) -> list[str]:
        """Show glyphs where shaping put them; what a PDF reader would do by itself goes unsaid."""
        font = self._font
        assert font is not None
        operators, codes = [], ["[<"]
        shift = height = 0.0  # thousandths: how far the reader's pen is behind, and off the baseline
        for number, text, _, lead, lag, rise in glyphs:
            if rise != height:
                operators += ["".join(codes) + ">] TJ", f"{rise * self._size / 1000:.3f} Ts"]
                codes, height = ["[<"], rise
            shift += lead
            if shift > 0.5 or shift < -0.5:
                codes.append(f">{-round(shift)}<")
                shift -= round(shift)
            codes.append(font.code(number, text))
            shift += lag
        last = f">{-round(shift)}] TJ" if abs(shift) > 0.5 else ">] TJ"
        operators.append("".join(codes) + last)
        return [*operators, "0 Ts"] if height else operators


def _clusters(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, Sequence[Glyph]]]:
    """Cut glyphs where a group stands for letters only together; yield the group's letters, or ""."""
    start = 0
    while start < len(glyphs):
        stop, grouped = start + 1, start + 1 < len(glyphs) and not glyphs[start + 1].text
        while stop < len(glyphs) and (not glyphs[stop].text) == grouped:
            stop += 1
        if not grouped and stop < len(glyphs):
            stop -= 1  # the glyph before one without letters begins the group
        yield "".join(glyph.text for glyph in glyphs[start:stop]) if grouped else "", glyphs[start:stop]
        start = stop


def _standing_for(text: str) -> str:
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def _spaced(pieces: Sequence[LinePart]) -> Sequence[LinePart]:
    """Put a space of the same face after a line's last piece."""
    if not pieces or not pieces[-1].run.face.covers(" "):
        return pieces
    *before, (run, glyphs) = pieces
    number = run.face.shaper.get_nominal_glyph(ord(" "))
    space = Glyph(number, " ", run.face.advance(number), 0, 0, 0)
    if run.level & 1:
        return [*pieces, LinePart(run._replace(level=0), (space,))]
    return [*before, LinePart(run, (*glyphs, space))]
