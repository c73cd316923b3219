"""A record server on good days and bad ones: what it is asked, what it is sent, and what a person is told."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator

import pytest
from mail_server import Authorities, authorities
from record_server import QUACK, TOKEN, Records, record_server

from careleaf.delivery.attempt import Attempt
from careleaf.delivery.fhir_server import AT_ONCE, FhirServer
from careleaf.domain.record import PatientSearch, RecordServer, search_of
from careleaf.errors import DeliveryFailed, PerhapsSent

BUNDLE = json.dumps(
    {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [{"request": {"ifNoneExist": "identifier=x|1"}, "resource": {"data": "A" * 200_000}}],
    }
).encode()
ANYBODY = search_of("quackenbush")


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return authorities(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def server(records: Records) -> Iterator[RecordServer]:
    with record_server(records) as server:
        yield server


def search(server: RecordServer, token: str = TOKEN, patience: float = 10.0) -> str:
    """Search, and return the words that came instead of an answer."""
    with pytest.raises(DeliveryFailed) as told:
        FhirServer(server, token, patience).search(ANYBODY, Attempt())
    assert TOKEN not in str(told.value)
    assert "uackenbush" not in str(told.value)
    return str(told.value)


def sent(server: RecordServer, patience: float = 10.0) -> DeliveryFailed:
    """Send, and return the error that came instead of an answer."""
    with pytest.raises(DeliveryFailed) as told:
        FhirServer(server, TOKEN, patience).send(BUNDLE, Attempt())
    return told.value


def test_a_patient_is_found_by_all_that_was_typed(server: RecordServer, records: Records) -> None:
    found = FhirServer(server, TOKEN).search(search_of("Quack  zeb 1960-05-03 MRN-4711"), Attempt())
    (patient,) = found.patients
    assert (patient.name, patient.born, patient.number) == ("Zebulon Quackenbush", "1960-05-03", "MRN-4711")
    assert (patient.id, found.more) == ("p-1", False)
    asked = [("name", "Quack"), ("name", "zeb"), ("birthdate", "1960-05-03"), ("identifier", "MRN-4711")]
    assert records.asked == [("GET", "/fhir/Patient", [*asked, ("_count", str(AT_ONCE))])]


def test_what_was_typed_stays_one_value(server: RecordServer, records: Records) -> None:
    typed = "a&_count=9#?%00é"
    FhirServer(server, TOKEN).search(PatientSearch((typed,)), Attempt())
    assert records.asked[0][2] == [("name", typed), ("_count", str(AT_ONCE))]


def test_more_patients_than_are_shown_are_told(server: RecordServer, records: Records) -> None:
    records.patients = [{**QUACK, "id": f"p-{n}"} for n in range(AT_ONCE + 1)]
    found = FhirServer(server, TOKEN).search(ANYBODY, Attempt())
    assert (len(found.patients), found.more) == (AT_ONCE, True)
    nobody = {"resourceType": "Bundle", "total": 3, "link": [{"relation": "next", "url": "x"}]}
    records.status, records.answer = 200, json.dumps(nobody).encode()
    assert FhirServer(server, TOKEN).search(ANYBODY, Attempt()).more


def test_a_patient_that_cannot_be_read_hides_no_other(server: RecordServer, records: Records) -> None:
    records.patients = [{"resourceType": "Patient", "id": "x", "name": "Ana"}, QUACK, {**QUACK, "id": "../x"}]
    assert [each.id for each in FhirServer(server, TOKEN).search(ANYBODY, Attempt()).patients] == ["p-1"]


def test_one_patient_is_read_by_id(server: RecordServer, records: Records) -> None:
    assert FhirServer(server, TOKEN).read_patient("p-1", Attempt()).number == "MRN-4711"
    with pytest.raises(DeliveryFailed, match="answer 404"):
        FhirServer(server, TOKEN).read_patient("p-2", Attempt())
    records.status, records.answer = 200, json.dumps({**QUACK, "name": []}).encode()
    with pytest.raises(DeliveryFailed, match="cannot be read: name: expected a family name"):
        FhirServer(server, TOKEN).read_patient("p-1", Attempt())
    records.answer = json.dumps({**QUACK, "id": "p-2"}).encode()
    with pytest.raises(DeliveryFailed, match="cannot be read"):
        FhirServer(server, TOKEN).read_patient("../é?x=1", Attempt())
    assert records.asked[-1] == ("GET", "/fhir/Patient/..%2F%C3%A9%3Fx%3D1", [])
    with pytest.raises(DeliveryFailed, match="cannot be read"):
        FhirServer(server, TOKEN).read_patient("p-1", Attempt())


def test_a_bundle_arrives_whole_and_once(trusted: Authorities, records: Records) -> None:
    steps: list[float] = []
    with record_server(records, trusted) as server:
        fhir = FhirServer(server, TOKEN)
        assert not fhir.send(BUNDLE, Attempt(lambda _, part: steps.append(part)))
        assert fhir.send(BUNDLE, Attempt())
    assert records.bundles == [json.loads(BUNDLE)]
    assert records.asked == [("POST", "/fhir", [])] * 2
    assert len(steps) > 5
    assert steps == sorted(steps)
    assert steps[-1] == 1.0


def test_trying_a_server_out_shows_no_patient(trusted: Authorities, records: Records) -> None:
    with record_server(records, trusted) as server:
        assert FhirServer(server, TOKEN).try_out(Attempt()) == "4.0.1"
        with pytest.raises(DeliveryFailed, match="did not accept the token"):
            FhirServer(server, "wrong").try_out(Attempt())
    assert records.asked[1] == ("GET", "/fhir/Patient", [("_summary", "count")])


@pytest.mark.parametrize(
    ("statement", "words"),
    [({"fhirVersion": "5.0.0"}, "speaks FHIR 5.0.0; FHIR R4 is needed"), ({}, "not as a FHIR server does")],
)
def test_another_kind_of_server_is_told(
    server: RecordServer, records: Records, statement: dict[str, str], words: str
) -> None:
    records.status = 200
    records.answer = json.dumps({"resourceType": "CapabilityStatement", **statement}).encode()
    with pytest.raises(DeliveryFailed, match=words):
        FhirServer(server, TOKEN).try_out(Attempt())


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (302, "points to another address"),
        (400, "does not take it (answer 400)"),
        (401, "did not accept the token"),
        (403, "does not let this token do that"),
        (404, "has nothing at this address"),
        (409, "something else in its place"),
        (410, "was removed"),
        (412, "more than once already"),
        (413, "too large"),
        (422, "does not take it (answer 422)"),
        (429, "Try again in a minute"),
        (500, "has a fault of its own (answer 500)"),
        (503, "cannot answer just now"),
    ],
)
def test_every_refusal_has_its_words_and_nothing_is_sent(
    server: RecordServer, records: Records, status: int, words: str
) -> None:
    records.status = status
    assert words in search(server)
    error = sent(server)
    assert words in str(error)
    assert not isinstance(error, PerhapsSent)


def test_a_refusal_says_why_in_our_words_and_repeats_nothing(server: RecordServer, records: Records) -> None:
    issue = {"code": "required", "expression": ["DocumentReference.status"], "diagnostics": "Quackenbush"}
    records.status, records.answer = 422, json.dumps({"issue": [{"code": "mystery"}, issue]}).encode()
    assert "(answer 422): something it needs is missing (DocumentReference.status)" in search(server)
    records.answer = json.dumps({"issue": [{**issue, "expression": ["Zebulon Quackenbush"]}]}).encode()
    assert "(answer 422): something it needs is missing. Show" in search(server)
    for hostile in (b'{"issue": 7}', b'{"issue": [7, {"code": []}]}', b"[" * 100_000, b"\xff", b""):
        records.answer = hostile
        assert "(answer 422). Show" in search(server)


def test_a_redirect_is_not_followed(server: RecordServer, records: Records) -> None:
    other = Records()
    with record_server(other) as elsewhere:
        records.status, records.elsewhere = 307, elsewhere.address
        assert "not followed" in search(server)
        assert "not followed" in str(sent(server))
    assert other.asked == []


@pytest.mark.parametrize(
    "answer", [b"<html>", b"", b"[]", b'{"a": 1}', b"\xff\xfe", b'{"resourceType": "Patient"}']
)
def test_an_answer_that_is_no_list_of_patients_is_told(
    server: RecordServer, records: Records, answer: bytes
) -> None:
    records.status, records.answer = 200, answer
    assert "not as a FHIR server does" in search(server)


@pytest.mark.parametrize("status", [200, 502, 504])
def test_a_handout_that_may_have_arrived_is_called_neither_sent_nor_unsent(
    server: RecordServer, records: Records, status: int
) -> None:
    records.status, records.answer = status, b"<html>"
    error = sent(server)
    assert isinstance(error, PerhapsSent)
    assert "Send it again: it is marked, so that the record keeps one" in str(error)


def test_a_server_that_takes_a_part_is_told(server: RecordServer, records: Records) -> None:
    entries = [{"response": {"status": "201"}}, {"response": {"status": "400"}}]
    answer = {"resourceType": "Bundle", "type": "transaction-response", "entry": entries}
    records.status, records.answer = 200, json.dumps(answer).encode()
    assert "took only a part of it" in str(sent(server))


def test_a_connection_that_breaks_after_sending_is_unsure(server: RecordServer, records: Records) -> None:
    records.break_after = True
    assert isinstance(sent(server), PerhapsSent)
    assert "broke off" in search(server)
    assert [method for method, _, _ in records.asked] == ["POST", "GET"]


def test_a_server_that_does_not_answer_in_time_is_left(server: RecordServer, records: Records) -> None:
    records.pause = threading.Event()
    assert "did not answer in time" in search(server, patience=0.2)
    assert isinstance(sent(server, patience=0.2), PerhapsSent)


def test_a_server_that_answers_for_ever_is_left(server: RecordServer, records: Records) -> None:
    records.drip, records.status, records.answer = True, 200, b" " * 1000
    assert "did not answer in time" in search(server, patience=0.3)


def test_an_answer_without_end_is_not_read_to_its_end(
    server: RecordServer, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careleaf.delivery.fhir_server.MOST", 1000)
    records.status, records.answer = 200, b" " * 100_000
    assert "more than this program reads" in search(server)


def test_who_stops_waits_no_longer(server: RecordServer, records: Records) -> None:
    records.pause = threading.Event()
    for send in (False, True):
        attempt = Attempt()
        timer = threading.Timer(0.2, attempt.stop)
        timer.start()
        fhir = FhirServer(server, TOKEN, 20.0)
        with pytest.raises(DeliveryFailed, match="what became of it" if send else "Stopped"):
            fhir.send(BUNDLE, attempt) if send else fhir.search(ANYBODY, attempt)
        timer.join()
    stopped = Attempt()
    stopped.stop()
    with pytest.raises(DeliveryFailed, match="Stopped"):
        FhirServer(server, TOKEN).send(BUNDLE, stopped)
    assert records.asked == []


def test_nothing_is_said_to_a_server_that_nobody_vouches_for(trusted: Authorities, records: Records) -> None:
    with record_server(records, trusted) as server:
        assert "Nobody this computer trusts" in search(RecordServer(server.address))
        assert "cannot be read" in search(RecordServer(server.address, "/nowhere.pem"))
    with record_server(records, trusted, "other.example") as server:
        assert "belongs to another server" in search(server)
    with record_server(records) as server:
        speaking = server.address.replace("http:", "https:")
        assert "does not speak TLS" in search(RecordServer(speaking))
    assert records.asked == []


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert f"Nothing answers at localhost on port {port}" in search(RecordServer(f"http://localhost:{port}"))
    assert "no server named fhir.invalid" in search(RecordServer("https://fhir.invalid/R4"))
