"""Fonts as a PDF carries them: only the glyphs in use, and for each the exact letters it stands for.

A code of the page is a pair of glyph and text, so the same glyph can stand for different letters
(ToUnicode is then exact: PDF/A-2a, 6.2.11.7). Fonts are Type 0 with TrueType outlines (ISO 32000-1, 9.7).
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from careleaf.rendering.pdf.fonts import Face

_SYMBOLIC = 4  # flag of the font descriptor: codes are the file's own
_NOT_EMBEDDED = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"STAT", b"DSIG", b"kern", b"meta", b"name", b"post")
_NOTHING = "\u200b"  # the text of a glyph whose letters stand with the glyph before it


class EmbeddedFont:
    """One face in one document: hands out codes while drawing, and is written at the end."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face, self.resource = face, resource
        self._codes: dict[tuple[int, str], str] = {}

    def code(self, glyph: int, text: str) -> str:
        """Return the code of a glyph that stands for a text, as 4 hexadecimal digits."""
        code = self._codes.get((glyph, text))
        if code is None:
            code = self._codes[glyph, text] = f"{len(self._codes) + 1:04X}"
        return code

    def write(self, pdf: Pdf) -> Object:
        """Write the font and return it."""
        subset, places = self._subset()
        name = Name(f"/{self._tag(subset)}+{self.face.name}")
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(self._descriptor(pdf, name, subset)),
            W=Array([1, Array([Decimal(str(self.face.advance(glyph))) for glyph, _ in self._codes])]),
            CIDToGIDMap=Stream(pdf, self._glyph_map(places)),
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=Stream(pdf, self._to_unicode()),
        )
        return pdf.make_indirect(font)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """Cut the font down to its glyphs in use; return it with the new places of the glyphs."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyph for glyph, _ in self._codes)
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        # The text is shaped already: a reader needs outlines and widths, nothing else.
        wanted.drop_table_tag_set.update(int.from_bytes(table) for table in _NOT_EMBEDDED)
        plan = hb.SubsetPlan(self.face.outlines, wanted)
        return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping.items())

    def _tag(self, subset: bytes) -> str:
        """Name the subset by six letters (ISO 32000-1, 9.6.4) that follow from what is in it."""
        return "".join(string.ascii_uppercase[byte % 26] for byte in hashlib.sha256(subset).digest()[:6])

    def _descriptor(self, pdf: Pdf, name: Name, subset: bytes) -> Dictionary:
        scaled, extents = self.face.scaled, self.face.shaper.get_font_extents("ltr")
        head = self.face.outlines.reference_table("head").data
        box = [int.from_bytes(head[at : at + 2], signed=True) for at in range(36, 44, 2)]
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=Array([round(scaled(edge)) for edge in box]),
            ItalicAngle=0,
            Ascent=round(scaled(extents.ascender)),
            Descent=round(scaled(extents.descender)),
            CapHeight=round(
                scaled(self.face.shaper.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT))
            ),
            StemV=80,
            FontFile2=Stream(pdf, subset, Length1=len(subset)),
        )

    def _glyph_map(self, places: dict[int, int]) -> bytes:
        """Map codes to the subset's glyphs, 2 bytes each; code 0 is .notdef and not used."""
        return bytes(2) + b"".join(places[glyph].to_bytes(2) for glyph, _ in self._codes)

    def _to_unicode(self) -> bytes:
        rows = (
            f"<{code}> <{(text or _NOTHING).encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
        )
        blocks = (f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in _batches(rows))
        return _TO_UNICODE.format(blocks="\n".join(blocks)).encode("ascii")


class EmbeddedFonts:
    """The fonts of one document, in the order of their first use."""

    def __init__(self) -> None:
        self._fonts: dict[Face, EmbeddedFont] = {}

    def of(self, face: Face) -> EmbeddedFont:
        """Return the face as this document has it."""
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(face, f"F{len(self._fonts) + 1}")
        return self._fonts[face]

    def write(self, pdf: Pdf) -> None:
        """Write all fonts, and offer them to every page."""
        resources = Dictionary({f"/{font.resource}": font.write(pdf) for font in self._fonts.values()})
        shared = pdf.make_indirect(resources)
        for page in pdf.pages:
            page.Resources.Font = shared


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
