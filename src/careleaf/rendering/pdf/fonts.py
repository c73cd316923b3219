"""The program's own fonts, and a clear error for a character none of them has."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from careleaf.errors import UnprintableText

REGULAR, SEMIBOLD, BOLD = "Inter-Regular", "Inter-SemiBold", "Inter-Bold"
_LOCK = threading.Lock()


def register_fonts(folder: Path) -> None:
    """Make the fonts known to ReportLab, once a process."""
    with _LOCK:
        for name in (REGULAR, SEMIBOLD, BOLD):
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))


def require_printable(texts: Iterable[str]) -> None:
    """Raise UnprintableText for the first character that the fonts cannot draw, with the text around it."""
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    for text in texts:
        for index, char in enumerate(text):
            if ord(char) not in known or not _reads_back(char):
                name = unicodedata.name(char, "no name")
                around = text[max(0, index - 12) : index + 12]
                raise UnprintableText(
                    f'No font of the program has the character "{char}" (U+{ord(char):04X}, {name}) '
                    f'in "{around}". Write it in Latin, Greek or Cyrillic letters.'
                )


def _reads_back(char: str) -> bool:
    """Tell whether a reader of the PDF gets the character back: ReportLab maps four hex digits, no more.

    Private characters mean something else in each font.
    """
    return ord(char) <= 0xFFFF and unicodedata.category(char) != "Co"
