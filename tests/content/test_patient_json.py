"""A Patient that another system wrote: what a page takes from it, and what is told of a bad one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.patient import Patient as JudgedPatient
from hypothesis import given, settings
from hypothesis import strategies as st

from careleaf.content.patient_json import MOST_BYTES, read_patients
from careleaf.domain.fhir_patient import patients_in
from careleaf.domain.record import RecordPatient
from careleaf.errors import DeliveryFailed, InvalidFiles

MR = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}
ANA: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p-1",
    "name": [{"family": "Ruiz", "given": ["Ana", "María"]}],
    "birthDate": "1960-05-03",
    "identifier": [{"system": "urn:ssn", "value": "123"}, {"type": MR, "value": "MRN-7"}],
}


def read(folder: Path, content: Any) -> tuple[RecordPatient, ...]:
    """Read what is written as JSON, or as it is where it is bytes."""
    path = folder / "patient.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read_patients(path)


def told(folder: Path, content: Any) -> list[str]:
    with pytest.raises(InvalidFiles) as error:
        read(folder, content)
    return [str(problem) for problem in error.value.problems]


def test_name_birth_date_and_record_number_are_taken(tmp_path: Path) -> None:
    JudgedPatient.model_validate(ANA)
    assert read(tmp_path, ANA) == (RecordPatient("Ana María Ruiz", "1960-05-03", "MRN-7", "p-1"),)
    marked = b"\xef\xbb\xbf" + json.dumps(ANA).encode()
    assert read(tmp_path, marked) == read(tmp_path, ANA)


def test_a_bundle_gives_all_of_its_patients(tmp_path: Path) -> None:
    bundle = {
        "resourceType": "Bundle",
        "entry": [
            {"resource": ANA},
            {"resource": {"resourceType": "OperationOutcome"}},
            {},
            {"resource": ANA},
        ],
    }
    assert len(read(tmp_path, bundle)) == 2


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ([{"use": "old", "text": "Was"}, {"use": "official", "text": "Is"}], "Is"),
        ([{"use": "official", "text": "Ana"}, {"use": "usual", "text": "Anita"}], "Anita"),
        ([{"text": "Ana  Ruiz\n"}], "Ana Ruiz"),
        ([{"given": ["Ana"]}], "Ana"),
        ([{"family": "Ruiz", "suffix": ["Jr."]}], "Ruiz Jr."),
        ([{"use": "usual"}, {"family": "Ruiz"}], "Ruiz"),
        ([{"use": ["odd"], "family": "Ruiz", "given": "no list"}], "Ruiz"),
        ([{"family": "R\u202euiz\x00", "given": ["<b>", None, 7]}], "<b> Ruiz"),
    ],
)
def test_the_name_in_use_is_taken(tmp_path: Path, names: list[Any], name: str) -> None:
    assert read(tmp_path, {**ANA, "name": names})[0].name == name


@pytest.mark.parametrize(
    ("identifiers", "number"),
    [
        ([{"value": "7"}], "7"),
        ([{"value": "7"}, {"value": "8"}], ""),
        ([{"value": "7"}, {"value": "8", "type": MR}], "8"),
        ([{"type": {"coding": "odd"}, "value": "7"}], "7"),
        ([{"value": 7}], ""),
        ([], ""),
    ],
)
def test_a_number_is_taken_only_where_it_is_plain_which(
    tmp_path: Path, identifiers: list[Any], number: str
) -> None:
    assert read(tmp_path, {**ANA, "identifier": identifiers})[0].number == number


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    wrong = [
        {"resource": {**ANA, "birthDate": "3 May 1960"}},
        {"resource": {**ANA, "name": []}},
        {"resource": {**ANA, "name": "Ana"}},
        {"resource": {**ANA, "name": [{"text": "x" * 121}]}},
    ]
    assert told(tmp_path, {"resourceType": "Bundle", "entry": wrong}) == [
        "patient.json: entry[1].birthDate: expected a date such as 1960-05-03",
        "patient.json: entry[2].name: expected a family name, a given name or a text",
        "patient.json: entry[3].name: expected a list of objects",
        "patient.json: entry[3].name: expected a family name, a given name or a text",
        "patient.json: entry[4].name: at most 120 letters fit",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no JSON"),
        (b"<Patient/>", "is no JSON"),
        (b'{"resourceType":\n', "patient.json:2: is no JSON"),
        (b"\xff\xfe{\x00}\x00", "is not UTF-8"),
        (b"[" * 200_000, "no JSON that this program reads"),
        (b"1" * 10_000, "no JSON that this program reads"),
        (b'{"name": "Ana"}', 'expected a FHIR "Patient"'),
        (b"[]", 'expected a FHIR "Patient"'),
        (b'{"resourceType": "Bundle"}', "holds no patient"),
        (b'{"resourceType": "Bundle", "entry": [7]}', "expected a list of objects"),
        (b" " * (MOST_BYTES + 1), "is larger than 5 MB"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in told(tmp_path, content)[0]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(DeliveryFailed, match="could not be read"):
            read_patients(path)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["name", "birthDate", "identifier", "id", "entry"]), JSON_VALUES))
def test_whatever_a_patient_holds_is_read_or_told(fields: dict[str, Any]) -> None:
    noted: list[tuple[str, str]] = []
    for kind in ("Patient", "Bundle"):
        found = list(patients_in({**fields, "resourceType": kind}, lambda *problem: noted.append(problem)))
        assert all(patient.name for patient in found)


def test_of_very_many_problems_only_the_first_are_told(tmp_path: Path) -> None:
    bundle = {"resourceType": "Bundle", "entry": [{"resource": {**ANA, "name": []}}] * 500}
    assert len(told(tmp_path, bundle)) == 100
