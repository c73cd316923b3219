"""A real mail server for the tests: aiosmtpd with TLS, a sign-in and every kind of bad day."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from careleaf.delivery.smtp import Secret
from careleaf.domain.email import MailServer, Security, SignIn

USER, PASSWORD, TOKEN = "desk@clinic.example", "correct hörse", "a-token-of-an-hour"
SENDER = "desk@clinic.example"


@dataclass
class Mailbox:
    """What arrived, and what the server says instead where it has a bad day."""

    arrived: list[Envelope] = field(default_factory=list)
    answer_to_recipient: str = ""
    answer_to_content: str = ""
    hang_at_content: threading.Event | None = None
    break_at_end: bool = False
    sign_ins: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # what the other end calls itself

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_recipient:
            return self.answer_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.break_at_end:
            server.transport.abort()
            return "250 OK"
        if self.hang_at_content is not None:
            while not self.hang_at_content.is_set():
                await asyncio.sleep(0.01)
        if self.answer_to_content:
            return self.answer_to_content
        self.arrived.append(envelope)
        self.names.append(str(session.host_name))
        return "250 OK"


def _check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
    assert isinstance(given, LoginPassword)
    right = (given.login.decode(), given.password.decode()) == (USER, PASSWORD)
    return AuthResult(success=right, handled=right)


class _Server(SMTP):
    """Speaks XOAUTH2 too, as Microsoft's and Google's servers do."""

    async def auth_XOAUTH2(self, _: SMTP, args: list[str]) -> AuthResult:
        said = base64.b64decode(args[1]).decode()
        self.event_handler.sign_ins.append(said)
        if said == f"user={USER}\1auth=Bearer {TOKEN}\1\1":
            return AuthResult(success=True)
        await self.challenge_auth('{"status":"401"}')
        return AuthResult(success=False, handled=False)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


@dataclass
class Authorities:
    """A certificate authority of our own, and one for a server of another name."""

    folder: Path
    authority: trustme.CA

    @property
    def certificate(self) -> str:
        """Return the file of the authority."""
        return str(self.folder / "authority.pem")

    def context(self, name: str = "localhost") -> ssl.SSLContext:
        """Return what a server of that name needs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(name).configure_cert(context)
        return context


def authorities(folder: Path) -> Authorities:
    """Make an authority whose certificate lies in a folder."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    return Authorities(folder, authority)


@contextmanager
def mail_server(
    trusted: Authorities,
    box: Mailbox,
    security: Security = Security.STARTTLS,
    sign_in: SignIn = SignIn.PASSWORD,
    name: str = "localhost",
    tls: bool = True,
    **more: Any,
) -> Iterator[MailServer]:
    """Run a server and give the settings that reach it."""
    context = trusted.context(name) if tls else None
    starttls = context if security is Security.STARTTLS else None
    controller = _Controller(
        box,
        hostname="localhost",
        port=_free_port(),
        server_hostname="mail.clinic.example",
        ssl_context=None if starttls else context,
        tls_context=starttls,
        require_starttls=starttls is not None,
        auth_required=starttls is not None,
        auth_require_tls=starttls is not None,
        authenticator=_check,
        enable_SMTPUTF8=more.pop("utf8", False),
        **more,
    )
    controller.start()
    try:
        yield MailServer(
            host="localhost",
            port=controller.port,
            security=security,
            sender=SENDER,
            user=USER,
            sign_in=sign_in,
            certificate=trusted.certificate,
        )
    finally:
        controller.stop()


def secret(text: str = PASSWORD) -> Secret:
    """Return what opens the server."""
    return Secret(text)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
