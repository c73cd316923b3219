"""The page as it was when somebody last looked at it.

Stored here: the XML of the acute handout (`acute-72h.xml`), and page 1 in each style as a small grey picture
(`acute-72h-*.png`, 72 dpi). A change of words or look makes these tests fail; that is what they are for. Look
at what they show; if it is meant, renew what is stored and look at it once more before it is committed:

    UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/golden
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command import DONE, RELAXANT, Careleaf, acute
from golden_store import SHARE, require_picture, require_text, share_apart
from PIL import Image, ImageDraw

from careleaf.rendering.pdf.raster import page_pictures

PERSON = ("--patient-name", "Ana Ruiz", *RELAXANT, "--tick", "med-ibuprofen")


def test_the_acute_handout_says_what_it_said(careleaf: Careleaf) -> None:
    """Compare the XML with tests/golden/acute-72h.xml; renew it with UPDATE_GOLDEN=1 (see above)."""
    done = careleaf(*acute(*PERSON, "--format", "xml", to="-"))
    assert done.code == DONE
    require_text("acute-72h.xml", done.out)


@pytest.mark.parametrize("style", ["standard", "large-print", "mono"])
def test_page_one_looks_as_it_looked(careleaf: Careleaf, tmp_path: Path, style: str) -> None:
    """Compare page 1 with tests/golden/acute-72h-STYLE.png; renew it with UPDATE_GOLDEN=1 (see above)."""
    require_picture(f"acute-72h-{style}.png", first_page(careleaf, "--style", style), tmp_path)


def first_page(careleaf: Careleaf, *flags: str) -> Image.Image:
    """Return page 1 of the acute handout as a grey picture at 72 dpi."""
    done = careleaf(*acute(*PERSON, *flags, to="-"))
    assert done.code == DONE
    page = page_pictures(done.raw, 1.0)[0]
    size = (page.width, page.height)
    return Image.frombytes("RGB", size, page.pixels, "raw", "BGRX", page.stride).convert("L")


def test_the_comparison_sees_a_changed_name(careleaf: Careleaf) -> None:
    one, two = first_page(careleaf), first_page(careleaf, "--patient-name", "Bo Lindqvist-Sandoval")
    assert share_apart(one, one) == 0
    assert share_apart(one, two) > SHARE


def test_the_comparison_sees_a_moved_page_and_forgives_a_shade(careleaf: Careleaf) -> None:
    page = first_page(careleaf)
    moved = Image.new("L", page.size, 255)
    moved.paste(page, (0, 1))
    assert share_apart(page, moved) > SHARE
    assert share_apart(page, page.point(lambda level: max(0, level - 20))) == 0


def test_the_comparison_sees_a_missing_line(careleaf: Careleaf) -> None:
    page = first_page(careleaf)
    without = page.copy()
    ImageDraw.Draw(without).rectangle((0, 400, page.width, 416), fill=255)
    assert share_apart(page, without) > SHARE
