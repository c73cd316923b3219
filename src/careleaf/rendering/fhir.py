"""The handout for another system's record, as FHIR R4: the PDF in its document, and that it was given.

One transaction Bundle, which a FHIR server takes as it is: a DocumentReference and a Communication about it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha1
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from careleaf.domain.handout import Handout
from careleaf.domain.handout_number import content_hash

NUMBERS = "https://careleaf.example/handout-number"
_URI = "urn:ietf:rfc:3986"
_LOINC, _CATEGORIES = "http://loinc.org", "http://terminology.hl7.org/CodeSystem/communication-category"
_TEST = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}
Resource = Mapping[str, Any]


def fhir_json(handout: Handout, pdf: bytes, now: datetime, patient_id: str = "") -> str:
    """Write the Bundle. `now` (aware) is when it was given; the same input gives the same text.

    `patient_id` says whose record it is by that record's own id.
    """
    # The identifiers are drawn from what was given, to whom and when. To a known record the visit is enough:
    # sent again, after whatever went wrong, it is the same document.
    when = handout.visit if patient_id else now.isoformat()
    name = content_hash(handout.content, handout.patient, handout.identifier, when, patient_id)
    # A server puts its own addresses in the place of these wherever they stand, so no identifier is one.
    document, given = (_uuid("entry", what, name) for what in "dg")
    subject = _subject(handout, patient_id)
    entries = (
        (document, _document(handout, pdf, now, _uuid("d", name), subject)),
        (given, _communication(handout, now, document, _uuid("g", name), subject)),
    )
    bundle = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                "fullUrl": address,
                "resource": resource,
                "request": {
                    "method": "POST",
                    "url": resource["resourceType"],
                    "ifNoneExist": f"identifier={_URI}|{resource['identifier'][0]['value']}",
                },
            }
            for address, resource in entries
        ],
    }
    return json.dumps(bundle, ensure_ascii=False, indent=2) + "\n"


def _document(handout: Handout, pdf: bytes, now: datetime, identifier: str, subject: Resource) -> Resource:
    sample = handout.clinic.sample
    attachment = {
        "contentType": "application/pdf",
        "language": handout.language,
        "data": base64.b64encode(pdf).decode(),
        "size": len(pdf),
        "hash": base64.b64encode(sha1(pdf, usedforsecurity=False).digest()).decode(),  # R4 wants SHA-1
        "title": handout.title,
        "creation": _instant(now),
    }
    return {
        "resourceType": "DocumentReference",
        **({"meta": {"security": [_TEST]}} if sample else {}),
        "identifier": [_identifier(identifier), {"system": NUMBERS, "value": handout.number}],
        "status": "current",
        "docStatus": "preliminary" if sample else "final",
        "type": {"coding": [{"system": _LOINC, "code": "69730-0", "display": "Instructions"}]},
        **subject,
        "date": _instant(now),
        **({"author": [{"display": handout.clinician}]} if handout.clinician else {}),
        **({"custodian": {"display": handout.clinic.name}} if handout.clinic.name else {}),
        "description": handout.title,
        "content": [{"attachment": attachment}],
    }


def _communication(
    handout: Handout, now: datetime, document: str, identifier: str, subject: Resource
) -> Resource:
    return {
        "resourceType": "Communication",
        **({"meta": {"security": [_TEST]}} if handout.clinic.sample else {}),
        "identifier": [_identifier(identifier)],
        "status": "completed",
        "category": [{"coding": [{"system": _CATEGORIES, "code": "instruction"}]}],
        **subject,
        "topic": {"text": handout.title},
        "sent": _instant(now),
        **({"sender": {"display": handout.clinician}} if handout.clinician else {}),
        "payload": [{"contentReference": {"reference": document}}],
    }


def _subject(handout: Handout, patient_id: str) -> Resource:
    """Say who it is for: by the record's id, else by what was typed, and the other system decides."""
    if not (handout.patient or handout.identifier or patient_id):
        return {}
    reference = {"reference": f"Patient/{patient_id}"} if patient_id else {}
    display = {"display": handout.patient} if handout.patient else {}
    identifier = {"identifier": {"value": handout.identifier}} if handout.identifier else {}
    return {"subject": {**reference, "type": "Patient", **identifier, **display}}


def _identifier(value: str) -> Resource:
    return {"system": _URI, "value": value}


def _uuid(*of: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join((NUMBERS, *of)))}"


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
