"""A clinic's letterhead on a page, as it will print, drawn anew while the clinic is being set up."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from careleaf.app.draft_starts import next_patient
from careleaf.app.handout_making import make
from careleaf.domain.draft import Draft
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.page_image import page_image
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.rendering.pdf.raster import PagePicture, page_pictures

SIZE = QSize(330, 340)  # pixels: the upper part of the page
WIDTHS = {"letter": 612, "a4": 595}  # points
PATIENCE_MS = 150  # while somebody types
EDGE = "#74858e"  # seen on light and on dark


class LetterheadPicture(QLabel):
    """The top of the first page of a preset. The old picture stays until the new one is there."""

    def __init__(self, document: DraftDocument, preset: Preset, maker: PreviewMaker) -> None:
        super().__init__()
        self._document, self._preset, self._maker = document, preset, maker
        self._wanted: Clinic | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self._ask)
        self.setFixedSize(SIZE)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(_("The top of a page as it prints"))

    def show_clinic(self, clinic: Clinic) -> None:
        """Draw a page of this clinic soon, unless another one is wanted by then."""
        if clinic != self._wanted:
            self._wanted = clinic
            self._timer.start()

    def stop(self) -> None:
        """Want no picture any more: one that is still being drawn comes to nothing."""
        self._wanted = None
        self._timer.stop()

    def _ask(self) -> None:
        assert self._wanted is not None
        clinic, width = self._wanted, SIZE.width() * self.devicePixelRatioF()
        self._maker.when_idle(partial(self._draw, clinic, width), partial(self._show, clinic), soon=True)

    def _draw(self, clinic: Clinic, width: float) -> PagePicture | None:
        """Make the page, `width` pixels wide, if it is still wanted: runs where pages are made."""
        if clinic != self._wanted:
            return None
        document = self._document
        draft = next_patient(self._preset, Draft(page=clinic.defaults.page), clinic)
        pdf = make(document.program, draft, clinic, document.now()).typeset.pdf
        return page_pictures(pdf, width / WIDTHS[clinic.defaults.page])[0]

    def _show(self, clinic: Clinic, drawn: object) -> None:
        if clinic != self._wanted or not isinstance(drawn, PagePicture):
            return
        ratio = self.devicePixelRatioF()
        page = page_image(drawn).copy(0, 0, drawn.width, round(SIZE.height() * ratio))
        painter = QPainter(page)
        painter.setPen(QColor(EDGE))
        painter.drawRect(0, 0, page.width() - 1, page.height() - 1)
        painter.end()
        page.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(page))
