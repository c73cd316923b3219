"""The handout for another system's record: FHIR R4 that a library of others accepts."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from command import BLOCKED, DONE, Careleaf, acute
from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

PERSON = ("--patient-name", 'Żofia "Zo" Qwzxvbnm', "--patient-id", "MRN-7", "--clinician", "Dr Osei")


def bundle(careleaf: Careleaf, *flags: str, clinic: str = "sample") -> dict[str, Any]:
    """Return the Bundle, after it was read by a library of others."""
    done = careleaf(*acute(*flags, "--format", "fhir", to="-", clinic=clinic))
    assert done.code == DONE
    Bundle.model_validate_json(done.raw)
    return json.loads(done.raw)


def resources(made: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    document, given = (entry["resource"] for entry in made["entry"])
    return document, given


def test_the_pdf_inside_is_the_one_that_render_makes(careleaf: Careleaf) -> None:
    document, _ = resources(bundle(careleaf, *PERSON))
    pdf = careleaf(*acute(*PERSON, to="-")).raw
    attachment = document["content"][0]["attachment"]
    assert base64.b64decode(attachment["data"]) == pdf
    assert attachment["size"] == len(pdf)
    assert base64.b64decode(attachment["hash"]) == hashlib.sha1(pdf).digest()
    assert attachment["contentType"] == "application/pdf"


def test_both_resources_say_for_whom_by_whom_and_when(careleaf: Careleaf) -> None:
    made = bundle(careleaf, *PERSON, clinic=str(careleaf.clinic()))
    document, given = resources(made)
    for each in (document, given):
        assert each["subject"]["display"] == 'Żofia "Zo" Qwzxvbnm'
        assert each["subject"]["identifier"] == {"value": "MRN-7"}
        assert "meta" not in each
    assert document["author"] == [{"display": "Dr Osei"}] == [given["sender"]]
    assert document["date"] == given["sent"] == "2026-11-21T09:00:00-05:00"
    assert (document["docStatus"], given["status"]) == ("final", "completed")
    assert given["payload"] == [{"contentReference": {"reference": made["entry"][0]["fullUrl"]}}]


def test_a_server_can_tell_a_handout_that_it_has_already(careleaf: Careleaf) -> None:
    one, again = bundle(careleaf, *PERSON), bundle(careleaf, *PERSON)
    other = bundle(careleaf, "--patient-name", "Ana Ruiz")
    assert one == again
    addresses = {entry["fullUrl"] for entry in one["entry"]}
    for entry, its_other in zip(one["entry"], other["entry"], strict=True):
        identifier = entry["resource"]["identifier"][0]
        assert entry["request"]["ifNoneExist"] == f"identifier=urn:ietf:rfc:3986|{identifier['value']}"
        assert identifier["system"] == "urn:ietf:rfc:3986"
        # A server puts its own addresses in the place of the entries' wherever they stand, each time others.
        assert identifier["value"] not in addresses
        assert identifier != its_other["resource"]["identifier"][0]


def test_the_samples_are_marked_as_no_real_record(careleaf: Careleaf) -> None:
    for each in resources(bundle(careleaf)):
        assert each["meta"]["security"][0]["code"] == "HTEST"
        assert "subject" not in each
    assert resources(bundle(careleaf))[0]["docStatus"] == "preliminary"


def test_what_a_rule_holds_back_does_not_go_into_a_record(careleaf: Careleaf) -> None:
    done = careleaf(
        *acute("--set", "med-relaxant.hours=96", "--tick", "med-relaxant", "--format", "fhir", to="-")
    )
    assert (done.code, done.raw) == (BLOCKED, b"")


def test_the_judge_finds_what_is_wrong(careleaf: Careleaf) -> None:
    made = bundle(careleaf)
    del made["entry"][0]["resource"]["status"]
    with pytest.raises(ValidationError):
        Bundle.model_validate(made)
