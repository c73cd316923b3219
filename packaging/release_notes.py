"""Print what a version brings, from CHANGELOG.md: release_notes.py VERSION [--released]."""

from __future__ import annotations

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
UNRELEASED = "Unreleased"


class NoNotes(Exception):
    """Report a version of which the changelog says nothing."""


def section(changelog: str, version: str, released: bool = False) -> str:
    """Return the text under a version's heading, without the heading.

    Before the version has one, what is unreleased counts; not for a release. Raises NoNotes.
    """
    parts = re.split(r"^## \[?([^\]\s]+)\]?.*\n", changelog, flags=re.MULTILINE)
    texts = dict(zip(parts[1::2], parts[2::2], strict=True))
    names = [version] if released else [version, UNRELEASED]
    found = next((texts[name].strip() for name in names if texts.get(name, "").strip()), "")
    if not found:
        raise NoNotes(
            f'CHANGELOG.md has nothing under "## {version}". Give the unreleased changes that heading.'
        )
    return found + "\n"


def entries(text: str) -> list[str]:
    """Return the bulleted entries of a section as lines of plain text."""
    bullets = re.findall(r"^- (.*(?:\n  .*)*)", text, re.MULTILINE)
    return [re.sub(r"\s+", " ", bullet).replace("`", "") for bullet in bullets]


if __name__ == "__main__":
    print(section(CHANGELOG.read_text(encoding="utf-8"), sys.argv[1], "--released" in sys.argv[2:]), end="")
