"""Page styles: sizes and margins as data, colours worked out from the clinic's one colour."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from reportlab.lib.colors import HexColor

from careleaf.domain.colour import HEADING_TINT, on_page, tint
from careleaf.lazy_dataclass import dataclass

PAGES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
BLACK = "#111820"


@dataclass(frozen=True)
class Style:
    """One look of the page. Sizes in points; `leading` is a multiple of the type size.

    `gaps` scales the space between pieces. `tight_leading` and `tight_gaps` replace both for a small squeeze;
    a tight leading of 0: never squeezed.
    """

    title: str
    body: float
    leading: float
    footer: float
    h1: float
    h2: float
    h3: float
    rail: float
    gap: float
    margins: tuple[float, float, float, float]
    stack_tables: bool
    coloured: bool
    gaps: float = 1.0
    tight_leading: float = 0.0
    tight_gaps: float = 1.0

    @property
    def tight(self) -> Style:
        """Return the style squeezed a little, to save a last page with next to nothing on it."""
        if not self.tight_leading:
            return self
        return replace(self, leading=self.tight_leading, gaps=self.tight_gaps)

    @property
    def indent(self) -> float:
        """Return where the text column starts, right of the rail."""
        return self.rail + self.gap if self.rail else 0.0


ink = lru_cache(maxsize=64)(HexColor)  # a page names its few colours some hundred times


@dataclass(frozen=True)
class Palette:
    """The colours of one page; every text colour has 4.5:1 or more on what it stands on."""

    text: str
    muted: str
    rule: str
    accent: str
    accent_tint: str
    alarm: str


@lru_cache(maxsize=8)
def load_style(folder: Path, name: str) -> Style:
    """Load a style of the program by name."""
    raw = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return Style(**{**raw, "margins": tuple(raw["margins"])})


def palette(style: Style, brand: str) -> Palette:
    """Work out the colours from the clinic's own, darkened until it can be read."""
    if not style.coloured:
        return Palette("#000000", "#000000", "#000000", "#000000", "", "#000000")
    accent = on_page(brand)
    return Palette(BLACK, "#4a5560", "#c3ccd2", accent, tint(accent, HEADING_TINT), "#a3151c")
