"""A canary for the next ReportLab: the private names that rendering.pdf leans on, and what they do."""

from __future__ import annotations

import inspect
import io

import pytest
import reportlab
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Table


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


def test_table_selects_a_font_for_cells_without_text() -> None:
    """The reason for a canvas whose setFont does nothing: it goes when this fails."""
    chosen = []

    class Spy(Canvas):
        def setFont(self, *names: object) -> None:
            chosen.append(names)

    class Nothing(Flowable):
        def draw(self) -> None:
            """Draw nothing."""

    table = Table([[Nothing()]], colWidths=[50], rowHeights=[20])
    canvas = Spy(io.BytesIO())
    table.wrapOn(canvas, 100, 100)
    table.drawOn(canvas, 0, 0)
    assert chosen


def test_table_knows_its_row_heights_once_wrapped() -> None:
    table = Table([["a"], ["b"]], colWidths=[50], rowHeights=[20, 30])
    table.wrap(100, 100)
    assert list(table._rowHeights) == [20, 30]


def test_canvas_keeps_its_matrix_where_translate_changes_it() -> None:
    canvas = Canvas(io.BytesIO())
    canvas.translate(3, 4)
    assert canvas._currentMatrix == (1, 0, 0, 1, 3, 4)
    assert canvas.absolutePosition(1, 1) == (4, 5)


def test_a_drawn_flowable_keeps_the_state_of_the_canvas() -> None:
    assert "saveState" in inspect.getsource(Flowable.drawOn)


def test_own_look_comes_before_a_style() -> None:
    flowable = Flowable()
    flowable.style = ParagraphStyle("x", spaceBefore=9, spaceAfter=9, keepWithNext=1)
    flowable.spaceBefore = flowable.spaceAfter = 2
    flowable.keepWithNext = 0
    assert (flowable.getSpaceBefore(), flowable.getSpaceAfter(), flowable.getKeepWithNext()) == (2, 2, 0)
