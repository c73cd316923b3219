"""Print page images through Qt, where no queue takes a PDF as it is: on Windows."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from careleaf.app.printing import PrintService, cups_of
from careleaf.delivery.printing.cups import Job
from careleaf.domain.printing import JOB_TITLE, JobReport, JobState, PrintChoices, Printer, Sides
from careleaf.errors import DeliveryFailed
from careleaf.gui.interface_text import _
from careleaf.gui.page_image import page_image
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.rendering.pdf.raster import PagePicture, page_pictures

DOTS_PER_INCH = 300
_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}


class PageImagePrinting:
    """Draw each page as a picture. What becomes of the job then, Qt does not tell: that is said."""

    at_once = True  # Qt's printers and PDFium both want this thread, while no page is being made

    def __init__(self, maker: PreviewMaker) -> None:
        self._maker = maker

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers, the default one first."""
        found = (_described(info) for info in QPrinterInfo.availablePrinters())
        return tuple(sorted(found, key=lambda each: (not each.is_default, each.title.casefold())))

    def send(self, pdf: bytes, choices: PrintChoices) -> Job:
        """Draw the pages on a printer. Raises DeliveryFailed where it cannot be started."""
        found = QPrinterInfo.printerInfo(choices.printer)
        if found.isNull():
            words = _("There is no printer {printer} any more. Nothing was printed.")
            raise DeliveryFailed(words.format(printer=choices.printer))
        printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
        printer.setCopyCount(choices.copies)
        printer.setDuplex(_DUPLEX[choices.sides])
        if choices.grey:
            printer.setColorMode(QPrinter.ColorMode.GrayScale)
        self.draw(pdf, printer)
        return Job(choices.printer, 0)

    def report(self, _: Job) -> JobReport:
        """Tell that nothing more is known."""
        return JobReport(JobState.HANDED_OVER)

    def draw(self, pdf: bytes, printer: QPrinter) -> None:
        """Draw the pages on a printer, on paper of their size where it has that. Raises DeliveryFailed."""
        self._maker.wait()
        pictures = page_pictures(pdf, DOTS_PER_INCH / 72)
        size = QSizeF(pictures[0].width, pictures[0].height) * 72 / DOTS_PER_INCH
        printer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
        printer.setDocName(JOB_TITLE)
        printer.setFullPage(True)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        painter = QPainter()
        if not painter.begin(printer):
            raise DeliveryFailed(
                _("{printer} cannot be started. Nothing was printed.").format(printer=printer.printerName())
            )
        try:
            for number, picture in enumerate(pictures):
                if number and not printer.newPage():
                    words = _("{printer} stopped at page {page}.")
                    raise DeliveryFailed(words.format(printer=printer.printerName(), page=number + 1))
                painter.drawImage(_fitted(picture, printer), page_image(picture))
        finally:
            painter.end()


def print_service(environment: Mapping[str, str], maker: PreviewMaker) -> PrintService:
    """Return how this system prints: page images on Windows, else CUPS."""
    return PageImagePrinting(maker) if sys.platform == "win32" else cups_of(environment)


def _described(info: QPrinterInfo) -> Printer:
    modes = info.supportedDuplexModes()
    sides = frozenset(side for side, mode in _DUPLEX.items() if mode in modes)
    return Printer(
        info.printerName(),
        info.description() or info.printerName(),
        info.isDefault(),
        sides=sides | {Sides.ONE},
    )


def _fitted(picture: PagePicture, printer: QPrinter) -> QRect:
    """Return where a page goes on the paper: whole, in its own shape, in the middle."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    scale = min(paper.width() / picture.width, paper.height() / picture.height)
    width, height = round(picture.width * scale), round(picture.height * scale)
    return QRect((paper.width() - width) // 2, (paper.height() - height) // 2, width, height)
