"""Contrast, measured on the pictures of pages after their colours were turned to grey, as a printer does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest
from handouts import NOW, program
from pdf_reading import Letter, letters
from PIL import Image

from careleaf.app.draft_flags import answer_check
from careleaf.app.handout_making import make
from careleaf.domain.colour import contrast
from careleaf.domain.draft import tick_topic
from careleaf.domain.optional_blocks import OPTIONAL_BLOCKS
from careleaf.domain.preset import draft_from
from careleaf.rendering.pdf.raster import page_pictures

BRANDS = ("#0b5c63", "#ffe600", "#f7f3ea", "#000000", "#e4002b", "#ffffff", "#7fffd4")
SCALE = 4.0  # pixels a point: the core of every stroke is a pixel or more
BODY, ANY = 7.0, 4.5  # WCAG 2.1: AAA for what is read, AA for headings, labels and furniture
BLACK = "#111820"


@dataclass(frozen=True)
class Seen:
    """Text of one colour in a line: its colour in the file, and its contrast in the grey picture."""

    text: str
    colour: str
    ratio: float


@cache
def seen(style: str, brand: str) -> tuple[Seen, ...]:
    """Make a handout with everything on it, and measure all of its text."""
    draft = draft_from(program().preset("acute-72h"))
    for topic in ("med-relaxant", "med-ibuprofen"):
        draft = tick_topic(draft, program().library, topic)
    check = answer_check(draft.check, program().rules, ["age=40", "all=no"])
    draft = replace(draft, check=check, style=style, blocks=frozenset(OPTIONAL_BLOCKS))
    clinic = replace(program().clinic("sample"), colour=brand, link="clinic.example")
    pdf = make(program(), draft, clinic, NOW).typeset.pdf
    greys = [
        Image.frombytes("RGB", (p.width, p.height), p.pixels, "raw", "BGRX", p.stride).convert("L")
        for p in page_pictures(pdf, SCALE)
    ]
    return tuple(
        Seen("".join(letter.char for letter in found), found[0].colour, _ratio(greys[found[0].page], found))
        for found in stretches(pdf)
    )


def stretches(pdf: bytes) -> Iterator[list[Letter]]:
    """Yield letters that stand in one line in one colour."""
    found: list[Letter] = []
    for letter in letters(pdf):
        if found and not _goes_on(found[-1], letter):
            yield found
            found = []
        found.append(letter)
    if found:
        yield found


def _goes_on(one: Letter, two: Letter) -> bool:
    alike = (one.page, one.colour) == (two.page, two.colour)
    return alike and abs(one.y - two.y) < 3 and 0 <= two.x - one.x < 20


def _ratio(page: Image.Image, found: list[Letter]) -> float:
    """Return the contrast of the commonest grey where letters stand with the one farthest from it."""
    lefts, bottoms, rights, tops = zip(*(letter.box for letter in found), strict=True)
    left, right = (min(lefts) - 1) * SCALE, (max(rights) + 1) * SCALE
    top, bottom = page.height - (max(tops) + 1) * SCALE, page.height - (min(bottoms) - 1) * SCALE
    counts = page.crop((round(left), round(top), round(right), round(bottom))).histogram()
    ground = counts.index(max(counts))
    levels = [level for level, count in enumerate(counts) if count]
    return max(contrast(_grey(ground), _grey(level)) for level in (levels[0], levels[-1]))


def _grey(level: int) -> str:
    return f"#{level:02x}{level:02x}{level:02x}"


LOOKS = [(style, brand) for style in ("standard", "large-print") for brand in BRANDS] + [("mono", "#ffe600")]


@pytest.mark.parametrize(("style", "brand"), LOOKS)
def test_everything_can_be_read_in_grey_whatever_the_clinics_colour(style: str, brand: str) -> None:
    found = seen(style, brand)
    assert len(found) > 100
    assert [text for text in found if text.ratio < ANY] == []
    body = [text for text in found if text.colour in (BLACK, "#000000")]
    assert len(body) > len(found) / 2
    assert [text for text in body if text.ratio < BODY] == []


def test_black_and_white_pages_have_one_ink() -> None:
    assert {text.colour for text in seen("mono", "#ffe600")} <= {"#000000", "#ffffff"}


def test_the_measure_sees_pale_text() -> None:
    page = Image.new("L", (400, 400), 255)
    page.paste(150, (100, 100, 180, 140))
    pale = [Letter(0, "x", 12, 20, 70, (20, 62, 50, 78))]
    assert _ratio(page, pale) == pytest.approx(contrast("#969696", "#ffffff"))
    assert _ratio(page, pale) < ANY
