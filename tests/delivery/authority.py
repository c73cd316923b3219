"""A stand-in for Microsoft and Google on this machine: signs anyone in who comes with the right browser."""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from mail_server import TOKEN, Authorities

from careleaf.delivery.sign_in import Authority

REFRESH = "a-refresh-token" * 150  # longer than one place of Windows' safe


@dataclass
class People:
    """What was asked, and what the authority says instead on a bad day."""

    asked: list[dict[str, str]] = field(default_factory=list)
    tokens_asked: list[dict[str, str]] = field(default_factory=list)
    refusal: str = ""
    token_answer: tuple[int, str] | None = None
    new_refresh: str = ""


class _Page(BaseHTTPRequestHandler):
    people: People

    def do_GET(self) -> None:
        asked = _single(urlsplit(self.path).query)
        self.people.asked.append(asked)
        back = {"error": self.people.refusal} if self.people.refusal else {"code": "a-code"}
        self.send_response(302)
        self.send_header(
            "Location", f"{asked['redirect_uri']}?{urlencode({**back, 'state': asked['state']})}"
        )
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        asked = _single(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.people.tokens_asked.append(asked)
        code, answer = self.people.token_answer or self._tokens(asked)
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())

    def _tokens(self, asked: dict[str, str]) -> tuple[int, str]:
        given: dict[str, Any] = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}
        if asked["grant_type"] == "authorization_code":
            digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if (asked["code"], challenge) != ("a-code", self.people.asked[-1]["code_challenge"]):
                return 400, json.dumps({"error": "invalid_grant"})
            return 200, json.dumps({**given, "refresh_token": REFRESH, "scope": "another"})
        if asked["refresh_token"] not in (REFRESH, self.people.new_refresh):
            return 400, json.dumps({"error": "invalid_grant", "error_description": "expired"})
        if self.people.new_refresh:
            given["refresh_token"] = self.people.new_refresh
        return 200, json.dumps(given)

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


def _single(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def authority(trusted: Authorities, people: People) -> Iterator[Authority]:
    """Run the authority over https and give its addresses."""
    page = type("Page", (_Page,), {"people": people})
    server = ThreadingHTTPServer(("127.0.0.1", 0), page)
    server.socket = trusted.context().wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    home = f"https://localhost:{server.server_port}"
    context = ssl.create_default_context(cafile=trusted.certificate)
    try:
        yield Authority("Microsoft", f"{home}/authorize", f"{home}/token", "send", {"x": "y"}, context)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Browser:
    """Follow an address as a browser does, in a thread of its own."""

    def __init__(self, trusted: Authorities) -> None:
        self._trusted = trusted
        self.pages: list[str] = []
        self.threads: list[threading.Thread] = []

    def open(self, address: str) -> bool:
        """Visit an address and go where it leads."""
        thread = threading.Thread(target=self._visit, args=(address,))
        thread.start()
        self.threads.append(thread)
        return True

    def _visit(self, address: str) -> None:
        context = ssl.create_default_context(cafile=self._trusted.certificate)
        with urllib.request.urlopen(address, context=context, timeout=10) as page:
            self.pages.append(page.read().decode())

    def close(self) -> None:
        """Wait until every page is there."""
        for thread in self.threads:
            thread.join()
