"""Tell whether a file is what the program made."""

from __future__ import annotations

from pathlib import Path

from careleaf.domain.handout_number import handout_number
from careleaf.errors import DeliveryFailed, InvalidFiles, Problem
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.seal import read_seal

WHAT_IT_FINDS = (
    "This finds damage and accidental changes. "
    "It proves nothing against somebody who changes a file on purpose."
)
_LIMIT = 64 * 1024 * 1024  # bytes; the largest handout has less than one of them


@dataclass(frozen=True)
class Verified:
    """A file that is what the program made: the number in its footer, its content hash, when it was made."""

    number: str
    content: str
    made: str


def verify(path: Path) -> Verified:
    """Compare a file with its own seal.

    Raises DeliveryFailed where it cannot be read, and InvalidFiles where it is no handout or was changed.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LIMIT + 1)
    except OSError as error:
        raise DeliveryFailed(f"{path} could not be read: {error.strerror or error}.") from None
    sealed = read_seal(content) if content.startswith(b"%PDF-") and len(content) <= _LIMIT else None
    if sealed is None:
        raise InvalidFiles(
            [Problem(str(path), "", "is no PDF of this program, or too much of it is changed")]
        )
    number = handout_number(sealed.content)
    if not sealed.unchanged:
        changed = f"was changed after it was made as handout No. {number}; make it again before you use it"
        raise InvalidFiles([Problem(str(path), "", changed)])
    return Verified(number, sealed.content, sealed.made)
