"""Read a PDF back: its words, sizes, pages and metadata."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from careleaf.rendering.pdf.raster import page_texts

PAGE_NUMBER = re.compile(r"Page (\d+) of (\d+)")
_FOOTER = re.compile(r"[^\n]*Library \d[\d.]*,[\s\S]*?review (?:was )?due\s+\d+\s+\w{3}\s+\d{4}")
_NUMBER = re.compile(r"[^\n]*\bNo\. [0-9A-F]{4}-[0-9A-F]{4}")
_STAMP = re.compile(r"(?:SAMPLE|NOT READY) - [^\n]*")


def pages_of(pdf: bytes) -> list[str]:
    """Return each page's text with plain line ends."""
    return [text.replace("\r\n", "\n").replace("\r", "\n") for text in page_texts(pdf)]


def words_of(pdf: bytes | str) -> str:
    """Return the whole text with every run of white space folded to one space."""
    text = pdf if isinstance(pdf, str) else "\n".join(pages_of(pdf))
    return " ".join(text.split())


def running_text(pdf: bytes, footer: str = "") -> str:
    """Return the text of all pages without what stands on each of them: footer, numbers, stamp."""
    pages = []
    for page in pages_of(pdf):
        for furniture in (PAGE_NUMBER, _STAMP, _NUMBER, _pattern(footer) if footer else _FOOTER):
            page = furniture.sub("", page)
        pages.append(page.strip())
    return "\n".join(pages)


def holds(text: str, wanted: str) -> bool:
    """Tell whether a PDF's text holds some words, letter by letter and space by space.

    Only what a reader of PDF does to text is forgiven: a line may break anywhere (a long word is broken
    where the line ends; a second subset of a font reads as a new line), a hyphen at a line's end reads as a
    soft one, a zero-width mark that is printed twice in one place is read once, and a mark wider than its
    letter leaves a gap.
    """
    return _pattern(wanted).search(unicodedata.normalize("NFC", text)) is not None


def _pattern(wanted: str) -> re.Pattern[str]:
    pattern = ""
    for word in _marks_once(unicodedata.normalize("NFC", wanted)).split():
        if pattern:
            pattern += r"(?:(?<=[\x02\ufffe])|\s+)"  # the reader joins what a hyphen at a line's end parts
        pattern += "".join(f"{_letter(char)}{_AFTER_MARK if _is_mark(char) else _AFTER}" for char in word)
    return re.compile(pattern)


# A line may break after any letter; a mark that stands out past its letter reads as a space after it.
_AFTER, _AFTER_MARK = r"\n?", r"[\n ]?"


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or bool(unicodedata.decomposition(char))


def _letter(char: str) -> str:
    if char in "-\u2010\u2011":
        return "[-\u2010\u2011\x02\ufffe\u00ad]"
    if unicodedata.category(char)[0] == "M":
        return f"{re.escape(char)}+"
    return re.escape(char)


def _marks_once(text: str) -> str:
    return "".join(
        char
        for index, char in enumerate(text)
        if not (index and char == text[index - 1] and unicodedata.category(char)[0] == "M")
    )


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Return width and height of each page in whole points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (round(width), round(height))
            for width, height in map(document.get_page_size, range(len(document)))
        ]
    finally:
        document.close()


def metadata(pdf: bytes) -> dict[str, str]:
    """Return the document information: title, author, dates and so on."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()


@dataclass(frozen=True)
class Letter:
    """One printed character: its page from 0, size and place in points from the bottom left.

    `box` is the ink's own: left, bottom, right, top.
    """

    page: int
    char: str
    size: float
    x: float
    y: float
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    colour: str = "#000000"


def letters(pdf: bytes) -> Iterator[Letter]:
    """Yield every visible character of a PDF with its type size."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for index in range(text.count_chars()):
                char = chr(raw.FPDFText_GetUnicode(text, index))
                if char.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
                    continue
                x, y = ctypes.c_double(), ctypes.c_double()
                raw.FPDFText_GetCharOrigin(text, index, x, y)
                size = round(raw.FPDFText_GetFontSize(text, index), 2)
                box, colour = text.get_charbox(index), _fill_colour(text, index)
                yield Letter(number, char, size, x.value, y.value, box, colour)
    finally:
        document.close()


def _fill_colour(text: pypdfium2.PdfTextPage, index: int) -> str:
    channels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, index, *channels)
    return "#" + "".join(f"{channel.value:02x}" for channel in channels[:3])


def page_with(pages: Sequence[str], words: str) -> int:
    """Return the number, from 0, of the first page that says something."""
    return next(number for number, text in enumerate(pages) if holds(text, words))


def occurrences(text: str, wanted: str) -> int:
    """Count how often a PDF's text holds some words; forgiving as `holds`."""
    return len(_pattern(wanted).findall(unicodedata.normalize("NFC", text)))
