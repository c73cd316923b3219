"""Sign in with Microsoft or Google in the clinician's own browser; this program never sees the password.

The browser is sent back to a port of this computer (RFC 8252) with a code that only this program can use
(PKCE, RFC 7636).
"""

from __future__ import annotations

import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import field
from http.server import BaseHTTPRequestHandler, HTTPServer
from secrets import token_urlsafe
from threading import Event
from typing import Any

from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

from careleaf.domain.email import MailServer, SignIn
from careleaf.errors import DeliveryFailed
from careleaf.lazy_dataclass import dataclass

PATIENCE = 20.0  # seconds for an answer of the authority
BROWSER_PATIENCE = 300.0  # seconds for a person to sign in
LOOK_EVERY = 0.2  # seconds from one look at "stop" to the next
MOST = 1_000_000  # bytes of an answer: far more than any
DONE = "<!doctype html><title>Careleaf</title><p>You are signed in. Close this page and go back to Careleaf."
NOT_DONE = "<!doctype html><title>Careleaf</title><p>Not signed in. Go back to Careleaf to see why."
TOKEN_CODE = "invalid_grant"  # RFC 6749, 5.2: expired, revoked or not ours


@dataclass(frozen=True)
class Authority:
    """Where one signs in, and what for."""

    name: str
    authorize: str
    token: str
    scope: str
    extra: dict[str, str] = field(default_factory=dict)
    context: ssl.SSLContext | None = None  # whom to trust; None: whom the system trusts


@dataclass(frozen=True)
class Registration:
    """What the clinic registered with the authority. Google adds a client secret, Microsoft none."""

    client_id: str
    client_secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Tokens:
    """What opens the mailbox: `access` for an hour, `refresh` until it is taken back."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)


def authority_of(server: MailServer) -> Authority:
    """Return the authority a mail server looks to. Addresses and scopes are from both makers' manuals."""
    if server.sign_in is SignIn.GOOGLE:
        return Authority(
            "Google",
            "https://accounts.google.com/o/oauth2/v2/auth",
            "https://oauth2.googleapis.com/token",
            "https://mail.google.com/",
            {"access_type": "offline", "prompt": "consent"},
        )
    home = f"https://login.microsoftonline.com/{server.tenant or 'organizations'}/oauth2/v2.0"
    return Authority(
        "Microsoft",
        f"{home}/authorize",
        f"{home}/token",
        "https://outlook.office.com/SMTP.Send offline_access",
    )


def sign_in(
    authority: Authority,
    registration: Registration,
    user: str,
    open_browser: Callable[[str], bool],
    stop: Event,
    patience: float = BROWSER_PATIENCE,
) -> Tokens:
    """Have a person sign in, and return the tokens. Raises DeliveryFailed. Takes as long as they do."""
    client = WebApplicationClient(registration.client_id)
    state, verifier = token_urlsafe(24), client.create_code_verifier(64)
    with _Listener(state) as listener:
        address = client.prepare_request_uri(
            authority.authorize,
            redirect_uri=listener.address,
            scope=authority.scope,
            state=state,
            code_challenge=client.create_code_challenge(verifier, "S256"),
            code_challenge_method="S256",
            login_hint=user,
            **authority.extra,
        )
        if not open_browser(address):
            raise DeliveryFailed("No web browser could be opened on this computer to sign in with.")
        answer = listener.wait(stop, patience, authority.name)
    try:
        # The way back ends on this computer, which oauthlib would only take over https.
        code = client.parse_request_uri_response(answer.replace("http:", "https:", 1), state=state)["code"]
    except OAuth2Error as error:
        raise DeliveryFailed(f"{authority.name} did not sign you in ({error.error}). Try again.") from None
    body = client.prepare_request_body(
        code=code, redirect_uri=listener.address, code_verifier=verifier, **_secret(registration)
    )
    return _tokens(authority, client, body)


def renew(authority: Authority, registration: Registration, refresh: str) -> Tokens:
    """Return new tokens for the kept one. Raises DeliveryFailed where one has to sign in again."""
    client = WebApplicationClient(registration.client_id)
    body = client.prepare_refresh_body(
        refresh_token=refresh,
        scope=authority.scope,
        client_id=registration.client_id,
        **_secret(registration),
    )
    tokens = _tokens(authority, client, body)
    return tokens if tokens.refresh else Tokens(tokens.access, refresh)


def _secret(registration: Registration) -> dict[str, str]:
    return {"client_secret": registration.client_secret} if registration.client_secret else {}


def _tokens(authority: Authority, client: WebApplicationClient, body: str) -> Tokens:
    """Ask for tokens. The answer is read, never followed elsewhere."""
    request = urllib.request.Request(authority.token, body.encode(), {"Accept": "application/json"})
    try:
        answer = _answer(request, authority)
        given = client.parse_request_body_response(answer)
    except OAuth2Error as error:
        if error.error == TOKEN_CODE:
            raise DeliveryFailed(
                f"The sign-in with {authority.name} has expired or was taken back. Sign in again."
            ) from None
        raise DeliveryFailed(
            f"{authority.name} gave no permission to send ({error.error}). Check the registration."
        ) from None
    except (OSError, ValueError) as error:
        raise DeliveryFailed(
            f"{authority.name} could not be reached ({type(error).__name__}). Check the network."
        ) from None
    return Tokens(str(given.get("access_token", "")), str(given.get("refresh_token", "")))


def _answer(request: urllib.request.Request, authority: Authority) -> str:
    context = authority.context or ssl.create_default_context()
    opener = urllib.request.build_opener(_NoFollowing, urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            return _json(answer.read(MOST))
    except urllib.error.HTTPError as error:
        with error:
            return _json(error.read(MOST))


def _json(answer: bytes) -> str:
    """Return an answer that is JSON. Raises ValueError for a page that speaks to people."""
    text = answer.decode()
    json.loads(text)
    return text


class _NoFollowing(urllib.request.HTTPRedirectHandler):
    """Secrets go to the authority and nowhere it points to."""

    def redirect_request(self, *_: Any) -> None:
        return None


class _Listener(HTTPServer):
    """Wait on a port of this computer for the browser to come back."""

    def __init__(self, state: str) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.state = state
        self.answer = ""
        self.timeout = LOOK_EVERY

    @property
    def address(self) -> str:
        """Return where the browser is to come back to."""
        return f"http://localhost:{self.server_port}/"

    def wait(self, stop: Event, patience: float, name: str) -> str:
        """Return the address the browser came back with."""
        end = time.monotonic() + patience
        while not self.answer:
            if stop.is_set():
                raise DeliveryFailed("Stopped. Nobody is signed in.")
            if time.monotonic() > end:
                raise DeliveryFailed(f"Nobody signed in with {name} in time. Try again.")
            self.handle_request()
        return self.answer


class _Visit(BaseHTTPRequestHandler):
    """Answer the browser; a visit that does not bring back our own state is none."""

    server: _Listener
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Take the answer."""
        ours = f"state={self.server.state}" in self.path.partition("?")[2].split("&")
        if ours:
            self.server.answer = self.server.address.rstrip("/") + self.path
        page = (DONE if "code=" in self.path else NOT_DONE).encode()
        self.send_response(200 if ours else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page) if ours else 0))
        self.end_headers()
        if ours:
            self.wfile.write(page)

    def log_message(self, *_: Any) -> None:
        """Write nothing anywhere: the address holds the code."""
