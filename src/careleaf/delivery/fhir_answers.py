"""What goes wrong between this program and a record server, in words a clinician can act on.

The server's own words are left out: they often repeat what was sent. Its code for the kind of trouble and the
place in the resource are told.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

from careleaf.delivery.tls import IT, distrust
from careleaf.domain.record import RecordServer

_ADDRESS = "Check the address in the settings"
_USUAL = "it often ends in /fhir or /R4"
_PLACE = re.compile(r"[A-Za-z][A-Za-z0-9.\[\]]{0,80}")
# https://hl7.org/fhir/R4/valueset-issue-type.html, in plain words
_KINDS = {
    "invalid": "something in it is not as it should be",
    "structure": "its structure is not as it should be",
    "required": "something it needs is missing",
    "value": "a value is not allowed",
    "invariant": "a rule of the server is broken",
    "not-supported": "the server does not know it",
    "duplicate": "the server has it already",
    "multiple-matches": "the server has it more than once",
    "not-found": "something it refers to is not there",
    "code-invalid": "a code is not known there",
    "too-long": "something is too long",
    "too-costly": "it asks for too much",
    "business-rule": "a rule of the clinic's system forbids it",
    "conflict": "somebody else changed it",
}


def refused(status: int, answer: Any, server: RecordServer) -> str:
    """Say what an answer that is no success means, and what to do."""
    host, said = server.host, outcome_words(answer)
    known = {
        401: f"{host} did not accept the token (answer 401): it is wrong or has expired. Give it a new one.",
        403: f"{host} does not let this token do that (answer 403). {IT}",
        404: f"{host} has nothing at this address (answer 404){said}. {_ADDRESS}; {_USUAL}.",
        409: f"{host} has something else in its place (answer 409){said}. Look into the patient's record.",
        410: f"This patient's record was removed at {host} (answer 410). Search again.",
        412: f"{host} has this handout more than once already (answer 412). Look into the patient's record.",
        413: f"The handout is too large for {host} (answer 413). Choose fewer topics or no logo.",
        429: f"{host} is asked too much just now (answer 429). Try again in a minute.",
        503: f"{host} cannot answer just now (answer 503). Try again later.",
    }
    if status in known:
        return known[status]
    if 300 <= status < 400:
        return f"{host} points to another address (answer {status}), which is not followed. {_ADDRESS}."
    if 400 <= status < 500:
        return f"{host} does not take it (answer {status}){said}. {IT}"
    return f"{host} has a fault of its own (answer {status}){said}. Try again later. {IT}"


def outcome_words(answer: Any) -> str:
    """Return what an OperationOutcome says, as ": why (where)"; empty where it says nothing known."""
    issues = answer.get("issue") if isinstance(answer, dict) else None
    for issue in issues if isinstance(issues, list) else []:
        kind = _KINDS.get(str(issue.get("code"))) if isinstance(issue, dict) else None
        if kind:
            return f": {kind}{_place(issue)}"
    return ""


def _place(issue: dict[str, Any]) -> str:
    places = issue.get("expression")
    place = places[0] if isinstance(places, list) and places else ""
    return f" ({place})" if isinstance(place, str) and _PLACE.fullmatch(place) else ""


def not_fhir(server: RecordServer) -> str:
    """Say that the answer is not FHIR."""
    return f"{server.host} answers, but not as a FHIR server does. {_ADDRESS}; {_USUAL}."


def unreachable(error: Exception, server: RecordServer) -> str:
    """Say why there was no answer."""
    host = server.host
    if isinstance(error, ssl.SSLCertVerificationError):
        return distrust(error, host)
    if isinstance(
        error, http.client.HTTPException | ConnectionResetError | BrokenPipeError | ssl.SSLEOFError
    ):
        return f"{host} broke off, or does not speak HTTP. {_ADDRESS}, then try again."
    if isinstance(error, ssl.SSLError):
        return f"{host} does not speak TLS at this address. {_ADDRESS}."
    if isinstance(error, socket.gaierror | UnicodeError):
        return f"There is no server named {host}, or this computer is offline. Check both."
    if isinstance(error, TimeoutError):
        return f"{host} did not answer in time. Check the network, then try again."
    if isinstance(error, ConnectionRefusedError):
        port = urlsplit(server.address).port
        return f"Nothing answers at {host}{f' on port {port}' if port else ''}. {_ADDRESS}."
    if isinstance(error, ValueError):
        return f"{host} answers with more than this program reads. {IT}"
    return f"{host} could not be reached ({type(error).__name__}). Check the network, then try again."
