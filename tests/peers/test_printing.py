"""Pages to paper through a real CUPS and a real IPP printer."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pytest
from handouts import made
from leak_search import Search
from pdf_reading import words_of
from peers.print_lab import QUEUE, Arrived, PrintLab

from careleaf.delivery.printing.cups import Cups, Job
from careleaf.domain.draft import Draft
from careleaf.domain.people import Patient
from careleaf.domain.printing import ENDED, JobReport, JobState, PrintChoices, Sides
from careleaf.errors import DeliveryFailed

pytestmark = pytest.mark.peers

CHOICES = PrintChoices(QUEUE)
SECRET = "Qwzxvbnm"


@pytest.fixture(scope="module")
def lab() -> Iterator[PrintLab]:
    lab = PrintLab()
    try:
        lab.start()
        yield lab
    finally:
        lab.remove()


@pytest.fixture
def cups(lab: PrintLab) -> Cups:
    return Cups(lab.server, "clinician")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    draft = Draft(topics=("cold", "heat", "ex-catcamel"), patient=Patient(f"Ana {SECRET}"))
    return made(draft).typeset.pdf


def ended(cups: Cups, job: Job, seconds: float = 30) -> JobReport:
    """Follow a job to its end and return how it ended."""
    until = time.monotonic() + seconds
    while (report := cups.report(job)).state not in ENDED and time.monotonic() < until:
        time.sleep(0.2)
    return report


def printed(lab: PrintLab, cups: Cups, pdf: bytes, choices: PrintChoices) -> Arrived:
    """Print and return what came out."""
    before = len(lab.arrived)
    assert ended(cups, cups.send(pdf, choices)).state is JobState.PRINTED
    wait_for(lambda: len(lab.arrived) > before)
    return lab.arrived[-1]


def wait_for(ready: Callable[[], bool], seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_the_queue_is_found_with_its_words_and_sides(cups: Cups) -> None:
    (printer,) = cups.printers()
    assert (printer.name, printer.title, printer.is_default, printer.trouble) == (
        QUEUE,
        "Front desk",
        True,
        "",
    )
    assert Sides.LONG_EDGE in printer.sides


def test_pages_text_and_fonts_arrive(lab: PrintLab, cups: Cups, pdf: bytes) -> None:
    came = printed(lab, cups, pdf, CHOICES).document
    with pikepdf.open(io.BytesIO(came)) as out, pikepdf.open(io.BytesIO(pdf)) as original:
        assert len(out.pages) == len(original.pages)
        fonts = {str(each.BaseFont) for each in out.objects if "/BaseFont" in _keys(each)}
    assert sorted(words_of(came).split()) == sorted(words_of(pdf).split())
    assert any("Inter" in font for font in fonts), fonts


def _keys(item: object) -> set[str]:
    return set(item.keys()) if isinstance(item, pikepdf.Dictionary) else set()


def test_copies_sides_and_grey_arrive_and_the_title_is_neutral(lab: PrintLab, cups: Cups, pdf: bytes) -> None:
    ticket = printed(lab, cups, pdf, replace(CHOICES, copies=2, sides=Sides.LONG_EDGE, grey=True)).ticket
    assert ticket["IPP_COPIES"] == "2"
    assert ticket["IPP_SIDES"] == "two-sided-long-edge"
    assert ticket["IPP_PRINT_COLOR_MODE"] == "monochrome"
    assert "Handout" in ticket["IPP_JOB_NAME"]
    assert Search((SECRET,)).data("ticket", repr(ticket).encode()).found == []


def test_the_queue_and_its_logs_do_not_name_the_patient(lab: PrintLab, cups: Cups, pdf: bytes) -> None:
    printed(lab, cups, pdf, CHOICES)
    search = Search((SECRET,)).folder(lab.folder / "log").folder(lab.folder / "state")
    search.data("jobs", lab.tell("lpstat", "-W", "all", "-l", "-o").encode())
    assert search.found == []


def test_a_queue_that_refuses_says_so_in_words(lab: PrintLab, cups: Cups, pdf: bytes) -> None:
    lab.tell("cupsreject", "-r", "being moved", QUEUE)
    try:
        assert "takes no jobs now" in cups.printers()[0].trouble
        with pytest.raises(DeliveryFailed, match="Nothing was printed: it takes no jobs"):
            cups.send(pdf, CHOICES)
    finally:
        lab.tell("cupsaccept", QUEUE)


def test_a_stopped_queue_is_never_said_to_have_printed(lab: PrintLab, cups: Cups, pdf: bytes) -> None:
    lab.tell("cupsdisable", "-r", "no paper", QUEUE)
    try:
        assert "has stopped: no paper" in cups.printers()[0].trouble
        job = cups.send(pdf, CHOICES)
        assert ended(cups, job, seconds=1).state in (JobState.WAITING, JobState.STOPPED)
        lab.tell("cancel", str(job.id))
        assert ended(cups, job).state is JobState.CANCELLED
    finally:
        lab.tell("cupsenable", QUEUE)


def test_a_printer_that_goes_in_the_middle_of_a_job_is_told(lab: PrintLab, cups: Cups, pdf: bytes) -> None:
    lab.slow_down(30)
    job = cups.send(pdf, CHOICES)
    wait_for(lambda: cups.report(job).state is JobState.PRINTING)
    time.sleep(1)
    lab.stop_printer()
    try:
        last = ended(cups, job, seconds=12)
        assert last.state is not JobState.PRINTED
        assert last.says
        lab.tell("cancel", str(job.id))
        assert ended(cups, job).state is JobState.CANCELLED
    finally:
        lab.slow_down(0)
        lab.start_printer()


def test_a_file_that_cannot_be_printed_is_not_said_to_be_printed(lab: PrintLab, cups: Cups) -> None:
    job = cups.send(b"%PDF-1.7\nbroken", CHOICES)
    last = ended(cups, job, seconds=10)
    assert last.state is not JobState.PRINTED
    lab.tell("cancel", str(job.id))


def test_a_printer_that_was_removed_and_a_service_that_is_gone_are_told(
    lab: PrintLab, cups: Cups, pdf: bytes
) -> None:
    with pytest.raises(DeliveryFailed, match="no such printer any more"):
        cups.send(pdf, replace(CHOICES, printer="Gone"))
    with pytest.raises(DeliveryFailed, match="does not answer"):
        replace(cups, server="127.0.0.1:9").printers()
