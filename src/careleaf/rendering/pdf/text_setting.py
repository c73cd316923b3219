"""Runs of text in, paragraphs out: what every block is set with."""

from __future__ import annotations

from careleaf.domain.blocks import Runs
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.fonts import REGULAR, SEMIBOLD, Fonts
from careleaf.rendering.pdf.paragraph import Look, Paragraph
from careleaf.rendering.pdf.shaping import ShapedText, shaped_text
from careleaf.rendering.pdf.structure import Owner
from careleaf.rendering.pdf.style import Palette, Style


@dataclass(frozen=True)
class TextSetter:
    """Set text in one style. `width` and `height` are the room on a page, in points."""

    style: Style
    colours: Palette
    fonts: Fonts
    width: float
    height: float

    def paragraph(
        self,
        runs: Runs,
        owner: Owner,
        size: float | None = None,
        colour: str = "",
        strong: bool = False,
        align: str = "left",
        before: float = 0,
        after: float = 0,
        keep: bool = False,
        heavy: str = SEMIBOLD,
    ) -> Paragraph:
        """Make a paragraph of runs. The text goes in as it is: it is never read as markup."""
        look = self.look(size or self.style.body, colour or self.colours.text, align)
        made = Paragraph(self.shaped(runs, heavy if strong else REGULAR, heavy), look, owner)
        made.spaceBefore, made.spaceAfter, made.keepWithNext = before, after, int(keep)
        return made

    def look(self, size: float, colour: str, align: str, leading: float | None = None) -> Look:
        """Return a look; `leading` is a multiple of the size, by default the style's."""
        if leading is None:
            leading = self.style.leading if size <= self.style.body else 1.22
        return Look(size, size * leading, self.fonts.face(REGULAR).ascent, colour, align)

    def shaped(self, runs: Runs, face: str = REGULAR, heavy: str = SEMIBOLD) -> ShapedText:
        """Shape runs in a face, the strong ones in the heavy face."""
        return shaped_text(tuple((run.text, heavy if run.strong else face) for run in runs), self.fonts)
