"""Say in plain words why a shared library cannot be reached: none of Git's own words come out of here."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import filelock
import urllib3
from dulwich.client import HTTPProxyUnauthorized, HTTPUnauthorized
from dulwich.errors import (
    ApplyDeltaError,
    ChecksumMismatch,
    FileFormatException,
    GitProtocolError,
    MissingCommitError,
    NotGitRepository,
    ObjectMissing,
    RefFormatError,
    WrongObjectException,
)
from dulwich.file import FileLocked

from careleaf.errors import DeliveryFailed

UNCHANGED = "Nothing is lost: your changes are kept here and sent later."
# How it surfaces in dulwich when a server, broken or hostile, sends nonsense.
_NONSENSE = (
    ApplyDeltaError, ChecksumMismatch, FileFormatException, MissingCommitError, ObjectMissing, RefFormatError,
    WrongObjectException, zlib.error, ValueError, LookupError, AssertionError, TypeError, AttributeError,
    EOFError, RecursionError, MemoryError, NotImplementedError,
)  # fmt: skip


def is_web_address(place: str) -> bool:
    """Tell a web address from a folder."""
    return "://" in place


@contextmanager
def in_plain_words(place: str) -> Iterator[None]:
    """Turn what goes wrong on the way to a place into DeliveryFailed."""
    try:
        yield
    except DeliveryFailed:
        raise
    except (HTTPUnauthorized, HTTPProxyUnauthorized):
        raise DeliveryFailed(
            f"{_named(place)} did not accept the user name or the password. {UNCHANGED}"
        ) from None
    except NotGitRepository:
        raise DeliveryFailed(
            f"There is no shared library at {place}. Check the address, or ask who set it up. {UNCHANGED}"
        ) from None
    except (FileLocked, filelock.Timeout):
        raise DeliveryFailed(f"Somebody else is saving at {place} right now. {UNCHANGED}") from None
    except (GitProtocolError, OSError, urllib3.exceptions.HTTPError) as error:
        raise DeliveryFailed(f"{_reason(place, error)} {UNCHANGED}") from None
    except _NONSENSE as error:
        raise DeliveryFailed(
            f"{_named(place)} answered what cannot be understood ({type(error).__name__}). {UNCHANGED}"
        ) from None


def _named(place: str) -> str:
    return urlsplit(place).hostname or place if is_web_address(place) else place


def _reason(place: str, error: BaseException) -> str:
    words = " ".join(str(each) for each in _chain(error))
    name = _named(place)
    if any(isinstance(each, ssl.SSLError) for each in _chain(error)) or "certificate" in words.lower():
        return (
            f"{name} could not prove that it is the clinic's server: its certificate is not trusted. "
            "Nothing was sent to it. If the clinic signs its own certificates, name the file in the settings."
        )
    if "http resp 403" in words:
        return read_only(place)
    if "http resp 5" in words:
        return f"{name} has a fault of its own and could not answer."
    if isinstance(error, OSError) and not is_web_address(place):
        return f"{place} cannot be reached: {error.strerror or error}."
    return f"{name} cannot be reached. Check the network."


def read_only(place: str) -> str:
    """Say that a place may be read and not changed."""
    return f"{_named(place)} lets you read the shared library, but not change it."


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        reason = getattr(error, "reason", None)
        error = error.__cause__ or error.__context__ or (reason if isinstance(reason, Exception) else None)
