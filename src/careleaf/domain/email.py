"""E-mail: to whom, through which server, in which words, and what of it the chart note says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from careleaf.domain.plaintext import unprinted
from careleaf.errors import UsageError
from careleaf.lazy_dataclass import dataclass

ADDRESS_LIMIT = 254  # octets of an address: RFC 5321, 4.5.3.1, less the two brackets
PASSWORD_LEAST = 8  # characters
PASSWORD_MOST = 127  # octets: ISO 32000-2, 7.6.4.3.3
ATTACHED = "document.pdf"  # tells nothing of the patient, the illness or the clinic

_EXAMPLE = "such as ana@example.org"
_ATOM = r"[^\s@.,;:<>()\[\]\\\"]+"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@{_ATOM}(\.{_ATOM})+")


class Security(StrEnum):
    """When a connection is encrypted: after the first words, or from the start. Never "not at all"."""

    STARTTLS = "starttls"
    TLS = "tls"


class SignIn(StrEnum):
    """How the clinic shows the server who it is."""

    PASSWORD = "password"
    MICROSOFT = "microsoft"
    GOOGLE = "google"


@dataclass(frozen=True)
class MailServer:
    """The clinic's mail server. Passwords and sign-ins are never among these settings.

    `sender` is the clinic's own address, `client_id` and `tenant` name the clinic's registration with
    Microsoft or Google, `certificate` is a file for a clinic that signs its servers' certificates itself.
    """

    host: str
    sender: str
    port: int = 587
    security: Security = Security.STARTTLS
    sender_name: str = ""
    user: str = ""
    sign_in: SignIn = SignIn.PASSWORD
    client_id: str = ""
    tenant: str = ""
    certificate: str = ""


class SecretKind(StrEnum):
    """What is kept: a password, a sign-in with Microsoft or Google, Google's client secret."""

    PASSWORD = "password"
    SIGN_IN = "sign-in"
    CLIENT_SECRET = "client secret"


@dataclass(frozen=True)
class EmailWords:
    """What an e-mail says: the same to everyone, with no name, no illness and nothing typed for a patient."""

    subject: str
    body: str


@dataclass(frozen=True)
class Envelope:
    """A finished e-mail and the two addresses a server is told."""

    sender: str
    recipient: str = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Unsent:
    """An e-mail that is kept in a file until a server has it. `unsure`: it may have gone out all the same."""

    file: Path
    envelope: Envelope
    written: datetime
    unsure: bool


class Outcome(StrEnum):
    """What became of an e-mail, as far as this program can know."""

    SENT = "sent"
    DRAFTED = "drafted"
    UNSURE = "unsure"


@dataclass(frozen=True)
class HandedOver:
    """One e-mail that was handed over, for the chart note. `locked`: its PDF asks for a password."""

    at: datetime
    recipient: str = field(repr=False)
    locked: bool
    outcome: Outcome


def one_address(typed: str) -> str:
    """Return the one e-mail address that was typed. Raises UsageError, which does not repeat it."""
    text = unicodedata.normalize("NFC", typed.strip())
    if not text:
        raise UsageError(f"The e-mail address is missing: type one, {_EXAMPLE}.")
    if text.count("@") > 1:
        raise UsageError("These are two e-mail addresses. A handout goes to exactly one.")
    if unprinted(text) or not _ADDRESS.fullmatch(text) or text.partition("@")[0].startswith("-"):
        raise UsageError(f"This is not one e-mail address: type it without a name, {_EXAMPLE}.")
    if len(text.encode()) > ADDRESS_LIMIT:
        raise UsageError(f"This e-mail address is too long: type one, {_EXAMPLE}.")
    return text


def pdf_password(typed: str) -> str:
    """Return a password that can lock a PDF. Raises UsageError, which does not repeat it."""
    if typed != typed.strip() or unprinted(typed) or "\n" in typed:
        raise UsageError("The password may not start or end with a space, or hold hidden characters.")
    if len(typed) < PASSWORD_LEAST:
        raise UsageError(f"The password is too short: take {PASSWORD_LEAST} characters or more.")
    if len(typed.encode()) > PASSWORD_MOST:
        raise UsageError("The password is too long.")
    return typed
