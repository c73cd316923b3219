"""`careleaf open`: what a double-click on a preset calls."""

from __future__ import annotations

import pytest
from command import DONE, WRONG_USAGE, Careleaf, acute

from careleaf.__main__ import opens_window


@pytest.mark.parametrize("words", [["open"], ["open", "sciatica"], ["open", "/a b/mine.careleaf"]])
def test_open_with_at_most_one_preset_opens_the_window(words: list[str]) -> None:
    assert opens_window(words)


@pytest.mark.parametrize(
    "words", [["render", "acute-72h"], ["open", "a", "b"], ["open", "--help"], ["sciatica"], ["--version"]]
)
def test_everything_else_is_for_the_command_line(words: list[str]) -> None:
    assert not opens_window(words)


def test_the_command_line_alone_says_that_it_has_no_window(careleaf: Careleaf) -> None:
    done = careleaf("open", "sciatica")
    assert done.code == WRONG_USAGE
    assert "has no window" in done.err


def test_a_file_that_a_double_click_opens_can_be_rendered_too(careleaf: Careleaf) -> None:
    preset = careleaf.preset("", file="mine.careleaf")
    words = [str(preset) if word == "acute-72h" else word for word in acute()]
    assert careleaf(*words).code == DONE
