"""A typesetter that has set many pages sets the next one as a fresh one would, byte for byte."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from rendering.pdf.presets import program
from rendering.pdf.random_edits import edited
from rendering.pdf.sample_documents import NOW, document, every_block, names_everywhere, runs
from rendering.pdf.structure_reader import lines, read_structure

from careleaf.app.handout_making import make
from careleaf.datafiles import data_folder
from careleaf.domain.blocks import BulletList, Cell, Document, Paragraph, Section, Table
from careleaf.domain.draft import Draft
from careleaf.domain.preset import draft_from
from careleaf.errors import UnprintableText
from careleaf.rendering.pdf.document import Typeset, Typesetter, typeset

RESOURCES = data_folder("resources")
UNPRINTABLE = "\N{EGYPTIAN HIEROGLYPH A001}"


def fresh(sample: Document, style: str = "standard", page: str = "letter") -> Typeset:
    return typeset(sample, RESOURCES, style, page, NOW)


def paragraphs(*texts: str) -> Document:
    return document(*(Paragraph(runs(text)) for text in texts))


def hold_against_fresh(edits: int, seed: int) -> None:
    """Edit one draft at random and hold each page against that of a typesetter without a past."""
    chance = random.Random(seed)
    clinic, pictures = program().clinic("sample"), program().pictures
    long_lived = Typesetter(RESOURCES, pictures)
    draft: Draft = draft_from(program().preset("acute-72h"))
    for number in range(edits):
        draft = edited(draft, program(), chance)
        handout = make(program(), draft, clinic, NOW).document
        look = (draft.style, draft.page, NOW)
        kept = long_lived.typeset(handout, *look, clinic.logo)
        assert kept == typeset(handout, RESOURCES, *look, clinic.logo, pictures), (
            f"edit {number} of seed {seed}"
        )


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
