"""An e-mail through a mail server: verified TLS or nothing, one recipient, and every refusal in words."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from mail_server import PASSWORD, TOKEN, USER, Authorities, Mailbox, authorities, mail_server

from careleaf.delivery.attempt import Attempt
from careleaf.delivery.smtp import Secret, send, try_server
from careleaf.domain.email import Envelope, MailServer, Security, SignIn
from careleaf.errors import DeliveryFailed, PerhapsSent

TO = "ana@example.org"
CONTENT = b"From: desk@clinic.example\r\nTo: ana@example.org\r\nSubject: x\r\n\r\nHi\r\n.\r\nStill here\r\n"
PATIENCE = 5.0


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return authorities(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


def envelope(content: bytes = CONTENT, to: str = TO) -> Envelope:
    return Envelope("desk@clinic.example", to, content)


def refusal(server: MailServer, password: str = PASSWORD, letter: Envelope | None = None) -> str:
    """Return the words with which sending fails."""
    with pytest.raises(DeliveryFailed) as caught:
        send(server, Secret(password), letter or envelope(), Attempt(), PATIENCE)
    assert not isinstance(caught.value, PerhapsSent)
    assert TO not in str(caught.value)
    assert PASSWORD not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("security", Security)
def test_an_email_arrives_as_it_was_for_its_one_recipient(
    trusted: Authorities, box: Mailbox, security: Security
) -> None:
    with mail_server(trusted, box, security) as server:
        send(server, Secret(PASSWORD), envelope(), Attempt(), PATIENCE)
    (arrived,) = box.arrived
    assert arrived.rcpt_tos == [TO]
    assert arrived.mail_from == "desk@clinic.example"
    assert arrived.content == CONTENT


def test_progress_is_told_step_by_step(trusted: Authorities, box: Mailbox) -> None:
    told: list[tuple[str, float]] = []
    with mail_server(trusted, box) as server:
        big = envelope(CONTENT + b"x" * 70 + b"\r\n" + (b"y" * 76 + b"\r\n") * 2000)
        send(server, Secret(PASSWORD), big, Attempt(lambda words, part: told.append((words, part))), PATIENCE)
    assert list(dict.fromkeys(words for words, _ in told)) == ["Connecting", "Signing in", "Sending"]
    assert [part for words, part in told if words == "Sending"][-1] == 1.0
    assert len(told) > 5


def test_a_server_is_tried_without_sending(trusted: Authorities, box: Mailbox) -> None:
    with mail_server(trusted, box) as server:
        assert try_server(server, Secret(PASSWORD), Attempt(), PATIENCE) == "TLSv1.3"
        with pytest.raises(DeliveryFailed, match="did not accept the user name or the password"):
            try_server(server, Secret("wrong"), Attempt(), PATIENCE)
    assert box.arrived == []


def test_a_server_without_tls_gets_nothing(trusted: Authorities, box: Mailbox) -> None:
    with mail_server(trusted, box, tls=False) as server:
        assert "does not offer encryption, and nothing is sent without it" in refusal(server)
        from_the_start = replace(server, security=Security.TLS)
        assert "does not speak TLS on port" in refusal(from_the_start)
    assert box.arrived == []


@pytest.mark.parametrize("security", Security)
def test_a_certificate_of_another_name_is_refused(
    trusted: Authorities, box: Mailbox, security: Security
) -> None:
    with mail_server(trusted, box, security, name="other.example") as server:
        assert "belongs to another server than localhost" in refusal(server)
    assert box.arrived == []


@pytest.mark.parametrize("security", Security)
def test_a_certificate_that_nobody_vouches_for_is_refused(
    trusted: Authorities, box: Mailbox, security: Security
) -> None:
    with mail_server(trusted, box, security) as server:
        assert "Nobody this computer trusts vouches" in refusal(replace(server, certificate=""))
    assert box.arrived == []
    assert box.sign_ins == []


def test_a_certificate_file_that_cannot_be_read_is_named(trusted: Authorities, tmp_path: Path) -> None:
    server = MailServer("localhost", USER, certificate=str(tmp_path / "none.pem"))
    assert "none.pem cannot be read" in refusal(server)
    (tmp_path / "none.pem").write_text("not a certificate")
    assert "none.pem cannot be read" in refusal(server)


def test_a_wrong_password_is_told(trusted: Authorities, box: Mailbox) -> None:
    with mail_server(trusted, box) as server:
        assert "did not accept the user name or the password" in refusal(server, "wrong")
    assert box.arrived == []


def test_a_server_that_wants_a_sign_in_says_so(trusted: Authorities, box: Mailbox) -> None:
    with mail_server(trusted, box) as server:
        assert "wants a sign-in first" in refusal(replace(server, user=""))
    box.answer_to_recipient = "554 5.7.1 ana@example.org: relay access denied"
    with mail_server(trusted, box, Security.TLS) as server:
        assert "wants a sign-in first" in refusal(replace(server, user=""))


def test_a_sign_in_with_a_token_is_taken_and_an_expired_one_is_told(
    trusted: Authorities, box: Mailbox
) -> None:
    with mail_server(trusted, box, sign_in=SignIn.MICROSOFT) as server:
        send(server, Secret(TOKEN), envelope(), Attempt(), PATIENCE)
        assert len(box.arrived) == 1
        assert box.sign_ins == [f"user={USER}\1auth=Bearer {TOKEN}\1\1"]
        assert "it has expired, or belongs to another account. Sign in again" in refusal(server, "expired")
    assert len(box.arrived) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("552 5.2.2 ana@example.org is full", "mailbox is full"),
        ("452 4.2.2 ana@example.org is full", "mailbox is full"),
        ("550 5.1.1 no ana@example.org here", "does not know this e-mail address"),
        ("451 4.7.1 greylisted", "Try again later"),
        ("554 5.7.1 no", "refused this e-mail address"),
    ],
)
def test_a_recipient_that_is_refused_is_told(
    trusted: Authorities, box: Mailbox, answer: str, words: str
) -> None:
    box.answer_to_recipient = answer
    with mail_server(trusted, box) as server:
        assert words in refusal(server)
    assert box.arrived == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("552 5.2.2 ana@example.org is full", "mailbox is full"),
        ("452 4.3.1 no room", "has no room just now"),
        ("552 5.3.4 too big", "too large for localhost"),
        ("552 no", "is full, or the e-mail too large"),
        ("554 5.7.1 spam", "refused the e-mail (answer 554)"),
        ("451 later", "Try again later"),
        ("421 closing", "Try again later"),
    ],
)
def test_an_email_that_is_refused_at_the_end_is_told(
    trusted: Authorities, box: Mailbox, answer: str, words: str
) -> None:
    box.answer_to_content = answer
    with mail_server(trusted, box) as server:
        assert words in refusal(server)


def test_an_email_over_the_servers_limit_is_not_even_sent(trusted: Authorities, box: Mailbox) -> None:
    with mail_server(trusted, box, data_size_limit=1000) as server:
        words = refusal(server, letter=envelope(CONTENT + b"x\r\n" * 100_000))
    assert "too large for localhost: 0.3 MB" in words
    assert box.arrived == []


def test_an_address_beyond_ascii_is_sent_where_the_server_can_and_told_where_not(
    trusted: Authorities, box: Mailbox
) -> None:
    letter = envelope(to="josé@example.org")
    with mail_server(trusted, box, utf8=True) as server:
        send(server, Secret(PASSWORD), letter, Attempt(), PATIENCE)
    assert box.arrived[0].rcpt_tos == ["josé@example.org"]
    with mail_server(trusted, box) as server:
        assert "letters such as é or ñ" in refusal(server, letter=letter)
    assert len(box.arrived) == 1


def test_a_server_that_is_not_there_is_told() -> None:
    nobody = MailServer("localhost", USER, port=1)
    assert "Nothing answers on port 1 of localhost" in refusal(nobody)
    assert "no mail server named" in refusal(replace(nobody, host="mail.clinic.invalid"))
    assert "no mail server named" in refusal(replace(nobody, host="x" * 80 + ".example"))


@pytest.fixture
def silent() -> Iterator[MailServer]:
    """Run a server that takes connections and says nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield MailServer("127.0.0.1", USER, port=listener.getsockname()[1])


