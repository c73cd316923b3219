"""A FHIR server of others: Medplum's router finds patients, and gives back what it was sent."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import handouts
import pytest
from builders import NOW

from careleaf.app.handout_making import Made
from careleaf.app.record import bundle_of
from careleaf.delivery.attempt import Attempt
from careleaf.delivery.fhir_server import FhirServer
from careleaf.domain.draft import Draft
from careleaf.domain.record import RecordPatient, RecordServer, search_of
from careleaf.errors import DeliveryFailed

pytestmark = pytest.mark.peers

TOKEN = "a-token-of-the-desk"
SERVER = Path(__file__).with_name("medplum_server.cjs")
MODULES = Path(__file__).parents[2] / "build" / "fhir-peer" / "node_modules"
ANA = {
    "resourceType": "Patient",
    "name": [{"use": "official", "family": "Žofková", "given": ["Ana", "María"]}],
    "birthDate": "1960-05-03",
    "identifier": [{"system": "urn:oid:1.2.3", "value": "MRN-4711"}],
}


class Medplum:
    """The server at work, and what it is asked without this program."""

    def __init__(self, address: str) -> None:
        self.server = RecordServer(address)
        self.fhir = FhirServer(self.server, TOKEN)

    def ask(self, path: str, body: Any = None) -> Any:
        """Ask it something, or have it keep a resource."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/fhir+json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.server.address}/{path}", data, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def all(self, kind: str) -> list[dict[str, Any]]:
        """Return every resource of a kind."""
        return [entry["resource"] for entry in self.ask(f"{kind}?_count=100").get("entry", [])]


@pytest.fixture
def medplum() -> Iterator[Medplum]:
    if shutil.which("node") is None or not (MODULES / "@medplum").is_dir():
        raise FileNotFoundError("Medplum is not installed; packaging/fhir-peer/install.sh does that")
    environment = {**os.environ, "NODE_PATH": str(MODULES), "TOKEN": TOKEN}
    with subprocess.Popen(["node", str(SERVER)], env=environment, stdout=subprocess.PIPE, text=True) as node:
        try:
            assert node.stdout is not None
            yield Medplum(f"http://127.0.0.1:{int(node.stdout.readline())}/fhir/R4")
        finally:
            node.terminate()


def made(patient: RecordPatient) -> Made:
    return handouts.made(Draft(topics=("cold", "keep-moving"), patient=patient.patient))


def kept(resource: dict[str, Any]) -> dict[str, Any]:
    """Return a resource without what a server adds to it."""
    return {key: value for key, value in resource.items() if key not in ("id", "meta")}


def test_a_patient_is_found_by_name_day_and_number(medplum: Medplum) -> None:
    ana = medplum.ask("Patient", ANA)
    medplum.ask("Patient", {**ANA, "birthDate": "1988-11-02", "identifier": []})
    assert medplum.fhir.try_out(Attempt()) == "4.0.1"
    for typed in ("MRN-4711", "1960-05-03", "žofková 1960-05-03", "ana MRN-4711"):
        found = medplum.fhir.search(search_of(typed), Attempt())
        assert found.patients == (RecordPatient("Ana María Žofková", "1960-05-03", "MRN-4711", ana["id"]),)
    assert len(medplum.fhir.search(search_of("žof ana"), Attempt()).patients) == 2
    assert medplum.fhir.search(search_of("ana 1999-01-01"), Attempt()).patients == ()
    assert medplum.fhir.read_patient(ana["id"], Attempt()).number == "MRN-4711"


def test_many_patients_of_one_name_are_told_to_be_more(medplum: Medplum) -> None:
    for _ in range(25):
        medplum.ask("Patient", ANA)
    found = medplum.fhir.search(search_of("ana"), Attempt())
    assert (len(found.patients), found.more) == (20, True)


def test_what_is_sent_is_read_back_identical_and_filed_once(medplum: Medplum) -> None:
    ana = medplum.fhir.read_patient(medplum.ask("Patient", ANA)["id"], Attempt())
    handout = made(ana)
    bundle = bundle_of(handout, handout.typeset.pdf, ana, NOW)
    assert medplum.fhir.send(bundle, Attempt()) is False
    assert medplum.fhir.send(bundle_of(made(ana), handout.typeset.pdf, ana, NOW), Attempt()) is True
    (document,), (given,) = medplum.all("DocumentReference"), medplum.all("Communication")
    sent_document, sent_given = (entry["resource"] for entry in json.loads(bundle)["entry"])
    assert kept(document) == sent_document
    assert base64.b64decode(document["content"][0]["attachment"]["data"]) == handout.typeset.pdf
    reference = {"reference": f"DocumentReference/{document['id']}"}
    assert kept(given) == {**sent_given, "payload": [{"contentReference": reference}]}
    of_ana = medplum.ask(f"DocumentReference?subject=Patient/{ana.id}")
    assert [entry["resource"]["id"] for entry in of_ana["entry"]] == [document["id"]]


def test_a_wrong_token_and_a_spoiled_handout_are_refused_in_words(medplum: Medplum) -> None:
    with pytest.raises(DeliveryFailed, match="did not accept the token"):
        FhirServer(medplum.server, "wrong").search(search_of("ana"), Attempt())
    with pytest.raises(DeliveryFailed, match="answer 404"):
        medplum.fhir.read_patient("nobody", Attempt())
    ana = RecordPatient("Ana", id="x")
    handout = made(ana)
    bundle = json.loads(bundle_of(handout, handout.typeset.pdf, ana, NOW))
    del bundle["entry"][0]["resource"]["status"]
    with pytest.raises(DeliveryFailed, match=r"answer 400\)") as told:
        medplum.fhir.send(json.dumps(bundle).encode(), Attempt())
    assert "DocumentReference.status" in str(told.value)
    assert medplum.all("DocumentReference") == []
