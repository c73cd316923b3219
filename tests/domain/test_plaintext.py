"""Plain text: what people type is made safe to print, and a value put into a text is never read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.plaintext import clean, clean_line, fill, placeholders


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\x00b\x07c\x1b", "abc"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("soft\xadhyphen zero\u200bwidth \ufeffbom", "softhyphen zerowidth bom"),
        ("half \ud800 a pair", "half  a pair"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\x0bthree\x85four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a b"),
        ("  edges  ", "edges"),
        ("e\u0301", "\xe9"),
        ("क्\u200dष می\u200cخواهم", "क्\u200dष می\u200cخواهم"),
        ("José O'Neil <b> & {{ x }}", "José O'Neil <b> & {{ x }}"),
    ],
)
def test_clean_drops_what_does_not_print_and_keeps_the_rest(typed: str, printed: str) -> None:
    assert clean(typed) == printed


def test_a_line_has_no_line_ends_and_single_spaces() -> None:
    assert clean_line(" one \n\n two\t three\u2028four ") == "one two three four"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\n" not in clean_line(text)


def test_fill_puts_the_values_in() -> None:
    text = "Wait {{ gap }}, then {{minutes}}."
    assert placeholders(text) == ("gap", "minutes")
    assert fill(text, {"gap": "2 hours", "minutes": "15 minutes"}) == "Wait 2 hours, then 15 minutes."


def test_fill_gives_nothing_while_a_value_is_unset() -> None:
    assert fill("{{ a }} and {{ b }}", {"a": "1"}) is None
    assert fill("{{ 7*7 }}", {}) is None


@pytest.mark.parametrize("value", ["{{ 7*7 }}", "{{ b }}", "{% raw %}", r"\1 \g<0>", "{{ a }}"])
def test_a_value_is_never_parsed_again(value: str) -> None:
    assert fill("{{ a }} {{ b }}", {"a": value, "b": "two"}) == f"{value} two"


@given(st.text(), st.text())
def test_each_value_stands_in_the_text_as_typed(one: str, other: str) -> None:
    assert fill("<{{ a }}|{{ b }}>", {"a": one, "b": other}) == f"<{one}|{other}>"
