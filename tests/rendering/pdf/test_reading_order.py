"""What a screen reader reads is the document: every text, once, in the order of its blocks. No validator sees
this: a file whose paragraphs are in any order is valid."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from rendering.pdf.presets import LOOKS, PRESETS, handout, program
from rendering.pdf.sample_documents import (
    PAGES,
    STYLES,
    document,
    every_block,
    names_everywhere,
    runs,
    setting,
)
from rendering.pdf.structure_reader import Node, artifacts, lines, read_structure

from careleaf.domain.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    CareBand,
    Cell,
    Document,
    Heading,
    Illustrated,
    Letterhead,
    Paragraph,
    QrCode,
    Section,
    StepList,
    Table,
    plain,
    texts,
)
from careleaf.rendering.pdf.document import message_below


def expected(document: Document, style: str, read: list[str] | None = None) -> list[str]:
    """Return the texts of a document as a style sets them.

    Large print puts tables as lines of text, the message below the emergency box, and no headings in it.

    A spare figure is left out where it would cost a sheet: it counts where its first words are in `read`.
    """
    tops = message_below(document.blocks) if style == "large-print" else document.blocks
    blocks = [block for top in tops for block in _flat(top, style)]
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Table) and style == "large-print":
            found += _stacked(block)
        elif isinstance(block, Illustrated):
            words = list(_figure(block))
            found += words if not block.spare or words[0] in (read or words) else []
        elif isinstance(block, CareBand):
            found.append(block.words)
        elif isinstance(block, QrCode):
            found += [f"Code to scan: {block.address}", f"Scan this, or go to {block.address}"]
        else:
            found += [block.logo] if isinstance(block, Letterhead) else []
            found += texts(block)
    return [text for text in (" ".join(text.split()) for text in found) if text]


def _figure(block: Illustrated) -> Iterator[str]:
    """Yield what is read for a figure: of each pose its words, then its caption."""
    figure = program().figures[block.figure]
    for pose, caption in zip(figure.poses, figure.captions, strict=True):
        yield pose.alt
        yield caption


def _flat(block: Block, style: str) -> Iterator[Block]:
    if isinstance(block, Callout | Card | Section | Illustrated):
        if isinstance(block, Section):
            yield Heading(2, block.heading)
        if isinstance(block, Illustrated):
            yield block
        of_emergency = isinstance(block, Callout) and block.kind == "emergency"
        for kid in block.blocks:
            if style == "large-print" and of_emergency and getattr(kid, "role", "") == "question":
                continue
            yield from _flat(kid, style)
    else:
        yield block


def _stacked(table: Table) -> Iterator[str]:
    for row in table.rows:
        column = 0
        for cell in row:
            words = plain(cell.runs)
            if words != "–":
                head = "" if column == 0 or cell.span > 1 else f"{plain(table.header[column].runs)}: "
                yield head + words
            column += cell.span


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("sample", [every_block(), names_everywhere()], ids=["blocks", "names"])
def test_structure_is_the_document_in_order(sample: Document, style: str, page: str) -> None:
    assert lines(read_structure(setting(sample, style, page).pdf)) == expected(sample, style)


@pytest.mark.parametrize(("style", "page"), LOOKS)
@pytest.mark.parametrize("preset", PRESETS)
def test_preset_is_read_in_order(preset: str, style: str, page: str) -> None:
    made = handout(preset, style, page)
    read = lines(read_structure(made.typeset.pdf))
    assert read == expected(made.document, style, read)


def test_text_over_many_pages_stays_whole() -> None:
    words = " ".join(f"word{n}" for n in range(2500))
    sample = document(BulletList((runs(words), runs("after"))), Paragraph(runs(words), "note"))
    made = setting(sample)
    assert made.pages > 3
    assert lines(read_structure(made.pdf)) == expected(sample, "standard")


def test_furniture_is_no_part_of_the_text() -> None:
    made = setting(every_block())
    read = " ".join(lines(read_structure(made.pdf)))
    assert "SAMPLE" not in read
    assert "Page 1" not in read
    for number, text in enumerate(artifacts(made.pdf), 1):
        assert f"Page {number} of {made.pages}" in text
        assert "SAMPLE - not for a patient" in text
        assert "Library 0.1" in text


def test_repeated_header_row_is_read_once() -> None:
    made = setting(every_block())
    assert "Medicine Morning Night" in artifacts(made.pdf)[1]
    assert lines(read_structure(made.pdf)).count("Medicine") == 1


def test_sections_lists_and_boxes_are_what_they_are() -> None:
    items = (runs("one"), runs("two"))
    sample = document(
        Section(runs("Your back"), (Heading(3, runs("Cold")), BulletList(items))),
        Callout("note", (Paragraph(runs("boxed")),)),
        Card((Heading(3, runs("Cat")), StepList(items))),
    )
    item = ("LI", ("Lbl",), ("LBody",))
    assert read_structure(setting(sample).pdf).outline() == (
        "Document",
        ("H1",),
        ("Sect", ("H2",), ("H3",), ("L", item, item)),
        ("Div", ("P",)),
        ("Sect", ("H3",), ("L", item, item)),
    )


def test_marks_of_lists_can_be_read() -> None:
    items = (runs("one"), runs("two"))
    sample = document(BulletList(items), BulletList(items, boxes=True), StepList(items))
    tree = read_structure(setting(sample).pdf)
    assert [label.text.strip() for label in tree.find("Lbl")] == ["•", "•", "☐", "☐", "1.", "2."]
    numbering = [list_.attributes["ListNumbering"] for list_ in tree.find("L")]
    assert numbering == ["Disc", "Square", "Decimal"]


def test_cells_say_what_they_head() -> None:
    header = (Cell(runs("Medicine")), Cell(runs("Day")), Cell(runs("Night")))
    rows = (
        (Cell(runs("First")), Cell(runs("1")), Cell(runs("2"))),
        (Cell(runs("Second")), Cell(runs("x"), 2)),
    )
    (table,) = read_structure(setting(document(Table(header, rows, (1.0, 1.0, 1.0)))).pdf).find("Table")
    cells = [
        [(cell.role, cell.attributes.get("Scope"), cell.attributes.get("ColSpan")) for cell in row.kids]
        for row in table.kids
    ]
    column, row_head = ("TH", "Column", None), ("TH", "Row", None)
    assert cells == [
        [column, column, column],
        [row_head, ("TD", None, None), ("TD", None, None)],
        [row_head, ("TD", None, "2")],
    ]


def test_pages_lead_back_to_the_tree() -> None:
    with pikepdf.open(io.BytesIO(setting(every_block()).pdf)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for page in pdf.pages:
            for mark, element in enumerate(owners[page.StructParents]):
                kids = [kid if isinstance(kid, int) else kid.get("/MCID") for kid in element.K]
                assert mark in kids


def test_headings_make_the_outline() -> None:
    with pikepdf.open(io.BytesIO(setting(every_block()).pdf)) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Every block"
        assert [item.title for item in title.children] == [
            "Get help now",
            "In short",
            "Your back",
            "Call us if",
        ]
        assert [item.title for item in title.children[2].children] == [
            "Cold pack", "Cat-camel", "Bird-dog", "Tick each day you did them",
            "A title with nothing below it",
        ]  # fmt: skip


def test_outline_survives_a_skipped_level() -> None:
    sample = Document("en", "t", "f", "", (Heading(3, runs("deep")), Heading(1, runs("top"))))
    with pikepdf.open(io.BytesIO(setting(sample).pdf)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["deep", "top"]


def test_reader_sees_a_wrong_order() -> None:
    made = setting(every_block())
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (top,) = [pdf.Root.StructTreeRoot.K]
        top.K = pikepdf.Array(list(top.K)[::-1])
        pdf.save(out)
    tree: Node = read_structure(out.getvalue())
    assert lines(tree) != expected(every_block(), "standard")