@pytest.mark.parametrize("security", Security)
def test_a_server_that_does_not_answer_is_given_up(silent: MailServer, security: Security) -> None:
    with pytest.raises(DeliveryFailed, match="did not answer in time"):
        send(replace(silent, security=security), Secret("x"), envelope(), Attempt(), patience=0.1)


def test_stopping_ends_the_waiting_for_a_silent_server(silent: MailServer) -> None:
    attempt = Attempt()
    threading.Timer(0.1, attempt.stop).start()
    with pytest.raises(DeliveryFailed, match=r"^Stopped\. Nothing was sent\.$"):
        send(silent, Secret("x"), envelope(), attempt, patience=60)


def test_stopping_in_the_middle_of_an_email_sends_nothing(trusted: Authorities, box: Mailbox) -> None:
    def stop_half_way(words: str, part: float) -> None:
        if part > 0.5:
            attempt.stop()

    attempt = Attempt(stop_half_way)
    with (
        mail_server(trusted, box) as server,
        pytest.raises(DeliveryFailed, match=r"^Stopped\. Nothing was sent\.$"),
    ):
        send(server, Secret(PASSWORD), envelope(CONTENT + b"x\r\n" * 100_000), attempt, PATIENCE)
    assert box.arrived == []


def test_stopping_once_the_server_has_all_of_it_says_that_it_may_arrive(
    trusted: Authorities, box: Mailbox
) -> None:
    box.hang_at_content = threading.Event()
    attempt = Attempt()
    threading.Timer(0.5, attempt.stop).start()
    with mail_server(trusted, box) as server:
        with pytest.raises(PerhapsSent, match="It may arrive"):
            send(server, Secret(PASSWORD), envelope(), attempt, patience=60)
        box.hang_at_content.set()


def test_a_connection_that_breaks_before_the_last_answer_says_that_it_may_arrive(
    trusted: Authorities, box: Mailbox
) -> None:
    box.break_at_end = True
    with mail_server(trusted, box) as server, pytest.raises(PerhapsSent, match="Ask the patient"):
        send(server, Secret(PASSWORD), envelope(), Attempt(), PATIENCE)


def test_an_attempt_that_was_stopped_before_it_began_connects_to_nobody(silent: MailServer) -> None:
    attempt = Attempt()
    attempt.stop()
    with pytest.raises(DeliveryFailed, match="Stopped"):
        send(silent, Secret("x"), envelope(), attempt)


def test_the_server_is_not_told_what_this_computer_is_called(trusted: Authorities, box: Mailbox) -> None:
    with mail_server(trusted, box) as server:
        send(server, Secret(PASSWORD), envelope(), Attempt(), PATIENCE)
    assert message_from_bytes(box.arrived[0].content, policy=policy.SMTP)["Subject"] == "x"
    assert box.names == ["[127.0.0.1]"]
