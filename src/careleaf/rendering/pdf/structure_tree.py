"""Write the logical tree into a PDF (ISO 32000-1, 14.7), once drawing has bound marks to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careleaf.rendering.pdf.pdf_file import PdfFile, pdf_array, pdf_text
from careleaf.rendering.pdf.structure import AttributeValue, Element, Mark, Marks

_ATTRIBUTE_OWNER = {"L": "List", "TH": "Table", "TD": "Table", "Figure": "Layout"}
_MAY_BE_EMPTY = frozenset({"TH", "TD", "LBody"})  # an empty cell still counts as one


def write_structure(file: PdfFile, root: Element, marks: Marks, pages: Sequence[str]) -> str:
    """Write the tree and each page's way back from marks to elements; return its reference.

    `pages` are the references of the pages; page n has the number n in the tree.
    """
    top = file.reserve()
    writer = _Writer(file, marks, pages)
    document = writer.write(root, top)
    ways = []
    for page, owners in enumerate(writer.owners):
        in_order = pdf_array(owners[number] for number in range(len(owners)))
        ways.append(f"{page} {file.add(in_order)}")
    file.fill(
        top,
        f"<</Type/StructTreeRoot/K {document}/ParentTree {file.add(f'<</Nums{pdf_array(ways)}>>')}"
        f"/ParentTreeNextKey {len(pages)}>>",
    )
    return top


class _Writer:
    """Write elements one by one; remember which owns which mark of each page."""

    def __init__(self, file: PdfFile, marks: Marks, pages: Sequence[str]) -> None:
        self._file, self._marks, self._pages = file, marks, pages
        self.owners: list[dict[int, str]] = [{} for _ in pages]

    def write(self, element: Element, parent: str) -> str:
        """Write an element with everything below it that has content; return its reference."""
        written, marks = self._file.reserve(), self._marks.get(element, ())
        text = f"/ActualText{pdf_text(element.actual_text)}" if element.actual_text else ""
        alt = f"/Alt{pdf_text(element.alt)}" if element.alt else ""
        page = f"/Pg {self._pages[marks[0].page]}" if marks else ""
        kids = [self.write(kid, written) for kid in element.kids if self._has_content(kid)]
        kids += self._content(marks, written)
        content = f"/K{pdf_array(kids)}" if kids else ""
        self._file.fill(
            written,
            f"<</Type/StructElem/S/{element.role}/P {parent}{text}{alt}{page}"
            f"{_attributes(element)}{content}>>",
        )
        return written

    def _content(self, marks: Sequence[Mark], written: str) -> Iterator[str]:
        """Refer to an element's content: by number on its first page, by page and number on others."""
        for page, number in marks:
            self.owners[page][number] = written
            if page == marks[0].page:
                yield str(number)
            else:
                yield f"<</Type/MCR/Pg {self._pages[page]}/MCID {number}>>"

    def _has_content(self, element: Element) -> bool:
        if element in self._marks or element.role in _MAY_BE_EMPTY:
            return True
        return any(map(self._has_content, element.kids))


def _attributes(element: Element) -> str:
    if not element.attributes:
        return ""
    entries = "".join(f"/{key}{_value(value)}" for key, value in element.attributes.items())
    return f"/A<</O/{_ATTRIBUTE_OWNER[element.role]}{entries}>>"


def _value(value: AttributeValue) -> str:
    return f"/{value}" if isinstance(value, str) else f" {value}"
