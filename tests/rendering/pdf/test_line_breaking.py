"""Lines end where words do; nothing is lost between them; a long word is cut, fast, between letters."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleaf.datafiles import data_folder
from careleaf.rendering.pdf.fonts import REGULAR, fonts_in
from careleaf.rendering.pdf.line_breaking import Line, LineBreaks
from careleaf.rendering.pdf.shaping import ShapedText

FONTS = fonts_in(data_folder("resources") / "fonts")


def broken(text: str, room: float) -> tuple[str, list[Line]]:
    """Break a text into lines of so many thousandths of the type size."""
    shaped = ShapedText([(text, REGULAR)], FONTS)
    return shaped.text, LineBreaks(shaped).lines(0, len(shaped.text), room)


def written(text: str, room: float) -> list[str]:
    shaped, lines = broken(text, room)
    return [shaped[line.start : line.stop] for line in lines]


def test_words_fill_lines() -> None:
    assert written("one two three four", 4500) == ["one two", "three", "four"]


def test_spaces_at_the_ends_take_no_room() -> None:
    assert written("  one   two  ", 2100) == ["one", "two"]


@pytest.mark.parametrize("joined", ["1-2", "over-the-counter", "12\u00a0mg", "5\u202f%"])
def test_no_line_ends_inside_what_belongs_together(joined: str) -> None:
    for room in range(9000, 14000, 250):
        assert any(joined in line for line in written(f"word {joined} word", room))


def test_chinese_breaks_anywhere_but_before_a_full_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FONTS, "choose", lambda *_: FONTS.face(REGULAR))
    for line in written("今日は良い天気ですね。明日も晴れるでしょう、たぶん。", 4000)[1:]:
        assert line[0] not in "。、"


def test_only_a_word_end_is_followed_by_a_space() -> None:
    _, lines = broken("xx " + "x" * 50, 6000)
    assert [line.spaced for line in lines] == [True, *[False] * (len(lines) - 2), True]


def test_mark_is_never_cut_off_its_letter() -> None:
    for line in written("e\u0301\u0323" * 60, 3000)[1:]:
        assert unicodedata.category(line[0]) != "Mn"


def test_indian_syllables_stay_whole() -> None:
    for line in written("क्षत्रियाणां" * 20, 3000)[1:]:
        assert unicodedata.category(line[0]) not in ("Mn", "Mc")


def test_even_no_room_makes_progress() -> None:
    assert written("abc d", 1) == ["a", "b", "c", "d"]


@given(st.text("ab שא,.-\u0301e", max_size=80), st.floats(1, 20000))
def test_nothing_is_lost_or_doubled(text: str, room: float) -> None:
    shaped, lines = broken(text, room)
    assert "".join(shaped[line.start : line.stop] for line in lines).replace(" ", "") == shaped.replace(
        " ", ""
    )
    assert all(one.stop <= two.start for one, two in pairwise(lines))
    assert all(line.width <= room + 1 or " " not in shaped[line.start : line.stop] for line in lines)


@pytest.mark.parametrize("text", ["x" * 10_000, "word " * 2_000, "שלום " * 2_000])
def test_ten_thousand_letters_take_a_moment(text: str) -> None:
    shaped = ShapedText([(text, REGULAR)], FONTS)
    start = time.perf_counter()
    breaks = LineBreaks(shaped)
    lines = breaks.lines(0, len(shaped.text), 40_000)
    assert len(lines) > 50
    for line in lines:
        shaped.line(line.start, line.stop)
    assert time.perf_counter() - start < 0.5
