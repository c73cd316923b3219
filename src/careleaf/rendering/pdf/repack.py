"""The last step: ReportLab's drawn pages in, a tagged, archivable and small PDF out."""

from __future__ import annotations

import io

import pikepdf

from careleaf.rendering.pdf.embedding import EmbeddedFonts
from careleaf.rendering.pdf.metadata import About, write_metadata
from careleaf.rendering.pdf.placed_pictures import PlacedPictures
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.structure_tree import write_structure


def repack(
    drawn: bytes, root: Element, fonts: EmbeddedFonts, pictures: PlacedPictures, about: About
) -> bytes:
    """Add tree, fonts, pictures and metadata, and pack the file. The same input gives the same bytes.

    Written anew, the file also loses what ReportLab 5.1 leaves against PDF/A: a stream must end in a line
    end before "endstream" (6.1.7.1).
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        fonts.write(pdf)
        pictures.write(pdf)
        write_structure(pdf, root)
        write_metadata(pdf, about)
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
            fix_metadata_version=False,  # the XMP is ours: leave it as it is
        )
    return out.getvalue()
