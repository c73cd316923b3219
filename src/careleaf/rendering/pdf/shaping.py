"""Text in, positioned glyphs out: font fallback, direction, ligatures, kerning, marks. Done once a text.

Lengths are thousandths of the type size, so that one shaping serves every size.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

import uharfbuzz as hb

from careleaf.rendering.pdf.bidi import has_right_to_left, levels, visual_order
from careleaf.rendering.pdf.fonts import Face, Fonts

# Without a look of their own (Default_Ignorable_Code_Point): they guide direction and breaks, and are gone.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"  # invisible too, but part of how Persian and Indian words are written
_WHITE_SPACE = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


class Glyph(NamedTuple):
    """A glyph of a face and the letters it stands for.

    `move` is how far it moves the pen. `lead` is how far right of the pen it is drawn, `lag` how much further
    than the glyph's own width the pen moves from there, `rise` how high it stands: mostly all three are 0.
    """

    number: int
    text: str
    move: float
    lead: float
    lag: float
    rise: float


class Run(NamedTuple):
    """Glyphs of one face in one direction, left to right on the page. `keys` grow, for bisection."""

    level: int
    face: Face
    start: int
    glyphs: tuple[Glyph, ...]
    keys: tuple[int, ...]


class LinePart(NamedTuple):
    """The part of a run that stands on one line."""

    run: Run
    glyphs: tuple[Glyph, ...]


class ShapedText:
    """A paragraph's text with its glyphs. Raises UnprintableText where no font has a character.

    `ends[i]` is the length of the first i characters.
    """

    def __init__(self, parts: Iterable[tuple[str, str]], fonts: Fonts) -> None:
        folded = list(_folded(parts))
        self.text = "".join(text for text, _ in folded)
        self.right_to_left = has_right_to_left(self.text)
        advances = [0.0] * len(self.text)
        self.runs: list[Run] = []
        for start, stop, level, face in self._spans(folded, fonts):
            glyphs, keys = _shape(face, self.text[start:stop], bool(level & 1))
            self.runs.append(Run(level, face, start, glyphs, keys))
            for glyph, key in zip(glyphs, keys, strict=True):
                advances[start + abs(key)] += glyph.move
        self._starts = [run.start for run in self.runs]
        self.ends = list(accumulate(advances, initial=0.0))

    def _spans(self, parts: list[tuple[str, str]], fonts: Fonts) -> Iterator[tuple[int, int, int, Face]]:
        """Cut the text where face or direction changes: start, stop, level, face."""
        faces = [face for text, name in parts for face in _faces(text, name, fonts)]
        sides = levels(self.text) if self.right_to_left else [0] * len(faces)
        start = 0
        for (face, side), characters in groupby(zip(faces, sides, strict=True)):
            stop = start + len(tuple(characters))
            yield start, stop, side, face
            start = stop

    def line(self, start: int, stop: int) -> list[LinePart]:
        """Return the pieces of some characters, from left to right."""
        pieces = []
        for run in self.runs[bisect_right(self._starts, start) - 1 :]:
            if run.start >= stop:
                break
            first, last = start - run.start, stop - run.start
            if run.level & 1:
                part = slice(bisect_right(run.keys, -last), bisect_right(run.keys, -first))
            else:
                part = slice(bisect_left(run.keys, first), bisect_left(run.keys, last))
            if glyphs := run.glyphs[part]:
                pieces.append(LinePart(run, glyphs))
        return [pieces[index] for index in visual_order([piece.run.level for piece in pieces])]


@lru_cache(maxsize=2048)
def shaped_text(parts: tuple[tuple[str, str], ...], fonts: Fonts) -> ShapedText:
    """Shape texts, each in the face of a name. Kept: most of a handout is the same after the next edit."""
    return ShapedText(parts, fonts)


def _folded(parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Fold white space into single spaces, and drop it at the beginning."""
    after_space = True
    for text, name in parts:
        folded = _WHITE_SPACE.sub(" ", text)
        if after_space:
            folded = folded.removeprefix(" ")
        if folded:
            after_space = folded.endswith(" ")
            yield folded, name


def _faces(text: str, name: str, fonts: Fonts) -> list[Face]:
    """Choose the face of each character. Marks and spaces stay with the letter before them."""
    wanted = fonts.face(name)
    if wanted.has_all(text):
        return [wanted] * len(text)
    faces: list[Face] = []
    for at, char in enumerate(text):
        invisible = char in _JOINERS or _INVISIBLE.match(char)
        last = faces[-1] if faces else wanted
        if invisible or ((char == " " or _is_mark(char)) and last.covers(char)):
            faces.append(last)
        elif face := fonts.choose(char, name):
            faces.append(face)
        else:
            raise fonts.missing(text, at)
    return faces


def _is_mark(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in ("Mn", "Me", "Mc")


def _shape(face: Face, text: str, right_to_left: bool) -> tuple[tuple[Glyph, ...], tuple[int, ...]]:
    """Shape a text of one face; return its glyphs, and for each the character it starts with as a key.

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
    numbers = [info.codepoint for info in buffer.glyph_infos]
    clusters = [info.cluster for info in buffer.glyph_infos]
    texts = _texts(text, clusters, right_to_left)
    sign = -1 if right_to_left else 1
    hides = _INVISIBLE.search(text)
    glyphs, keys = [], []
    for number, said, at, cluster in zip(numbers, texts, buffer.glyph_positions, clusters, strict=True):
        if hides and said and _INVISIBLE.fullmatch(said):
            continue
        glyphs.append(_glyph(face, number, said, at.x_advance, at.x_offset, at.y_offset))
        keys.append(sign * cluster)
    return tuple(glyphs), tuple(keys)


@lru_cache(maxsize=16384)
def _glyph(face: Face, number: int, text: str, x_advance: int, x_offset: int, y_offset: int) -> Glyph:
    """Measure a glyph. Kept: a few hundred make up all texts."""
    move, lead = face.scaled(x_advance), face.scaled(x_offset)
    return Glyph(number, text, move, lead, move - lead - face.advance(number), face.scaled(y_offset))


def _texts(text: str, clusters: list[int], right_to_left: bool) -> list[str]:
    """Say for each glyph which characters it stands for.

    Where several glyphs stand for several characters only together, as in Devanagari, each takes one in
    reading order and the last takes the rest: read one after the other they spell the text.
    """
    if len(set(clusters)) == len(text):
        return [text[cluster] for cluster in clusters]
    starts = sorted(set(clusters))
    left = {start: text[start:stop] for start, stop in zip(starts, [*starts[1:], len(text)], strict=True)}
    waiting = Counter(clusters)
    said = [""] * len(clusters)
    order = range(len(clusters))
    for at in reversed(order) if right_to_left else order:
        cluster = clusters[at]
        waiting[cluster] -= 1
        take = 1 if waiting[cluster] else len(left[cluster])
        said[at], left[cluster] = left[cluster][:take], left[cluster][take:]
    return said
