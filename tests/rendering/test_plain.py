"""Plain text: the handout for a chart, a mail or a screen reader, in reading order."""

from __future__ import annotations

from handouts import Draft, made

from careleaf.domain.blocks import (
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
)
from careleaf.rendering.plain import plain_text


def text_of(*blocks: object, stamp: str = "") -> list[str]:
    """Return the lines of some blocks, without the footer."""
    return plain_text(Document("en", "T", "Foot", stamp, blocks)).splitlines()[:-2]


def words(text: str) -> tuple[Run, ...]:
    """Return a text as runs."""
    return (Run(text),)


def test_stamp_first_and_footer_last() -> None:
    text = plain_text(Document("en", "T", "Foot", "SAMPLE", (Paragraph(words("x")),)))
    assert text == "[SAMPLE]\nx\n\nFoot\n"


def test_an_empty_document_is_its_footer() -> None:
    assert plain_text(Document("en", "T", "Foot", "", ())) == "Foot\n"


def test_a_letterhead_leaves_out_what_is_empty() -> None:
    assert text_of(Letterhead("Elm", "555", "", "#000000")) == ["Elm · 555"]


def test_headings_stand_apart_and_great_ones_in_capitals() -> None:
    assert text_of(Heading(1, words("Plan")), Heading(2, words("Part")), Heading(3, words("Cold"))) == [
        "PLAN", "", "PART", "", "Cold",
    ]  # fmt: skip


def test_lists_have_marks_a_screen_reader_says() -> None:
    items = (words("one"), words("two"))
    assert text_of(BulletList(items)) == ["- one", "- two"]
    assert text_of(BulletList(items, boxes=True)) == ["[ ] one", "[ ] two"]
    assert text_of(StepList(items)) == ["1. one", "2. two"]


def test_a_table_row_reads_as_header_and_cell() -> None:
    header = tuple(Cell(words(name)) for name in ("Medicine", "Morning", "Bedtime"))
    rows = (
        (Cell(words("Ibuprofen")), Cell(words("1 tablet")), Cell(words("2 tablets"))),
        (Cell(words("Relaxant")), Cell(words("–")), Cell(words("1 tablet"))),
        (Cell(words("Gel")), Cell(words("when you need it"), span=2)),
        (Cell(words("Nothing")), Cell(()), Cell(())),
    )
    assert text_of(Table(header, rows, (1.0,) * 3)) == [
        "- Ibuprofen; Morning: 1 tablet; Bedtime: 2 tablets",
        "- Relaxant; Bedtime: 1 tablet",
        "- Gel; when you need it",
        "- Nothing",
    ]


def test_boxes_and_sections_open_up() -> None:
    inside = (Paragraph((Run("a "), Run("b", True), Run(" c"))),)
    assert text_of(Callout("note", inside)) == ["a b c"]
    assert text_of(Card(inside)) == ["a b c"]
    assert text_of(Section(words("Days"), inside)) == ["DAYS", "a b c"]


def test_the_medicines_of_a_real_handout_read_without_columns() -> None:
    text = made(Draft(topics=("med-relaxant",))).text
    assert "- Cyclobenzaprine 5 mg for a very strong spasm; Bedtime: 1 tablet; Last day: Mon 23 Nov" in text
    assert "- Chest pain" in text
