"""The clinic's logo in the letterhead, in its own proportions; grey where the page has no colour."""

from __future__ import annotations

from careleaf.domain.colour import grey
from careleaf.domain.logo import Logo, PixelLogo, Shape, VectorLogo
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.style import ink


class LogoPicture(Flowable):
    """A logo as large as fits a box of `width` by `height` points."""

    def __init__(self, logo: Logo, width: float, height: float, coloured: bool, figure: Element) -> None:
        super().__init__()
        self.logo, self.coloured, self.figure = logo, coloured, figure
        self.scale = min(width / logo.width, height / logo.height)
        self.width, self.height = logo.width * self.scale, logo.height * self.scale

    def wrap(self, _: float, __: float) -> tuple[float, float]:
        """Take the logo's own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as a figure."""
        with self.canv.owned_by(self.figure):
            if isinstance(self.logo, PixelLogo):
                self._draw_pixels(self.logo)
            else:
                self._draw_shapes(self.logo)

    def _draw_pixels(self, logo: PixelLogo) -> None:
        self.canv.pictures.draw_pixels(self.canv, logo.png, not self.coloured, self.width, self.height)

    def _draw_shapes(self, logo: VectorLogo) -> None:
        canvas = self.canv
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(0, 0, self.width, self.height)
        canvas.clipPath(frame, stroke=0)
        canvas.translate(0, self.height)
        canvas.scale(self.scale, -self.scale)
        for shape in logo.shapes:
            self._draw_shape(shape)
        canvas.restoreState()

    def _draw_shape(self, shape: Shape) -> None:
        canvas, path = self.canv, self.canv.beginPath()
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for letter, numbers in shape.steps:
            draw[letter](*numbers)
        if shape.fill:
            canvas.setFillColor(self._ink(shape.fill))
        if shape.stroke:
            canvas.setStrokeColor(self._ink(shape.stroke))
            canvas.setLineWidth(shape.line)
            canvas.setLineCap(shape.cap)
            canvas.setLineJoin(shape.join)
        mode = 0 if shape.even_odd else 1  # ReportLab's FILL_EVEN_ODD, FILL_NON_ZERO
        canvas.drawPath(path, stroke=int(bool(shape.stroke)), fill=int(bool(shape.fill)), fillMode=mode)

    def _ink(self, colour: str) -> object:
        return ink(colour if self.coloured else grey(colour))
