"""One handout in every style: as chosen, and for who reads large print or prints in black and white."""

from __future__ import annotations

from dataclasses import replace

from careleaf.app.handout_making import Made, require_safe
from careleaf.lazy_dataclass import dataclass

ENDINGS = {"standard": "standard", "large-print": "large-print", "mono": "black-and-white"}


@dataclass(frozen=True)
class StyleCopy:
    """A handout in one style; `ending` is what the file's name adds, nothing for the style chosen."""

    ending: str
    pdf: bytes


def style_copies(made: Made) -> tuple[StyleCopy, ...]:
    """Make the handout in every style, the chosen one first.

    Raises Blocked or NeedsConfirmation while a rule holds it back, and UnprintableText.
    """
    require_safe(made)
    chosen = made.setting.draft.style
    others = (
        StyleCopy(f"-{ending}", _in(made, style)) for style, ending in ENDINGS.items() if style != chosen
    )
    return (StyleCopy("", made.typeset.pdf), *others)


def _in(made: Made, style: str) -> bytes:
    draft = replace(made.setting.draft, style=style)
    return replace(made, setting=replace(made.setting, draft=draft)).typeset.pdf
