"""How the printed presets read: every one there is, by discovery."""

from __future__ import annotations

from statistics import median

import pytest
from handouts import made, program

from careleaf.domain.preset import draft_from
from careleaf.domain.readability import Reading

MEDIAN_AT_MOST = 6.0  # Flesch-Kincaid, all words counted
NONE_OVER = 7.0


@pytest.fixture(scope="module")
def grades() -> dict[str, Reading]:
    built_in = program().preset_files()
    return {name: made(draft_from(program().preset(name))).reading for name in built_in}


def test_the_median_is_grade_6_or_less_and_none_is_over_7(grades: dict[str, Reading]) -> None:
    assert len(grades) >= 13
    assert median(reading.fkgl for reading in grades.values()) <= MEDIAN_AT_MOST
    assert {name: reading.fkgl for name, reading in grades.items() if reading.fkgl > NONE_OVER} == {}


def test_none_is_over_7_by_the_other_formula_either(grades: dict[str, Reading]) -> None:
    assert {name: reading.smog for name, reading in grades.items() if reading.smog > NONE_OVER} == {}


def test_the_grades_are_of_real_pages(grades: dict[str, Reading]) -> None:
    assert all(reading.words > 50 and reading.sentences >= 10 for reading in grades.values())
