"""The last step: drawn pages and their logical tree in, a tagged, archivable and small PDF out."""

from __future__ import annotations

from careleaf.rendering.pdf.metadata import About, write_metadata
from careleaf.rendering.pdf.outline import write_outline
from careleaf.rendering.pdf.page_drawing import Drawn
from careleaf.rendering.pdf.pdf_file import PdfFile, pdf_array
from careleaf.rendering.pdf.structure_tree import Branch, write_structure


def pack(drawn: Drawn, root: Branch, about: About) -> bytes:
    """Write pages, tree, fonts, pictures and metadata. The same input gives the same bytes."""
    file = PdfFile()
    catalog, tree = file.reserve(), file.reserve()
    pages = [file.reserve() for _ in drawn.pages]
    fonts, pictures = drawn.fonts.write(file), drawn.pictures.write(file)
    resources = file.add(f"<</Font{fonts}/XObject{pictures}>>")
    width, height = drawn.size
    for number, (page, drawing) in enumerate(zip(pages, drawn.pages, strict=True)):
        streams = [file.add_stream("", each.packed) for each in drawing]
        # The tab key follows the structure (PDF/UA-1, 7.18.3).
        file.fill(
            page,
            f"<</Type/Page/Parent {tree}/MediaBox[0 0 {width:g} {height:g}]/Resources {resources}/Tabs/S"
            f"/StructParents {number}/Contents{pdf_array(streams)}>>",
        )
    file.fill(tree, f"<</Type/Pages/Count {len(pages)}/Kids{pdf_array(pages)}>>")
    described, information = write_metadata(file, about)
    structure = write_structure(file, root, [page.marks for page in drawn.pages], pages)
    outline = write_outline(file, drawn.headings, pages)
    file.fill(
        catalog,
        f"<</Type/Catalog/Pages {tree}{described}/StructTreeRoot {structure}/MarkInfo<</Marked true>>"
        f"{f'/Outlines {outline}' if outline else ''}>>",
    )
    return file.finished(catalog, information)
