"""The file of sign-offs: written whole, read back as written, and nothing believed that is not one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import write
from hypothesis import given
from hypothesis import strategies as st

from careleaf.app.bootstrap import start
from careleaf.content.signoff_loader import load_signoffs
from careleaf.domain.plaintext import clean_line
from careleaf.domain.signoff import SIGNER_LIMIT, SignOff
from careleaf.errors import DeliveryFailed, InvalidFiles
from careleaf.storage.locations import Locations
from careleaf.storage.signoff_file import save_signoffs

ONE = SignOff("Elm Street", "cold", "Dr. Ana Ruiz", date(2026, 11, 21), date(2027, 11, 21), "0" * 64)
TEXT = """format_version = 1
[[signoff]]
clinic = "Elm Street"
topic = "cold"
name = "Dr. Ana Ruiz"
day = 2026-11-21
due = 2027-11-21
content = "0000000000000000000000000000000000000000000000000000000000000000"
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InvalidFiles) as invalid:
        load_signoffs(write(tmp_path / "signoffs.toml", text))
    return [str(problem) for problem in invalid.value.problems]


def test_no_file_is_no_signoff(tmp_path: Path) -> None:
    assert load_signoffs(tmp_path / "signoffs.toml") == ()


def test_what_is_saved_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "signoffs.toml"
    assert load_signoffs(write(path, TEXT)) == (ONE,)
    save_signoffs(path, ())
    assert load_signoffs(path) == ()


@given(name=st.text(max_size=SIGNER_LIMIT).map(clean_line).filter(lambda name: 0 < len(name) <= SIGNER_LIMIT))
def test_any_name_reads_back(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any-name.toml"
    hostile = SignOff("Elm\n[[x]]", "cold", name, ONE.day, ONE.due, ONE.content)
    save_signoffs(path, [hostile])
    assert load_signoffs(path) == (hostile,)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('clinic = "Elm Street"', 'clinic = ""', "clinic: must not be empty"),
        ('name = "Dr. Ana Ruiz"', 'name = " "', "name: expected a name of 1 to 60 characters"),
        ('name = "Dr. Ana Ruiz"', f'name = "{"x" * 61}"', "name: expected a name of 1 to 60 characters"),
        ("day = 2026-11-21", 'day = "soon"', "day: expected a date such as 2026-11-21"),
        ("due = 2027-11-21", "", "due: expected a date"),
        ('"0000', '"x000', "content: is not what the program wrote; sign the topic again"),
        ('topic = "cold"', "topic = 1", "topic: expected a text"),
        ('topic = "cold"', 'topic = "cold"\nby = "me"', "by"),
        ("format_version = 1", "format_version = 2", "format_version"),
        ("[[signoff]]", "signoff = 3", "signoff"),
    ],
)
def test_a_file_that_somebody_else_wrote_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in TEXT
    assert any(problem in line for line in problems(tmp_path, TEXT.replace(old, new, 1)))


def test_a_topic_signed_twice_for_a_clinic_is_refused(tmp_path: Path) -> None:
    twice = TEXT + TEXT.partition("\n")[2]
    assert "is signed twice for Elm Street" in problems(tmp_path, twice)[0]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a = [", b"x = 1\n" * 300_000])
def test_a_spoilt_file_signs_nothing_and_the_program_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "signoffs.toml").write_bytes(content)
    program = start({"CARELEAF_HOME": str(tmp_path)})
    assert program.signoffs == ()
    assert program.trouble.startswith("Nothing counts as signed off: mend or delete")


def test_a_file_that_cannot_be_written_keeps_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(DeliveryFailed):
        save_signoffs(Locations(tmp_path / "home").signoffs, [ONE])
