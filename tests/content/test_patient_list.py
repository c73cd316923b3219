"""Lists of patients, as spreadsheets and clinics' systems write them."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from careleaf.content.patient_list import open_patient_list
from careleaf.errors import DeliveryFailed, InvalidFiles

ROWS = ["name;age", "Zoë Müller;40", '"Ruiz; ""Ana""";71']


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")],
)
@pytest.mark.parametrize(("separator", "named"), [(";", "semicolons"), (",", "commas"), ("\t", "tabs")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_encoding_and_separator_are_found_out_and_said(
    tmp_path: Path, encoding: str, words: str, separator: str, named: str, end: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(end.join(ROWS).replace(";", separator).encode(encoding))
    found = open_patient_list(path)
    assert found.words == f"list.csv: {words}, separated by {named}, 2 rows"
    assert [row.cells for row in found.rows()] == [
        {"name": "Zoë Müller", "age": "40"},
        {"name": f'Ruiz{separator} "Ana"'.replace("\t", " ").replace("  ", " "), "age": "71"},
    ]


def test_rows_are_numbered_as_a_spreadsheet_does_and_empty_ones_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('name,age\nAna,1\n\n , \n"Bo\nLi",2\nCy\n')
    found = open_patient_list(path)
    assert [(row.number, row.cells and row.cells["name"]) for row in found.rows()] == [
        (2, "Ana"), (5, "Bo Li"), (6, None),
    ]  # fmt: skip
    assert found.size == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "has no columns"),
        (b"\n\n", "has no columns"),
        (b"PK\x03\x04\x00\x00", "save the list as CSV"),
        (b"name\nZ\x81\xff", "save the list as CSV"),
        (b'name\n"Ana\nBo\n', "is no CSV from here on"),
        (b"name\n" + b"x" * 200_000, "is no CSV from here on"),
        ("name\nAna".encode("utf-16-le"), "save the list as CSV"),
        (b"\xff\xfen\x00a\x00m", "save the list as CSV"),
    ],
    ids=["empty", "blank", "xlsx", "bytes", "open quote", "huge cell", "UTF-16 without a mark", "cut off"],
)
def test_what_is_no_list_is_told_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidFiles, match=words):
        open_patient_list(path)


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(DeliveryFailed, match="could not be read"):
            open_patient_list(path)


def test_a_hundred_thousand_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,age\n" + "".join(f"Patient {number},40\n" for number in range(100_000)))
    tracemalloc.start()
    try:
        assert sum(1 for _ in open_patient_list(path).rows()) == 100_000
        assert tracemalloc.get_traced_memory()[1] < 8_000_000  # bytes; the list itself has 2 million
    finally:
        tracemalloc.stop()
