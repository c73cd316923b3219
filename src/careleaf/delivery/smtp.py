"""Send an e-mail through the clinic's server: over verified TLS, or not at all."""

from __future__ import annotations

import base64
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Any

from careleaf.delivery.attempt import STOPPED, Attempt
from careleaf.delivery.smtp_answers import in_words
from careleaf.delivery.tls import verifying
from careleaf.domain.email import Envelope, MailServer, Security, SignIn
from careleaf.errors import CareleafError, DeliveryFailed, PerhapsSent
from careleaf.lazy_dataclass import dataclass

PATIENCE = 30.0  # seconds for each answer of the server
CHUNK = 32_768  # bytes: how often a person can stop a long e-mail, and sees how far it is
OWN_NAME = "[127.0.0.1]"  # what the server is told instead of this computer's name
END = b"\r\n.\r\n"


@dataclass(frozen=True)
class Secret:
    """What opens the server: a password, or an access token where one signs in with Microsoft or Google."""

    text: str = field(repr=False)


class _Plain(smtplib.SMTP):
    """A connection that is sent to in pieces, and knows whether the server has the whole e-mail."""

    def __init__(self, server: MailServer, attempt: Attempt, patience: float, **more: Any) -> None:
        self.attempt = attempt
        self.has_all = False
        super().__init__(server.host, server.port, OWN_NAME, timeout=patience, **more)

    def getreply(self) -> tuple[int, bytes]:
        """Wait for an answer; who stops the attempt ends the waiting."""
        try:
            self.attempt.watch(self.sock)
        except DeliveryFailed:
            self.close()
            raise
        return super().getreply()

    def send(self, s: Any) -> None:
        """Send in pieces."""
        data = s.encode(self.command_encoding) if isinstance(s, str) else s
        for start in range(0, len(data), CHUNK):
            self.attempt.go_on()
            super().send(data[start : start + CHUNK])
            if len(data) > CHUNK:
                self.attempt.progress("Sending", min(1.0, (start + CHUNK) / len(data)))
        self.has_all = data.endswith(END)


class _FromTheStart(_Plain, smtplib.SMTP_SSL):
    """The same, with TLS before the first word."""


def send(
    server: MailServer, secret: Secret, envelope: Envelope, attempt: Attempt, patience: float = PATIENCE
) -> None:
    """Send one e-mail to its one recipient. Takes seconds.

    Raises DeliveryFailed where it was not sent, and PerhapsSent where the connection broke when the server
    had all of it but had not answered.
    """
    with _open(server, secret, attempt, patience, envelope) as connection:
        attempt.progress("Sending", 0.0)
        utf8 = [] if (envelope.sender + envelope.recipient).isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
        connection.sendmail(envelope.sender, [envelope.recipient], envelope.content, mail_options=utf8)


def try_server(server: MailServer, secret: Secret, attempt: Attempt, patience: float = PATIENCE) -> str:
    """Connect and sign in without sending. Returns which TLS was spoken. Raises DeliveryFailed."""
    with _open(server, secret, attempt, patience) as connection:
        return connection.sock.version() or "TLS" if isinstance(connection.sock, ssl.SSLSocket) else ""


@contextmanager
def _open(
    server: MailServer, secret: Secret, attempt: Attempt, patience: float, envelope: Envelope | None = None
) -> Iterator[_Plain]:
    """Give a signed-in connection; whatever goes wrong with it is told in words."""
    connection = None
    size = len(envelope.content) if envelope else 0
    try:
        connection = _connect(server, attempt, patience)
        attempt.progress("Signing in", 0.0)
        _sign_in(connection, server, secret)
        yield connection
    except CareleafError:
        if connection is not None and connection.has_all:
            raise PerhapsSent(_perhaps(server)) from None
        raise
    except (OSError, ValueError, smtplib.SMTPException) as error:
        if connection is not None and connection.has_all and not _is_answer(error):
            raise PerhapsSent(_perhaps(server)) from None
        raise DeliveryFailed(STOPPED if attempt.stopped else in_words(error, server, size)) from None
    finally:
        if connection is not None:
            _say_goodbye(connection)


def _connect(server: MailServer, attempt: Attempt, patience: float) -> _Plain:
    attempt.go_on()
    attempt.progress("Connecting", 0.0)
    context = verifying(server.certificate)
    if server.security is Security.TLS:
        return _FromTheStart(server, attempt, patience, context=context)
    connection = _Plain(server, attempt, patience)
    try:
        connection.starttls(context=context)
    except Exception:
        connection.close()
        raise
    return connection


def _sign_in(connection: _Plain, server: MailServer, secret: Secret) -> None:
    """Sign in. smtplib's own way fails on a password with letters outside ASCII."""
    if not server.user:
        return
    connection.ehlo_or_helo_if_needed()
    offered = connection.esmtp_features.get("auth", "").upper().split()
    if server.sign_in is not SignIn.PASSWORD:
        _answer(connection, f"AUTH XOAUTH2 {_base64(xoauth2(server.user, secret.text))}")
    elif "PLAIN" in offered:
        _answer(connection, f"AUTH PLAIN {_base64(f'{chr(0)}{server.user}{chr(0)}{secret.text}')}")
    elif "LOGIN" in offered:
        for words in ("AUTH LOGIN", _base64(server.user), _base64(secret.text)):
            _answer(connection, words)
    else:
        raise smtplib.SMTPNotSupportedError("AUTH")


def xoauth2(user: str, token: str) -> str:
    """Return what Microsoft's and Google's servers are told, before it is put into base64."""
    return f"user={user}\1auth=Bearer {token}\1\1"


def _answer(connection: _Plain, words: str) -> None:
    """Say something while signing in. Raises SMTPAuthenticationError unless the server likes it."""
    code, said = connection.docmd(words)
    if code == 334 and words.startswith("AUTH XOAUTH2"):  # it says why not, and waits for an empty line
        code, said = connection.docmd("")
    if code not in (235, 334, 503):
        raise smtplib.SMTPAuthenticationError(code, said)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _is_answer(error: Exception) -> bool:
    return isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)


def _perhaps(server: MailServer) -> str:
    return (
        f"{server.host} had the whole e-mail when the connection broke, and did not say whether it goes on. "
        "It may arrive. Ask the patient before you send it again."
    )


def _say_goodbye(connection: _Plain) -> None:
    """Leave politely; what was sent is sent, whatever comes of this."""
    try:
        connection.quit()
    except (OSError, ValueError, CareleafError, smtplib.SMTPException):
        connection.close()
