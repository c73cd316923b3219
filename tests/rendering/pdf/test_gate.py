"""The gate is worth something: it fails on a passing file that was broken on purpose, in each known way."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from rendering.pdf.gate import failures
from rendering.pdf.sample_documents import every_block, setting

Break = Callable[[pikepdf.Pdf], None]
BREAKS: dict[str, Break] = {}


def breaks(function: Break) -> Break:
    """Put a way to break a file on the list."""
    BREAKS[function.__name__] = function
    return function


def elements(node: Any, role: str) -> Iterator[Any]:
    """Yield the structure elements of a role, in reading order."""
    if isinstance(node, Array):
        for kid in node:
            yield from elements(kid, role)
    elif isinstance(node, Dictionary):
        if node.get("/S") == Name(f"/{role}"):
            yield node
        if "/K" in node:
            yield from elements(node.K, role)


def first(pdf: pikepdf.Pdf, role: str) -> Any:
    return next(elements(pdf.Root.StructTreeRoot.K, role))


def edit_page(pdf: pikepdf.Pdf, change: Callable[[bytes], bytes]) -> None:
    pdf.pages[0].contents_coalesce()
    before = pdf.pages[0].Contents.read_bytes()
    assert change(before) != before
    pdf.pages[0].Contents = pdf.make_stream(change(before))


def edit_metadata(pdf: pikepdf.Pdf, pattern: bytes) -> None:
    before = pdf.Root.Metadata.read_bytes()
    after = re.sub(pattern, b"", before, flags=re.DOTALL)
    assert after != before
    pdf.Root.Metadata.write(after)


@breaks
def no_structure_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


@breaks
def no_mark_info(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


@breaks
def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


@breaks
def no_title(pdf: pikepdf.Pdf) -> None:
    edit_metadata(pdf, rb"<dc:title>.*?</dc:title>")


@breaks
def no_claim_of_pdf_ua(pdf: pikepdf.Pdf) -> None:
    edit_metadata(pdf, rb"<pdfuaid:part>1</pdfuaid:part>")


@breaks
def no_claim_of_pdf_a(pdf: pikepdf.Pdf) -> None:
    edit_metadata(pdf, rb"<pdfaid:part>2</pdfaid:part>")


@breaks
def no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@breaks
def file_name_instead_of_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


@breaks
def no_meaning_of_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@breaks
def picture_without_alt(pdf: pikepdf.Pdf) -> None:
    first(pdf, "P").S = Name.Figure


@breaks
def heading_level_skipped(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").S = Name.H4


@breaks
def first_heading_is_not_the_first_level(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H1").S = Name.H3


@breaks
def header_cell_without_scope(pdf: pikepdf.Pdf) -> None:
    for cell in elements(pdf.Root.StructTreeRoot.K, "TH"):
        del cell.A


@breaks
def list_item_outside_a_list(pdf: pikepdf.Pdf) -> None:
    first(pdf, "L").S = Name.Sect


@breaks
def row_outside_a_table(pdf: pikepdf.Pdf) -> None:
    first(pdf, "TR").S = Name.Div


@breaks
def unknown_role(pdf: pikepdf.Pdf) -> None:
    first(pdf, "Div").S = Name("/Leaflet")


@breaks
def text_without_a_mark(pdf: pikepdf.Pdf) -> None:
    edit_page(
        pdf, lambda code: re.sub(rb"/H1 <<\s*/MCID \d+\s*>> BDC(.*?)EMC", rb"\1", code, flags=re.DOTALL)
    )


@breaks
def line_without_a_mark(pdf: pikepdf.Pdf) -> None:
    edit_page(pdf, lambda code: code + b"\n0 0 m 10 10 l S\n")


@breaks
def artifact_inside_text(pdf: pikepdf.Pdf) -> None:
    edit_page(
        pdf, lambda code: re.sub(rb"(/P <<\s*/MCID \d+\s*>> BDC)", rb"\1 /Artifact BMC EMC", code, count=1)
    )


@breaks
def missing_glyph_shown(pdf: pikepdf.Pdf) -> None:
    edit_page(pdf, lambda code: code.replace(b"] TJ", b"<0000>] TJ", 1))


@breaks
def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor.FontFile2


@breaks
def letters_unknown(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.ToUnicode


@breaks
def wrong_widths(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        font.DescendantFonts[0].W = Array([1, Array([333] * 40)])


@pytest.fixture(scope="module")
def passing() -> bytes:
    pdf = setting(every_block()).pdf
    assert failures(pdf) == []
    return pdf


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_broken_file_fails(passing: bytes, name: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(passing)) as pdf:
        BREAKS[name](pdf)
        pdf.save(out)
    assert failures(out.getvalue())


def test_packing_alone_breaks_nothing(passing: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(passing)) as pdf:
        pdf.save(out)
    assert failures(out.getvalue()) == []
