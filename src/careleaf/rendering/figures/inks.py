"""Which colour each ink has: greys that stay apart in black and white, and one colour for arrows."""

from __future__ import annotations

from dataclasses import dataclass

from careleaf.rendering.figures.picture import Ink

_GREYS = {
    Ink.LINE: "#1c2328",
    Ink.PAPER: "#ffffff",
    Ink.SKIN: "#ffffff",
    Ink.SHIRT: "#dfe4e7",
    Ink.TROUSERS: "#8b969d",
    Ink.HAIR: "#2e373d",
    Ink.FAR_LINE: "#4d565c",
    Ink.FAR_SKIN: "#e9ecee",
    Ink.FAR_SHIRT: "#d3d9dc",
    Ink.FAR_TROUSERS: "#bcc4c9",
    Ink.PROP: "#f1f3f4",
    Ink.PROP_DARK: "#c9d0d4",
}


@dataclass(frozen=True)
class Inks:
    """The colours of one page's figures; hashable, so that a drawing is kept with its colours."""

    arrow: str

    def __getitem__(self, ink: Ink) -> str:
        return _GREYS.get(ink, self.arrow)
