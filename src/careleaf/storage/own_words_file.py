"""The words a user has added to the dictionary, in `words.txt`: one a line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from careleaf.atomic_file import write_atomically


def read_own_words(path: Path) -> frozenset[str]:
    """Read the words; a file that is not there or cannot be read holds none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return frozenset()
    return frozenset(line.strip() for line in lines if line.strip())


def save_own_words(path: Path, words: Collection[str]) -> None:
    """Write the words. Raises DeliveryFailed; the old file then stays."""
    write_atomically(path, "".join(f"{word}\n" for word in sorted(words)).encode())
