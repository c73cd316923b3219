"""Page pictures: what is in sight first, and nothing drawn twice that looks the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from rendering.pdf.presets import program
from rendering.pdf.random_edits import edited
from rendering.pdf.sample_documents import NOW, document, runs

from careleaf.app.handout_making import make
from careleaf.datafiles import data_folder
from careleaf.domain.blocks import Document, Paragraph
from careleaf.domain.preset import draft_from
from careleaf.rendering.pdf.document import Typesetter
from careleaf.rendering.pdf.kept_pictures import KeptPictures, parted
from careleaf.rendering.pdf.raster import SLICE_ROWS, DrawnSlices, OpenPdf, page_pictures
from careleaf.rendering.pdf.typeset_pages import Band, PageLook, PartLook, Sight

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


def bands() -> st.SearchStrategy[Band]:
    edges = st.lists(st.integers(0, 40), min_size=2, max_size=2, unique=True)
    return edges.map(lambda two: Band(*map(float, sorted(two))))


def watched() -> tuple[KeptPictures, Drawn]:
    drawn = Drawn()
    return KeptPictures(lambda pdf: WatchedPdf(pdf, drawn)), drawn


def set_pages(last: str) -> tuple[bytes, tuple[PageLook, ...]]:
    typeset = TYPESETTER.typeset(long_document(last), "standard", "letter", NOW)
    assert typeset.pages >= 3
    return typeset.pdf, typeset.looks


def set_first_line(words: str) -> tuple[bytes, tuple[PageLook, ...]]:
    rest = (Paragraph(runs(f"Rest {number} minutes.")) for number in range(30))
    typeset = TYPESETTER.typeset(document(Paragraph(runs(words)), *rest), "standard", "letter", NOW)
    return typeset.pdf, typeset.looks


def test_the_page_in_sight_comes_first_and_then_all() -> None:
    pdf, looks = set_pages("Rest.")
    early, whole = KeptPictures().draw(pdf, looks, 1.0, Sight(1))
    assert [picture is not None for picture in early.pictures] == [
        number == 1 for number in range(len(looks))
    ]
    assert whole.pictures == page_pictures(pdf, 1.0)
    assert (early.complete, whole.complete) == (False, True)


def test_of_the_page_in_sight_the_part_in_sight_comes_first() -> None:
    kept = KeptPictures()
    *_, before = kept.draw(*set_first_line("Walk a little."), 1.0, Sight(0))
    pdf, looks = set_first_line("Walk a little. " * 30)  # all that follows moves down
    old, new = before.pictures[0], page_pictures(pdf, 1.0)[0]
    early, whole = kept.draw(pdf, looks, 1.0, Sight(0, Band(2 * SLICE_ROWS + 1, 5 * SLICE_ROWS - 1)))
    shown = early.pictures[0]
    assert old is not None
    assert shown is not None
    assert shown.slices == (*old.slices[:2], *new.slices[2:5], *old.slices[5:])
    assert whole.pictures[0] == new


def test_what_was_overtaken_leaves_no_trace() -> None:
    kept = KeptPictures()
    list(kept.draw(*set_first_line("Walk a little."), 1.0, Sight(0)))
    next(kept.draw(*set_first_line("Walk a little. " * 30), 1.0, Sight(0, Band(99.0, 300.0))))
    pdf, looks = set_first_line("Walk a little. " * 20)
    *_, last = kept.draw(pdf, looks, 1.0, Sight(0))
    assert last.pictures == page_pictures(pdf, 1.0)


def test_only_what_changed_is_drawn_again() -> None:
    kept, drawn = watched()
    for words, new in (
        ("Rest.", "all"),
        ("Rest.", "none"),
        ("Rest well.", "two lines"),
        ("Rest.", "two lines"),
    ):
        pdf, looks = set_pages(words)
        *_, last = kept.draw(pdf, looks, 1.0, Sight(0))
        assert last.pictures == page_pictures(pdf, 1.0)
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
    kept, drawn = watched()
    pdf, looks = set_pages("Rest.")
    for scale in (1.0, 2.0):
        list(kept.draw(pdf, looks, scale, Sight(0)))
    assert [scale for _, scale, _ in drawn.take()] == [1.0] * len(looks) + [2.0] * len(looks)


def test_pages_drawn_in_parts_are_those_drawn_whole() -> None:
    chance, clinic = Random(1), program().clinic("sample")
    typesetter, kept = Typesetter(data_folder("resources"), program().pictures), KeptPictures()
    draft = draft_from(program().preset("acute-72h"))
    for number in range(40):
        draft = edited(draft, program(), chance)
        made = make(program(), draft, clinic, NOW).document
        typeset = typesetter.typeset(made, draft.style, draft.page, NOW, clinic.logo)
        *_, last = kept.draw(typeset.pdf, typeset.looks, SCALE, Sight(0))
        assert last.pictures == page_pictures(typeset.pdf, SCALE), f"edit {number}"


def test_what_is_drawn_in_another_order_is_drawn_whole() -> None:
    band, other = PartLook("a", Band(0, 9)), PartLook("b", Band(5, 14))
    assert PageLook("", (band, other)).changed_since(PageLook("", (other, band))) is None
    assert PageLook("", (band, other, other)).changed_since(PageLook("", (band, other))) is None
    assert PageLook("", (band, other)).changed_since(PageLook("", (other,))) == (Band(0, 9),)
    assert PageLook("letter", (band,)).changed_since(PageLook("a4", (band,))) is None


def test_a_page_not_in_the_document_draws_the_others() -> None:
    pdf, looks = set_pages("Rest.")
    *_, last = KeptPictures().draw(pdf, looks, 1.0, Sight(99))
    assert last.pictures == page_pictures(pdf, 1.0)


@given(st.lists(bands(), max_size=4), bands())
def test_bands_are_parted_without_loss(some: list[Band], by: Band) -> None:
    inside, elsewhere = parted(some, by)

    def covered(parts: Sequence[Band]) -> set[int]:
        return {row for band in parts for row in range(int(band.top), int(band.bottom))}

    assert covered(inside) == covered(some) & covered([by])
    assert covered(elsewhere) == covered(some) - covered([by])
