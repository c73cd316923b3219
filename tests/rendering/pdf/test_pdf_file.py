"""What our own writer of PDF writes, another reader reads back."""

from __future__ import annotations

import io

import pikepdf
from hypothesis import given
from hypothesis import strategies as st

from careleaf.rendering.pdf.outline import HeadingPlace, write_outline
from careleaf.rendering.pdf.pdf_file import PdfFile, pdf_array, pdf_name, pdf_text

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


def opened(values: str, *streams: bytes) -> pikepdf.Pdf:
    """Return a file whose catalog holds some values, and streams under S."""
    file = PdfFile()
    page, tree = file.reserve(), file.reserve()
    file.fill(page, f"<</Type/Page/Parent {tree}/MediaBox[0 0 9 9]/Resources<<>>>>")
    file.fill(tree, f"<</Type/Pages/Count 1/Kids[{page}]>>")
    written = pdf_array(file.add_stream("", stream, deflated=False) for stream in streams)
    root = file.add(f"<</Type/Catalog/Pages {tree}/S{written}{values}>>")
    return pikepdf.open(io.BytesIO(file.finished(root, file.add("<</Title(t)>>"))))


@given(TEXTS)
def test_a_text_is_read_back_letter_by_letter(text: str) -> None:
    with opened(f"/T{pdf_text(text)}") as pdf:
        assert str(pdf.Root.T) == text


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_a_name_is_read_back_whatever_a_font_is_called(name: str) -> None:
    with opened(f"/N/{pdf_name(name)}") as pdf:
        assert str(pdf.Root.N) == f"/{name}"


@given(st.lists(st.binary(max_size=300), max_size=4))
def test_streams_are_read_back_byte_by_byte(streams: list[bytes]) -> None:
    with opened("", *streams) as pdf:
        assert [stream.read_bytes() for stream in pdf.Root.S] == streams
        assert pdf.check_pdf_syntax() == []


def test_a_heading_that_skips_a_level_stands_right_below_the_one_before() -> None:
    file = PdfFile()
    page, tree = file.reserve(), file.reserve()
    file.fill(page, f"<</Type/Page/Parent {tree}/MediaBox[0 0 9 9]/Resources<<>>>>")
    file.fill(tree, f"<</Type/Pages/Count 1/Kids[{page}]>>")
    levels = (("Plan", 1), ("Rest", 3), ("Heat", 2), ("Cold", 3), ("End", 1))
    headings = [HeadingPlace(title, level, 0, 0.0, 9.0) for title, level in levels]
    outline = write_outline(file, headings, [page])
    root = file.add(f"<</Type/Catalog/Pages {tree}/Outlines {outline}>>")
    pdf = pikepdf.open(io.BytesIO(file.finished(root, file.add("<</Title(t)>>"))))
    with pdf, pdf.open_outline() as tree_of_titles:
        plan, end = tree_of_titles.root
        assert [kid.title for kid in plan.children] == ["Rest", "Heat"]
        assert [kid.title for kid in plan.children[1].children] == ["Cold"]
        assert (plan.title, end.title, end.children) == ("Plan", "End", [])
