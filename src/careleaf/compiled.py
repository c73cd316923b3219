"""What takes long to make from the program's own files: made once and kept, as Python keeps compiled modules.

It lies beside the program and nowhere of the user's: who can write there can change the program itself, which
is why what lies there may be unpickled. No file of a user's, and nothing of a patient's, is kept so.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import TypeVar

import careleaf
from careleaf.atomic_file import replace_whole

_DIGEST = 32  # bytes

T = TypeVar("T")


def compiled(file: Path, made_from: Iterable[Path], make: Callable[[], T]) -> T:
    """Return what `make` makes of some files and folders, as `file` holds it if it was made of the same.

    All there is below a folder counts, names and bytes. What was made by another version, or is damaged, is
    made anew; where it cannot be kept, it is made each time. Raises what `make` raises.
    """
    try:
        key = _key(made_from)
    except OSError:  # whoever reads that file says so in words
        return make()
    kept = _read(file, key)
    if kept:
        found: T = pickle.loads(kept)
        return found
    made = make()
    _write(file, key, pickle.dumps(made))
    return made


def _key(made_from: Iterable[Path]) -> bytes:
    """Return a digest of all that was made from, wherever the program lies."""
    digest = sha256(f"{careleaf.__version__} {sys.version_info[:2]}".encode())
    for path in made_from:
        for file in _files(path):
            with FileIO(file) as opened:
                content = opened.readall()
            below = file.removeprefix(str(path))
            digest.update(f"\n{path.name}{below} {len(content)}\n".encode())
            digest.update(content)
    return digest.digest()


def _files(path: Path) -> Iterator[str]:
    """Yield a file, or all files below a folder, in the order of their names. Paths as text: those of pathlib
    take twice as long, for some 200 files at each start.
    """
    if not path.is_dir():
        yield str(path)
    for folder, inside, names in os.walk(path):
        inside[:] = sorted(name for name in inside if name != "__pycache__")
        yield from (f"{folder}{os.sep}{name}" for name in sorted(names))


def _read(file: Path, key: bytes) -> bytes:
    """Return what is kept under a key, or nothing."""
    try:
        content = file.read_bytes()
    except OSError:
        return b""
    seal, kept = content[:_DIGEST], content[_DIGEST:]
    return kept if seal == sha256(key + kept).digest() else b""


def _write(file: Path, key: bytes, made: bytes) -> None:
    try:
        replace_whole(file, sha256(key + made).digest() + made)
    except OSError:  # the program may lie where its user cannot write
        return
