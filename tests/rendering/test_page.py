"""The page: what may break and what may not, what stands on every page, what the file says of itself."""

from __future__ import annotations

import ctypes
import io
from functools import cache

import pikepdf
import pypdfium2
import pytest
from handouts import NOW, Draft, made, program, typed
from pdf_reading import PAGE_NUMBER, holds, letters, metadata, page_with, pages_of, running_text
from pypdfium2 import raw

from careleaf.domain.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    Cell,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Section,
    StepList,
    Table,
    plain,
)
from careleaf.domain.people import Patient
from careleaf.domain.preset import draft_from
from careleaf.rendering.pdf.document import Typeset, typeset

STYLES = ["standard", "large-print", "mono"]
FOOTER = "Elm Street · Library 0.1, not yet reviewed by a clinician · review due 21 Nov 2027"


def words(text: str) -> tuple[Run, ...]:
    """Return a text as runs."""
    return (Run(text),)


def numbered(name: str, count: int) -> str:
    """Return so many words, each of them different."""
    return " ".join(f"{name}{number}" for number in range(count))


def lines(count: int) -> tuple[Block, ...]:
    """Return so many short lines."""
    return tuple(Paragraph(words(f"filler {number}")) for number in range(count))


def set_blocks(*blocks: Block, style: str = "standard", stamp: str = "", page: str = "letter") -> Typeset:
    """Set some blocks as a document."""
    document = Document("en", "Your plan", FOOTER, stamp, blocks)
    return typeset(document, program().resources, style, page, NOW)


def box(*blocks: Block, kind: str = "note") -> Callout:
    """Return a callout."""
    return Callout(kind, blocks)


def card(name: str, steps: int = 4) -> Card:
    """Return an exercise card whose steps can be told apart."""
    inside = (
        Heading(3, words(f"{name} title")),
        StepList(tuple(words(f"{name} step {n}") for n in range(steps))),
    )
    return Card((*inside, Paragraph(words(f"{name} stop"))))


def table(*rows: tuple[str, ...]) -> Table:
    """Return a table; the first row is its header."""
    header, *rest = (tuple(Cell(words(cell)) for cell in row) for row in rows)
    return Table(header, tuple(rest), (1.0,) * len(header))


# Nothing is lost, however large


@pytest.mark.parametrize("style", STYLES)
def test_an_empty_document_is_one_page_with_its_furniture(style: str) -> None:
    (page,) = pages_of(set_blocks(style=style, stamp="SAMPLE - not for a patient").pdf)
    assert "Page 1 of 1" in page
    assert holds(page, FOOTER.split(" · ")[0])
    assert "SAMPLE - not for a patient" in page


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["emergency", "plan", "call-us", "course", "note"])
def test_a_box_taller_than_a_page_goes_on_over_pages(kind: str, style: str) -> None:
    blocks = (
        Heading(2, words("Box")),
        Paragraph(words("555-0100"), "phone"),
        BulletList(tuple(words(f"item{n} is an item") for n in range(60))),
        Paragraph(words(numbered("long", 900)), "note"),
        Paragraph(words("the end")),
    )
    done = set_blocks(*lines(3), box(*blocks, kind=kind), Paragraph(words("after")), style=style)
    text = running_text(done.pdf)
    assert done.pages > 1
    assert [n for n in range(60) if not holds(text, f"item{n} is an item")] == []
    assert holds(text, f"{numbered('long', 900)} the end after")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("words_in_note", range(0, 700, 23))
def test_a_box_breaks_well_wherever_it_has_to(style: str, words_in_note: int) -> None:
    note = numbered("w", words_in_note)
    done = set_blocks(
        box(*lines(10), Heading(3, words("Sub")), Paragraph(words(note or "-"), "note"), *lines(10)),
        style=style,
    )
    assert holds(running_text(done.pdf), note or "-")
    pages = pages_of(done.pdf)
    assert page_with(pages, "Sub") == page_with(pages, "w0" if note else "-")


@pytest.mark.parametrize("style", STYLES)
def test_a_table_row_larger_than_a_page_is_not_lost(style: str) -> None:
    huge = numbered("cell", 1500)
    done = set_blocks(table(("Test", "What it shows"), ("MRI", huge), ("X-ray", "bones")), style=style)
    found = sorted(set(running_text(done.pdf).split()) & set(huge.split()))
    assert found == sorted(huge.split())
    assert "bones" in running_text(done.pdf)


@pytest.mark.parametrize("style", STYLES)
def test_a_word_wider_than_its_column_is_broken_and_not_lost(style: str) -> None:
    long = "".join(f"{n:03}" for n in range(200))
    done = set_blocks(
        Letterhead(long[:90], long[:60], long[:90], "#0b5c63"),
        Heading(1, words(long)),
        Heading(3, words(long)),
        table(("A", "B", "C"), (long, "b", long)),
        StepList((words(long),)),
        box(BulletList((words(long),) * 3), kind="plan"),
        style=style,
    )
    text = "".join(running_text(done.pdf).split())
    assert text.count(long) >= 2 + 1 + 3
    assert min(letter.x for letter in letters(done.pdf)) > 0
    assert max(letter.x for letter in letters(done.pdf)) < 612


