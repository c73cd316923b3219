"""The program's fonts: which face draws which character, each opened when a text first needs it."""

from __future__ import annotations

import string
import unicodedata
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz as hb

from careleaf.errors import UnprintableText
from careleaf.rendering.pdf.pdf_file import pdf_name

REGULAR, SEMIBOLD, BOLD = "Inter-Regular", "Inter-SemiBold", "Inter-Bold"

# Families for what Inter lacks, in the order they are asked. Inter itself has Latin, Greek and Cyrillic.
_FALLBACK = ("NotoSansArabic", "NotoSansHebrew", "NotoSansDevanagari")
_ADD_ON = "add-on"

# ss04 tells I, l and 1 apart; calt would draw the x of "2 x 3" as a multiplication sign.
_INTER_FEATURES = {"ss04": True, "calt": False}

# Control, surrogate, private and unassigned: no font may draw them, and PDF/A-2 6.2.11.7 forbids their codes.
_NEVER_PRINTED = frozenset({"Cc", "Cs", "Co", "Cn"})

# A page with some of these has all of them: cutting a font down takes longer than most edits.
_USUAL = frozenset(string.ascii_letters + string.digits + " .,:;?!()/-–’%·")

_PLAIN = range(0x21, 0x180)  # the letters whose shape the features of Inter may change


class Face:
    """One font file, opened when first used. Lengths are thousandths of the type size.

    One that a user added may have the name of one of ours: in a PDF both are told apart (`resource`).
    """

    def __init__(self, path: Path, added: bool = False) -> None:
        self.name, self.path = path.stem, path
        self.resource = pdf_name(f"{path.parent.name}-{path.name}" if added else path.stem)
        self.features = _INTER_FEATURES if path.stem.startswith("Inter-") else {}
        self._advances: dict[int, float] = {}
        self._known: dict[str, bool] = {}

    @cached_property
    def outlines(self) -> hb.Face:
        """Return the file's contents."""
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def shaper(self) -> hb.Font:
        """Return the font as HarfBuzz shapes with it, in units of its own design."""
        return hb.Font(self.outlines)

    def has(self, char: str) -> bool:
        """Tell whether it can print a character: nothing, for a font without TrueType outlines."""
        known = self._known.get(char)
        if known is None:
            known = self._known[char] = (
                unicodedata.category(char) not in _NEVER_PRINTED
                and "glyf" in self.outlines.table_tags
                and self.shaper.get_nominal_glyph(ord(char)) is not None
            )
        return known

    def has_all(self, text: str) -> bool:
        """Tell whether it has every character of a text."""
        return all(map(self.has, set(text)))

    def covers(self, char: str) -> bool:
        """Tell whether it has a character, or the pieces to compose it from."""
        return self.has(char) or (
            len(pieces := unicodedata.normalize("NFD", char)) > 1 and all(map(self.has, pieces))
        )

    def own_glyph(self, letter: str) -> int | None:
        """Return the glyph of a letter that stands by itself, if it has one."""
        glyph = self._plain.get(letter)
        return self.shaper.get_nominal_glyph(ord(letter)) if glyph is None else glyph

    @cached_property
    def _plain(self) -> dict[str, int]:
        """Return the glyphs of plain letters, which features may have changed."""
        if not self.features:
            return {}
        plain = "".join(char for char in map(chr, _PLAIN) if self.has(char))
        buffer = hb.Buffer()
        buffer.add_str(plain)
        buffer.guess_segment_properties()
        hb.shape(self.shaper, buffer, self.features)
        return {plain[info.cluster]: info.codepoint for info in buffer.glyph_infos}

    @property
    def usual(self) -> frozenset[str]:
        """Return the letters that every document has of it, so that the next edit finds them there."""
        return _USUAL if self.features else frozenset()  # other families set a few words at most

    def scaled(self, units: float) -> float:
        """Turn the font's own units into thousandths of the type size."""
        return units * 1000 / self.outlines.upem

    def advance(self, glyph: int) -> float:
        """Return the width of a glyph, rounded as the PDF states it."""
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = round(self.scaled(self.shaper.get_glyph_h_advance(glyph)), 2)
        return known

    @cached_property
    def ascent(self) -> float:
        """Return the height of a line above its baseline."""
        return self.scaled(self.shaper.get_font_extents("ltr").ascender)


class Fonts:
    """The faces of a folder. Those that a user adds are asked last, by name.

    A user adds to `own`; earlier versions looked into the sub-folder "add-on", which still counts.
    """

    def __init__(self, folder: Path, own: Path | None = None) -> None:
        self.folder = folder
        self._added = (own, folder / _ADD_ON) if own else (folder / _ADD_ON,)
        self._faces: dict[Path, Face] = {}
        self._named: dict[str, Face] = {}
        self._chosen: dict[tuple[str, str], Face] = {}

    def face(self, name: str) -> Face:
        """Return a face by name."""
        if name not in self._named:
            self._named[name] = self._open(self.folder / f"{name}.ttf")
        return self._named[name]

    def choose(self, char: str, wanted: str) -> Face | None:
        """Return the wanted face if it has the character, else the first that does, else None.

        None is not kept: a font that is added while the program runs counts at once.
        """
        key = (char, wanted)
        if key not in self._chosen:
            paths = [self.folder / f"{wanted}.ttf", *self._fallbacks(wanted)]
            found = next((face for face in map(self._open, paths) if face.covers(char)), None)
            if found is None:
                return None
            self._chosen[key] = found
        return self._chosen[key]

    def _open(self, path: Path) -> Face:
        return self._faces.setdefault(path, Face(path, added=path.parent != self.folder))

    def _fallbacks(self, wanted: str) -> list[Path]:
        """List the fallback faces; the weight that is wanted goes first, where a family has it."""
        weight = "Regular" if wanted == REGULAR else "Bold"
        own = [self.folder / f"{family}-{weight}.ttf" for family in _FALLBACK]
        added = [file for folder in self._added for kind in ("*.ttf", "*.ttc") for file in folder.glob(kind)]
        return own + sorted(added, key=lambda path: (not path.stem.endswith(weight), path.name))

    def missing(self, text: str, at: int) -> UnprintableText:
        """Make the error for a character that no face has, with the text around it."""
        char = text[at]
        name = unicodedata.name(char, "no name")
        shown = char if char.isprintable() else "?"
        around = "".join(c if c.isprintable() else "?" for c in text[max(0, at - 12) : at + 12])
        return UnprintableText(
            f'No font of the program has the character "{shown}" (U+{ord(char):04X}, {name}) in "{around}". '
            f"Write it in Latin, Greek, Cyrillic, Arabic, Hebrew or Devanagari letters, "
            f"or put a TrueType font that has it into {self._added[0]}."
        )


@lru_cache(maxsize=4)
def fonts_in(folder: Path, own: Path | None = None) -> Fonts:
    """Return the fonts of a folder and a user's own; the same object for every handout of a process."""
    return Fonts(folder, own)
