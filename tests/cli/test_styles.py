"""Styles and paper: large print is large everywhere, black and white has no colour, A4 is A4."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import RELAXANT, Careleaf, acute
from pdf_reading import holds, letters, page_sizes, pages_of, running_text, words_of

EVERYTHING = (
    "--patient-name",
    "Ana Ruiz",
    *RELAXANT,
    "--tick",
    "med-ibuprofen",
    "--tick",
    "faq",
    "--tick",
    "dx-tests",
)


def styled(careleaf: Careleaf, *flags: str) -> bytes:
    """Render a handout with a table, a card, boxes and medicines; return the PDF."""
    done = careleaf(*acute(*EVERYTHING, *flags, to="-"))
    assert done.code == 0, done.err
    return done.raw


@pytest.mark.parametrize(("page", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
@pytest.mark.parametrize("style", ["standard", "large-print", "mono"])
def test_each_page_has_the_size_of_the_paper(
    careleaf: Careleaf, style: str, page: str, size: tuple[int, int]
) -> None:
    assert set(page_sizes(styled(careleaf, "--style", style, "--page", page))) == {size}


def test_in_large_print_nothing_a_patient_reads_is_smaller_than_18_points(careleaf: Careleaf) -> None:
    pdf = styled(careleaf, "--style", "large-print")
    assert smallest(pdf) >= 18
    assert max(letter.size for letter in letters(pdf)) >= 22


@pytest.mark.parametrize("style", ["standard", "mono"])
def test_nothing_a_patient_reads_is_smaller_than_12_points(careleaf: Careleaf, style: str) -> None:
    assert smallest(styled(careleaf, "--style", style)) >= 12


def smallest(pdf: bytes) -> float:
    """Return the smallest type size inside the text area: the footer and the stamp stand outside of it."""
    document = list(letters(pdf))
    lines: dict[tuple[int, int], list] = {}
    for letter in document:
        lines.setdefault((letter.page, round(letter.y)), []).append(letter)
    furniture = set()
    for key, found in lines.items():
        said = "".join(letter.char for letter in found)
        if said.startswith("SAMPLE-") or any(
            mark in said for mark in ("Library0", "reviewdue", "Page", "No.")
        ):
            furniture.add(key)
    reading = [letter.size for letter in document if (letter.page, round(letter.y)) not in furniture]
    assert len(reading) > 0.8 * len(document)
    return min(reading)


def test_the_footer_is_9_points_or_more(careleaf: Careleaf) -> None:
    assert min(letter.size for letter in letters(styled(careleaf))) >= 9


@pytest.mark.parametrize("style", ["large-print", "mono"])
def test_every_style_says_the_same_words(careleaf: Careleaf, style: str) -> None:
    text = careleaf(*acute(*EVERYTHING, "--format", "text", to="-")).out
    pdf = running_text(styled(careleaf, "--style", style))
    for line in text.splitlines():
        if line.startswith("- ") and ": " not in line:
            assert holds(pdf, line.removeprefix("- ")), line


def test_a_preset_brings_its_style_and_the_flag_goes_before_it(careleaf: Careleaf) -> None:
    preset = careleaf.preset('style = "large-print"\n')
    careleaf("render", preset, "-o", "own.pdf", "--clinic", "sample")
    careleaf("render", preset, "-o", "flag.pdf", "--clinic", "sample", "--style", "standard")
    body = [
        min(letter.size for letter in letters(Path(name).read_bytes())) for name in ("own.pdf", "flag.pdf")
    ]
    assert body[1] < body[0]


def test_large_print_takes_more_pages_and_numbers_them_all(careleaf: Careleaf) -> None:
    pages = pages_of(styled(careleaf, "--style", "large-print"))
    assert len(pages) > len(pages_of(styled(careleaf)))
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert "Last tablet: Mon 23 Nov" in words_of("\n".join(pages))


def test_black_and_white_uses_no_colour(careleaf: Careleaf) -> None:
    assert not coloured(styled(careleaf, "--style", "mono"))
    assert coloured(styled(careleaf, "--style", "standard"))


def coloured(pdf: bytes) -> bool:
    """Tell whether any pixel of any page has a hue."""
    from careleaf.rendering.pdf.raster import page_pictures

    for picture in page_pictures(pdf, 0.5):
        blue, green, red = (picture.pixels[channel::4] for channel in range(3))
        if blue != green or green != red:
            return True
    return False
