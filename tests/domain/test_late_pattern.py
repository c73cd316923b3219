"""A pattern that is compiled late: it finds what one compiled at once finds."""

from __future__ import annotations

import re

import pytest

from careleaf.domain.late_pattern import late_pattern

TEXT = "Take 2 tablets, then 1 tablet."


def test_it_answers_as_a_compiled_pattern_does() -> None:
    late, now = late_pattern(r"(\d) tablets?", re.IGNORECASE), re.compile(r"(\d) tablets?", re.IGNORECASE)
    assert late.findall(TEXT) == now.findall(TEXT) == ["2", "1"]
    assert [found.span() for found in late.finditer(TEXT)] == [found.span() for found in now.finditer(TEXT)]
    assert late.sub("x", TEXT) == now.sub("x", TEXT)
    assert late.split(TEXT) == now.split(TEXT)
    for one, other in ((late.search, now.search), (late.match, now.match), (late.fullmatch, now.fullmatch)):
        assert [bool(one(text)) for text in (TEXT, "2 TABLETS", "")] == [
            bool(other(text)) for text in (TEXT, "2 TABLETS", "")
        ]


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile
    monkeypatch.setattr(re, "compile", lambda *words: compiled.append(words[0]) or compile_now(*words))
    late = late_pattern(r"\d")
    assert compiled == []
    assert late.search(TEXT)
    assert late.sub("", TEXT)
    assert compiled == [r"\d"]


def test_a_slip_in_its_name_is_an_error() -> None:
    with pytest.raises(AttributeError):
        late_pattern("x").serch  # type: ignore[attr-defined] # noqa: B018
