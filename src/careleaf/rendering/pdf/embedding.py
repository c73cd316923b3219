"""Fonts as a PDF carries them: the glyphs in use and a few more, each with the exact letters it stands for.

A code of the page is a pair of glyph and text, so the same glyph can stand for different letters
(ToUnicode is then exact: PDF/A-2a, 6.2.11.7). A letter by itself (`Face.own_glyph`) has its Unicode number as
its code, in every document, so that operators once written stay true; and up to 255 PDFium remembers sizes.
Any other pair gets a code that no letter has, in the order of the document. Fonts are Type 0 with TrueType
outlines (ISO 32000-1, 9.7).
"""

from __future__ import annotations

import hashlib
import string
import zlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import uharfbuzz as hb

from careleaf.rendering.pdf.fonts import Face
from careleaf.rendering.pdf.pdf_file import PdfFile, Reference, pdf_array, pdf_name

_SYMBOLIC = 4  # flag of the font descriptor: codes are the file's own
_NOT_EMBEDDED = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"STAT", b"DSIG", b"kern", b"meta", b"name", b"post")
_LAST_LETTER = "\uffff"  # a code has 2 bytes
_NO_LETTERS = range(0xD800, 0xF900)  # surrogates and private use: codes that stand for no letter
_NOTHING = "\u200b"  # the text of a glyph whose letters stand with the glyph before it


class Code(NamedTuple):
    """What a code of a page stands for."""

    code: int
    glyph: int
    text: str


class EmbeddedFont:
    """One face in one document: hands out codes while drawing, and is written at the end."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.letters: set[str] = set()
        self.others: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> str:
        """Return the code of a glyph that stands for a text, as 4 hexadecimal digits."""
        if own := _own_code(self.face, glyph, text):
            self.letters.add(text)
            return own
        code = self.others.get((glyph, text))
        if code is None:
            code = self.others[glyph, text] = _NO_LETTERS[len(self.others)]
        return f"{code:04X}"

    def write(self, file: PdfFile) -> Reference:
        """Write the font and return its reference."""
        made = _packed_font(self.face, self.face.usual | self.letters, tuple(self.others.items()))
        descriptor = file.add(f"{made.descriptor}/FontFile2 {file.add_stream(made.length, made.outlines)}>>")
        descendant = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{made.name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}/W{made.widths}"
            f"/CIDToGIDMap {file.add_stream('', made.glyph_map)}>>"
        )
        return file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{made.name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {file.add_stream('', made.to_unicode)}>>"
        )


@lru_cache(maxsize=16384)
def _own_code(face: Face, glyph: int, text: str) -> str:
    """Return the code of a letter by itself, or nothing. Kept: a few hundred make up all texts."""
    by_itself = len(text) == 1 and text <= _LAST_LETTER and face.own_glyph(text) == glyph
    return f"{ord(text):04X}" if by_itself else ""


class EmbeddedFonts:
    """The fonts of one document, in the order of their first use."""

    def __init__(self) -> None:
        self._fonts: dict[Face, EmbeddedFont] = {}

    def of(self, face: Face) -> EmbeddedFont:
        """Return the face as this document has it."""
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = EmbeddedFont(face)
        return font

    def of_this_document_only(self) -> bool:
        """Tell whether a code is one of this document only."""
        return any(font.others for font in self._fonts.values())

    def used(self) -> dict[Face, frozenset[str]]:
        """Return the letters by themselves of each face."""
        return {face: frozenset(font.letters) for face, font in self._fonts.items()}

    def use(self, used: Mapping[Face, AbstractSet[str]]) -> None:
        """Take over what operators written before use."""
        for face, letters in used.items():
            self.of(face).letters |= letters

    def own_codes(self) -> str:
        """Return what the codes stand for that are of this document only: the same page may mean another."""
        return repr([(face.resource, font.others) for face, font in self._fonts.items() if font.others])

    def write(self, file: PdfFile) -> str:
        """Write all fonts, and return them as a dictionary of resources."""
        entries = (f"/{face.resource} {font.write(file)}" for face, font in self._fonts.items())
        return f"<<{''.join(entries)}>>"


class _PackedFont(NamedTuple):
    """A subset, ready to be written into any document with the same codes."""

    name: str
    descriptor: str
    length: str
    outlines: bytes
    widths: str
    glyph_map: bytes
    to_unicode: bytes


@lru_cache(maxsize=32)
def _packed_font(
    face: Face, letters: frozenset[str], others: tuple[tuple[tuple[int, str], int], ...]
) -> _PackedFont:
    """Pack a subset: letters by themselves, and other glyphs. Kept: most edits need no other."""
    glyphs = {letter: face.own_glyph(letter) for letter in sorted(letters)}
    own = (Code(ord(letter), glyph, letter) for letter, glyph in glyphs.items() if glyph is not None)
    codes = (*own, *(Code(code, glyph, text) for (glyph, text), code in others))
    subset, places = _subset(face, {code.glyph for code in codes})
    name = pdf_name(f"{_tag(subset)}+{face.name}")
    return _PackedFont(
        name,
        _descriptor(face, name),
        f"/Length1 {len(subset)}",
        zlib.compress(subset),
        pdf_array(f"{code.code}[{face.advance(code.glyph):g}]" for code in codes),
        zlib.compress(_glyph_map(codes, places)),
        zlib.compress(_to_unicode(codes)),
    )


def _subset(face: Face, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """Cut a font down to some glyphs; return it with the new places of the glyphs."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    # The text is shaped already: a reader needs outlines and widths, nothing else.
    wanted.drop_table_tag_set.update(int.from_bytes(table) for table in _NOT_EMBEDDED)
    plan = hb.SubsetPlan(face.outlines, wanted)
    return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping.items())


def _tag(subset: bytes) -> str:
    """Name a subset by six letters (ISO 32000-1, 9.6.4) that follow from what is in it."""
    return "".join(string.ascii_uppercase[byte % 26] for byte in hashlib.sha256(subset).digest()[:6])


def _descriptor(face: Face, name: str) -> str:
    """Return the entries of the descriptor up to its outlines."""
    scaled, extents = face.scaled, face.shaper.get_font_extents("ltr")
    head = face.outlines.reference_table("head").data
    box = [round(scaled(int.from_bytes(head[at : at + 2], signed=True))) for at in range(36, 44, 2)]
    capital = face.shaper.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    return (
        f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox{pdf_array(box)}/ItalicAngle 0"
        f"/Ascent {round(scaled(extents.ascender))}/Descent {round(scaled(extents.descender))}"
        f"/CapHeight {round(scaled(capital))}/StemV 80"
    )


def _glyph_map(codes: tuple[Code, ...], places: dict[int, int]) -> bytes:
    """Map codes to the subset's glyphs, 2 bytes each; code 0 is .notdef and not used."""
    table = bytearray(2 * (max((code.code for code in codes), default=0) + 1))
    for code, glyph, _ in codes:
        table[2 * code : 2 * code + 2] = places[glyph].to_bytes(2)
    return bytes(table)


def _to_unicode(codes: tuple[Code, ...]) -> bytes:
    rows = (f"<{c.code:04X}> <{(c.text or _NOTHING).encode('utf-16-be').hex().upper()}>" for c in codes)
    blocks = (f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in _batches(rows))
    return _TO_UNICODE.format(blocks="\n".join(blocks)).encode("ascii")


def _batches(rows: Iterator[str]) -> Iterator[list[str]]:
    """Take 100 at a time: the most that one bfchar block may hold."""
    while batch := list(islice(rows, 100)):
        yield batch


_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
