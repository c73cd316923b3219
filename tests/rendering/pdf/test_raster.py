"""Page pictures: the page in sight first, and none drawn twice that looks the same."""

from __future__ import annotations

import pytest
from rendering.pdf.sample_documents import NOW, document, runs

from careleaf.datafiles import data_folder
from careleaf.domain.blocks import Document, Paragraph
from careleaf.rendering.pdf import raster
from careleaf.rendering.pdf.document import Typesetter
from careleaf.rendering.pdf.raster import Rasteriser, page_pictures

TYPESETTER = Typesetter(data_folder("resources"))


def long_document(last: str) -> Document:
    return document(*(Paragraph(runs("Walk a little. " * 60)) for _ in range(24)), Paragraph(runs(last)))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a list that grows with every page that PDFium draws."""
    pages: list[float] = []
    draw = raster._picture
    monkeypatch.setattr(raster, "_picture", lambda page, scale: (pages.append(scale), draw(page, scale))[1])
    return pages


def set_pages(last: str) -> tuple[bytes, tuple[str, ...]]:
    typeset = TYPESETTER.typeset(long_document(last), "standard", "letter", NOW)
    assert typeset.pages >= 3
    return typeset.pdf, typeset.looks


def test_the_page_in_sight_comes_first_and_then_all() -> None:
    pdf, looks = set_pages("Rest.")
    early, whole = Rasteriser().pictures(pdf, looks, 1.0, first=1)
    assert [picture is not None for picture in early] == [number == 1 for number in range(len(looks))]
    assert whole == page_pictures(pdf, 1.0)


def test_only_the_page_that_changed_is_drawn_again(drawn: list[float]) -> None:
    rasteriser = Rasteriser()
    for last, new in (("Rest.", None), ("Rest.", 0), ("Rest well.", 1)):
        pdf, looks = set_pages(last)
        before = len(drawn)
        *_, pictures = rasteriser.pictures(pdf, looks, 1.0, first=0)
        assert len(drawn) - before == (len(looks) if new is None else new)
        assert pictures == page_pictures(pdf, 1.0)
        del drawn[:]


def test_another_zoom_draws_every_page(drawn: list[float]) -> None:
    rasteriser = Rasteriser()
    pdf, looks = set_pages("Rest.")
    for scale in (1.0, 2.0):
        list(rasteriser.pictures(pdf, looks, scale, first=0))
    assert drawn == [1.0] * len(looks) + [2.0] * len(looks)


def test_a_page_not_in_the_document_draws_the_others() -> None:
    pdf, looks = set_pages("Rest.")
    *_, pictures = Rasteriser().pictures(pdf, looks, 1.0, first=99)
    assert pictures == page_pictures(pdf, 1.0)
