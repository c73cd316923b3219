"""A typesetter that has set many pages sets the next one as a fresh one would, byte for byte."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageChops
from rendering.pdf.presets import handout, program
from rendering.pdf.random_edits import edited
from rendering.pdf.sample_documents import NOW, document, every_block, names_everywhere, runs
from rendering.pdf.structure_reader import lines, read_structure

from careleaf.app.handout_making import make
from careleaf.datafiles import data_folder
from careleaf.domain.blocks import BulletList, Cell, Document, Heading, Paragraph, Section, Table
from careleaf.domain.draft import Draft
from careleaf.domain.preset import draft_from
from careleaf.errors import UnprintableText
from careleaf.rendering.pdf.document import Typeset, Typesetter, typeset
from careleaf.rendering.pdf.keeping import Shelf
from careleaf.rendering.pdf.page_filling import PageFiller
from careleaf.rendering.pdf.raster import PagePicture, page_pictures, page_texts

RESOURCES = data_folder("resources")
UNPRINTABLE = "\N{EGYPTIAN HIEROGLYPH A001}"


def fresh(sample: Document, style: str = "standard", page: str = "letter") -> Typeset:
    return typeset(sample, RESOURCES, style, page, NOW)


def paragraphs(*texts: str) -> Document:
    return document(*(Paragraph(runs(text)) for text in texts))


def hold_against_fresh(edits: int, seed: int) -> None:
    """Edit one draft at random, or undo, and hold each page against that of a typesetter without a past."""
    chance = random.Random(seed)
    clinic, pictures = program().clinic("sample"), program().pictures
    long_lived = Typesetter(RESOURCES, pictures)
    drafts: list[Draft] = [draft_from(program().preset("acute-72h"))]
    for number in range(edits):
        before = chance.choice(drafts[-4:]) if chance.random() < 0.3 else drafts[-1]
        drafts.append(edited(before, program(), chance))
        draft, logo = chance.choice(drafts[-2:]), chance.choice((clinic.logo, clinic.logo, None))
        handout = make(program(), draft, clinic, NOW).document
        look = (draft.style, draft.page, NOW, logo)
        kept = long_lived.typeset(handout, *look)
        assert kept == typeset(handout, RESOURCES, *look, pictures), f"edit {number} of seed {seed}"


def test_random_edits_leave_no_trace_of_the_pages_before() -> None:
    hold_against_fresh(edits=40, seed=1)


@pytest.mark.peers
def test_many_random_edits_leave_no_trace_either() -> None:
    for seed in range(2, 6):
        hold_against_fresh(edits=50, seed=seed)


@pytest.mark.parametrize("style", ["standard", "large-print", "mono"])
def test_every_block_is_the_same_the_second_time(style: str) -> None:
    long_lived = Typesetter(RESOURCES)
    for sample in (every_block(), names_everywhere(), every_block(), names_everywhere()):
        assert long_lived.typeset(sample, style, "letter", NOW) == fresh(sample, style)


def test_blocks_that_are_alike_are_each_a_piece_of_their_own() -> None:
    long_lived, twice = Typesetter(RESOURCES), paragraphs("Walk.", "Walk.")
    for sample in (paragraphs("Walk."), twice, paragraphs("Walk."), twice):
        assert long_lived.typeset(sample, "standard", "letter", NOW) == fresh(sample)
    assert lines(read_structure(fresh(twice).pdf)).count("Walk.") == 2


def test_a_piece_that_was_cut_at_the_end_of_a_page_is_whole_again() -> None:
    long_lived = Typesetter(RESOURCES)
    long_list = BulletList(tuple(runs(f"{number}. " + "walk a little " * 12) for number in range(30)))
    for before in (0, 3, 11, 0):
        sample = document(*(Paragraph(runs("Rest.")) for _ in range(before)), long_list)
        assert long_lived.typeset(sample, "standard", "letter", NOW) == fresh(sample)


def test_a_table_that_was_cut_is_whole_again_and_has_its_header_once() -> None:
    long_lived = Typesetter(RESOURCES)
    rows = tuple((Cell(runs(f"Day {number}")), Cell(runs("walk a little " * 9))) for number in range(12))
    table = Table((Cell(runs("When")), Cell(runs("What"))), rows, (1.0, 3.0))
    for before in (0, 14, 3, 20, 0):
        sample = document(*(Paragraph(runs("Rest.")) for _ in range(before)), table)
        kept = long_lived.typeset(sample, "standard", "letter", NOW)
        assert kept == fresh(sample)
        assert lines(read_structure(kept.pdf)).count("When") == 1


def test_one_table_twice_is_cut_where_each_page_ends() -> None:
    long_lived = Typesetter(RESOURCES)
    rows = tuple((Cell(runs(f"Day {number}")), Cell(runs("walk a little " * 9))) for number in range(12))
    table = Table((Cell(runs("When")), Cell(runs("What"))), rows, (1.0, 3.0))
    days = [f"Day {number}" for number in range(12)]
    for before in (9, 2, 16, 9):
        sample = document(*(Paragraph(runs("Rest.")) for _ in range(before)), table, table)
        kept = long_lived.typeset(sample, "standard", "letter", NOW)
        assert kept == fresh(sample)
        read = lines(read_structure(kept.pdf))
        assert [line for line in read if line.startswith(("When", "Day"))] == ["When", *days] * 2


def test_one_section_twice_is_read_twice() -> None:
    advice = (Heading(3, runs("Sleep"), "sleep"), Paragraph(runs("Lie on your side.")))
    section = Section(runs("Rest"), advice)
    filler = tuple(Paragraph(runs("walk a little " * 60)) for _ in range(9))
    page = fresh(document(section, *filler, section, section))
    read = [line for line in lines(read_structure(page.pdf)) if not line.startswith("walk")]
    assert read == ["Your plan", *["Rest", "Sleep", "Lie on your side."] * 3]
    assert [place.topic for place in page.places] == ["sleep"] * 3


@pytest.mark.parametrize("style", ["standard", "large-print"])
def test_a_section_placed_as_one_stands_where_its_items_would(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = (every_block(), handout("exercise-only", style, "letter").document)
    look = (RESOURCES, style, "letter", NOW, None, program().pictures)
    as_one = [typeset(sample, *look) for sample in samples]
    monkeypatch.setattr(PageFiller, "_place_whole", lambda *_: False)
    for one, apart in zip(as_one, [typeset(sample, *look) for sample in samples], strict=True):
        where, elsewhere = ([(each.topic, each.page) for each in made.places] for made in (one, apart))
        assert where == elsewhere
        assert [place.top for place in one.places] == pytest.approx([place.top for place in apart.places])
        assert read_structure(one.pdf) == read_structure(apart.pdf)
        for pictures in zip(page_pictures(one.pdf, 1), page_pictures(apart.pdf, 1), strict=True):
            difference = ImageChops.difference(*map(_image, pictures))
            assert max(high for _, high in difference.getextrema()) <= 8


@pytest.mark.parametrize(
    ("style", "lines_before"), [("standard", range(28, 44)), ("large-print", range(6, 16))]
)
def test_a_section_near_the_end_of_a_page_ends_where_its_items_would(
    style: str, lines_before: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = BulletList(tuple(runs(f"point {number}") for number in range(4)))
    sleep = (Heading(3, runs("Sleep on your side or on your back"), "sleep"), Paragraph(runs("Lie down.")))
    days = (Paragraph(runs("Walk."), "lead"),)
    sections = (Section(runs("Rest"), (*sleep, points)), Section(runs("Days"), days))
    end = Paragraph(runs("walk a little " * 30))
    lead, rest = Paragraph(runs("Each day:"), "lead"), Paragraph(runs("Rest."))
    samples = [document(*[rest] * before, lead, *sections, end) for before in lines_before]
    as_one = [fresh(sample, style) for sample in samples]
    monkeypatch.setattr(PageFiller, "_place_whole", lambda *_: False)
    for one, sample in zip(as_one, samples, strict=True):
        apart, texts = fresh(sample, style), page_texts(one.pdf)
        assert texts == page_texts(apart.pdf)
        assert ["Each day:" in text for text in texts] == ["Lie down." in text for text in texts], (
            "a lead alone"
        )
        assert [place.top for place in one.places] == pytest.approx([place.top for place in apart.places])


def _image(picture: PagePicture) -> Image.Image:
    return Image.frombytes("RGBX", (picture.width, picture.height), picture.pixels).convert("RGB")


def test_another_name_leaves_the_contents_of_later_pages_and_the_fonts_as_they_are() -> None:
    long_lived = Typesetter(RESOURCES)
    sample = document(*(Paragraph(runs("walk a little " * 60)) for _ in range(12)))
    files = []
    for name in ("Ana", "Zoë Quick"):
        made = long_lived.typeset(replace(sample, patient=name), "standard", "letter", NOW)
        files.append(made.pdf)
    with pikepdf.open(io.BytesIO(files[0])) as one, pikepdf.open(io.BytesIO(files[1])) as other:
        before, after = ([each.read_raw_bytes() for each in pdf.pages[1].Contents] for pdf in (one, other))
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_a_new_plain_letter_needs_no_new_font() -> None:
    fonts = []
    for words in ("Walk a little.", "Quit 5 jobs, except Zoom?"):
        with pikepdf.open(io.BytesIO(fresh(paragraphs(words)).pdf)) as pdf:
            fonts.append(sorted(str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()))
    assert fonts[0] == fonts[1]


def test_a_shelf_keeps_what_was_taken_last() -> None:
    shelf, made = Shelf[str](4), list[int]()

    def take(number: int) -> str:
        def make() -> str:
            made.append(number)
            return f"thing {number}"

        return shelf.take(number, make)

    for number in (1, 2, 3, 4, 1, 2, 5, 1, 2):
        assert take(number) == f"thing {number}"
    assert made == [1, 2, 3, 4, 5]
    take(3)
    assert made == [1, 2, 3, 4, 5, 3]


def test_letters_of_an_earlier_page_are_in_no_later_file() -> None:
    long_lived = Typesetter(RESOURCES)
    long_lived.typeset(paragraphs("Zażółć gęślą jaźń, مرحبا, नमस्ते"), "standard", "letter", NOW)
    plain = paragraphs("Walk a little.")
    assert long_lived.typeset(plain, "standard", "letter", NOW) == fresh(plain)


def test_shapes_of_letters_that_depend_on_neighbours_get_their_codes_anew() -> None:
    long_lived = Typesetter(RESOURCES)
    one, two = "مرحبا بالعالم", "نمشي قليلا"
    for texts in ((one, two), (two, one), (two,), (one, two)):
        assert long_lived.typeset(paragraphs(*texts), "standard", "letter", NOW) == fresh(paragraphs(*texts))


def test_a_page_that_cannot_be_set_spoils_none_after_it() -> None:
    long_lived, good = Typesetter(RESOURCES), every_block()
    bad = replace(good, blocks=(*good.blocks[:-1], Section(runs("Rest"), (Paragraph(runs(UNPRINTABLE)),))))
    long_lived.typeset(good, "standard", "letter", NOW)
    with pytest.raises(UnprintableText):
        long_lived.typeset(bad, "standard", "letter", NOW)
    assert long_lived.typeset(good, "standard", "letter", NOW) == fresh(good)
