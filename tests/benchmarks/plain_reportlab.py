"""The same handout as ReportLab sets it by itself: no tags, no shaping, the same typeface and sizes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, KeepTogether, ListFlowable, Paragraph, SimpleDocTemplate, Table

from careleaf.domain.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    Document,
    Heading,
    Illustrated,
    Runs,
    Section,
    StepList,
    texts,
)
from careleaf.domain.blocks import Table as TableBlock

_REGULAR, _BOLD = "PlainInter", "PlainInter-Bold"
_BODY = ParagraphStyle("body", fontName=_REGULAR, bulletFontName=_REGULAR, fontSize=12, leading=15)
_HEADINGS = {
    level: ParagraphStyle(
        f"h{level}", _BODY, fontName=_BOLD, fontSize=size, leading=1.22 * size, keepWithNext=1
    )
    for level, size in ((1, 22), (2, 15), (3, 13))
}
_GRID = [("FONTNAME", (0, 0), (-1, -1), _REGULAR), ("LINEBELOW", (0, 0), (-1, -1), 0.7, "#c3ccd2")]
_BOX = [*_GRID, ("BOX", (0, 0), (-1, -1), 1.6, "#0b5c63")]


def register(fonts: Path) -> None:
    """Make the program's typeface known to ReportLab, once."""
    for name, file in ((_REGULAR, "Inter-Regular.ttf"), (_BOLD, "Inter-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, fonts / file))
    pdfmetrics.registerFontFamily(_REGULAR, normal=_REGULAR, bold=_BOLD, italic=_REGULAR, boldItalic=_BOLD)


def plain_pdf(document: Document) -> bytes:
    """Set a document with platypus alone and return the PDF."""
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=letter, leftMargin=44, rightMargin=44, topMargin=34, bottomMargin=38,
        title=document.title, invariant=1, initialFontName=_REGULAR,
    )  # fmt: skip
    template.build([flowable for block in document.blocks for flowable in _set(block)])
    return out.getvalue()


def _set(block: Block) -> Iterator[Flowable]:
    match block:
        case Heading():
            yield Paragraph(_markup(block.runs), _HEADINGS[block.level])
        case BulletList() | StepList():
            kind = "bullet" if isinstance(block, BulletList) else "1"
            items = [Paragraph(_markup(runs), _BODY) for runs in block.items]
            yield ListFlowable(items, bulletType=kind, bulletFontName=_REGULAR, leftIndent=16)
        case TableBlock():
            yield _table(block)
        case Callout() | Card():
            inside = [flowable for kid in block.blocks for flowable in _set(kid)]
            yield KeepTogether([Table([[inside]], style=_BOX)])
        case Section():
            yield Paragraph(_markup(block.heading), _HEADINGS[2])
            for kid in block.blocks:
                yield from _set(kid)
        case Illustrated():
            for kid in block.blocks:
                yield from _set(kid)
        case _:
            for text in texts(block):
                yield Paragraph(escape(text), _BODY)


def _table(block: TableBlock) -> Table:
    rows, spans = [], []
    for number, cells in enumerate((block.header, *block.rows)):
        row: list[object] = []
        for cell in cells:
            spans.append(("SPAN", (len(row), number), (len(row) + cell.span - 1, number)))
            row += [Paragraph(_markup(cell.runs), _BODY), *[""] * (cell.span - 1)]
        rows.append(row)
    widths = [f"{100 * width / sum(block.widths):.0f}%" for width in block.widths]
    return Table(rows, colWidths=widths, repeatRows=1, style=[*_GRID, *spans])


def _markup(runs: Runs) -> str:
    return "".join(f"<b>{escape(run.text)}</b>" if run.strong else escape(run.text) for run in runs)
