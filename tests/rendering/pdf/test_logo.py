"""The logo on the page: in proportion, described to a screen reader, grey where the page has no colour."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from PIL import Image, ImageChops
from rendering.pdf.gate import failures
from rendering.pdf.sample_documents import NOW, PAGES, STYLES, document, runs
from rendering.pdf.structure_reader import read_structure

from careleaf.content.logo_reader import load_logo, read_logo
from careleaf.datafiles import data_folder
from careleaf.domain.blocks import Document, Letterhead, Paragraph
from careleaf.domain.logo import Logo
from careleaf.rendering.pdf.document import Typeset, typeset
from careleaf.rendering.pdf.raster import page_pictures

WORDS = "A red sign"


def with_logo() -> Document:
    plan = document(Paragraph(runs("Walk a little.")))
    letterhead = Letterhead("Mill Lane Clinic", "555-0142", "12 Mill Lane", "#0b5c63", WORDS)
    return Document("en", plan.title, plan.footer, "", (letterhead, *plan.blocks))


def picture(width: int, height: int) -> Logo:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#d01020").save(out, "PNG")
    return read_logo(out.getvalue())


def sign(width: int, height: int) -> Logo:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    return read_logo(f'{head}<rect width="{width}" height="{height}" fill="#d01020"/></svg>'.encode())


def made(logo: Logo, style: str = "standard", page: str = "letter") -> Typeset:
    return typeset(with_logo(), data_folder("resources"), style, page, NOW, logo)


RED, GREY = (0xD0, 0x10, 0x20), (75, 75, 75)


def first_page(pdf: bytes) -> Image.Image:
    page = page_pictures(pdf, 4.0)[0]
    return Image.frombytes("RGB", (page.width, page.height), page.pixels, "raw", "BGRX", page.stride)


def red_box(pdf: bytes) -> tuple[int, int]:
    """Return how wide and high the red of a page reaches, in points."""
    red, green, _ = first_page(pdf).split()
    box = ImageChops.subtract(red, green).point(lambda apart: 255 * (apart > 150)).getbbox()
    assert box is not None
    return round((box[2] - box[0]) / 4), round((box[3] - box[1]) / 4)


@pytest.mark.parametrize("make", [picture, sign])
@pytest.mark.parametrize(
    ("size", "points"),
    [((100, 100), (32, 32)), ((400, 40), (130, 13)), ((20, 200), (3, 32)), ((4, 2), (64, 32))],
)
def test_a_logo_fills_its_box_and_keeps_its_proportions(make, size, points) -> None:
    assert red_box(made(make(*size)).pdf) == points


@pytest.mark.parametrize("make", [picture, sign])
def test_black_and_white_pages_have_a_grey_logo(make) -> None:
    inside = (4 * 60, 4 * 50)
    assert first_page(made(make(100, 100)).pdf).getpixel(inside) == RED
    assert first_page(made(make(100, 100), "mono").pdf).getpixel(inside) == GREY


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("make", [picture, sign])
def test_a_page_with_a_logo_passes_the_gate(make, style: str, page: str) -> None:
    assert failures(made(make(300, 100), style, page).pdf) == []


@pytest.mark.parametrize("make", [picture, sign])
def test_a_screen_reader_gets_the_words_for_it_first(make) -> None:
    root = read_structure(made(make(100, 100)).pdf)
    figure = root.kids[0].kids[0]
    assert (figure.role, figure.text) == ("Figure", WORDS)


def test_a_drawing_stays_a_drawing() -> None:
    def pictures(logo: Logo) -> int:
        with pikepdf.open(io.BytesIO(made(logo).pdf)) as pdf:
            return len(pdf.pages[0].get_images())

    assert pictures(picture(100, 100)) == 1
    assert pictures(load_logo(data_folder("resources") / "clinics" / "sample-logo.svg")) == 0


@pytest.mark.parametrize("make", [picture, sign])
def test_the_same_logo_gives_the_same_bytes(make) -> None:
    assert made(make(90, 40)).pdf == made(make(90, 40)).pdf
    assert made(make(90, 40)).pdf != made(make(90, 41)).pdf


def test_a_letterhead_without_words_for_a_logo_has_none() -> None:
    plain = document(Paragraph(runs("Walk a little.")))
    one = typeset(plain, data_folder("resources"), "standard", "letter", NOW, picture(50, 50))
    two = typeset(plain, data_folder("resources"), "standard", "letter", NOW + timedelta(0))
    assert one.pdf == two.pdf
