"""Keep a version beside another: under a name of its own, and with the id that goes with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection

from careleaf.storage.sharing.shared_files import refusal

_ID = re.compile(r'^id\s*=\s*"[^"\\\n]*"', re.MULTILINE)
_TITLE = re.compile(r'^title\s*=\s*"((?:[^"\\\n]|\\.)*)"', re.MULTILINE)


def own_copy(path: str, content: bytes, taken: Collection[str]) -> tuple[str, bytes]:
    """Return a free path such as "presets/acute-copy.toml" and the content that goes there.

    A TOML file's own id follows the name, and a preset's title ends in "(copy)"; all else stays as it was.
    """
    stem, dot, ending = path.rpartition(".")
    copy, number = f"{stem}-copy", 1
    while f"{copy}{dot}{ending}" in taken:
        number += 1
        copy = f"{stem}-copy-{number}"
    if refusal(f"{copy}{dot}{ending}"):  # the name is too long for an addition
        return own_copy(f"{stem[:-20]}{dot}{ending}", content, taken)
    return f"{copy}{dot}{ending}", _renamed(content, path, copy.rpartition("/")[2])


def _renamed(content: bytes, path: str, name: str) -> bytes:
    try:
        text = content.decode("utf-8")
        new = _ID.sub(lambda _: f'id = "{name}"', text, count=1)
        if path.startswith("presets/"):
            new = _TITLE.sub(r'title = "\1 (copy)"', new, count=1)
        renamed = tomllib.loads(new).get("id") == name  # not a line inside a longer text
    except (ValueError, RecursionError):
        return content
    return new.encode() if renamed else content