def test_a_card_taller_than_a_page_is_not_lost() -> None:
    done = set_blocks(card("big", steps=120))
    text = running_text(done.pdf)
    assert [n for n in range(120) if not holds(text, f"big step {n}")] == []


@pytest.mark.parametrize("style", STYLES)
def test_empty_blocks_set_nothing_and_break_nothing(style: str) -> None:
    done = set_blocks(
        Paragraph(()), Heading(3, ()), BulletList(()), StepList(()), box(), Card(()), Section(words("S"), ()),
        Letterhead("", "", "", ""), table(("A", "B")), style=style,
    )  # fmt: skip
    assert done.pages == 1


# What belongs together stays together


@cache
def room(style: str) -> int:
    """Return how many filler lines fit on the first page."""
    return pages_of(set_blocks(*lines(90), style=style).pdf)[0].count("filler")


def near_the_foot(style: str, above: int) -> range:
    """Return the numbers of lines that put what follows across the foot of the page: so many above it."""
    return range(room(style) - above, room(style) + 2)


FOLLOWERS = {
    "paragraph": (Paragraph(words("next comes")),),
    "lead": (Paragraph(words("next comes"), "lead"), Paragraph(words("and then"))),
    "list": (BulletList((words("next comes"), words("and then"))),),
    "steps": (StepList((words("next comes"), words("and then"))),),
    "note": (Paragraph(words("next comes"), "note"),),
    "question": (Paragraph(words("next comes"), "question"), Paragraph(words("the answer"))),
    "long": (Paragraph(words(f"next comes {numbered('w', 300)}")),),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("follower", FOLLOWERS)
@pytest.mark.parametrize("in_section", [False, True])
def test_a_heading_never_stands_alone_at_the_foot(style: str, follower: str, in_section: bool) -> None:
    for count in near_the_foot(style, 6):
        text = (Heading(3, words("A heading"), "cold"), *FOLLOWERS[follower])
        blocks = (Section(words("Part"), (*lines(count), *text)),) if in_section else (*lines(count), *text)
        pages = pages_of(set_blocks(*blocks, style=style).pdf)
        assert page_with(pages, "A heading") == page_with(pages, "next comes"), count


@pytest.mark.parametrize("style", STYLES)
def test_a_sections_name_never_stands_alone_at_the_foot(style: str) -> None:
    for count in near_the_foot(style, 6):
        section = Section(words("Part"), (Heading(3, words("A heading")), Paragraph(words("next comes"))))
        pages = pages_of(set_blocks(*lines(count), section, style=style).pdf)
        assert page_with(pages, "Part") == page_with(pages, "A heading") == page_with(pages, "next comes"), (
            count
        )


def test_a_question_stays_with_its_answer() -> None:
    for count in near_the_foot("standard", 6):
        blocks = (*lines(count), Paragraph(words("Why me?"), "question"), Paragraph(words("the answer")))
        pages = pages_of(set_blocks(*blocks).pdf)
        assert page_with(pages, "Why me?") == page_with(pages, "the answer"), count


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("in_section", [False, True])
def test_a_card_is_never_split(style: str, in_section: bool) -> None:
    for count in near_the_foot(style, 14):
        blocks: tuple[Block, ...] = (*lines(count), card("one"), card("two"))
        pages = pages_of(
            set_blocks(*((Section(words("S"), blocks),) if in_section else blocks), style=style).pdf
        )
        for name in ("one", "two"):
            parts = [f"{name} title", *(f"{name} step {n}" for n in range(4)), f"{name} stop"]
            assert len({page_with(pages, part) for part in parts}) == 1, (count, name)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["emergency", "plan", "call-us", "course", "note"])
def test_a_box_that_fits_a_page_is_never_split(style: str, kind: str) -> None:
    inside = (Heading(2, words("Top")), Paragraph(words("555-0100"), "phone"), Paragraph(words("end of box")))
    for count in near_the_foot(style, 14):
        pages = pages_of(set_blocks(*lines(count), box(*inside, kind=kind), style=style).pdf)
        assert page_with(pages, "Top") == page_with(pages, "end of box"), count


@pytest.mark.parametrize("style", STYLES)
def test_a_table_row_is_never_split_and_its_header_is_never_alone(style: str) -> None:
    rows = tuple((f"row{n}", f"starts{n} {numbered('w', 25)} ends{n}") for n in range(6))
    for count in near_the_foot(style, 14):
        pages = pages_of(set_blocks(*lines(count), table(("Test", "Shows"), *rows), style=style).pdf)
        for n in range(6):
            assert page_with(pages, f"starts{n}") == page_with(pages, f"ends{n}"), (count, n)
        if style != "large-print":
            assert page_with(pages, "Test Shows") == page_with(pages, "row0"), count


