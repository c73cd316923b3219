"""How text stands on pages: places for the preview, breaks between lines, repeated headers, whole rows."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pypdfium2
import pytest
from rendering.pdf.presets import handout, program
from rendering.pdf.sample_documents import document, every_block, runs, setting
from rendering.pdf.structure_reader import artifacts, lines, read_structure

from careleaf.datafiles import data_folder
from careleaf.domain.blocks import (
    BandBar,
    BulletList,
    Callout,
    Card,
    CareBand,
    Cell,
    Heading,
    Paragraph,
    Run,
    Section,
    StepList,
    Table,
)
from careleaf.rendering.pdf.fonts import BOLD, REGULAR, SEMIBOLD, fonts_in
from careleaf.rendering.pdf.icons import IconLabel
from careleaf.rendering.pdf.line_breaking import line_breaks
from careleaf.rendering.pdf.paragraph import Look
from careleaf.rendering.pdf.paragraph import Paragraph as SetParagraph
from careleaf.rendering.pdf.raster import page_texts
from careleaf.rendering.pdf.shaping import ShapedText
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.style import load_style

FONTS = fonts_in(data_folder("resources") / "fonts")
LOOK = Look(size=10, leading=12, ascent=970, colour="#000000")


def paragraph(words: int) -> SetParagraph:
    """Make a paragraph of so many words; in a width of 40 points each has a line of its own."""
    text = " ".join(f"wörd{n:02}" for n in range(words))
    return SetParagraph(ShapedText([(text, REGULAR)], FONTS), LOOK, Element("P"))


def line_counts(made: SetParagraph, height: float) -> list[int]:
    return [round(part.wrap(40, 1000)[1] / 12) for part in made.split(40, height)]


def test_paragraph_takes_a_line_a_word() -> None:
    assert paragraph(5).wrap(40, 1000) == (40, 60)


@pytest.mark.parametrize(
    ("words", "fitting", "parts"),
    [(6, 6, [6]), (6, 4, [4, 2]), (6, 5, [4, 2]), (6, 1, []), (3, 2, []), (2, 1, []), (1, 1, [1])],
)
def test_no_line_stands_alone(words: int, fitting: int, parts: list[int]) -> None:
    assert line_counts(paragraph(words), fitting * 12) == parts


def test_parts_can_be_set_again_in_another_width() -> None:
    one, two = paragraph(8).split(40, 48)
    assert (one.wrap(1000, 1000)[1], two.wrap(1000, 1000)[1]) == (12, 12)
    assert (one.wrap(40, 1000)[1], two.wrap(40, 1000)[1]) == (48, 48)


def test_places_lead_to_the_topics() -> None:
    made = setting(every_block())
    assert [place.topic for place in made.places] == ["red-flags", "cold", "camel", "dog", "last", "course"]
    pdf = pypdfium2.PdfDocument(made.pdf)
    try:
        for topic, title in (("cold", "Cold pack"), ("camel", "Cat-camel")):
            place = next(place for place in made.places if place.topic == topic)
            page = pdf[place.page]
            letters = page.get_textpage()
            index, _ = letters.search(title).get_next()
            top_of_letter = page.get_height() - letters.get_charbox(index)[3]
            assert 0 <= top_of_letter - place.top < 25
    finally:
        pdf.close()


@pytest.mark.parametrize("style", ["standard", "mono"])
def test_short_handout_stays_on_its_pages(style: str) -> None:
    assert handout("acute-72h", style, "letter").typeset.pages <= 3


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(runs(text)) for text in texts)


def test_row_moves_whole_to_the_next_page() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    table = Table(cells("Name", "Words"), tuple(cells(f"Row {n}", words) for n in range(12)), (50.0, 50.0))
    for filler in range(4):
        sample = document(*(Paragraph(runs("filler")) for _ in range(filler * 5)), table)
        for page in page_texts(setting(sample).pdf):
            assert page.count("word0 ") == page.count("word59")


def test_box_taller_than_a_page_is_cut_between_its_pieces() -> None:
    texts = [" ".join(f"word{n}-{m}" for m in range(60)) for n in range(30)]
    sample = document(Callout("note", tuple(Paragraph(runs(text)) for text in texts)))
    made = setting(sample)
    assert made.pages > 2
    assert lines(read_structure(made.pdf))[1:] == texts


def test_row_taller_than_a_page_is_cut_and_stays_in_order() -> None:
    words = " ".join(f"word{n}" for n in range(900))
    table = Table(cells("Name", "Words"), (cells("Long", words), cells("Short", "end")), (50.0, 50.0))
    made = setting(document(table))
    assert lines(read_structure(made.pdf)) == ["Your plan", "Name", "Words", "Long", words, "Short", "end"]
    assert all("Name Words" in text for text in artifacts(made.pdf)[1:])


def test_numbers_of_steps_stand_on_the_line_of_their_step() -> None:
    made = setting(document(StepList((runs("first"), runs("second")))))
    (text,) = page_texts(made.pdf)
    assert "1. first" in " ".join(text.split())


def test_text_is_never_markup() -> None:
    text = "<b>bold</b> &amp; <font color='red'>"
    assert text in page_texts(setting(document(Paragraph((Run(text),)))).pdf)[0]


def test_every_look_has_a_page() -> None:
    for style, page in itertools.product(("standard", "large-print", "mono"), ("letter", "a4")):
        assert setting(every_block(), style, page).pages > 1


def test_no_word_of_the_library_is_cut_in_the_rail() -> None:
    style = load_style(data_folder("resources") / "styles", "standard")
    names = [(section.heading, BOLD, style.h3) for section in program().library.sections]
    names += [(topic.title, SEMIBOLD, style.body) for topic in program().library]
    for name, face, size in names:
        assert line_breaks(ShapedText([(name, face)], FONTS)).longest_word() * size / 1000 <= style.rail, name


def test_an_icon_stands_above_a_name_too_long_to_stand_beside() -> None:
    def height(name: str) -> float:
        label = IconLabel(
            SetParagraph(ShapedText([(name, REGULAR)], FONTS), LOOK, Element("P")), (), "#000000"
        )
        return label.wrap(60, 1000)[1]

    assert height("Sleep") == LOOK.leading
    assert height("Gallbladder") > 2 * LOOK.leading


def test_a_card_sets_a_long_dose_below_its_title() -> None:
    def starts(dose: str) -> list[str]:
        card = Card(
            (Heading(3, runs("Walking")), Paragraph(runs(dose), "lead"), StepList((runs("Stand tall"),)))
        )
        text = page_texts(setting(document(Section(runs("Exercises"), (card,)))).pdf)[0]
        return [line.split()[0] for line in text.splitlines() if line.split()]

    assert "8" not in starts("8 times. Do 1 set.")
    assert "Start" in starts("Start with 5 minutes on each day. Build up to 20 minutes every day.")


def test_the_patient_stands_beside_the_number_from_page_2_on() -> None:
    long = document(*(Paragraph(runs("filler")) for _ in range(120)))
    first, *others = artifacts(setting(replace(long, patient="Maria Lopez", number="No. AB12-CD34")).pdf)
    assert "No. AB12-CD34" in first
    assert "Maria Lopez" not in first
    assert others
    assert all("Maria Lopez · No. AB12-CD34" in text for text in others)
    endless = artifacts(setting(replace(long, patient="Lopez " * 40, number="No. AB12-CD34")).pdf)
    assert not any("Lopez" in text for text in endless), "it would run into the footer"


def test_a_short_topic_is_never_parted_from_its_title() -> None:
    topic = (Heading(3, runs("Warmth"), "heat"), BulletList(tuple(runs(f"warm{n}") for n in range(5))))
    for filler in range(36, 48):
        above = tuple(Paragraph(runs("filler")) for _ in range(filler))
        pages = page_texts(setting(document(*above, Section(runs("Days"), topic))).pdf)
        assert [page.count("warm") for page in pages if "Warmth" in page] == [5], filler


def test_a_bar_that_begins_where_the_last_one_ends_shares_its_line() -> None:
    def height(*bars: BandBar) -> float:
        band = CareBand(("Sat 21", "Sun 22", "Mon 23", "Tue 24"), bars, "words")
        page = setting(document(Section(runs("Days"), (band,)), Paragraph(runs("below"))))
        (text,) = pypdfium2.PdfDocument(page.pdf)
        letters = text.get_textpage()
        return letters.get_charbox(letters.search("below").get_next()[0])[1]

    one = height(BandBar("Cold", 0, 4))
    assert height(BandBar("Cold", 0, 2), BandBar("Warmth", 2, 4)) == one
    assert height(BandBar("Cold", 0, 3), BandBar("Warmth", 2, 4)) < one, "they overlap"
    assert height(BandBar("Cold", 0, 3), BandBar("Warmth for twenty minutes", 3, 4)) < one, "no room"
