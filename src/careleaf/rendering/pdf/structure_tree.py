"""Write the logical tree into a PDF (ISO 32000-1, 14.7), once drawing has bound marks to it."""

from __future__ import annotations

from collections import defaultdict

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from careleaf.rendering.pdf.structure import Element

_ATTRIBUTE_OWNER = {"L": "List", "TH": "Table", "TD": "Table", "Figure": "Layout"}
_MAY_BE_EMPTY = frozenset({"TH", "TD", "LBody"})  # an empty cell still counts as one


def write_structure(pdf: Pdf, root: Element) -> None:
    """Give the PDF its structure tree, and each page its way back from marks to elements."""
    writer = _Writer(pdf)
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top.K = writer.write(root, top)
    numbers = Array()
    for page, owners in sorted(writer.owners.items()):
        pdf.pages[page].obj.StructParents = page
        numbers.append(page)
        numbers.append(pdf.make_indirect(Array([owners[number] for number in range(len(owners))])))
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    top.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = top
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    """Write elements one by one; remember which owns which mark of each page."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self.owners: defaultdict[int, dict[int, Object]] = defaultdict(dict)

    def write(self, element: Element, parent: Object) -> Object:
        """Write an element with everything below it that has content."""
        written = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent)
        )
        if element.actual_text:
            written.ActualText = String(element.actual_text)
        if element.alt:
            written.Alt = String(element.alt)
        if element.attributes:
            written.A = Dictionary(O=Name(f"/{_ATTRIBUTE_OWNER[element.role]}"))
            for key, value in element.attributes.items():
                written.A[f"/{key}"] = Name(f"/{value}") if isinstance(value, str) else value
        kids: list[Object | int] = [self.write(kid, written) for kid in element.kids if _has_content(kid)]
        kids += self._marks(element, written)
        if kids:
            written.K = Array(kids)
        return written

    def _marks(self, element: Element, written: Object) -> list[Object | int]:
        """Refer to an element's content: by number on its first page, by page and number on others."""
        found: list[Object | int] = []
        for page, number in element.marks:
            self.owners[page][number] = written
            where = self._pages[page]
            if page == element.marks[0].page:
                written.Pg = where
                found.append(number)
            else:
                found.append(Dictionary(Type=Name.MCR, Pg=where, MCID=number))
        return found


def _has_content(element: Element) -> bool:
    return bool(element.marks) or element.role in _MAY_BE_EMPTY or any(map(_has_content, element.kids))
