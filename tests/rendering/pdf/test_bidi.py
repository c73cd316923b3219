"""The bidirectional algorithm against the Unicode one in Rust, and the rules the library lacks."""

from __future__ import annotations

import time

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from careleaf.rendering.pdf.bidi import base_level, has_right_to_left, levels, visual_order

# Letters of both directions, both kinds of number, brackets, separators, a mark. No controls.
ALPHABET = "abאבعم 12٣٤()[]{}.,:;-+%$#'/\u05b0\u0301"


def displayed(text: str) -> str:
    """Put a line into the order of the page. Brackets are not mirrored: the font does that."""
    found = levels(text)
    stop = len(text)
    while stop and text[stop - 1] == " ":  # rule L1: white space at the end follows the paragraph
        stop -= 1
        found[stop] = base_level(text)
    order = visual_order(found)
    return "".join(text[at] for at in order)


@given(st.text(ALPHABET, max_size=30))
def test_agrees_with_unicode_bidi(text: str) -> None:
    assert displayed(text) == get_display(text)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("abc אבג def", "abc גבא def"),
        ("אבג (400 mg) דה", "הד )mg 400( גבא"),  # read from the right: 400, then mg
        ("אבג (mg) דה", "הד )mg( גבא"),
        ("room 12 אבג 34", "room 12 34 גבא"),
    ],
)
def test_known_lines(text: str, page: str) -> None:
    assert displayed(text) == page


def test_overrides_turn_nothing_round() -> None:
    for control in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068":
        assert levels(f"take {control}50 mg\u202c\u2069 now") == [0] * 17


def test_plain_text_needs_no_algorithm() -> None:
    assert not has_right_to_left("Take 1 tablet – naïve, Ελένη, Анна, प्रिया")
    assert has_right_to_left("For שרה")


def test_invisible_letters_go_with_their_word() -> None:
    word = "می\u200cخواهم"
    assert levels(f"see {word} 12")[4 : 4 + len(word)] == [1] * len(word)


def test_long_text_takes_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        levels("שלום (12) " * count)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(4000) < 40 * max(seconds(500), 0.002)
