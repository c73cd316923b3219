"""Reading TOML that anybody may have written: every problem at once, with file, key and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import write
from hypothesis import given
from hypothesis import strategies as st

from careleaf.content.toml_reader import MOST_BYTES, Table, line_of, read_toml
from careleaf.errors import InvalidFiles, Problem


def refused(path: Path) -> Problem:
    with pytest.raises(InvalidFiles) as invalid:
        read_toml(path)
    (problem,) = invalid.value.problems
    return problem


def problems_of(text: str, tmp_path: Path) -> list[str]:
    raw, problems = read_toml(write(tmp_path / "a.toml", text))
    table = Table(raw, problems)
    table.format_version()
    table.text("title")
    table.number("grade", 5)
    table.no_more()
    return [str(problem) for problem in problems.found]


def test_a_file_that_is_right_has_no_problem(tmp_path: Path) -> None:
    assert problems_of('format_version = 1\ntitle = "A"\ngrade = 6\n', tmp_path) == []


def test_every_problem_is_told_with_file_line_key_and_the_nearest_word(tmp_path: Path) -> None:
    text = 'format_version = 1\ntitel = "A"\n\ngrade = "six"\n'
    assert problems_of(text, tmp_path) == [
        "a.toml:1: title: is missing: expected a text",
        'a.toml:4: grade: expected a number, found "six"',
        'a.toml:2: titel: unknown key (did you mean "title"?)',
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("5", "expected a text, found 5"),
        ('""', "must not be empty"),
        ("0x" + "f" * 10_000, "expected a text, found something too long to show"),
        ("[" + "1," * 500 + "]", "expected a text, found [1, 1, 1, "),
    ],
)
def test_a_text_of_another_type_is_shown_shortly(tmp_path: Path, value: str, words: str) -> None:
    (problem,) = problems_of(f"format_version = 1\ntitle = {value}", tmp_path)
    assert problem.startswith(f"a.toml:2: title: {words}")
    assert len(problem) < 150


def test_a_key_of_thousands_of_dots_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    (problem,) = problems_of("format_version = 1\ntitle" + ".a" * 5000 + " = 1", tmp_path)
    assert "expected a text, found something too long to show" in problem


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("2", "is 2: made by a newer Careleaf; this one reads up to 1"),
        ("0", "expected 1, found 0"),
        ("true", "expected 1, found True"),
        ('"1"', 'expected 1, found "1"'),
        ("0x" + "f" * 10_000, "made by a newer Careleaf"),
    ],
)
def test_the_format_version_is_held(tmp_path: Path, version: str, words: str) -> None:
    (problem,) = problems_of(f'format_version = {version}\ntitle = "A"', tmp_path)
    assert words in problem
    assert problem.startswith("a.toml:1: format_version: ")


def test_a_file_without_format_version_is_refused(tmp_path: Path) -> None:
    assert problems_of('title = "A"', tmp_path) == ["a.toml:1: format_version: expected 1, found nothing"]


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes('title = "caf\xe9"'.encode("latin-1"))
    assert str(refused(path)) == "a.toml: is not UTF-8 text (byte 13); save it as UTF-8"


def test_the_byte_order_mark_of_a_windows_editor_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b'\xef\xbb\xbftitle = "A"')
    assert read_toml(path)[0] == {"title": "A"}


def test_a_file_of_two_megabytes_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", 'title = "' + "x" * 2_000_000 + '"')
    assert path.stat().st_size > MOST_BYTES
    assert str(refused(path)) == "a.toml: is larger than 1,000,000 bytes"


@pytest.mark.parametrize("text", ["a = " + "[" * 5000 + "]" * 5000, "a = " + "{a=" * 5000 + "1" + "}" * 5000])
def test_deep_nesting_is_refused(tmp_path: Path, text: str) -> None:
    assert str(refused(write(tmp_path / "a.toml", text))) == "a.toml: is nested too deep"


def test_a_number_of_thousands_of_digits_is_refused(tmp_path: Path) -> None:
    assert "a number too long to read" in str(refused(write(tmp_path / "a.toml", "a = " + "9" * 5000)))


def test_a_syntax_error_has_its_line(tmp_path: Path) -> None:
    problem = refused(write(tmp_path / "a.toml", 'title = "A"\ngrade = \nx = 1\n'))
    assert problem.line == 2
    assert problem.message.startswith("is not TOML: ")


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in str(refused(tmp_path / "none.toml"))
    assert "cannot be read: " in str(refused(tmp_path))


@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    try:
        raw, _ = read_toml(path)
    except InvalidFiles:
        return
    assert isinstance(raw, dict)


FILE = """\
format_version = 1
title = "x"

[why]
text = "w"

[params.cold]
minutes = 1
[params."heat-bath"]
minutes = 2

[[param]]
id = "one"
  default = 1
choices = [
    { id = "a", label = "A" },
]
[[param]] # the second
label = "two"

[[param]]
id = "three"
default = 3

[medicine]
class = "skin"

[[medicine.product]]
name = "first"

[[medicine.product]]
name = "second"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("missing",), 1),
        (("why", "text"), 5),
        (("why", "facts"), 4),
        (("params", "cold", "minutes"), 8),
        (("params", "heat-bath", "minutes"), 10),
        (("param", 0, "default"), 14),
        (("param", 0, "choices", 0, "label"), 15),
        (("param", 1, "label"), 19),
        (("param", 1, "id"), 18),
        (("param", 1, "default"), 18),
        (("param", 2, "default"), 23),
        (("param", 2), 21),
        (("medicine", "class"), 26),
        (("medicine", "product", 0, "name"), 29),
        (("medicine", "product", 1, "name"), 32),
        (("medicine", "product", 1, "brands"), 31),
        ((), 1),
    ],
)
def test_a_problem_points_to_the_key_or_the_table_that_should_have_it(
    path: tuple[str | int, ...], line: int
) -> None:
    assert line_of(FILE, path) == line


def test_an_empty_file_has_no_line() -> None:
    assert line_of("", ("title",)) is None
