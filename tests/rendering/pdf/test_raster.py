"""Page pictures: the page in sight first, and nothing drawn twice that looks the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from random import Random

from rendering.pdf.presets import program
from rendering.pdf.random_edits import edited
from rendering.pdf.sample_documents import NOW, document, runs

from careleaf.app.handout_making import make
from careleaf.datafiles import data_folder
from careleaf.domain.blocks import Document, Paragraph
from careleaf.domain.preset import draft_from
from careleaf.rendering.pdf.document import Typesetter
from careleaf.rendering.pdf.raster import SLICE_ROWS, DrawnSlices, OpenPdf, Rasteriser, page_pictures
from careleaf.rendering.pdf.typeset_pages import Band, PageLook, PartLook

TYPESETTER = Typesetter(data_folder("resources"))
SLICES = ceil(792 / SLICE_ROWS)
SCALE = 0.7  # no whole number of pixels a point


def long_document(last: str) -> Document:
    return document(*(Paragraph(runs("Walk a little. " * 60)) for _ in range(24)), Paragraph(runs(last)))


@dataclass
class Drawn:
    """What PDFium drew: page, scale and how many slices."""

    pages: list[tuple[int, float, int]] = field(default_factory=list)

    def take(self) -> list[tuple[int, float, int]]:
        """Return it, and begin anew."""
        taken, self.pages = self.pages, []
        return taken


class WatchedPdf(OpenPdf):
    """Put on record what is drawn."""

    def __init__(self, pdf: bytes, drawn: Drawn) -> None:
        super().__init__(pdf)
        self._drawn = drawn

    def draw(self, number: int, scale: float, bands: Sequence[Band] | None = None) -> DrawnSlices:
        """Draw, and put it on record."""
        drawn = super().draw(number, scale, bands)
        self._drawn.pages.append((number, scale, len(drawn.slices)))
        return drawn


def watched() -> tuple[Rasteriser, Drawn]:
    drawn = Drawn()
    return Rasteriser(lambda pdf: WatchedPdf(pdf, drawn)), drawn


def set_pages(last: str) -> tuple[bytes, tuple[PageLook, ...]]:
    typeset = TYPESETTER.typeset(long_document(last), "standard", "letter", NOW)
    assert typeset.pages >= 3
    return typeset.pdf, typeset.looks


def test_the_page_in_sight_comes_first_and_then_all() -> None:
    pdf, looks = set_pages("Rest.")
    early, whole = Rasteriser().pictures(pdf, looks, 1.0, first=1)
    assert [picture is not None for picture in early] == [number == 1 for number in range(len(looks))]
    assert whole == page_pictures(pdf, 1.0)


def test_only_what_changed_is_drawn_again() -> None:
    rasteriser, drawn = watched()
    for last, new in (
        ("Rest.", "all"),
        ("Rest.", "none"),
        ("Rest well.", "two lines"),
        ("Rest.", "two lines"),
    ):
        pdf, looks = set_pages(last)
        *_, pictures = rasteriser.pictures(pdf, looks, 1.0, first=0)
        assert pictures == page_pictures(pdf, 1.0)
        pages = drawn.take()
        if new == "all":
            assert pages == [(number, 1.0, SLICES) for number in range(len(looks))]
        elif new == "none":
            assert not pages
        else:
            ((number, _, slices),) = pages
            assert number == len(looks) - 1
            assert slices <= 2


def test_another_zoom_draws_every_page() -> None:
    rasteriser, drawn = watched()
    pdf, looks = set_pages("Rest.")
    for scale in (1.0, 2.0):
        list(rasteriser.pictures(pdf, looks, scale, first=0))
    assert [scale for _, scale, _ in drawn.take()] == [1.0] * len(looks) + [2.0] * len(looks)


def test_pages_drawn_in_parts_are_those_drawn_whole() -> None:
    chance, clinic = Random(1), program().clinic("sample")
    typesetter, rasteriser = Typesetter(data_folder("resources"), program().pictures), Rasteriser()
    draft = draft_from(program().preset("acute-72h"))
    for number in range(40):
        draft = edited(draft, program(), chance)
        made = make(program(), draft, clinic, NOW).document
        typeset = typesetter.typeset(made, draft.style, draft.page, NOW, clinic.logo)
        *_, pictures = rasteriser.pictures(typeset.pdf, typeset.looks, SCALE, first=0)
        assert pictures == page_pictures(typeset.pdf, SCALE), f"edit {number}"


def test_what_is_drawn_in_another_order_is_drawn_whole() -> None:
    band, other = PartLook("a", Band(0, 9)), PartLook("b", Band(5, 14))
    assert PageLook("", (band, other)).changed_since(PageLook("", (other, band))) is None
    assert PageLook("", (band, other, other)).changed_since(PageLook("", (band, other))) is None
    assert PageLook("", (band, other)).changed_since(PageLook("", (other,))) == (Band(0, 9),)
    assert PageLook("letter", (band,)).changed_since(PageLook("a4", (band,))) is None


def test_a_page_not_in_the_document_draws_the_others() -> None:
    pdf, looks = set_pages("Rest.")
    *_, pictures = Rasteriser().pictures(pdf, looks, 1.0, first=99)
    assert pictures == page_pictures(pdf, 1.0)
