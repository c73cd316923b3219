"""Two versions of a shared file, side by side in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.file_differences import ABSENT, Difference, differences

PRESET = b'title = "A"\nstyle = "mono"\ntopics = ["cold"]\n[choices.cold]\nvalues = { minutes = 15 }\n'


def test_equal_versions_have_no_differences() -> None:
    assert differences(PRESET, b"# a remark\n" + PRESET) == ()


def test_each_key_that_differs_is_one_row() -> None:
    theirs = PRESET.replace(b'"A"', b'"B"').replace(b"15", b"20").replace(b'["cold"]', b"[]")
    assert differences(PRESET, theirs) == (
        Difference("Title", "A", "B"),
        Difference("Topics", "cold", "(none)"),
        Difference("Choices, cold, values, minutes", "15", "20"),
    )


def test_what_only_one_side_has_is_told() -> None:
    assert differences(PRESET + b"[more]\nlocked_by_us = true\n", PRESET) == (
        Difference("More, locked_by_us", "yes", ABSENT),
    )


def test_tables_of_a_list_go_by_their_id() -> None:
    mine, theirs = (f'[[point]]\nid = "wrap"\ntext = "{text}"\n'.encode() for text in ("a", "b"))
    assert differences(mine, theirs) == (Difference("Point wrap, text", "a", "b"),)


def test_a_file_that_is_not_toml_is_compared_line_by_line() -> None:
    assert differences(b"a\nb\nc", b"a\nB\nc") == (Difference("Line 2", "b", "B"),)


def test_pictures_are_compared_by_size() -> None:
    assert differences(b"\x89PNG\xff", b"\x89PNG\xff\xff") == (Difference("Size", "5 bytes", "6 bytes"),)


@given(mine=st.binary(max_size=60) | st.text(max_size=60).map(str.encode), theirs=st.binary(max_size=60))
def test_any_two_files_can_be_compared(mine: bytes, theirs: bytes) -> None:
    differences(mine, theirs)


def test_no_more_than_200_rows_are_shown() -> None:
    mine, theirs = ("\n".join(f"k{n} = {n + more}" for n in range(300)).encode() for more in (0, 1))
    assert len(differences(mine, theirs)) == 200
