"""Sign in with Microsoft or Google: in the browser, with a code nobody else can use, and no password seen."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest
from delivery.authority import REFRESH, Browser, People, authority
from mail_server import TOKEN, Authorities, authorities

from careleaf.delivery.sign_in import Authority, Registration, authority_of, renew, sign_in
from careleaf.domain.email import MailServer, SignIn
from careleaf.errors import DeliveryFailed

USER = "desk@clinic.example"
OURS = Registration("our-id", "our-client-secret")


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return authorities(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def browser(trusted: Authorities) -> Iterator[Browser]:
    browser = Browser(trusted)
    yield browser
    browser.close()


def test_signing_in_gives_tokens_and_sends_what_the_standard_asks_for(
    trusted: Authorities, people: People, browser: Browser
) -> None:
    with authority(trusted, people) as there:
        tokens = sign_in(there, OURS, USER, browser.open, Event())
        browser.close()
    assert (tokens.access, tokens.refresh) == (TOKEN, REFRESH)
    asked, token = people.asked[0], people.tokens_asked[0]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert (asked["client_id"], asked["login_hint"], asked["x"]) == ("our-id", USER, "y")
    assert asked["redirect_uri"].startswith("http://localhost:")
    assert "client_secret" not in asked
    assert len(token["code_verifier"]) == 64
    assert token["client_secret"] == "our-client-secret"
    assert "You are signed in" in browser.pages[0]
    assert TOKEN not in repr(tokens)
    assert REFRESH not in repr(tokens)
    assert "our-client-secret" not in repr(OURS)


def test_a_person_who_says_no_is_told(trusted: Authorities, people: People, browser: Browser) -> None:
    people.refusal = "access_denied"
    with (
        authority(trusted, people) as there,
        pytest.raises(DeliveryFailed, match=r"did not sign you in \(access_denied\)"),
    ):
        sign_in(there, OURS, USER, browser.open, Event())
    assert people.tokens_asked == []


def test_a_visit_without_our_own_state_is_no_answer(trusted: Authorities, people: People) -> None:
    def visit(address: str) -> bool:
        port = address.partition("localhost%3A")[2].partition("%2F")[0]
        forger.open(f"http://localhost:{port}/?code=evil&state=guessed")
        return True

    class Forger(Browser):
        def _visit(self, address: str) -> None:
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(address, timeout=10)
            stop.set()

    forger, stop = Forger(trusted), Event()
    with authority(trusted, people) as there, pytest.raises(DeliveryFailed, match="Stopped"):
        sign_in(there, OURS, USER, visit, stop)
    forger.close()
    assert people.tokens_asked == []


def test_nobody_signing_in_is_given_up_and_can_be_stopped(trusted: Authorities, people: People) -> None:
    stop = Event()
    with authority(trusted, people) as there:
        with pytest.raises(DeliveryFailed, match="Nobody signed in with Microsoft in time"):
            sign_in(there, OURS, USER, lambda _: True, stop, patience=0.1)
        with pytest.raises(DeliveryFailed, match="No web browser"):
            sign_in(there, OURS, USER, lambda _: False, stop)
        stop.set()
        with pytest.raises(DeliveryFailed, match="Stopped"):
            sign_in(there, OURS, USER, lambda _: True, stop)


def test_a_kept_sign_in_gives_a_new_token(trusted: Authorities, people: People) -> None:
    with authority(trusted, people) as there:
        tokens = renew(there, OURS, REFRESH)
        assert (tokens.access, tokens.refresh) == (TOKEN, REFRESH)
        people.new_refresh = "the-next-one"
        assert renew(there, OURS, REFRESH).refresh == "the-next-one"
    assert people.tokens_asked[0]["scope"] == "send"


def test_an_expired_sign_in_says_to_sign_in_again(trusted: Authorities, people: People) -> None:
    with authority(trusted, people) as there, pytest.raises(DeliveryFailed, match="has expired or was taken"):
        renew(there, OURS, "long gone")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((400, '{"error": "unauthorized_client"}'), r"no permission to send \(unauthorized_client\)"),
        ((200, '{"token_type": "Bearer"}'), r"no permission to send"),
        ((503, "<html>busy"), "could not be reached"),
        ((200, "\N{BALLOT X}"), "could not be reached"),
        ((302, ""), "could not be reached"),
    ],
)
def test_an_authority_that_gives_nothing_is_told(
    trusted: Authorities, people: People, answer: tuple[int, str], words: str
) -> None:
    people.token_answer = answer
    with authority(trusted, people) as there, pytest.raises(DeliveryFailed, match=words):
        renew(there, OURS, REFRESH)
    assert len(people.tokens_asked) == 1


def test_an_authority_nobody_vouches_for_gets_no_secret(trusted: Authorities, people: People) -> None:
    with authority(trusted, people) as there, pytest.raises(DeliveryFailed, match="could not be reached"):
        renew(replace(there, context=None), OURS, REFRESH)
    assert people.tokens_asked == []


def test_the_authorities_are_those_of_the_servers_makers() -> None:
    def of(sign_in: SignIn, tenant: str = "") -> Authority:
        return authority_of(MailServer("h", USER, sign_in=sign_in, tenant=tenant))

    google, microsoft = of(SignIn.GOOGLE), of(SignIn.MICROSOFT, "clinic.example")
    assert google.scope == "https://mail.google.com/"
    assert "/clinic.example/oauth2/v2.0/" in microsoft.token
    assert "offline_access" in microsoft.scope
    assert "/organizations/" in of(SignIn.MICROSOFT).authorize
    for each in (google, microsoft):
        assert each.authorize.startswith("https://")
        assert each.token.startswith("https://")
