"""Small drawings of the figures for the window, each made in another thread when it is first asked for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from careleaf.domain.figures import Figure, OwnPicture
from careleaf.domain.logo import PixelLogo
from careleaf.gui.background import Background
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.theme import LIGHT
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.scene import scene
from careleaf.rendering.figures.svg import svg


@dataclass(frozen=True)
class Thumbnail:
    """What stands for a figure: ours, or the clinic's own picture, with its words."""

    drawing: QSvgRenderer | QImage
    alt: str
    captions: tuple[str, ...]
    own: bool

    @property
    def size(self) -> QSizeF:
        """Return width and height, in its own units."""
        if isinstance(self.drawing, QImage):
            return QSizeF(self.drawing.size())
        return self.drawing.viewBoxF().size()

    def paint(self, painter: QPainter, into: QRectF) -> None:
        """Draw it as large as a rectangle."""
        if isinstance(self.drawing, QImage):
            painter.drawImage(into, self.drawing)
        else:
            self.drawing.render(painter, into)


class Thumbnails(QObject):
    """Keep the thumbnail of each figure that was asked for; `drawn` says that one is there now.

    Pictures that cannot be read have none: the page, which needs them too, says why.
    """

    drawn = Signal(str)

    def __init__(self, document: DraftDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._kept: dict[str, Thumbnail] = {}
        self._asked: set[str] = set()
        self.background = Background(self)

    def of(self, figure: str) -> Thumbnail | None:
        """Return a figure's thumbnail; where there is none yet, it is asked for."""
        if figure not in self._asked:
            self._asked.add(figure)
            program = self._document.program
            self.background.run(
                lambda: _drawn(program.pictures[figure]),
                lambda made: self._keep(figure, *made),
                lambda _: None,
            )
        return self._kept.get(figure)

    def stop(self) -> None:
        """Wait for nothing more."""
        self.background.stop()

    def _keep(self, figure: str, picture: Figure | OwnPicture, drawn: QImage | bytes) -> None:
        drawing = drawn if isinstance(drawn, QImage) else QSvgRenderer(QByteArray(drawn), self)
        own = isinstance(picture, OwnPicture)
        captions = (picture.caption,) if isinstance(picture, OwnPicture) else picture.captions
        self._kept[figure] = Thumbnail(drawing, picture.alt, captions, own)
        self.drawn.emit(figure)


def _drawn(picture: Figure | OwnPicture) -> tuple[Figure | OwnPicture, QImage | bytes]:
    """Return a picture, and its pixels or its SVG file: drawing a figure takes too long for the window."""
    if isinstance(picture, Figure):
        return picture, svg([scene(pose) for pose in picture.poses], Inks(LIGHT.accent)).encode()
    if isinstance(picture.picture, PixelLogo):
        return picture, QImage.fromData(picture.picture.png)
    return picture, picture.picture.file()
