"""The seal of a file: a digest of all its bytes, kept inside it, by which an accidental change is found.

It is no signature. Who changes a file on purpose can seal it anew.
"""

from __future__ import annotations

import re
from hashlib import sha256

from careleaf.lazy_dataclass import dataclass

BLANK = "0" * 64
_SEAL = re.compile(rb"<careleaf:seal>([0-9a-f]{64})</careleaf:seal>")
_CONTENT = re.compile(rb"<careleaf:content>([0-9a-f]{64})</careleaf:content>")
_MADE = re.compile(rb"<xmp:CreateDate>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00)</xmp:CreateDate>")


@dataclass(frozen=True)
class Sealed:
    """What a sealed file says of itself: content hash, when it was made (ISO, UTC), and if the seal holds."""

    content: str
    made: str
    unchanged: bool


def seal(pdf: bytes) -> bytes:
    """Put the digest of a file in the place its metadata keeps for it; the length stays."""
    place = _SEAL.search(pdf)
    assert place is not None, "the metadata is written uncompressed, with a blank seal"
    return _with_seal(pdf, place, _digest(pdf, place).encode())


def read_seal(pdf: bytes) -> Sealed | None:
    """Return what a file says of itself, or None for one that was never sealed, or sealed twice."""
    places, content, made = list(_SEAL.finditer(pdf)), _CONTENT.search(pdf), _MADE.search(pdf)
    if len(places) != 1 or content is None or made is None:
        return None
    unchanged = places[0].group(1).decode() == _digest(pdf, places[0])
    return Sealed(content.group(1).decode(), made.group(1).decode(), unchanged)


def _digest(pdf: bytes, place: re.Match[bytes]) -> str:
    return sha256(_with_seal(pdf, place, BLANK.encode())).hexdigest()


def _with_seal(pdf: bytes, place: re.Match[bytes], digest: bytes) -> bytes:
    start, end = place.span(1)
    return pdf[:start] + digest + pdf[end:]
