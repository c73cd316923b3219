"""Speak to the clinic's record server, FHIR R4 over HTTP: find a patient, send a handout.

Nothing is asked twice, no redirect is followed, and nothing leaves unencrypted but to this computer itself.
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Iterable
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from careleaf.delivery.attempt import STOPPED, Attempt
from careleaf.delivery.fhir_answers import not_fhir, outcome_words, refused, unreachable
from careleaf.delivery.tls import verifying
from careleaf.domain.fhir_patient import patients_in
from careleaf.domain.record import Found, PatientSearch, RecordPatient, RecordServer
from careleaf.errors import DeliveryFailed, PerhapsSent

PATIENCE = 30.0  # seconds for each answer, from its first byte to its last
CHUNK = 32_768  # bytes: how often a person can stop, and sees how far it is
MOST = 20_000_000  # bytes of an answer: some servers send the handout back
AT_ONCE = 20  # patients of one search: more are no choice any more
JSON = "application/fhir+json"
UNSURE = (502, 504)  # a gateway answers for a server that may have done it
Answer = dict[str, Any]


class FhirServer:
    """A record server with the token that opens it. Every method takes seconds and raises DeliveryFailed."""

    def __init__(self, server: RecordServer, token: str, patience: float = PATIENCE) -> None:
        self._server, self._token, self._patience = server, token, patience

    def try_out(self, attempt: Attempt) -> str:
        """Look whether it is FHIR R4 and takes the token. Returns the version."""
        version = self._get("metadata", (), attempt).get("fhirVersion")
        if not isinstance(version, str):
            raise DeliveryFailed(not_fhir(self._server))
        if not version.startswith("4."):
            raise DeliveryFailed(f"{self._server.host} speaks FHIR {version}; FHIR R4 is needed.")
        self._get("Patient", [("_summary", "count")], attempt)  # counts them and shows none
        return version

    def search(self, wanted: PatientSearch, attempt: Attempt) -> Found:
        """Find patients by words of the name, birth date and number, all of what was given."""
        query = [("name", name) for name in wanted.names]
        if wanted.born:
            query.append(("birthdate", wanted.born))
        if wanted.number:
            query.append(("identifier", wanted.number))
        answer = self._get("Patient", [*query, ("_count", str(AT_ONCE))], attempt)
        if answer.get("resourceType") != "Bundle":
            raise DeliveryFailed(not_fhir(self._server))
        # A patient that this program cannot read is left out: another one may be who is looked for.
        patients = tuple(patient for patient in patients_in(answer, _no_note) if patient.id)
        return Found(patients[:AT_ONCE], len(patients) > AT_ONCE or _goes_on(answer))

    def read_patient(self, patient_id: str, attempt: Attempt) -> RecordPatient:
        """Read one patient by the record's own id."""
        problems: list[str] = []
        answer = self._get(f"Patient/{quote(patient_id, safe='')}", (), attempt)
        found = list(patients_in(answer, lambda key, message: problems.append(f"{key}: {message}")))
        if len(found) != 1 or found[0].id != patient_id:
            why = f": {'; '.join(problems)}" if problems else ""
            raise DeliveryFailed(f"{self._server.host} has this patient in a way that cannot be read{why}.")
        return found[0]

    def send(self, bundle: bytes, attempt: Attempt) -> bool:
        """Send a transaction, all of it or nothing. Returns whether the server had it already.

        Raises PerhapsSent where the server had all of it and nobody can know what became of it.
        """
        answer = self._ask("POST", "", (), attempt, bundle)
        entries = answer.get("entry")
        said = [_response(entry) for entry in entries] if isinstance(entries, list) else []
        if answer.get("type") != "transaction-response" or not said:
            raise PerhapsSent(self._perhaps)
        for response in said:
            if not str(response.get("status")).startswith("2"):
                words = outcome_words(response.get("outcome"))
                raise PerhapsSent(f"{self._server.host} took only a part of it{words}. Look into the record.")
        return all(str(response["status"]).startswith("200") for response in said)

    def _get(self, path: str, query: Iterable[tuple[str, str]], attempt: Attempt) -> Answer:
        return self._ask("GET", path, query, attempt)

    def _ask(
        self, method: str, path: str, query: Iterable[tuple[str, str]], attempt: Attempt, body: bytes = b""
    ) -> Answer:
        """Ask once, and return the answer as JSON; whatever goes wrong is told in words."""
        connection = self._connection()
        sent = _Sent(body)
        target = f"{urlsplit(self._server.address).path}/{path}".rstrip("/") or "/"
        if written := urlencode(list(query)):
            target = f"{target}?{written}"
        try:
            attempt.go_on()
            attempt.progress("Connecting", 0.0)
            connection.connect()
            attempt.watch(connection.sock)
            sent.over(connection, method, target, self._headers(body), attempt)
            status, raw = _answer(connection, attempt, self._patience)
        except (OSError, ValueError, http.client.HTTPException, DeliveryFailed) as error:
            if sent.whole:
                raise PerhapsSent(self._perhaps) from None
            if attempt.stopped:
                raise DeliveryFailed(STOPPED) from None
            raise DeliveryFailed(unreachable(error, self._server)) from None
        finally:
            connection.close()
        return self._read(status, raw, bool(body))

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self._server.address)
        host = parts.hostname or ""
        if parts.scheme == "https":
            context = verifying(self._server.certificate)
            return http.client.HTTPSConnection(host, parts.port, timeout=self._patience, context=context)
        return http.client.HTTPConnection(host, parts.port, timeout=self._patience)

    def _headers(self, body: bytes) -> dict[str, str]:
        of_body = {"Content-Type": JSON, "Content-Length": str(len(body)), "Prefer": "return=minimal"}
        return {
            "Accept": JSON,
            "User-Agent": "Careleaf",
            **({"Authorization": f"Bearer {self._token}"} if self._token else {}),
            **(of_body if body else {}),
        }

    def _read(self, status: int, raw: bytes, was_sent: bool) -> Answer:
        answer = _json(raw)
        if was_sent and (status in UNSURE or (200 <= status < 300 and answer is None)):
            raise PerhapsSent(self._perhaps)
        if not 200 <= status < 300:
            raise DeliveryFailed(refused(status, answer, self._server))
        if answer is None or "resourceType" not in answer:
            raise DeliveryFailed(not_fhir(self._server))
        return answer

    @property
    def _perhaps(self) -> str:
        return (
            f"{self._server.host} had the whole handout and did not say what became of it. It may be in the "
            "record. Send it again: it is marked, so that the record keeps one."
        )


