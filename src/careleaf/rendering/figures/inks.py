"""Which colour each ink has: greys that stay apart in black and white, and one colour for arrows."""

from __future__ import annotations

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.figures.picture import Ink

_GREYS = {
    Ink.LINE: "#212121",
    Ink.PAPER: "#ffffff",
    Ink.SKIN: "#ffffff",
    Ink.SHIRT: "#e3e3e3",
    Ink.TROUSERS: "#949494",
    Ink.HAIR: "#353535",
    Ink.FAR_SKIN: "#ebebeb",
    Ink.FAR_SHIRT: "#d8d8d8",
    Ink.FAR_TROUSERS: "#c2c2c2",
    Ink.PROP: "#f3f3f3",
    Ink.PROP_DARK: "#cecece",
}


@dataclass(frozen=True)
class Inks:
    """The colours of one page's figures; hashable, so that a drawing is kept with its colours."""

    arrow: str

    def __getitem__(self, ink: Ink) -> str:
        return _GREYS.get(ink, self.arrow)
