"""Write the logical tree into a PDF (ISO 32000-1, 14.7), once drawing has bound marks to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.keeping import Occurrence
from careleaf.rendering.pdf.pdf_file import PdfFile, Reference, pdf_array


@dataclass(eq=False)
class Branch:
    """A node of a document's tree that is no part of a piece: the whole document, or a section of it."""

    role: str
    kids: list[Branch | Occurrence] = field(default_factory=list)


def write_structure(
    file: PdfFile, root: Branch, marks: Sequence[int], pages: Sequence[Reference]
) -> Reference:
    """Write the tree and each page's way back from marks to elements; return its reference.

    `marks` says how many marks each page has; page n has the number n in the tree.
    """
    top = file.reserve()
    writer = _Writer(file, marks, pages)
    document = writer.write(root, top)
    ways = []
    for page, owners in enumerate(writer.owners):
        in_order = " ".join(["%d 0 R"] * len(owners)) % tuple(owners)
        ways.append(f"{page} {file.add(f'[{in_order}]')}")
    file.fill(
        top,
        f"<</Type/StructTreeRoot/K {document}/ParentTree {file.add(f'<</Nums{pdf_array(ways)}>>')}"
        f"/ParentTreeNextKey {len(pages)}>>",
    )
    return top


class _Writer:
    """Write branches and pieces one by one; remember which object owns which mark of each page."""

    def __init__(self, file: PdfFile, marks: Sequence[int], pages: Sequence[Reference]) -> None:
        self._file, self._pages = file, pages
        self.owners = [[0] * count for count in marks]

    def write(self, branch: Branch, parent: Reference) -> Reference:
        """Write a branch with everything below it that has content; return its reference."""
        here = self._file.reserve()
        kids: list[Reference] = []
        for kid in branch.kids:
            kids += [self.write(kid, here)] if isinstance(kid, Branch) else self._write_piece(kid, here)
        self._file.fill(here, f"<</Type/StructElem/S/{branch.role}/P {parent}/K{pdf_array(kids)}>>")
        return here

    def _write_piece(self, occurrence: Occurrence, parent: Reference) -> list[Reference]:
        """Write the elements of a piece, and put down which of its marks is whose."""
        drawings = occurrence.drawings
        page = drawings[0].page if drawings else 0
        tree = occurrence.elements.subtree(
            tuple((drawing.recording.owners, drawing.page - page) for drawing in drawings)
        )
        first = self._file.following
        marks: list[int] = []
        for recording, on_page, start in drawings:
            stop, count = start + len(recording.owners), len(marks)
            marks += range(start, stop)
            owners = tree.owners[count : len(marks)]
            self.owners[on_page][start:stop] = [first + owner for owner in owners]
        if tree.size:
            pages, objects = self._pages[page : page + tree.pages], range(first, first + tree.size)
            self._file.add_row(tree.objects % tree.fill((parent, *pages, *objects, *marks)))
        return [Reference(first + top) for top in tree.tops]
