"""A record server for the tests: FHIR over HTTP or TLS, with every kind of bad day."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mail_server import Authorities

from careleaf.domain.record import RecordServer

TOKEN = "token-of-the-desk"
QUACK = {
    "resourceType": "Patient",
    "id": "p-1",
    "name": [{"use": "official", "family": "Quackenbush", "given": ["Zebulon"]}],
    "birthDate": "1960-05-03",
    "identifier": [{"value": "MRN-4711", "type": {"coding": [{"code": "MR"}]}}],
}


@dataclass
class Records:
    """What the server knows and was asked, and what it answers instead where it has a bad day."""

    patients: list[dict[str, Any]] = field(default_factory=lambda: [QUACK])
    asked: list[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bundles: list[dict[str, Any]] = field(default_factory=list)
    status: int = 0
    answer: bytes = b"{}"
    to_posts_only: bool = False
    pause: threading.Event | None = None
    drip: bool = False
    break_after: bool = False
    elsewhere: str = ""

    def read(self, method: str, target: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Answer as a FHIR server does."""
        parts = urlsplit(target)
        query = parse_qsl(parts.query)
        self.asked.append((method, parts.path, query))
        self.headers.append(headers)
        if self.status and (method == "POST" or not self.to_posts_only):
            return self.status, self.answer
        if parts.path == "/fhir/metadata":
            return 200, _json({"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"})
        if headers.get("authorization") != f"Bearer {TOKEN}":
            return 401, _json({"resourceType": "OperationOutcome", "issue": [{"code": "login"}]})
        if method == "POST":
            return self._take(json.loads(body))
        if parts.path == "/fhir/Patient":
            entries = [{"resource": patient} for patient in self.patients]
            return 200, _json({"resourceType": "Bundle", "type": "searchset", "entry": entries})
        for patient in self.patients:
            if parts.path == f"/fhir/Patient/{patient['id']}":
                return 200, _json(patient)
        return 404, _json({"resourceType": "OperationOutcome", "issue": [{"code": "not-found"}]})

    def _take(self, bundle: dict[str, Any]) -> tuple[int, bytes]:
        """File a bundle once, as `ifNoneExist` asks for."""
        keys = [entry["request"]["ifNoneExist"] for entry in bundle["entry"]]
        known = any(keys == [entry["request"]["ifNoneExist"] for entry in b["entry"]] for b in self.bundles)
        if not known:
            self.bundles.append(bundle)
        response = {"response": {"status": "200 OK" if known else "201 Created"}}
        return 200, _json(
            {"resourceType": "Bundle", "type": "transaction-response", "entry": [response for _ in keys]}
        )


def _json(answer: Any) -> bytes:
    return json.dumps(answer).encode()


@contextmanager
def record_server(
    records: Records, trusted: Authorities | None = None, name: str = "localhost"
) -> Iterator[RecordServer]:
    """Run a server and give the settings that reach it: over TLS where an authority is given."""

    class Desk(BaseHTTPRequestHandler):
        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {key.lower(): value for key, value in self.headers.items()}
            if records.pause is not None:
                records.pause.wait(30)
            status, answer = records.read(self.command, self.path, headers, body)
            if records.break_after:
                self.close_connection = True
                return
            self.send_response(status)
            if records.elsewhere:
                self.send_header("Location", records.elsewhere)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self._write(answer)

        def _write(self, answer: bytes) -> None:
            try:
                for byte in answer if records.drip else ():
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.05)
                self.wfile.write(b"" if records.drip else answer)
            except OSError:  # nobody listens any more
                return

        def do_GET(self) -> None:
            self._any()

        def do_POST(self) -> None:
            self._any()

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    server.daemon_threads = True
    if trusted:
        server.socket = trusted.context(name).wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # a client that goes away is no news here
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    scheme, certificate = ("https", trusted.certificate) if trusted else ("http", "")
    try:
        yield RecordServer(f"{scheme}://localhost:{server.server_port}/fhir", certificate)
    finally:
        if records.pause is not None:
            records.pause.set()
        server.shutdown()
        server.server_close()
        thread.join()
