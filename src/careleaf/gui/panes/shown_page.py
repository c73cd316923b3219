"""One page of the preview on the screen: its picture, slice by slice, and its shadow."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.raster import SLICE_ROWS, PagePicture

_SHADOW = QColor(0, 0, 0, 38)
_SHADOW_HEIGHT = 3


@dataclass(frozen=True)
class ShownPage:
    """A page of a size in points. One that is still being drawn has no picture, and is white."""

    width: float
    height: float
    picture: PagePicture | None = None

    @classmethod
    def drawn(cls, picture: PagePicture, scale: float) -> ShownPage:
        """Return the page of a picture with so many pixels a point."""
        return cls(picture.width / scale, picture.height / scale, picture)

    def awaited(self) -> ShownPage:
        """Return a page of the same size that is still being drawn."""
        return ShownPage(self.width, self.height)

    def is_as_large_as(self, other: ShownPage) -> bool:
        """Tell whether both pages have the same size."""
        return (self.width, self.height) == (other.width, other.height)

    def paint(self, painter: QPainter, area: QRectF, wanted: QRectF) -> None:
        """Paint what is wanted of the page, which has this area."""
        if not wanted.intersects(area.adjusted(-1, 0, 1, _SHADOW_HEIGHT)):
            return
        for edge in _shadow(area):
            painter.fillRect(edge, _SHADOW)
        if self.picture is None:
            painter.fillRect(area, Qt.GlobalColor.white)
            return
        width, stride, kind = self.picture.width, self.picture.stride, QImage.Format.Format_RGB32
        for number, rows in enumerate(self.picture.slices):
            place = self._place(number, area)
            if place.intersects(wanted):
                painter.drawImage(place, QImage(rows, width, len(rows) // stride, stride, kind))

    def changed_since(self, before: ShownPage, area: QRectF) -> Iterator[QRectF]:
        """Yield what differs from a page of the same size, which had this area before."""
        old, new = before._slices, self._slices
        if len(old) != len(new):
            yield area
            return
        for number, (was, now) in enumerate(zip(old, new, strict=True)):
            if now is not was:
                yield self._place(number, area)

    @property
    def _slices(self) -> tuple[bytes, ...]:
        return self.picture.slices if self.picture else ()

    def _place(self, number: int, area: QRectF) -> QRectF:
        """Return where a slice is on a page that has an area."""
        assert self.picture is not None
        row = area.height() / self.picture.height
        top, rows = number * SLICE_ROWS * row, len(self.picture.slices[number]) // self.picture.stride
        return QRectF(area.left(), area.top() + top, area.width(), rows * row)


def _shadow(page: QRectF) -> Iterator[QRectF]:
    """Yield what a page leaves to see of its shadow: below it, and a line on each side."""
    yield QRectF(page.left(), page.bottom(), page.width(), _SHADOW_HEIGHT)
    for left in (page.left() - 1, page.right()):
        yield QRectF(left, page.top() + 1, 1, page.height() + 2)
