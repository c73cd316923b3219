"""The number of a handout: what its pages say, as eight characters that can be read out on the phone."""

from __future__ import annotations

from hashlib import sha256

DIGITS = 8  # of the content hash: it fits the footer; the file holds all 64


def content_hash(*contents: str) -> str:
    """Return the SHA-256, in 64 hexadecimal digits, of everything that decides what the pages say."""
    whole = sha256()
    for content in contents:
        part = content.encode("utf-8", "surrogatepass")
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def handout_number(content: str) -> str:
    """Write the number of a content hash in groups of four, such as 7F3A-22C1."""
    digits = content[:DIGITS].upper()
    return "-".join(digits[place : place + 4] for place in range(0, len(digits), 4))
