"""The record server's address, its token, and what is looked for there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.record import RecordPatient, access_token, record_server, search_of
from careleaf.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "address", "host"),
    [
        (
            " https://fhir.clinic.example/fhir/R4/ ",
            "https://fhir.clinic.example/fhir/R4",
            "fhir.clinic.example",
        ),
        ("https://fhir.clinic.example:8443", "https://fhir.clinic.example:8443", "fhir.clinic.example"),
        ("http://localhost:8103/fhir/R4", "http://localhost:8103/fhir/R4", "localhost"),
        ("http://[::1]:80/x", "http://[::1]:80/x", "::1"),
    ],
)
def test_an_address_is_https_or_this_computer(typed: str, address: str, host: str) -> None:
    server = record_server(typed)
    assert (server.address, server.host) == (address, host)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "fhir.clinic.example",
        "ftp://fhir.clinic.example",
        "https://",
        "https://a:b",
        "https://[",
        "https://a/?x=1",
        "https://a/#x",
        "https://a b/",
        "https://a/\r\nX: y",
        "https://fhir.clínic.example",
        "http://fhir.clinic.example/fhir",
        "http://localhost.evil.example/fhir",
        "https://desk:secret@fhir.clinic.example",
    ],
)
def test_any_other_address_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as told:
        record_server(typed)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("typed", ["a b", "a\r\nX: y", "a\nb", "töken", "a" * 20_001, "\0"])
def test_a_token_that_cannot_be_one_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(UsageError, match="The token is one long word") as told:
        access_token(typed)
    assert typed not in str(told.value)


def test_a_token_loses_the_line_end_of_its_file() -> None:
    assert access_token(" abc.DEF-_~+/=\r\n") == "abc.DEF-_~+/="


def test_words_dates_and_numbers_are_told_apart() -> None:
    search = search_of("Ruiz, Ana 1960-05-03 MRN-7")
    assert (search.names, search.born, search.number) == (("Ruiz", "Ana"), "1960-05-03", "MRN-7")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type a name"),
        (" , \u202e", "Type a name"),
        ("ruiz 5/3/1960", "1960-05-03"),
        ("3.5.1960", "1960-05-03"),
        ("1960-02-30", "no such day"),
        ("a " * 100, "at most 120"),
    ],
)
def test_what_cannot_be_looked_for_is_told(typed: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        search_of(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_search_or_told(typed: str) -> None:
    try:
        search = search_of(typed)
    except UsageError:
        return
    assert search.names or search.born or search.number


def test_a_page_shows_the_record_number_and_without_one_the_birth_date() -> None:
    assert RecordPatient("Ana", "1960-05-03", "MRN-7").patient.identifier == "MRN-7"
    assert RecordPatient("Ana", "1960-05-03").patient.identifier == "1960-05-03"


def test_a_patient_does_not_show_when_printed() -> None:
    shown = repr((RecordPatient("Ana", "1960-05-03", "MRN-7", "p-1"), search_of("Ana MRN-7 1960-05-03")))
    assert not any(secret in shown for secret in ("Ana", "1960", "MRN", "p-1"))
