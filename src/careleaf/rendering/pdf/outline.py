"""The outline: headings as a reader lists them beside the page (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import NamedTuple

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.pdf_file import PdfFile, Reference, pdf_text


class HeadingPlace(NamedTuple):
    """A heading, its level from 1, its page from 0, and its top left corner there in points."""

    title: str
    level: int
    page: int
    left: float
    top: float


@dataclass(eq=False)
class _Entry:
    heading: HeadingPlace
    kids: list[_Entry] = field(default_factory=list)


def write_outline(
    file: PdfFile, headings: Sequence[HeadingPlace], pages: Sequence[Reference]
) -> Reference | None:
    """Write the outline and return its reference; None for a document without headings."""
    entries = _nested(headings)
    if not entries:
        return None
    top = file.reserve()
    file.fill(top, f"<</Type/Outlines{_write(file, entries, top, pages)}/Count {len(headings)}>>")
    return top


def _nested(headings: Sequence[HeadingPlace]) -> list[_Entry]:
    """Put headings below each other. A level that skips one goes right below the last heading."""
    top: list[_Entry] = []
    open_lists = [top]
    for heading in headings:
        depth = min(heading.level, len(open_lists))
        del open_lists[depth:]
        entry = _Entry(heading)
        open_lists[-1].append(entry)
        open_lists.append(entry.kids)
    return top


def _write(file: PdfFile, entries: list[_Entry], parent: Reference, pages: Sequence[Reference]) -> str:
    """Write entries below their parent; return what the parent says of them."""
    places = [file.reserve() for _ in entries]
    for entry, here, before, after in zip(
        entries, places, [None, *places], [*places[1:], None], strict=False
    ):
        title, _, page, left, top = entry.heading
        below = f"{_write(file, entry.kids, here, pages)}/Count {_count(entry)}" if entry.kids else ""
        beside = (f"/Prev {before}" if before else "") + (f"/Next {after}" if after else "")
        target = f"[{pages[page]}/XYZ {left:.2f} {top:.2f} 0]"
        file.fill(here, f"<</Title{pdf_text(title)}/Parent {parent}{beside}{below}/Dest{target}>>")
    return f"/First {places[0]}/Last {places[-1]}"


def _count(entry: _Entry) -> int:
    return len(entry.kids) + sum(map(_count, entry.kids))
