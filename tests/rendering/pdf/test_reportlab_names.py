"""A canary for the next ReportLab: the private names that rendering.pdf leans on, and what they do."""

from __future__ import annotations

import io

import pytest
import reportlab
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas


def test_version_is_the_one_that_was_read() -> None:
    assert reportlab.__version__ == "5.1.0"


@pytest.mark.parametrize("name", ["_startPage", "_make_preamble", "showPage", "setFont", "addLiteral"])
def test_canvas_has_the_hook(name: str) -> None:
    assert callable(getattr(Canvas, name))


@pytest.mark.parametrize("name", ["_code", "_pageNumber", "_pagesize", "_preamble"])
def test_canvas_has_the_field(name: str) -> None:
    assert hasattr(Canvas(io.BytesIO()), name)


def test_code_of_a_page_is_a_list_of_operators() -> None:
    canvas = Canvas(io.BytesIO())
    assert canvas._code == []
    canvas.line(0, 0, 5, 5)
    canvas.addLiteral("q Q")
    assert [code.split()[-1] for code in canvas._code] == ["S", "Q"]
    before = canvas._code
    canvas._startPage()
    assert canvas._code == []
    assert canvas._code is not before


def test_preamble_selects_a_font_that_is_not_embedded() -> None:
    """The reason to replace it: it goes when this fails."""
    assert " Tf " in Canvas(io.BytesIO())._preamble


def test_a_drawing_without_text_selects_a_font() -> None:
    """The reason for a canvas whose setFont does nothing: it goes when this fails."""
    chosen = []

    class Spy(Canvas):
        def setFont(self, *names: object) -> None:
            chosen.append(names)

    renderPDF.draw(Drawing(10, 10), Spy(io.BytesIO()), 0, 0)
    assert chosen


def test_canvas_keeps_its_matrix_where_translate_changes_it() -> None:
    canvas = Canvas(io.BytesIO())
    canvas.translate(3, 4)
    assert canvas._currentMatrix == (1, 0, 0, 1, 3, 4)
    assert canvas.absolutePosition(1, 1) == (4, 5)
