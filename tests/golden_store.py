"""Compare with what is stored, or store it anew: `UPDATE_GOLDEN=1 pytest tests/golden` does the second."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from PIL import Image, ImageChops

FOLDER = Path(__file__).parent / "golden"
COMMAND = "UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/golden"
RENEWING = os.environ.get("UPDATE_GOLDEN", "") not in ("", "0")

LEVELS = 48  # of 256: less is anti-aliasing
SHARE = 0.0005  # of the pixels: 240 of a letter page at 72 dpi, about two words


def require_text(name: str, text: str) -> None:
    """Fail with the difference where a text is not the stored one."""
    path = FOLDER / name
    if RENEWING:
        path.write_text(text, encoding="utf-8")
    stored = path.read_text(encoding="utf-8")
    changes = difflib.unified_diff(stored.splitlines(), text.splitlines(), name, "now", lineterm="", n=0)
    assert text == stored, "\n".join([*changes, f"If this is meant: {COMMAND}"])


def require_picture(name: str, picture: Image.Image, folder: Path) -> None:
    """Fail where a picture is not like the stored one; the new one and the difference go to the folder."""
    path = FOLDER / name
    if RENEWING:
        picture.save(path, optimize=True)
    with Image.open(path) as opened:
        stored = opened.convert("L")
    assert picture.size == stored.size, (
        f"{picture.size} instead of {stored.size}. If this is meant: {COMMAND}"
    )
    apart = ImageChops.difference(picture, stored)
    if (share := share_apart(picture, stored)) > SHARE:
        picture.save(folder / f"now-{name}")
        apart.save(folder / f"difference-{name}")
        raise AssertionError(f"{share:.2%} of {name} differs; see {folder}. If this is meant: {COMMAND}")


def share_apart(one: Image.Image, two: Image.Image) -> float:
    """Return the share of pixels that differ by more than anti-aliasing does."""
    counts = ImageChops.difference(one, two).histogram()
    return sum(counts[LEVELS + 1 :]) / (one.width * one.height)
