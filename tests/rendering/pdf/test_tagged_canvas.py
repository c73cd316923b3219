"""On the tagged canvas everything has an owner, whatever the order of drawing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from rendering.pdf.gate import failures
from rendering.pdf.sample_documents import NOW
from rendering.pdf.structure_reader import marked_texts

from careleaf.datafiles import data_folder
from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.fonts import REGULAR, fonts_in
from careleaf.rendering.pdf.marked_text import TextLines
from careleaf.rendering.pdf.metadata import About
from careleaf.rendering.pdf.packing import pack
from careleaf.rendering.pdf.shaping import Glyph, Piece, Run
from careleaf.rendering.pdf.structure import FOOTER, Element, Mark
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas

RESOURCES = data_folder("resources")


def nothing(*_: Any) -> None:
    """Draw no furniture."""


def drawn() -> TaggedCanvas:
    return TaggedCanvas((200, 200))


def pages(canvas: TaggedCanvas) -> list[str]:
    """Return the operators of each page."""
    canvas.showPage()
    return canvas.finish(nothing).pages


def code(canvas: TaggedCanvas) -> list[str]:
    """Return the operators that begin or end marks, and the strokes between them."""
    words = ("BDC", "BMC", "EMC", "S")
    return [part for part in pages(canvas)[0].splitlines() if part.split()[-1:] and part.split()[-1] in words]


def test_what_nobody_owns_is_an_artifact() -> None:
    canvas = drawn()
    canvas.line(0, 0, 9, 9)
    assert code(canvas) == ["/Artifact BMC", "n 0 0 m 9 9 l S", "EMC"]


def test_owner_gets_what_is_drawn_inside() -> None:
    canvas = drawn()
    element = Element("P")
    with canvas.owned_by(element):
        canvas.line(0, 0, 9, 9)
    assert code(canvas) == ["/P <</MCID 0>> BDC", "n 0 0 m 9 9 l S", "EMC"]
    assert canvas.drawn.marks == {element: [Mark(0, 0)]}


def test_owners_never_nest_in_the_file() -> None:
    canvas = drawn()
    outer, inner = Element("Sect"), Element("P")
    with canvas.owned_by(outer):
        canvas.line(0, 0, 1, 1)
        with canvas.owned_by(inner):
            canvas.line(0, 0, 2, 2)
        canvas.line(0, 0, 3, 3)
    operators = [part.split()[-1] for part in code(canvas)]
    assert operators == ["BDC", "S", "EMC"] * 3
    assert [len(canvas.drawn.marks[element]) for element in (outer, inner)] == [2, 1]


def test_nothing_drawn_leaves_no_mark() -> None:
    canvas = drawn()
    element = Element("P")
    with canvas.owned_by(element):
        canvas.saveState()
        canvas.restoreState()
    assert code(canvas) == []
    assert canvas.drawn.marks == {}


def test_owner_is_given_back_after_an_error() -> None:
    canvas = drawn()
    with pytest.raises(ZeroDivisionError), canvas.owned_by(FOOTER):
        canvas.line(0, 0, 1 / 0, 9)
    canvas.line(0, 0, 9, 9)
    assert code(canvas)[0] == "/Artifact BMC"


def about(profile: Path = RESOURCES / "icc" / "srgb.icc") -> About:
    return About(title="t", author="a", subject="s", language="en", now=NOW, profile=profile, content="")


def test_picture_passes_with_its_description_and_not_without() -> None:
    verdicts = []
    for alt in ("A cat on hands and knees", ""):
        canvas = drawn()
        root = Element("Document")
        figure = root.add("Figure", Placement="Block")
        figure.alt = alt
        with canvas.owned_by(figure):
            canvas.line(0, 0, 9, 9)
        canvas.showPage()
        verdicts.append(bool(failures(pack(canvas.finish(nothing), root, about()))))
    assert verdicts == [False, True]


def test_letters_that_share_glyphs_are_spelled_by_actual_text() -> None:
    face = fonts_in(RESOURCES / "fonts").face(REGULAR)
    glyphs = tuple(
        Glyph(face.shaper.get_nominal_glyph(ord(shown)), said, 500, 0, 0, 0)
        for shown, said in (("a", "a"), ("b", "x"), ("c", ""), ("d", ""), ("e", "e"), ("f", "y"), ("g", ""))
    )
    canvas = drawn()
    lines = TextLines(canvas.fonts, 12)
    lines.add([Piece(Run(0, face, 0, glyphs, tuple(range(7))), glyphs)], 10, 10, spaced=False)
    root = Element("Document")
    with canvas.owned_by(root.add("P")):
        canvas.addLiteral(lines.operators())
    canvas.showPage()
    pdf = pack(canvas.finish(nothing), root, about())
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert marked_texts(opened.pages[0])[0] == "axey"
        assert opened.pages[0].Contents.read_bytes().count(b"/ActualText") == 2


def test_marks_off_the_line_are_raised_and_set_down_again() -> None:
    face = fonts_in(RESOURCES / "fonts").face(REGULAR)
    glyphs = (Glyph(5, "a", 500, 0, 0, 0), Glyph(6, "b", 0, -20, 20, 300), Glyph(7, "c", 500, 0, 0, 0))
    lines = TextLines(EmbeddedFonts(), 10)
    lines.add([Piece(Run(0, face, 0, glyphs, (0, 1, 2)), glyphs)], 0, 0, spaced=False)
    assert [part for part in lines.operators().splitlines() if part.endswith("Ts")] == [
        "3.000 Ts",
        "0.000 Ts",
    ]
