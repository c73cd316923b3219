"""The clinic: letterhead, phone and time zone, read and saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import CLINIC, RESOURCES, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careleaf.content.clinic_loader import LINE_LIMIT, load_clinic
from careleaf.domain.people import Clinic
from careleaf.domain.plaintext import clean_line
from careleaf.errors import InvalidFiles
from careleaf.storage.clinic_file import save_clinic
from careleaf.storage.locations import locations

HEAD = 'format_version = 1\nname = "Elm Street"\n'


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InvalidFiles) as invalid:
        load_clinic(write(tmp_path / "clinic.toml", text))
    return [str(problem) for problem in invalid.value.problems]


def test_a_clinic_needs_only_a_name(tmp_path: Path) -> None:
    clinic = load_clinic(write(tmp_path / "clinic.toml", HEAD))
    assert clinic == Clinic(name="Elm Street")
    assert (clinic.emergency, clinic.timezone, clinic.sample) == ("911", "America/New_York", False)


def test_lines_of_the_letterhead_are_one_clean_line(tmp_path: Path) -> None:
    text = 'format_version = 1\nname = " Elm\\n Street\\u202e "\n'
    assert load_clinic(write(tmp_path / "clinic.toml", text)).name == "Elm Street"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('fone = "5"', 'clinic.toml:3: fone: unknown key (did you mean "phone"?)'),
        ("phone = 5550142", "clinic.toml:3: phone: expected a text, found 5550142"),
        ('colour = "teal"', 'colour: expected a colour such as "#0b5c63", found "teal"'),
        ('colour = "#0b5c6"', "colour: expected a colour"),
        ('timezone = "New York"', '"New York" is no time zone; expected one such as "America/New_York"'),
        ('timezone = "../../etc/passwd"', "is no time zone"),
        ('timezone = ""', "is no time zone"),
        ('sample = "no"', 'sample: expected true or false, found "no"'),
        (f'address = "{"x" * (LINE_LIMIT + 1)}"', "has 121 characters; at most 120 fit"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, line: str, message: str) -> None:
    (problem,) = problems(tmp_path, HEAD + line)
    assert message in problem


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = problems(tmp_path, 'format_version = 9\nphone = 5\ncolour = "x"\ntimezone = "x"\n')
    assert len(told) == 5
    assert any("name: is missing" in line for line in told)


def test_the_sample_clinic_is_marked_as_one() -> None:
    assert load_clinic(RESOURCES / "clinics" / "sample.toml").sample


def test_a_saved_clinic_is_read_back(tmp_path: Path) -> None:
    clinic = replace(CLINIC, after_hours="555-0101", colour="#112233", timezone="Asia/Tokyo", emergency="119")
    save_clinic(tmp_path / "new" / "clinic.toml", clinic)
    assert load_clinic(tmp_path / "new" / "clinic.toml") == clinic


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(min_size=1, max_size=40).map(clean_line).filter(bool),
    phone=st.text(max_size=40).map(clean_line),
)
def test_any_name_survives_being_saved(tmp_path: Path, name: str, phone: str) -> None:
    clinic = Clinic(name=name, phone=phone)
    save_clinic(tmp_path / "clinic.toml", clinic)
    assert load_clinic(tmp_path / "clinic.toml") == clinic


def test_one_variable_moves_everything_the_program_remembers(tmp_path: Path) -> None:
    named = locations({"CARELEAF_HOME": str(tmp_path)})
    assert (named.clinic, named.presets) == (tmp_path / "clinic.toml", tmp_path / "presets")
    assert locations({}).home.name == "careleaf"
