"""Printing from the window, against a print service that speaks IPP and says what each test tells it to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from delivery.print_service import PrintService, answer, job, printer
from gui.clock import NOW
from gui.conftest import Driver
from leak_search import Search
from pdf_reading import words_of
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from careleaf.app.bootstrap import start
from careleaf.delivery.printing.cups import GET_DEFAULT, GET_JOB, GET_PRINTERS, PRINT_JOB, Cups
from careleaf.domain.people import Clinic
from careleaf.domain.printing import PrintChoices, Sides
from careleaf.errors import DeliveryFailed
from careleaf.gui import printing
from careleaf.gui.dialogs.printing import PrintDialog
from careleaf.gui.main_window import MainWindow
from careleaf.gui.page_image_printing import PageImagePrinting
from careleaf.rendering.pdf.raster import page_pictures, page_texts

NAME = "Zebulon Quackenbush"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def service() -> Iterator[PrintService]:
    service = PrintService()
    service.answers = {
        GET_PRINTERS: [answer(0, printer("Back"), printer("Front", info="Front desk"))],
        GET_DEFAULT: [answer(0, printer("Back"))],
        PRINT_JOB: [answer(0, job(7, 3))],
        GET_JOB: [answer(0, job(7, 3)), answer(0, job(7, 9))],
    }
    yield service
    service.stop()


@pytest.fixture
def front(themed, service: PrintService, tmp_path: Path, qtbot, monkeypatch) -> Iterator[Driver]:
    """Return a driver for a window with a clinic of its own, whose handout may go out at once."""
    monkeypatch.setattr(printing, "LOOK_MS", 10)
    clinic = Clinic(name="Elm Street Clinic", phone="555-0100", log=True)
    window = MainWindow(start({"CARELEAF_HOME": str(tmp_path / "home")}), clinic, lambda: NOW)
    window.printing.service = Cups(service.address, "clinician", timeout=5)
    qtbot.addWidget(window)
    window.show()
    driver = Driver(window, qtbot)
    driver.type(window.handout.patient_bar.patient, NAME)
    driver.wait_for_pages()
    yield driver
    window.close()


def dialog_of(driver: Driver) -> PrintDialog:
    driver.bot.waitUntil(lambda: driver.window.findChild(PrintDialog) is not None, timeout=10_000)
    return driver.window.findChild(PrintDialog)


def sent(service: PrintService) -> list[tuple[dict, bytes]]:
    """Return the jobs that were sent: what was asked, and the document."""
    return [(asked, body) for operation, _, asked, body in service.asked if operation == PRINT_JOB]


def said(driver: Driver, words: str) -> None:
    """Wait until the window says some words about printing."""
    window = driver.window
    driver.bot.waitUntil(
        lambda: words in window.status.currentMessage() or words in window.trouble.words, timeout=10_000
    )


def test_the_chosen_printer_gets_the_bytes_of_the_preview(front: Driver, service: PrintService) -> None:
    front.shortcut(Qt.Key.Key_P, CONTROL)
    dialog = dialog_of(front)
    assert [dialog.printer.itemText(row) for row in range(2)] == ["Back", "Front desk"]
    dialog.printer.setCurrentIndex(1)
    dialog.copies.setValue(3)
    dialog.sides.setCurrentIndex(1)
    dialog.grey.setChecked(True)
    front.click(dialog.print_button)
    said(front, "Printed on Front.")
    ((asked, document),) = sent(service)
    assert document == front.window.preview.pages.typeset.pdf
    assert NAME in words_of(document)
    assert (asked["copies"], asked["sides"]) == ((3,), (str(Sides.LONG_EDGE),))
    assert asked["print-color-mode"] == ("monochrome",)
    assert Search((NAME,)).data("job", repr(asked).encode()).found == []


def test_one_key_prints_one_copy_on_the_printer_of_last_time(front: Driver, service: PrintService) -> None:
    settings = front.window.document.program.locations.settings
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('printer = "Front"\nprint_sides = "two-sided-long-edge"\n')
    front.shortcut(Qt.Key.Key_P, CONTROL, SHIFT)
    said(front, "Printed on Front.")
    ((asked, _),) = sent(service)
    assert (asked["copies"], asked["sides"]) == ((1,), (str(Sides.LONG_EDGE),))


def test_a_change_just_made_is_on_the_page_that_is_printed(front: Driver, service: PrintService) -> None:
    front.window.handout.patient_bar.patient.selectAll()
    front.type(front.window.handout.patient_bar.patient, "Mary Late")
    front.shortcut(Qt.Key.Key_P, CONTROL, SHIFT)
    said(front, "Printed on Back.")
    assert "Mary Late" in words_of(sent(service)[0][1])


@pytest.mark.parametrize(
    ("operation", "told", "words"),
    [
        (GET_PRINTERS, answer(0x0406), "has no printer set up"),
        (PRINT_JOB, answer(0x0506, message="Being moved"), "Nothing was printed: it takes no jobs now"),
        (GET_JOB, answer(0, job(7, 8, "Jam")), "Not printed: Back gave the job up. It says: Jam."),
        (GET_JOB, answer(0, job(7, 7)), "Not printed: the job was cancelled at Back."),
        (GET_JOB, answer(0, job(7, 6, "No paper")), "Not printed: Back has stopped. It says: No paper."),
    ],
    ids=["no printer", "refused", "given up", "cancelled", "stopped"],
)  # fmt: skip
def test_bad_weather_is_told_and_never_called_printed(
    front: Driver, service: PrintService, operation: int, told: bytes, words: str
) -> None:
    service.answers[operation] = [told]
    front.shortcut(Qt.Key.Key_P, CONTROL, SHIFT)
    said(front, words)
    assert "Printed on" not in front.window.status.currentMessage()


def test_a_service_that_goes_in_the_middle_is_told(front: Driver, service: PrintService) -> None:
    service.answers[GET_JOB] = [answer(0, job(7, 5))]
    front.shortcut(Qt.Key.Key_P, CONTROL, SHIFT)
    said(front, "Printing on Back.")
    service.stop()
    said(front, "The print service of this computer does not answer")


def test_the_sample_clinic_does_not_print(driver: Driver, service: PrintService) -> None:
    window = driver.window
    window.printing.service = Cups(service.address, "clinician")
    window.actions_by_name.print.trigger()
    window.actions_by_name.print_one.trigger()
    assert "sample clinic's pages are for trying out" in window.trouble.words
    assert service.asked == []


def test_what_a_rule_holds_back_is_not_printed(front: Driver, service: PrintService) -> None:
    front.click_box(front.row("med-relaxant"))
    front.shortcut(Qt.Key.Key_P, CONTROL)
    assert "Not printed" in front.window.handout.findings._message.text()
    assert service.asked == []


def test_a_printer_that_prints_nothing_now_says_why_in_the_dialog(
    front: Driver, service: PrintService
) -> None:
    service.answers[GET_PRINTERS] = [answer(0, printer("Back", state=5, says="No paper"))]
    front.shortcut(Qt.Key.Key_P, CONTROL)
    dialog = dialog_of(front)
    assert dialog.trouble.text() == "Back has stopped: No paper."
    dialog.reject()
    assert sent(service) == []


def test_printing_leaves_the_patient_in_no_setting_and_no_log(
    front: Driver, service: PrintService, tmp_path: Path
) -> None:
    front.shortcut(Qt.Key.Key_P, CONTROL, SHIFT)
    said(front, "Printed on Back.")
    home = tmp_path / "home"
    (log,) = (home / "log").iterdir()
    number = front.window.preview.pages.made.handout.number
    assert log.read_text().split("\t")[1:3] == ["print", number]
    search = Search((NAME, "Quackenbush")).folder(home)
    assert len(search.opened) >= 2
    assert search.found == []


def test_a_log_that_cannot_be_written_is_told_and_the_page_is_printed(
    front: Driver, service: PrintService, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "log").write_text("in the way")
    front.shortcut(Qt.Key.Key_P, CONTROL, SHIFT)
    said(front, "given, but not logged")
    assert len(sent(service)) == 1
    front.window.trouble.say("")
    front.window.saving.save_to(str(tmp_path / "plan.pdf"))
    said(front, "given, but not logged")
    assert (tmp_path / "plan.pdf").exists()


def test_a_job_that_was_given_up_is_not_logged_as_given(
    front: Driver, service: PrintService, tmp_path: Path
) -> None:
    service.answers[GET_JOB] = [answer(0, job(7, 8))]
    front.shortcut(Qt.Key.Key_P, CONTROL, SHIFT)
    said(front, "Not printed")
    assert not (tmp_path / "home" / "log").exists()


def test_every_part_of_the_dialog_has_a_name(front: Driver) -> None:
    front.shortcut(Qt.Key.Key_P, CONTROL)
    dialog = dialog_of(front)
    for field in (dialog.printer, dialog.copies, dialog.sides):
        assert field.accessibleName()
    dialog.reject()


def test_page_images_show_the_pages_where_no_queue_takes_a_pdf(front: Driver, tmp_path: Path) -> None:
    out = QPrinter(QPrinter.PrinterMode.HighResolution)
    out.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out.setOutputFileName(str(tmp_path / "out.pdf"))
    pdf = front.window.preview.pages.typeset.pdf
    PageImagePrinting(front.window.maker).draw(pdf, out)
    drawn = (tmp_path / "out.pdf").read_bytes()
    assert len(page_texts(drawn)) == len(page_texts(pdf))
    assert "".join(page_texts(drawn)).strip() == ""
    for ours, theirs in zip(page_pictures(pdf, 0.5), page_pictures(drawn, 0.5), strict=True):
        apart = sum(abs(a - b) for a, b in zip(ours.pixels[::97], theirs.pixels[::97], strict=True))
        assert apart / len(ours.pixels[::97]) < 8  # of 255: the same page, drawn anew


def test_page_images_on_a_printer_that_is_gone_are_told(front: Driver) -> None:
    service = PageImagePrinting(front.window.maker)
    assert all(each.name for each in service.printers())
    choices = PrintChoices("No such printer")
    with pytest.raises(DeliveryFailed, match="Nothing was printed"):
        service.send(b"%PDF-", choices)
