"""The clinic's record server: where it is, whom it knows, and what of a handout it was given."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date, datetime
from urllib.parse import urlsplit

from careleaf.domain.people import NAME_LIMIT, Patient
from careleaf.domain.plaintext import clean_line
from careleaf.errors import UsageError
from careleaf.lazy_dataclass import dataclass

LOOPBACK = ("localhost", "127.0.0.1", "::1")
TOKEN_LIMIT = 20_000  # characters; some servers put a whole signed certificate chain into one
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OTHER_DAY = re.compile(r"\d{1,4}[./]\d{1,2}[./]\d{1,4}")


@dataclass(frozen=True)
class RecordServer:
    """A FHIR R4 server. Its token is never among these settings.

    `address` is where its resources start, such as https://fhir.clinic.example/fhir/R4; `certificate` is a
    file for a clinic that signs its servers' certificates itself.
    """

    address: str
    certificate: str = ""

    @property
    def host(self) -> str:
        """Return the server's name."""
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True)
class RecordPatient:
    """A patient as a record has them. `id` is the record's own, empty where a file has none."""

    name: str = field(repr=False)
    born: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    id: str = field(default="", repr=False)

    @property
    def patient(self) -> Patient:
        """Return what a handout prints: name and record number, or the birth date where there is none."""
        return Patient(self.name, self.number or self.born)


@dataclass(frozen=True)
class Found:
    """The patients a search found. `more`: the record has others that are not among them."""

    patients: tuple[RecordPatient, ...]
    more: bool = False


@dataclass(frozen=True)
class PatientSearch:
    """What to look for: words of a name, a birth date, a record number."""

    names: tuple[str, ...] = field(default=(), repr=False)
    born: str = field(default="", repr=False)
    number: str = field(default="", repr=False)


@dataclass(frozen=True)
class Recorded:
    """One handout that went to a record, for the chart note. `sure`: the server said that it has it."""

    at: datetime
    host: str
    sure: bool = True


def record_server(address: str, certificate: str = "") -> RecordServer:
    """Return a server. Raises UsageError for an address that a token may not be sent to."""
    typed = address.strip().rstrip("/")
    try:
        parts = urlsplit(typed)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        raise UsageError(_NO_ADDRESS) from None
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(_NO_ADDRESS)
    if not typed.isascii() or any(char.isspace() or not char.isprintable() for char in typed):
        raise UsageError(_NO_ADDRESS)
    if parts.username or parts.password:
        raise UsageError("Leave user name and password out of the address; the token has a place of its own.")
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise UsageError("The address must start with https://, so that nobody on the way can read it.")
    return RecordServer(typed, certificate.strip())


_NO_ADDRESS = "This is no address of a record server: write it such as https://fhir.clinic.example/fhir/R4."


def access_token(typed: str) -> str:
    """Return a token that can be sent. Raises UsageError, which does not repeat it."""
    token = typed.strip()
    if not token.isascii() or any(not "!" <= char <= "~" for char in token) or len(token) > TOKEN_LIMIT:
        raise UsageError("The token is one long word of plain letters and digits. Copy it once more.")
    return token


def search_of(typed: str) -> PatientSearch:
    """Read what was typed: a day is the birth date, a word with digits the number, the rest the name.

    Raises UsageError, which does not repeat it.
    """
    names, born, number = [], "", ""
    for word in clean_line(typed).replace(",", " ").split():
        if _OTHER_DAY.fullmatch(word):
            raise UsageError("Write a birth date as 1960-05-03: year, month, day.")
        if _DAY.fullmatch(word):
            born = _day(word)
        elif any(char.isdigit() for char in word):
            number = word
        else:
            names.append(word)
    if not (names or born or number):
        raise UsageError("Type a name, a birth date such as 1960-05-03, or a record number.")
    if len(typed) > NAME_LIMIT:
        raise UsageError(f"Type at most {NAME_LIMIT} characters.")
    return PatientSearch(tuple(names), born, number)


def _day(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise UsageError(
            "There is no such day. Write a birth date as 1960-05-03: year, month, day."
        ) from None
