"""Text in, positioned glyphs out: font fallback, direction, ligatures, kerning, marks. Done once a text.

Lengths are thousandths of the type size, so that one shaping serves every size.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import uharfbuzz as hb

from careleaf.rendering.pdf.bidi import base_level, has_right_to_left, levels, visual_order
from careleaf.rendering.pdf.fonts import Face, Fonts

# Without a look of their own (Default_Ignorable_Code_Point): they guide direction and breaks, and are gone.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"  # invisible too, but part of how Persian and Indian words are written
_WHITE_SPACE = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


class Glyph(NamedTuple):
    """A glyph of a face, the letters it stands for, how far it moves the pen, where it sits off the pen."""

    number: int
    text: str
    advance: float
    dx: float
    dy: float


class Run(NamedTuple):
    """Glyphs of one face in one direction, left to right on the page. `keys` grow, for bisection."""

    level: int
    face: Face
    start: int
    glyphs: tuple[Glyph, ...]
    keys: tuple[int, ...]


class Piece(NamedTuple):
    """The part of a run that stands on one line."""

    run: Run
    glyphs: tuple[Glyph, ...]


class ShapedText:
    """A paragraph's text with its glyphs. Raises UnprintableText where no font has a character.

    `ends[i]` is the length of the first i characters.
    """

    def __init__(self, parts: Iterable[tuple[str, str]], fonts: Fonts) -> None:
        self.text, wanted = _joined(parts)
        self.right_to_left = has_right_to_left(self.text)
        self.base = base_level(self.text) if self.right_to_left else 0
        self.runs = [self._placed(*span) for span in self._spans(_faces(self.text, wanted, fonts))]
        advances = [0.0] * len(self.text)
        for run in self.runs:
            for glyph, key in zip(run.glyphs, run.keys, strict=True):
                advances[run.start + abs(key)] += glyph.advance
        self.ends = list(accumulate(advances, initial=0.0))

    def _spans(self, faces: list[Face]) -> Iterator[tuple[int, int, int, Face]]:
        """Cut the text where face or direction changes."""
        sides = levels(self.text) if self.right_to_left else [0] * len(faces)
        start = 0
        for at in range(1, len(faces) + 1):
            if at == len(faces) or faces[at] is not faces[start] or sides[at] != sides[start]:
                yield start, at, sides[start], faces[start]
                start = at

    def _placed(self, start: int, stop: int, level: int, face: Face) -> Run:
        glyphs, keys = _shape(face, self.text[start:stop], bool(level & 1))
        return Run(level, face, start, glyphs, keys)

    def line(self, start: int, stop: int) -> list[Piece]:
        """Return the pieces of some characters, from left to right."""
        pieces = []
        for run in self.runs:
            if run.start >= stop:
                break
            first, last = start - run.start, stop - run.start
            if run.level & 1:
                part = slice(bisect_right(run.keys, -last), bisect_right(run.keys, -first))
            else:
                part = slice(bisect_left(run.keys, first), bisect_left(run.keys, last))
            if glyphs := run.glyphs[part]:
                pieces.append(Piece(run, glyphs))
        return [pieces[index] for index in visual_order([piece.run.level for piece in pieces])]


def _joined(parts: Iterable[tuple[str, str]]) -> tuple[str, list[str]]:
    """Join texts, each with the name of its face; white space folds into single spaces."""
    text, wanted = "", []
    for part, name in parts:
        folded = _WHITE_SPACE.sub(" ", part)
        if not text or text.endswith(" "):
            folded = folded.removeprefix(" ")
        text += folded
        wanted += [name] * len(folded)
    return text, wanted


def _faces(text: str, wanted: list[str], fonts: Fonts) -> list[Face]:
    """Choose the face of each character. Marks and spaces stay with the letter before them."""
    faces: list[Face] = []
    for at, (char, name) in enumerate(zip(text, wanted, strict=True)):
        invisible = char in _JOINERS or _INVISIBLE.match(char)
        follows = at > 0 and wanted[at - 1] == name
        if follows and (invisible or (_is_mark(char) and faces[-1].covers(char))):
            faces.append(faces[-1])
            continue
        face = fonts.face(name) if invisible else fonts.choose(char, name)
        if face is None:
            raise fonts.missing(text, at)
        faces.append(face)
    return faces


def _is_mark(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in ("Mn", "Me", "Mc")


@lru_cache(maxsize=8192)
def _shape(face: Face, text: str, right_to_left: bool) -> tuple[tuple[Glyph, ...], tuple[int, ...]]:
    """Shape a text of one face. The result is kept: most of a handout is the same on the next edit.

    Every character keeps a cluster of its own where it can (MONOTONE_CHARACTERS), so a mark on a letter stays
    a character of its own for whoever copies or searches the text.
    """
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_codepoints([ord(char) for char in text])
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = "und"  # otherwise HarfBuzz takes the language of the machine
    buffer.guess_segment_properties()
    hb.shape(face.shaper, buffer, face.features)
    clusters = [info.cluster for info in buffer.glyph_infos]
    texts = _texts(text, clusters, right_to_left)
    scale = face.scaled
    made = [
        (Glyph(info.codepoint, said, scale(at.x_advance), scale(at.x_offset), scale(at.y_offset)), cluster)
        for info, at, said, cluster in zip(
            buffer.glyph_infos, buffer.glyph_positions, texts, clusters, strict=True
        )
        if not _INVISIBLE.fullmatch(said)
    ]
    sign = -1 if right_to_left else 1
    return tuple(glyph for glyph, _ in made), tuple(sign * cluster for _, cluster in made)


def _texts(text: str, clusters: list[int], right_to_left: bool) -> list[str]:
    """Say for each glyph which characters it stands for: the first glyph of a cluster has them all.

    In right-to-left text the first in reading order is the rightmost.
    """
    starts = sorted(set(clusters))
    stops = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    said = [""] * len(clusters)
    seen = set()
    order = range(len(clusters))
    for at in reversed(order) if right_to_left else order:
        if clusters[at] not in seen:
            seen.add(clusters[at])
            said[at] = text[clusters[at] : stops[clusters[at]]]
    return said
