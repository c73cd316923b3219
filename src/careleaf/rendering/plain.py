"""Blocks in, plain text out: for e-mail bodies, the clipboard and tests."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    CareBand,
    CourseBar,
    DayLog,
    Document,
    Heading,
    Illustrated,
    Letterhead,
    PainChart,
    Paragraph,
    QrCode,
    Section,
    SignOff,
    StepList,
    Table,
    plain,
)


def plain_text(document: Document) -> str:
    """Write a document as lines of text, in reading order."""
    lines = [f"[{document.stamp}]"] if document.stamp else []
    for block in document.blocks:
        lines += _lines(block)
    footer = " · ".join(part for part in (document.footer, document.number) if part)
    return "\n".join([*lines, "", footer, ""]).lstrip("\n")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Letterhead(name=name, phone=phone, details=details):
            yield " · ".join(part for part in (name, phone, details) if part)
        case Heading(level=level, runs=runs):
            yield from ("", plain(runs).upper() if level < 3 else plain(runs))
        case Paragraph(runs=runs):
            yield plain(runs)
        case BulletList(items=items, boxes=boxes):
            yield from (f"{'[ ]' if boxes else '-'} {plain(item)}" for item in items)
        case StepList(items=items):
            yield from (f"{number}. {plain(item)}" for number, item in enumerate(items, 1))
        case Table():
            yield from _table_lines(block)
        case CareBand(words=words):
            yield words
        case CourseBar():
            pass  # the box it stands in says the same
        case PainChart(days=days):
            yield "Pain, 0 to 10: " + "  ".join(f"{day} ____" for day in days)
        case DayLog(days=days):
            yield "Tick each day: " + "  ".join(f"[ ] {day}" for day in days)
        case QrCode(address=address):
            yield address
        case SignOff(label=label):
            yield f"____________________ {label}"
        case Section(heading=heading, blocks=inner):
            yield from ("", plain(heading).upper())
            yield from (line for kid in inner for line in _lines(kid))
        case Callout(blocks=inner) | Card(blocks=inner) | Illustrated(blocks=inner):
            yield from (line for kid in inner for line in _lines(kid))


def _table_lines(table: Table) -> Iterator[str]:
    """Write each row as "header: cell", so that it reads without columns."""
    for row in table.rows:
        column, parts = 0, []
        for cell in row:
            words = plain(cell.runs)
            if words and words != "–":
                parts.append(
                    words if column == 0 or cell.span > 1 else f"{plain(table.header[column].runs)}: {words}"
                )
            column += cell.span
        yield "- " + "; ".join(parts)
