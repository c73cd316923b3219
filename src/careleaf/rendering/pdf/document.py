"""The PDF file: pages, footer, stamp, dates. The same input gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from careleaf.domain.blocks import Document, Letterhead, texts
from careleaf.rendering.pdf.flowables import text_width
from careleaf.rendering.pdf.fonts import BOLD, REGULAR, register_fonts, require_printable
from careleaf.rendering.pdf.style import PAGES, Palette, Style, load_style, palette
from careleaf.rendering.pdf.typesetting import Setter


@dataclass(frozen=True)
class PlaceOnPage:
    """Where a topic starts: the page, from 0, and the distance from its top in points."""

    topic: str
    page: int
    top: float


@dataclass(frozen=True)
class Typeset:
    """A finished PDF, with what the preview needs to know of it."""

    pdf: bytes
    pages: int
    places: tuple[PlaceOnPage, ...]


def typeset(document: Document, resources: Path, style_name: str, page: str, now: datetime) -> Typeset:
    """Set a document in a style on a page size. Raises UnprintableText.

    `now` (aware) becomes the file's date; nothing else in the file depends on when or where it is made.
    """
    register_fonts(resources / "fonts")
    require_printable([document.footer, document.stamp, *(t for b in document.blocks for t in texts(b))])
    style = load_style(resources / "styles", style_name)
    colours = palette(style, _brand(document))
    width, height = PAGES[page]
    top, right, bottom, left = style.margins
    frame = Frame(
        left, bottom, width - left - right, height - top - bottom,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    setter = Setter(style, colours, width - left - right, height - top - bottom - 1)
    out = io.BytesIO()
    furniture = _Furniture(document, style, colours, now)
    template = BaseDocTemplate(
        out, pagesize=(width, height), pageTemplates=[PageTemplate(frames=[frame])], initialFontName=REGULAR,
        title=document.title, author=_author(document), subject="Patient handout", creator="Careleaf",
        lang=document.language, invariant=1,
    )  # fmt: skip
    made: list[_Pages] = []

    def canvas(*args: Any, **options: Any) -> _Pages:
        made.append(_Pages(*args, furniture=furniture, **options))
        return made[-1]

    template.build(setter.story(document.blocks) or [Spacer(0, 0)], canvasmaker=canvas)
    places = tuple(PlaceOnPage(topic, number - 1, height - y) for topic, number, y in made[0].places)
    return Typeset(out.getvalue(), len(made[0].finished), places)


def _brand(document: Document) -> str:
    return next((b.colour for b in document.blocks if isinstance(b, Letterhead) and b.colour), "#0b5c63")


def _author(document: Document) -> str:
    return next((b.name for b in document.blocks if isinstance(b, Letterhead)), "")


@dataclass(frozen=True)
class _Furniture:
    """What stands on every page outside the text: footer, page number, stamp."""

    document: Document
    style: Style
    colours: Palette
    now: datetime

    def draw(self, canvas: Canvas, number: int, total: int) -> None:
        """Draw the furniture of one page."""
        top, right, bottom, left = self.style.margins
        width, height = canvas._pagesize
        size = self.style.footer
        canvas.saveState()
        canvas.setFillColor(HexColor(self.colours.muted))
        canvas.setFont(REGULAR, size)
        page = f"Page {number} of {total}"
        canvas.drawRightString(width - right, bottom - 22, page)
        room = width - left - right - text_width(page, REGULAR, size) - 12
        for index, line in enumerate(_fitted(self.document.footer, size, room)):
            canvas.drawString(left, bottom - 22 - index * size * 1.2, line)
        if self.document.stamp:
            canvas.setFillColor(HexColor(self.colours.alarm))
            canvas.setFont(BOLD, self.style.body)
            canvas.drawCentredString(width / 2, height - top + 12, self.document.stamp)
        canvas.restoreState()


def _fitted(text: str, size: float, room: float) -> list[str]:
    """Break the footer into lines that fit."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, REGULAR, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


class _Pages(Canvas):
    """A canvas that keeps its pages back until their number is known."""

    def __init__(self, *args: Any, furniture: _Furniture, **options: Any) -> None:
        super().__init__(*args, **options)
        self._furniture = furniture
        self.finished: list[dict[str, Any]] = []
        self.places: list[tuple[str, int, float]] = []
        _date(self._doc, furniture.now)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self.finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        finished = self.finished
        for number, state in enumerate(finished, 1):
            self.__dict__.update(state)
            self._furniture.draw(self, number, len(finished))
            super().showPage()
        self.finished = finished
        super().save()


def _date(document: Any, now: datetime) -> None:
    """Give the file the date of the handout instead of the moment it is written."""
    utc = now.astimezone(UTC)
    stamp = document._timeStamp
    stamp.t, stamp.lt = utc.timestamp(), utc.timetuple()
    stamp.YMDhms = tuple(utc.timetuple())[:6]
