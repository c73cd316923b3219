"""On the tagged canvas everything has an owner, whatever the order of drawing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from rendering.pdf.gate import failures
from rendering.pdf.sample_documents import NOW
from rendering.pdf.structure_reader import marked_texts
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from careleaf.datafiles import data_folder
from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.fonts import REGULAR, fonts_in
from careleaf.rendering.pdf.keeping import Make, Piece
from careleaf.rendering.pdf.marked_text import TextLines
from careleaf.rendering.pdf.metadata import About
from careleaf.rendering.pdf.packing import pack
from careleaf.rendering.pdf.page_drawing import Drawn
from careleaf.rendering.pdf.page_filling import Placed
from careleaf.rendering.pdf.recording import Recording
from careleaf.rendering.pdf.shaping import Glyph, LinePart, Run
from careleaf.rendering.pdf.story_items import items
from careleaf.rendering.pdf.structure import FOOTER, Element
from careleaf.rendering.pdf.structure_tree import Branch
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas

RESOURCES = data_folder("resources")


def drawn() -> TaggedCanvas:
    return TaggedCanvas((200, 200))


def recording(canvas: TaggedCanvas, *elements: Element) -> Recording:
    return canvas.recorded({element: number for number, element in enumerate(elements)}, 9.0)


def code(recording: Recording) -> list[str]:
    """Return the operators that begin or end marks, and the strokes between them."""
    words = ("BDC", "BMC", "EMC", "S")
    parts = recording.operators.splitlines()
    return [part for part in parts if part.split()[-1:] and part.split()[-1] in words]


class Stroke(Flowable):
    """Draw something for an element."""

    def __init__(self, owner: Element, draw: Callable[[TaggedCanvas], None]) -> None:
        super().__init__()
        self.owner, self.stroke = owner, draw

    def draw(self) -> None:
        with self.canv.owned_by(self.owner):
            self.stroke(self.canv)


def packed(make: Make) -> bytes:
    """Return a file with one page and one piece on it, 9 points from its edges."""
    pages, root = Drawn((200, 200)), Branch("Document")
    (item,) = items(Piece("Document", make, drawn()))
    root.kids.append(item.of)
    pages.add_page([Placed(item.kept, item.of, 9, 9, 180)])
    return pack(pages, root, about())


def test_what_nobody_owns_is_an_artifact() -> None:
    canvas = drawn()
    canvas.line(0, 0, 9, 9)
    assert code(recording(canvas)) == ["/Artifact BMC", "n 0 0 m 9 9 l S", "EMC"]


def test_owner_gets_what_is_drawn_inside() -> None:
    canvas = drawn()
    element = Element("P")
    with canvas.owned_by(element):
        canvas.line(0, 0, 9, 9)
    made = recording(canvas, Element("Document"), element)
    assert code(made) == ["/P <</MCID %d>> BDC", "n 0 0 m 9 9 l S", "EMC"]
    assert made.owners == (1,)


def test_owners_never_nest_in_the_file() -> None:
    canvas = drawn()
    outer, inner = Element("Sect"), Element("P")
    with canvas.owned_by(outer):
        canvas.line(0, 0, 1, 1)
        with canvas.owned_by(inner):
            canvas.line(0, 0, 2, 2)
        canvas.line(0, 0, 3, 3)
    made = recording(canvas, outer, inner)
    assert [part.split()[-1] for part in code(made)] == ["BDC", "S", "EMC"] * 3
    assert made.owners == (0, 1, 0)


def test_nothing_drawn_leaves_no_mark() -> None:
    canvas = drawn()
    element = Element("P")
    with canvas.owned_by(element):
        canvas.saveState()
        canvas.restoreState()
    made = recording(canvas)
    assert code(made) == []
    assert made.owners == ()


def test_owner_is_given_back_after_an_error() -> None:
    canvas = drawn()
    with pytest.raises(ZeroDivisionError), canvas.owned_by(FOOTER):
        canvas.line(0, 0, 1 / 0, 9)
    canvas.line(0, 0, 9, 9)
    assert code(recording(canvas))[0] == "/Artifact BMC"


def test_a_drawing_knows_nothing_of_the_one_before() -> None:
    canvas = drawn()
    canvas.line(0, 0, 9, 9)
    canvas.begin(EmbeddedFonts(), set())
    assert recording(canvas).operators == ""


def test_a_share_in_the_operators_is_no_hole() -> None:
    canvas = drawn()
    canvas.addLiteral("/50% Do")
    assert recording(canvas).operators % () == "/Artifact BMC\n/50% Do\nEMC"


def test_circles_are_drawn_as_reportlab_draws_them_however_often() -> None:
    places = [(9, 20.5, 3, 0, 1), (9, 20.5, 3, 1, 0), (9, 31, 3, 0, 1), (9, 20, 4, 0, 1), (9, 20.5, 3, 0, 1)]
    ours, plain = drawn(), Canvas(io.BytesIO(), pagesize=(200, 200))
    plain._code.clear()
    for x, y, radius, stroke, fill in places:
        ours.circle(x, y, radius, stroke, fill)
        plain.circle(x, y, radius, stroke, fill)
    assert recording(ours).operators.splitlines() == ["/Artifact BMC", *plain._code, "EMC"]


def about(profile: Path = RESOURCES / "icc" / "srgb.icc") -> About:
    return About(title="t", author="a", subject="s", language="en", now=NOW, profile=profile, content="")


def test_picture_passes_with_its_description_and_not_without() -> None:
    def figure(alt: str) -> Make:
        def make(into: Element) -> Iterator[Flowable]:
            owner = into.add("Figure", Placement="Block")
            owner.alt = alt
            yield Stroke(owner, lambda canvas: canvas.line(0, 0, 9, 9))

        return make

    assert failures(packed(figure("A cat on hands and knees"))) == []
    assert failures(packed(figure(""))) != []


def test_letters_that_share_glyphs_are_spelled_by_actual_text() -> None:
    face = fonts_in(RESOURCES / "fonts").face(REGULAR)
    glyphs = tuple(
        Glyph(face.shaper.get_nominal_glyph(ord(shown)), said, 500, 0, 0, 0)
        for shown, said in (("a", "a"), ("b", "x"), ("c", ""), ("d", ""), ("e", "e"), ("f", "y"), ("g", ""))
    )

    def write(canvas: TaggedCanvas) -> None:
        lines = TextLines(canvas.fonts, 12)
        lines.add([LinePart(Run(0, face, 0, glyphs, tuple(range(7))), glyphs)], 10, 10, spaced=False)
        canvas.addLiteral(lines.operators())

    pdf = packed(lambda into: [Stroke(into.add("P"), write)])
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert marked_texts(opened.pages[0])[0] == "axey"
        assert opened.pages[0].Contents[0].read_bytes().count(b"/ActualText") == 2


def test_marks_off_the_line_are_raised_and_set_down_again() -> None:
    face = fonts_in(RESOURCES / "fonts").face(REGULAR)
    glyphs = (Glyph(5, "a", 500, 0, 0, 0), Glyph(6, "b", 0, -20, 20, 300), Glyph(7, "c", 500, 0, 0, 0))
    lines = TextLines(EmbeddedFonts(), 10)
    lines.add([LinePart(Run(0, face, 0, glyphs, (0, 1, 2)), glyphs)], 0, 0, spaced=False)
    assert [part for part in lines.operators().splitlines() if part.endswith("Ts")] == [
        "3.000 Ts",
        "0.000 Ts",
    ]
