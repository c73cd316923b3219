"""Printing by IPP in all weathers: what a queue says is what the clinician reads, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from delivery.print_service import PrintService, answer, job, printer
from hypothesis import given
from hypothesis import strategies as st

from careleaf.app.printing import cups_of, remember_choices, remembered
from careleaf.delivery.printing.cups import GET_DEFAULT, GET_JOB, GET_PRINTERS, PRINT_JOB, Cups, Job
from careleaf.delivery.printing.ipp_message import NoIppMessage, Tag, read_answer, request
from careleaf.domain.printing import JobReport, JobState, PrintChoices, Printer, Sides, job_words
from careleaf.errors import DeliveryFailed

PDF = b"%PDF-1.7\nall of it\x03\x00\xff"
CHOICES = PrintChoices("Front", 2, Sides.LONG_EDGE, grey=True)
JOB = Job("Front", 7)


@pytest.fixture
def service() -> Iterator[PrintService]:
    service = PrintService()
    yield service
    service.stop()


@pytest.fixture
def cups(service: PrintService) -> Cups:
    return Cups(service.address, "clinician", timeout=5)


def states(service: PrintService, cups: Cups, *jobs: bytes) -> list[JobReport]:
    service.answers[GET_JOB] = list(jobs)
    return [cups.report(JOB) for _ in jobs]


def test_printers_are_listed_with_what_keeps_them_from_printing(service: PrintService, cups: Cups) -> None:
    service.answers[GET_DEFAULT] = [answer(0, printer("Back"))]
    service.answers[GET_PRINTERS] = [
        answer(
            0,
            printer("Front", info="Front desk", sides=("one-sided", "something-new")),
            printer("Old", state=5, says="No paper."),
            printer("Moved", accepts=False),
            printer("Back"),
        )
    ]
    back, front, moved, old = cups.printers()
    assert (back.name, back.is_default) == ("Back", True)
    assert front == Printer("Front", "Front desk")
    assert back.sides == {Sides.ONE, Sides.LONG_EDGE}
    assert moved.trouble == "takes no jobs now"
    assert old.trouble == "has stopped: No paper."


def test_without_a_printer_the_list_is_empty(service: PrintService, cups: Cups) -> None:
    assert cups.printers() == ()


def test_the_bytes_and_the_choices_are_sent_as_they_are(service: PrintService, cups: Cups) -> None:
    service.answers[PRINT_JOB] = [answer(0, job(7, 3))]
    assert cups.send(PDF, CHOICES) == JOB
    ((_, path, asked, document),) = service.asked
    assert document == PDF
    assert path == "/printers/Front"
    assert asked["copies"] == (2,)
    assert asked["sides"] == ("two-sided-long-edge",)
    assert asked["print-color-mode"] == ("monochrome",)
    assert asked["job-name"] == ("Handout",)
    assert asked["document-format"] == ("application/pdf",)


def test_a_printers_name_stays_inside_its_address(service: PrintService, cups: Cups) -> None:
    service.answers[PRINT_JOB] = [answer(0, job(7, 3))]
    cups.send(PDF, PrintChoices("a/../b c?"))
    assert service.asked[0][1] == "/printers/a%2F..%2Fb%20c%3F"


def test_a_job_is_printed_once_the_queue_says_it_is_done(service: PrintService, cups: Cups) -> None:
    reports = states(service, cups, *(answer(0, job(7, state)) for state in (3, 5, 9)))
    assert [report.state for report in reports] == [JobState.WAITING, JobState.PRINTING, JobState.PRINTED]
    assert job_words("Front", reports[-1]) == "Printed on Front."


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (answer(0, job(7, 8, "Bad file")), "Not printed: Front gave the job up. It says: Bad file."),
        (answer(0, job(7, 7, reason="job-canceled-by-user")),
         "Not printed: the job was cancelled at Front. It says: job canceled by user."),
        (answer(0, job(7, 6, "No paper.")), "Not printed: Front has stopped. It says: No paper."),
        (answer(0, job(7, 4)), "Not printed yet: Front holds the job back."),
        (answer(0, job(7, 5, "It may not exist.")), "Printing on Front. It says: It may not exist."),
        (answer(0, job(7, 9, reason="job-completed-with-errors")),
         "Not printed: Front gave the job up. It says: job completed with errors."),
        (answer(0x0406), "The queue of Front no longer tells of the job. Look at the printer."),
        (answer(0, job(7, 99)), "The queue of Front no longer tells of the job. Look at the printer."),
        (answer(0), "The queue of Front no longer tells of the job. Look at the printer."),
    ],
    ids=["aborted", "cancelled", "stopped", "held", "gone", "with errors", "forgotten", "odd", "empty"],
)  # fmt: skip
def test_only_a_completed_job_is_called_printed(
    service: PrintService, cups: Cups, told: bytes, words: str
) -> None:
    assert job_words("Front", states(service, cups, told)[-1]) == words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0x0506, "takes no jobs"),
        (0x040A, "does not take PDF"),
        (0x0406, "no such printer"),
        (0x04FF, "0x04ff"),
    ],
)
def test_a_queue_that_refuses_is_told_in_words(
    service: PrintService, cups: Cups, status: int, words: str
) -> None:
    service.answers[PRINT_JOB] = [answer(status, message="Not today")]
    with pytest.raises(DeliveryFailed, match=words) as refused:
        cups.send(PDF, CHOICES)
    assert "Nothing was printed" in str(refused.value)
    assert "It says: Not today" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"<html>", b"\2\0\0\0\0\0\0\1\1\x47\xff\xff", b"\2\0\0\0\0\0\0\1"])
def test_what_does_not_speak_ipp_is_told(service: PrintService, cups: Cups, content: bytes) -> None:
    service.answers[PRINT_JOB] = [content]
    with pytest.raises(DeliveryFailed, match="does not speak IPP"):
        cups.send(PDF, CHOICES)


def test_a_service_that_wants_a_password_or_is_gone_is_told(service: PrintService, cups: Cups) -> None:
    service.http_status = 401
    with pytest.raises(DeliveryFailed, match="wants you to sign in"):
        cups.printers()
    service.http_status = 500
    with pytest.raises(DeliveryFailed, match="answers with the error 500"):
        cups.printers()
    for server in ("127.0.0.1:9", "/nonexistent/cups.sock"):
        with pytest.raises(DeliveryFailed, match="does not answer"):
            Cups(server, "clinician", timeout=1).printers()


@given(st.binary(max_size=200))
def test_no_bytes_upset_the_reader(content: bytes) -> None:
    for message in (content, request(0, [(Tag.NAME, "a", "b")])[:-1] + content):
        try:
            read_answer(message)
        except NoIppMessage:
            continue


def test_the_service_is_the_one_named_else_the_computers_own() -> None:
    assert cups_of({"CUPS_SERVER": "print.example:6631/version=1.1"}).server == "print.example:6631"
    assert cups_of({"USER": "kim"}) == Cups(cups_of({}).server, "kim")


def test_printer_and_sides_are_remembered_and_a_printer_that_is_gone_is_not(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    printers = (Printer("Back", "Back"), Printer("Front", "Front"))
    assert remembered(settings, ()) is None
    assert remembered(settings, printers) == PrintChoices("Back")
    remember_choices(settings, CHOICES)
    assert remembered(settings, printers) == PrintChoices("Front", 1, Sides.LONG_EDGE, grey=True)
    assert remembered(settings, printers[:1]) == PrintChoices("Back", 1, Sides.LONG_EDGE, grey=True)
    settings.write_text("printer = 7\nprint_sides = []\nprint_grey = 3\n")
    assert remembered(settings, printers) == PrintChoices("Back")