class _Sent:
    """What is sent with a request, in pieces; `whole` once the server has all of it."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self.whole = False

    def over(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        target: str,
        headers: dict[str, str],
        attempt: Attempt,
    ) -> None:
        connection.putrequest(method, target)
        for key, value in headers.items():
            connection.putheader(key, value)
        connection.endheaders()
        try:
            for start in range(0, len(self._body), CHUNK):
                attempt.go_on()
                connection.send(self._body[start : start + CHUNK])
                attempt.progress("Sending", min(1.0, (start + CHUNK) / len(self._body)))
        except (ConnectionError, ssl.SSLError):
            return  # it answers before it has all: what it says is the better thing to tell
        self.whole = bool(self._body)


def _answer(connection: http.client.HTTPConnection, attempt: Attempt, patience: float) -> tuple[int, bytes]:
    """Return status and body. Raises TimeoutError for a server that goes on for ever."""
    end = time.monotonic() + patience
    pieces, size = [], 0
    with closing(connection.getresponse()) as response:
        while piece := response.read1(CHUNK):
            attempt.go_on()
            size += len(piece)
            if size > MOST:
                raise ValueError("too long")
            if time.monotonic() > end:
                raise TimeoutError
            pieces.append(piece)
        return response.status, b"".join(pieces)


def _json(raw: bytes) -> Answer | None:
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _response(entry: Any) -> Answer:
    response = entry.get("response") if isinstance(entry, dict) else None
    return response if isinstance(response, dict) else {}


def _goes_on(bundle: Answer) -> bool:
    links, total, entries = bundle.get("link"), bundle.get("total"), bundle.get("entry")
    listed = len(entries) if isinstance(entries, list) else 0
    return (isinstance(total, int) and total > listed) or any(
        isinstance(link, dict) and link.get("relation") == "next"
        for link in (links if isinstance(links, list) else [])
    )


def _no_note(*_: str) -> None:
    """Note nothing."""