def test_a_tables_header_stands_on_each_of_its_pages() -> None:
    rows = tuple((f"row{n}", numbered("w", 40)) for n in range(20))
    pages = pages_of(set_blocks(table(("Test", "Shows"), *rows)).pdf)
    assert len(pages) > 1
    assert all(holds(page, "Test Shows") for page in pages)


# Every page, and the file


@pytest.mark.parametrize("style", STYLES)
def test_stamp_footer_and_page_number_stand_on_every_page(style: str) -> None:
    done = set_blocks(*lines(120), style=style, stamp="NOT READY - do not give to a patient")
    pages = pages_of(done.pdf)
    assert len(pages) == done.pages > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "NOT READY - do not give to a patient" in page
        assert holds(PAGE_NUMBER.sub("", page), FOOTER)


def test_a_handout_that_a_rule_holds_back_says_so_on_every_page() -> None:
    held_back = made(Draft(topics=("med-relaxant",)))
    assert held_back.findings
    assert all("NOT READY - do not give to a patient" in page for page in pages_of(held_back.typeset.pdf))


def test_the_file_has_title_author_dates_and_language() -> None:
    pdf = made(typed("x")).typeset.pdf
    said = metadata(pdf)
    assert said["Title"] == program().library.handout_title
    assert said["Author"] == "Elm Street Clinic"
    assert said["Creator"] == "Careleaf"
    assert said["CreationDate"] == said["ModDate"] == "D:20261121140000+00'00'"
    assert language(pdf) == "en"


def test_a_preset_s_own_title_heads_the_page_and_names_the_file() -> None:
    handout = made(draft_from(program().preset("sciatica")))
    assert metadata(handout.typeset.pdf)["Title"] == "Your sciatica plan"
    heading = next(block for block in handout.document.blocks if isinstance(block, Heading))
    assert (heading.level, plain(heading.runs)) == (1, "Your sciatica plan")


def language(pdf: bytes) -> str:
    """Return the language the file names for its text."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        size = raw.FPDFCatalog_GetLanguage(document, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFCatalog_GetLanguage(document, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        return buffer.raw.decode("utf-16-le").rstrip("\x00")
    finally:
        document.close()


def test_the_patient_is_on_the_page_and_not_in_the_metadata() -> None:
    draft = Draft(topics=("cold",), patient=Patient("Qwzx Vbnm", "MRN 7391"))
    pdf = made(draft).typeset.pdf
    assert holds(pages_of(pdf)[0], "Qwzx Vbnm (MRN 7391)")
    assert not any("Qwzx" in value or "7391" in value for value in metadata(pdf).values())


def test_fonts_are_embedded() -> None:
    pdf = set_blocks(card("x"), table(("A", "B"), ("a", "b")), box(*lines(2)), stamp="SAMPLE").pdf
    fonts = fonts_of(pdf)
    assert fonts == {"Inter-Regular", "Inter-SemiBold", "Inter-Bold"}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        described = [item for item in document.objects if "/FontFile2" in _keys(item)]
    assert len(described) == len(fonts)


def _keys(item: object) -> list[str]:
    return list(item.keys()) if isinstance(item, pikepdf.Dictionary) else []


def fonts_of(pdf: bytes) -> set[str]:
    """Return the names of the fonts that letters are drawn in; without the tag of a subset."""
    document = pypdfium2.PdfDocument(pdf)
    found = set()
    try:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
                if raw.FPDFText_GetFontInfo(text, index, name, 200, flags):
                    found.add(name.value.decode().rpartition("+")[2])
    finally:
        document.close()
    return found


# Where each topic is


@pytest.mark.parametrize("style", STYLES)
def test_places_point_at_the_pages_their_topics_are_on(style: str) -> None:
    draft = Draft(topics=("cold", "heat-bath", "sleep", "ex-catcamel", "faq", "dx-tests"), style=style)
    handout = made(draft)
    pages = pages_of(handout.typeset.pdf)
    places = {place.topic: place for place in handout.typeset.places}
    for topic_id in (*draft.topics, "red-flags", "call-us"):
        title = program().library.topic(topic_id).title
        place = places[topic_id]
        assert holds(pages[place.page], title), topic_id
        assert 0 <= place.top <= 792
    assert places["red-flags"].page == 0


def test_places_go_down_the_page() -> None:
    handout = made(Draft(topics=("cold", "heat-bath", "keep-moving", "sleep")))
    spots = [(place.page, place.top) for place in handout.typeset.places]
    assert spots == sorted(spots)
    assert handout.typeset.places[0].topic == "red-flags"


def test_a_unknown_style_or_page_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        set_blocks(style="pretty")
    with pytest.raises(KeyError):
        set_blocks(page="a3")
