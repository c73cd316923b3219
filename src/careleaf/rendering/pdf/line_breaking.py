"""Where a paragraph's lines end: after spaces and between Chinese or Japanese characters, never by hyphens.

A word that is longer than a line is cut between letters. The work grows with the length of the text and no
faster: each line is found by bisection.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from careleaf.domain.late_pattern import late_pattern
from careleaf.rendering.pdf.shaping import ShapedText

_TINY = 1e-6
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_NOT_FIRST = "、。，．：；？！）】』」》〉”’％ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}"
_NOT_LAST = "（【『「《〈“‘(\\[{"
_SPACES = "[ \u200b\u1680\u2000-\u2006\u2008-\u200a\u205f]+"
_BETWEEN_WORDS = re.compile(_SPACES)
_FIRST_CJK = _CJK[0]
_MAY_BREAK = late_pattern(  # takes long to compile, and most handouts have no such letters
    f"{_SPACES}"
    f"|(?<=[{_CJK}])(?<![{_NOT_LAST}])(?=[^ {re.escape(_NOT_FIRST)}])"
    f"|(?<=[^ {_NOT_LAST}])(?=[{_CJK}])(?![{re.escape(_NOT_FIRST)}])"
)


class Line(NamedTuple):
    """The characters of one line, its width in thousandths, and whether a space ends it."""

    start: int
    stop: int
    width: float
    spaced: bool


@lru_cache(maxsize=2048)
def line_breaks(shaped: ShapedText) -> LineBreaks:
    """Find where a text may break. Kept as long as the text itself is likely to be."""
    return LineBreaks(shaped)


class LineBreaks:
    """The places where a text may break. Each is where the line's letters end and where the next begins."""

    def __init__(self, shaped: ShapedText) -> None:
        self._shaped, text = shaped, shaped.text
        self._stops: list[int] = []
        self._nexts: list[int] = []
        places = _MAY_BREAK if max(text, default="") >= _FIRST_CJK else _BETWEEN_WORDS
        for place in places.finditer(text):
            if place.start() > 0 and place.end() < len(text):
                self._stops.append(place.start())
                self._nexts.append(place.end())
        self._stops.append(len(text.rstrip(" ")))
        self._nexts.append(len(text))
        self._lengths = [shaped.ends[stop] for stop in self._stops]

    def lines(self, start: int, stop: int, room: float) -> list[Line]:
        """Fill lines of a width, in thousandths, with the characters from `start` up to `stop`."""
        lines, ends, text = [], self._shaped.ends, self._shaped.text
        while start < stop:
            at = bisect_right(self._lengths, ends[start] + room + _TINY) - 1
            if at >= 0 and self._nexts[at] > start:
                last, following = self._stops[at], min(self._nexts[at], stop)
            else:
                last = self._cut(start, room)
                at = bisect_left(self._stops, last)
                following = self._nexts[at] if self._stops[at] == last else last
            last = min(last, stop)
            spaced = following == len(text) or text[last:following].isspace()
            lines.append(Line(start, last, ends[last] - ends[start], spaced))
            start = following
        return lines

    def longest_word(self) -> float:
        """Return the width of the widest stretch that breaks nowhere."""
        ends, starts = self._shaped.ends, [0, *self._nexts]
        return max(ends[stop] - ends[start] for start, stop in zip(starts, self._stops, strict=False))

    def _cut(self, start: int, room: float) -> int:
        """Return where to cut a word that is longer than the line: between letters, after at least one."""
        ends = self._shaped.ends
        fits = max(start + 1, bisect_right(ends, ends[start] + room + _TINY) - 1)
        cut = fits
        while cut > start + 1 and not self._begins_letter(cut):
            cut -= 1
        while cut < len(ends) - 1 and not self._begins_letter(cut):
            cut += 1
        return cut

    def _begins_letter(self, at: int) -> bool:
        """Tell whether a character starts a glyph of its own, and is no mark on the one before."""
        text, ends = self._shaped.text, self._shaped.ends
        return (
            ends[at + 1] > ends[at]
            and unicodedata.category(text[at]) not in ("Mn", "Me", "Mc")
            and text[at - 1] != "\u200d"
        )
