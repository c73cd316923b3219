"""`careleaf record` and `--patient-json`: the patient's record in the clinic's own system."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import ASKED, BLOCKED, CLOCK, DONE, INVALID, NOT_DELIVERED, WRONG_USAGE, Careleaf, acute
from fhir.resources.R4B.bundle import Bundle
from leak_search import Search
from mail_server import Authorities, authorities
from record_server import QUACK, TOKEN, Records, record_server
from system_safe import Safe

from careleaf.domain.record import RecordServer

NAMES = ("Quackenbush", "Zebulon", "MRN-4711", "1960-05-03")


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return authorities(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def server(trusted: Authorities, records: Records, careleaf: Careleaf, safe: Safe) -> Iterator[RecordServer]:
    """Run a record server that is set up."""
    with record_server(records, trusted) as server:
        done = set_up(careleaf, server)
        assert (done.code, done.out) == (DONE, "It works: localhost speaks FHIR 4.0.1 and takes the token.\n")
        yield server


def set_up(careleaf: Careleaf, server: RecordServer, token: str = TOKEN):
    file = careleaf.write("token.txt", f"{token}\n")
    flags = ("--token-file", file, "--certificate", server.certificate)
    done = careleaf("record", "set-server", server.address, *flags)
    file.unlink()
    return done


def send(careleaf: Careleaf, *flags: str, clinic: str | Path = "", patient: str = "p-1"):
    logging = careleaf.write("logging.toml", careleaf.clinic().read_text() + "\nlog = true\n")
    words = ("record", "send", "acute-72h", "--patient", patient, "--clinic", str(clinic or logging))
    return careleaf(*words, *ASKED, *CLOCK, *flags)


def test_the_token_is_in_the_safe_and_in_no_file(
    server: RecordServer, careleaf: Careleaf, safe: Safe
) -> None:
    assert TOKEN in safe.kept.values()
    kept = (careleaf.home / "record.toml").read_text()
    assert server.address in kept
    assert TOKEN not in kept


def test_a_server_that_does_not_work_is_not_set_up(records: Records, careleaf: Careleaf, safe: Safe) -> None:
    with record_server(records) as server:
        done = set_up(careleaf, server, "wrong")
    assert done.code == NOT_DELIVERED
    assert "did not accept the token" in done.err
    assert not (careleaf.home / "record.toml").exists()
    assert safe.kept == {}
    assert set_up(careleaf, RecordServer("http://fhir.clinic.example")).code == WRONG_USAGE


def test_a_patient_is_found(server: RecordServer, careleaf: Careleaf) -> None:
    assert careleaf("record", "search", "quackenbush").out.split() == [
        "p-1", "Zebulon", "Quackenbush", "1960-05-03", "MRN-4711",
    ]  # fmt: skip
    found = careleaf("record", "search", "quackenbush", "--json").json
    assert found["patients"][0]["id"] == "p-1"
    assert careleaf("record", "search", "5/3/1960").code == WRONG_USAGE


def test_nobody_found_is_said(server: RecordServer, records: Records, careleaf: Careleaf) -> None:
    records.patients = []
    assert careleaf("record", "search", "nobody").out == "Nobody was found.\n"


def test_a_handout_goes_to_the_patients_record_once(
    server: RecordServer, records: Records, careleaf: Careleaf
) -> None:
    done = send(careleaf)
    assert done.code == DONE
    assert "is in the patient's record at localhost" in done.out
    later = send(careleaf, "--now", "2026-11-21T15:30")
    assert "had handout" in later.out
    (bundle,) = records.bundles
    Bundle.model_validate(bundle)
    for entry in bundle["entry"]:
        assert entry["resource"]["subject"]["reference"] == "Patient/p-1"
        assert entry["resource"]["subject"]["display"] == "Zebulon Quackenbush"
    pdf = base64.b64decode(bundle["entry"][0]["resource"]["content"][0]["attachment"]["data"])
    assert pdf.startswith(b"%PDF-")


def test_two_patients_with_the_same_page_have_a_handout_each(
    server: RecordServer, records: Records, careleaf: Careleaf
) -> None:
    records.patients.append({**QUACK, "id": "p-2"})
    assert [send(careleaf, patient=each).code for each in ("p-1", "p-2")] == [DONE, DONE]
    assert len(records.bundles) == 2


def test_what_a_rule_holds_back_or_the_sample_clinic_makes_is_not_sent(
    server: RecordServer, records: Records, careleaf: Careleaf
) -> None:
    held = send(careleaf, "--set", "med-relaxant.hours=96", "--tick", "med-relaxant")
    assert held.code == BLOCKED
    sample = send(careleaf, clinic="sample")
    assert sample.code == NOT_DELIVERED
    assert "This is the sample clinic: nothing is sent with it" in sample.err
    assert records.bundles == []


@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_refused_handout_is_told_and_not_logged(
    server: RecordServer, records: Records, careleaf: Careleaf, status: int
) -> None:
    records.status, records.to_posts_only = status, True
    done = send(careleaf)
    assert done.code == NOT_DELIVERED
    assert f"answer {status}" in done.err
    assert not (careleaf.home / "log").exists()


def test_without_a_server_the_command_says_how_to_set_one_up(careleaf: Careleaf) -> None:
    done = send(careleaf)
    assert done.code == WRONG_USAGE
    assert 'See "careleaf record set-server"' in done.err
    assert "No record server is set up" in careleaf("record", "search", "ruiz").err


def test_a_settings_file_that_was_spoiled_is_told(careleaf: Careleaf) -> None:
    (careleaf.home / "record.toml").write_text(
        'format_version = 1\naddress = "http://evil.example"\ntoken = "x"\n'
    )
    done = careleaf("record", "search", "ruiz")
    assert done.code == INVALID
    assert "must start with https://" in done.err
    assert "token" in done.err


def test_name_and_number_come_from_a_patient_json(careleaf: Careleaf) -> None:
    careleaf.write("patient.json", json.dumps(QUACK))
    done = careleaf(*acute("--format", "text", "--patient-json", "patient.json", to="-"))
    assert "Zebulon Quackenbush" in done.out
    assert "MRN-4711" in done.out
    named = careleaf(*acute("--patient-json", "patient.json", "--patient-name", "Ana"))
    assert named.code == WRONG_USAGE
    careleaf.write("two.json", json.dumps({"resourceType": "Bundle", "entry": [{"resource": QUACK}] * 2}))
    two = careleaf(*acute("--patient-json", "two.json"))
    assert (two.code, "two.json holds 2 patients" in two.err) == (WRONG_USAGE, True)
    careleaf.write("bad.json", "{}")
    assert careleaf(*acute("--patient-json", "bad.json")).code == INVALID
    assert not (careleaf.folder / "a.pdf").exists()


def test_the_patient_is_in_no_file_and_no_message(
    server: RecordServer, careleaf: Careleaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    said = [send(careleaf).err, send(careleaf).out, careleaf("record", "search", "quackenbush").err]
    assert not any(name in words for name in NAMES for words in said)
    search = Search(NAMES).folder(careleaf.home).folder(careleaf.folder.parent / "temporary")
    assert any("handouts-2026-11.tsv" in opened for opened in search.opened)
    assert search.found == []
    assert Search(NAMES).data("planted", b'{"name": "Zebulon Quackenbush"}').found
