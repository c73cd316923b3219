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
_LOINC, _CATEGORIES = "http://loinc.org", "http://terminology.hl7.org/CodeSystem/communication-category"
_TEST = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}
Resource = Mapping[str, Any]


def fhir_json(handout: Handout, pdf: bytes, now: datetime) -> str:
    """Write the Bundle. `now` (aware) is when it was given; the same input gives the same text."""
    # The identifiers are drawn from what was given, to whom and when: sent twice, it is the same document.
    name = content_hash(handout.content, handout.patient, handout.identifier, now.isoformat())
    document_id, given_id = (f"urn:uuid:{uuid5(NAMESPACE_URL, f'{NUMBERS}/{what}/{name}')}" for what in "dg")
    entries = (
        (document_id, _document(handout, pdf, now, document_id)),
        (given_id, _communication(handout, now, document_id, given_id)),
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
                    "ifNoneExist": f"identifier=urn:ietf:rfc:3986|{address}",
                },
            }
            for address, resource in entries
        ],
    }
    return json.dumps(bundle, ensure_ascii=False, indent=2) + "\n"


def _document(handout: Handout, pdf: bytes, now: datetime, address: str) -> Resource:
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
        "identifier": [_uri(address), {"system": NUMBERS, "value": handout.number}],
        "status": "current",
        "docStatus": "preliminary" if sample else "final",
        "type": {"coding": [{"system": _LOINC, "code": "69730-0", "display": "Instructions"}]},
        **_subject(handout),
        "date": _instant(now),
        **({"author": [{"display": handout.clinician}]} if handout.clinician else {}),
        **({"custodian": {"display": handout.clinic.name}} if handout.clinic.name else {}),
        "description": handout.title,
        "content": [{"attachment": attachment}],
    }


def _communication(handout: Handout, now: datetime, document: str, address: str) -> Resource:
    return {
        "resourceType": "Communication",
        **({"meta": {"security": [_TEST]}} if handout.clinic.sample else {}),
        "identifier": [_uri(address)],
        "status": "completed",
        "category": [{"coding": [{"system": _CATEGORIES, "code": "instruction"}]}],
        **_subject(handout),
        "topic": {"text": handout.title},
        "sent": _instant(now),
        **({"sender": {"display": handout.clinician}} if handout.clinician else {}),
        "payload": [{"contentReference": {"reference": document}}],
    }


def _subject(handout: Handout) -> Resource:
    """Say who it is for by the words that were typed: which record that is, the other system decides."""
    if not handout.patient and not handout.identifier:
        return {}
    display = {"display": handout.patient} if handout.patient else {}
    identifier = {"identifier": {"value": handout.identifier}} if handout.identifier else {}
    return {"subject": {"type": "Patient", **identifier, **display}}


def _uri(address: str) -> Resource:
    return {"system": "urn:ietf:rfc:3986", "value": address}


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
