"""A few letters find a title: its beginning before its words before its inside before its letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.fuzzy import Fit, best, fit

TITLES = st.text(alphabet="abc de-", max_size=12)


@pytest.mark.parametrize(
    ("typed", "title", "how"),
    [
        ("", "Cold pack plan", Fit.BEGINNING),
        ("cold", "Cold pack plan", Fit.BEGINNING),
        ("COLD  PACK", "Cold pack plan", Fit.BEGINNING),
        ("pack", "Cold pack plan", Fit.WORDS),
        ("plan cold", "Cold pack plan", Fit.WORDS),
        ("cpp", "Cold pack plan", Fit.WORDS),
        ("mel", "Cat-camel", Fit.INSIDE),
        ("camel", "Cat-camel", Fit.WORDS),
        ("clpk", "Cold pack plan", Fit.LETTERS),
    ],
)
def test_how_a_title_is_found(typed, title, how):
    assert fit(typed, title)[0] == how


@pytest.mark.parametrize("typed", ["x", "dloc", "cold packs", "cold pack plan!"])
def test_other_letters_do_not_fit(typed):
    assert fit(typed, "Cold pack plan") is None


def test_beginning_goes_before_word_before_inside_before_letters():
    titles = ["Sleeveless coat", "asleep", "Good sleep", "Sleep well", "s-l-e-e-x-p"]
    assert best("sleep", titles, str) == ("Sleep well", "Good sleep", "asleep", "s-l-e-e-x-p")


def test_titles_that_fit_alike_keep_their_order():
    assert best("a", ["ab", "aa", "ac"], str) == ("ab", "aa", "ac")


@given(TITLES, st.data())
def test_letters_left_out_of_a_title_still_find_it(title, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(title), max_size=len(title)))
    assert fit("".join(c for c, keep in zip(title, kept, strict=True) if keep), title) is not None


@given(st.text(max_size=20), st.lists(st.text(max_size=20)))
def test_ranking_invents_and_doubles_nothing(typed, titles):
    found = best(typed, range(len(titles)), titles.__getitem__)
    assert len(set(found)) == len(found)
    assert all(fit(typed, titles[number]) is not None for number in found)
    fits = [fit(typed, titles[number]) for number in found]
    assert fits == sorted(fits)
