"""An e-mail as it is built: one recipient, neutral words, and no field that can add to its headers."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from builders import NOW
from hypothesis import given
from hypothesis import strategies as st

from careleaf.delivery.email import write_draft, write_email
from careleaf.domain.email import EmailWords, Envelope, one_address, pdf_password
from careleaf.errors import UsageError

WORDS = EmailWords("Information from your clinic", "Hello,\n\nsee the file.\n.\nBye: ñ\n")
PDF = b"%PDF-1.7\r\n\n.\r\n" + bytes(range(256)) * 50
TO, FROM = "ana@example.org", "desk@clinic.example"
BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\0", "\u200b", "\u202e"]


def write(
    words: EmailWords = WORDS, to: str = TO, sender: str = FROM, name: str = "Elm Street Clinic"
) -> Envelope:
    return write_email(words, PDF, to, sender, name, NOW)


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    return message


def test_an_email_has_one_recipient_neutral_words_and_the_same_bytes() -> None:
    letter = write()
    message = read(letter.content)
    assert (letter.sender, letter.recipient) == (FROM, TO)
    assert message["To"] == TO
    assert message["From"] == "Elm Street Clinic <desk@clinic.example>"
    assert message["Subject"] == "Information from your clinic"
    assert message["Date"] == "Sat, 21 Nov 2026 09:00:00 -0500"
    assert message["Message-ID"].endswith("@clinic.example>")
    assert set(message.keys()) == {
        "To", "From", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"
    }  # fmt: skip
    assert message.get_body().get_content().splitlines() == WORDS.body.splitlines()
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "document.pdf"
    assert attached.get_content() == PDF


def test_a_draft_is_unsent_and_leaves_the_sender_to_the_mail_program() -> None:
    message = read(write_draft(WORDS, PDF, TO))
    assert message["X-Unsent"] == "1"
    assert (message["To"], message["From"]) == (TO, None)
    assert next(iter(message.iter_attachments())).get_content() == PDF


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_no_field_can_add_a_header(line_break: str) -> None:
    evil = f"x{line_break}Bcc: eve@example.org"
    for wrong in (
        lambda: write(EmailWords(evil, "")),
        lambda: write(to=f"ana@example.org{line_break}Bcc: eve@example.org"),
        lambda: write(to=f"ana{line_break}@example.org"),
        lambda: write(sender=f"desk@clinic.example{line_break}Bcc: eve@example.org"),
        lambda: write(name=evil),
        lambda: write_draft(EmailWords(evil, ""), PDF, TO),
        lambda: write_draft(WORDS, PDF, f"ana@example.org{line_break}Bcc: eve@example.org"),
    ):
        with pytest.raises(UsageError):
            wrong()


@pytest.mark.parametrize(
    "typed",
    [
        "a@example.org, b@example.org",
        "a@example.org b@example.org",
        "a@example.org;b@example.org",
        "a@example.org\nb@example.org",
        "Ana Ruiz <a@example.org>, b@example.org",
        "a@b@example.org",
    ],
)
def test_two_addresses_are_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(UsageError, match="exactly one") as caught:
        one_address(typed)
    assert "example.org b" not in str(caught.value)


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "ana", "ana@", "@example.org", "ana@example", "ana@@example.org", "ana..b@example.org",
     ".ana@example.org", "ana@example..org", "ana@example.org.", "Ana <ana@example.org>", '"a b"@example.org',
     "ana@[10.0.0.1]", "undisclosed:;", "a\u200bna@example.org", "-oQ@example.org",
     "a" * 250 + "@example.org"],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        one_address(typed)


@pytest.mark.parametrize("typed", [TO, " ana@example.org ", "a.b+c@x-y.example", "o'neil@example.org"])
def test_one_address_is_taken(typed: str) -> None:
    assert one_address(typed) == typed.strip()


@pytest.mark.parametrize("address", ["josé@example.org", "ana@bücher.example"])
def test_an_address_beyond_ascii_stays_as_it_is(address: str) -> None:
    assert f"To: {address}\r\n".encode() in write(to=address).content
    assert f"To: {address}\r\n".encode() in write_draft(WORDS, PDF, address)


@given(st.text(max_size=60))
def test_whatever_is_typed_goes_to_one_address_or_nowhere(typed: str) -> None:
    try:
        letter = write(to=typed)
    except UsageError:
        return
    message = read(letter.content)
    assert [each.addr_spec for each in message["To"].addresses] == [letter.recipient]
    assert message["Bcc"] is message["Cc"] is None


@given(st.text(max_size=60))
def test_whatever_the_clinic_is_called_its_address_stays(name: str) -> None:
    try:
        message = read(write(name=name).content)
    except UsageError:
        return
    assert [each.addr_spec for each in message["From"].addresses] == [FROM]
    assert len(list(message.iter_attachments())) == 1


@pytest.mark.parametrize("typed", ["brief", " eight or more", "with\nbreak", "hidden\u200bsign", "é" * 64])
def test_a_password_that_no_pdf_takes_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        pdf_password(typed)
    assert typed not in str(caught.value)
