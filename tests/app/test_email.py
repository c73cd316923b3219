"""E-mailing a handout: what holds it back, what it says, and what stays behind when it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event

import pytest
from builders import CLINIC, NOW, draft_of
from delivery.authority import Browser, People, authority
from leak_search import Search
from mail_server import PASSWORD, Authorities, Mailbox, authorities, mail_server
from system_safe import Safe

from careleaf.app.bootstrap import Program
from careleaf.app.email_sending import EmailSending
from careleaf.app.email_writing import Request, email_of, suggest_password
from careleaf.app.email_writing import draft_of as email_draft_of
from careleaf.app.handout_making import Made, make
from careleaf.delivery import sign_in as signing_in
from careleaf.delivery.attempt import Attempt
from careleaf.domain.email import HandedOver, MailServer, Outcome, SignIn
from careleaf.domain.people import Clinic, Patient
from careleaf.errors import Blocked, DeliveryFailed, NeedsConfirmation, PerhapsSent, UsageError
from careleaf.storage.locations import Locations

TO = "ana@example.org"
AGREED = Request(TO, agreed=True)
SERVER = MailServer("mail.clinic.example", "desk@clinic.example")
PDF = b"%PDF-1.7 as the preview shows it"


def made_of(program: Program, *ticks: str, clinic: Clinic = CLINIC) -> Made:
    return make(program, draft_of(program.library, ticks or ["cold"]), clinic, NOW)


def body_of(content: bytes) -> tuple[EmailMessage, str]:
    message = message_from_bytes(content, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    part = message.get_body()
    assert part is not None
    return message, part.get_content()


def test_an_email_says_the_same_whoever_and_whatever_it_is_about(program: Program) -> None:
    one = make(program, draft_of(program.library, ["cold"], patient=Patient("Ana Ruiz", "123")), CLINIC, NOW)
    contents = [email_of(made, PDF, AGREED, SERVER, NOW).content for made in (one, made_of(program, "sleep"))]
    (first, words), (second, others) = map(body_of, contents)
    assert words == others
    assert first["Subject"] == second["Subject"] == "Information from your clinic"
    assert Search(("Ruiz", "123", "back", "spasm", "cold")).data("words", words.encode()).found == []
    assert "Call us instead: 555-0100." in words
    assert "In an emergency, call 911." in words
    assert "password" not in words


def test_a_clinic_without_numbers_leaves_no_gap(program: Program) -> None:
    made = make(program, draft_of(program.library, []), replace(CLINIC, after_hours="555-0101"), NOW)
    _, words = body_of(email_draft_of(made, PDF, AGREED))
    assert "When we are closed, call 555-0101." in words
    assert "\r\n\r\n\r\n" not in words


def test_a_clinics_name_cannot_become_part_of_anything_else(program: Program) -> None:
    clinic = replace(CLINIC, name="Elm {{ x }} <b>&\r\nBcc: eve@example.org")
    message, words = body_of(email_of(made_of(program, clinic=clinic), PDF, AGREED, SERVER, NOW).content)
    assert message["Bcc"] is None
    assert "Elm {{ x }} <b>&" in words


def test_what_a_rule_holds_back_is_not_emailed(program: Program) -> None:
    held_back = made_of(program, "med-relaxant")
    for write in (
        lambda: email_of(held_back, PDF, AGREED, SERVER, NOW),
        lambda: email_draft_of(held_back, PDF, AGREED),
    ):
        with pytest.raises((Blocked, NeedsConfirmation)):
            write()


def test_the_sample_clinic_emails_nothing(program: Program) -> None:
    made = made_of(program, clinic=replace(CLINIC, sample=True))
    with pytest.raises(DeliveryFailed, match="sample clinic"):
        email_draft_of(made, PDF, AGREED)


def test_an_open_pdf_needs_the_patients_consent_and_a_locked_one_a_good_password(program: Program) -> None:
    made = made_of(program)
    with pytest.raises(NeedsConfirmation, match="tick that the patient agrees"):
        email_draft_of(made, PDF, Request(TO, agreed=False))
    with pytest.raises(UsageError, match="too short"):
        email_draft_of(made, made.typeset.pdf, Request(TO, agreed=False, password="short"))
    assert PASSWORD not in repr(Request(TO, agreed=True, password=PASSWORD))
    assert TO not in repr(AGREED)


def test_suggested_passwords_differ_and_can_lock() -> None:
    suggested = {suggest_password() for _ in range(50)}
    assert len(suggested) == 50
    assert all(len(each) >= 12 for each in suggested)


def test_the_chart_note_tells_every_email_and_how_it_went(program: Program) -> None:
    records = [HandedOver(NOW, TO, outcome is Outcome.SENT, outcome) for outcome in Outcome]
    note = made_of(program).chart_note(NOW, records)
    assert "E-MAIL\n- Sent by the clinic's server to ana@example.org, Saturday 21 November 2026" in note
    assert "  PDF locked with a password, which is not in the e-mail." in note
    assert "- Opened as a draft in the mail program for ana@example.org" in note
    assert "- Perhaps sent (the connection broke) to ana@example.org" in note
    assert "E-MAIL" not in made_of(program).chart_note(NOW)


# Sending


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return authorities(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def places(tmp_path: Path, safe: Safe) -> Locations:
    return Locations(tmp_path / "home")


@pytest.fixture
def sending(places: Locations) -> EmailSending:
    return EmailSending(places, lambda: NOW)


@pytest.fixture
def server(trusted: Authorities, box: Mailbox, sending: EmailSending) -> Iterator[MailServer]:
    with mail_server(trusted, box) as server:
        assert sending.set_up(server, PASSWORD) == ""
        yield server


def test_what_was_sent_leaves_nothing_and_what_was_not_waits(
    program: Program, server: MailServer, box: Mailbox, sending: EmailSending, places: Locations
) -> None:
    letter = email_of(made_of(program), PDF, AGREED, server, NOW)
    sending.send(letter, sending.keep(letter), Attempt())
    assert sending.unsent() == ()
    box.answer_to_content = "451 later"
    with pytest.raises(DeliveryFailed):
        sending.send(letter, sending.keep(letter), Attempt())
    later = EmailSending(places, lambda: NOW)
    (unsent,) = later.unsent()
    assert unsent.envelope == letter
    assert not unsent.unsure
    box.answer_to_content = ""
    later.send(unsent.envelope, unsent, Attempt())
    assert len(box.arrived) == 2
    assert later.unsent() == ()


def test_an_email_that_may_have_arrived_or_was_stopped_is_not_kept(
    program: Program, server: MailServer, box: Mailbox, sending: EmailSending
) -> None:
    letter = email_of(made_of(program), PDF, AGREED, server, NOW)
    stopped = Attempt()
    stopped.stop()
    with pytest.raises(DeliveryFailed, match="Stopped"):
        sending.send(letter, sending.keep(letter), stopped)
    assert sending.unsent() == ()
    box.break_at_end = True
    with pytest.raises(PerhapsSent):
        sending.send(letter, sending.keep(letter), Attempt())
    assert sending.unsent() == ()


def test_a_crash_while_it_is_sent_is_found_at_the_next_start(
    program: Program, server: MailServer, sending: EmailSending, places: Locations, monkeypatch
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    monkeypatch.setattr("careleaf.delivery.smtp.send", cut)
    letter = email_of(made_of(program), PDF, AGREED, server, NOW)
    with pytest.raises(PowerCut):
        sending.send(letter, sending.keep(letter), Attempt())
    (unsent,) = EmailSending(places, lambda: NOW).unsent()
    assert unsent.unsure
    assert Search((TO, "preview shows")).folder(places.home).found == []


def test_an_old_email_goes_unsent_and_is_counted(
    program: Program, server: MailServer, sending: EmailSending, places: Locations
) -> None:
    sending.keep(email_of(made_of(program), PDF, AGREED, server, NOW))
    assert EmailSending(places, lambda: NOW + timedelta(hours=25)).remove_old() == 1
    assert EmailSending(places, lambda: NOW).unsent() == ()


def test_who_never_emails_never_waits_for_the_systems_safe(sending: EmailSending, safe: Safe) -> None:
    assert sending.unsent() == ()
    assert sending.remove_old() == 0
    assert safe.kept == {}


def test_a_full_disk_is_told_and_nothing_is_sent(
    program: Program, server: MailServer, box: Mailbox, sending: EmailSending, monkeypatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("careleaf.storage.private_folder.os.fsync", full)
    with pytest.raises(DeliveryFailed, match="No space left"):
        sending.keep(email_of(made_of(program), PDF, AGREED, server, NOW))
    assert sending.unsent() == ()
    with pytest.raises(DeliveryFailed, match="No space left"):
        sending.put_draft(b"x")


def test_drafts_are_private_and_gone_ten_minutes_later(places: Locations) -> None:
    clock = [datetime.now(tz=NOW.tzinfo)]
    sending = EmailSending(places, lambda: clock[0])
    file = sending.put_draft(b"To: ana@example.org\r\n\r\n")
    assert places.email_drafts.stat().st_mode & 0o777 == 0o700
    sending.clear_drafts()
    assert file.exists()
    clock[0] += timedelta(minutes=11)
    sending.clear_drafts()
    assert not file.exists()


def test_without_a_server_sending_says_so(program: Program, sending: EmailSending) -> None:
    letter = email_of(made_of(program), PDF, AGREED, SERVER, NOW)
    with pytest.raises(DeliveryFailed, match="No mail server is set up"):
        sending.send(letter, None, Attempt())


def test_a_sign_in_is_kept_renewed_and_used_to_send(
    program: Program, trusted: Authorities, box: Mailbox, sending: EmailSending, safe: Safe, monkeypatch
) -> None:
    people, browser = People(), Browser(trusted)
    with (
        mail_server(trusted, box, sign_in=SignIn.MICROSOFT) as reached,
        authority(trusted, people) as there,
    ):
        monkeypatch.setattr(signing_in, "authority_of", lambda _: there)
        server = replace(reached, client_id="our-id")
        sending.set_up(server, "")
        letter = email_of(made_of(program), PDF, AGREED, server, NOW)
        with pytest.raises(DeliveryFailed, match="Nobody is signed in"):
            sending.send(letter, None, Attempt())
        assert sending.sign_in(server, "", browser.open, Event()) == ""
        browser.close()
        people.new_refresh = "the-next-one"
        sending.send(letter, None, Attempt())
        assert "the-next-one" in safe.kept.values()
        sending.send(letter, None, Attempt())
        safe.kept.clear()
    assert len(box.arrived) == 2
    assert people.tokens_asked[-1]["refresh_token"] == "the-next-one"
