"""Lock a finished PDF with a password."""

from __future__ import annotations

import io
from secrets import token_urlsafe

import pikepdf

_PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"


def lock(pdf: bytes, password: str) -> bytes:
    """Return the PDF encrypted with AES-256 (ISO 32000-2, 7.6.4, revision 6): only the password opens it.

    Whoever opens it may print, copy and have it read aloud. It no longer says that it is PDF/A, which forbids
    encryption; it stays PDF/UA.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for claim in ("part", "conformance"):
                metadata.pop(f"{_PDF_A}{claim}", None)
        document.save(out, encryption=pikepdf.Encryption(owner=token_urlsafe(32), user=password, R=6))
    return out.getvalue()
