"""The pages as they print, one under the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain, repeat, zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from careleaf.app.drawn_pages import Pages
from careleaf.gui.changed_areas import Area
from careleaf.gui.interface_text import _
from careleaf.gui.panes.page_flash import PageFlash
from careleaf.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from careleaf.rendering.pdf.raster import PagePicture
    from careleaf.rendering.pdf.typeset_pages import PlaceOnPage

MARGIN, BETWEEN = 18, 16
LEAST_ZOOM, GREATEST_ZOOM = 0.4, 4.0
ONE_TO_ONE = 96 / 72  # pixels a point at 100 %
STEP = 1.2
SHADOW = QColor(0, 0, 0, 38)


class Fit(Enum):
    """What of a page fits the pane."""

    NOTHING = "nothing"
    WIDTH = "width"
    PAGE = "page"


@dataclass(frozen=True)
class _Page:
    image: QImage
    width: float  # points
    height: float
    picture: PagePicture | None = None  # kept, for the image has no pixels of its own


def _drawn(picture: PagePicture, scale: float) -> _Page:
    kind = QImage.Format.Format_RGB32
    image = QImage(picture.pixels, picture.width, picture.height, picture.stride, kind)
    return _Page(image, picture.width / scale, picture.height / scale, picture)


def _blank(like: _Page) -> _Page:
    image = QImage(like.image.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return _Page(image, like.width, like.height)


def _shadow(page: QRectF) -> Iterator[QRectF]:
    """Yield what a page leaves to see of its shadow: below it, and a line on each side."""
    yield QRectF(page.left(), page.bottom(), page.width(), 3)
    for left in (page.left() - 1, page.right()):
        yield QRectF(left, page.top() + 1, 1, page.height() + 2)


class PageView(QAbstractScrollArea):
    """Show the pages; a click tells the topic under the pointer. Zoom is pixels a point."""

    topic_clicked = Signal(str)
    head_clicked = Signal()
    scale_wanted = Signal(float)
    page_changed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Preview of the pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._pages: tuple[_Page, ...] = ()
        self._places: tuple[PlaceOnPage, ...] = ()
        self._zoom = 1.0
        self.fit = Fit.WIDTH
        self._chosen = ""
        self._go_to = ""
        self.flash = PageFlash(self)
        self.flash.faded.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    @property
    def zoom(self) -> float:
        """Return how many pixels a point takes."""
        return self._zoom

    @property
    def scale(self) -> float:
        """Return the scale pictures are needed in, for this screen."""
        return self._zoom * self.devicePixelRatioF()

    @property
    def page_count(self) -> int:
        """Return how many pages are shown."""
        return len(self._pages)

    @property
    def page_in_sight(self) -> int:
        """Return the page in the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return max(1, sum(self._top_of(number) <= middle for number in range(len(self._pages)))) - 1

    def show_pages(self, pages: Pages) -> None:
        """Put new pages in place of the old ones; the view stays where it was.

        Where a page is still being drawn, the old one stays, or an empty one waits for it.
        """
        drawn = [_drawn(picture, pages.scale) if picture else None for picture in pages.pictures]
        awaited = next((_blank(page) for page in drawn if page), None)
        old: Iterable[_Page | None] = chain(self._pages, repeat(awaited))
        self._pages = tuple(page for pair in zip(drawn, old, strict=False) if (page := pair[0] or pair[1]))
        self._places = pages.typeset.places
        self._fit()
        self._measure()
        if self._go_to:
            self.go_to(self._go_to)
        self._tell_page()
        self.viewport().update()

    def go_to(self, topic_id: str) -> None:
        """Mark a topic and scroll to it where it is not in sight; one not on the page yet is awaited."""
        self._chosen = topic_id
        place = next((place for place in self._places if place.topic == topic_id), None)
        self._go_to = "" if place else topic_id
        self.viewport().update()
        if place is None or place.page >= len(self._pages):
            return
        y = self._top_of(place.page) + place.top * self._zoom
        bar = self.verticalScrollBar()
        if not bar.value() <= y <= bar.value() + self.viewport().height() * 0.7:
            bar.setValue(int(y - MARGIN))

    def go_to_page(self, number: int) -> None:
        """Scroll to a page, counted from 1."""
        if 1 <= number <= len(self._pages):
            self.verticalScrollBar().setValue(int(self._top_of(number - 1) - MARGIN))

    def zoom_by(self, steps: int) -> None:
        """Zoom in or out."""
        self.fit = Fit.NOTHING
        self._set_zoom(self._zoom * STEP**steps)

    def fit_width(self) -> None:
        """Make the pages as wide as the pane, now and when it changes."""
        self.fit = Fit.WIDTH
        self._fit()

    def fit_page(self) -> None:
        """Show whole pages, now and when the pane changes."""
        self.fit = Fit.PAGE
        self._fit()

    def topic_at(self, point: QPointF) -> str:
        """Return the topic under a point of the viewport, or nothing."""
        place = self._place_at(point)
        return place.topic if place else ""

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the pages in sight, and a bar beside the chosen topic."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, page in enumerate(self._pages):
            area = self._area_of(number)
            if area.bottom() >= 0 and area.top() <= self.viewport().height():
                for edge in _shadow(area):
                    painter.fillRect(edge, SHADOW)
                painter.drawImage(area, page.image)
        accent = self.palette().color(QPalette.ColorRole.Accent)
        for band in (area for area in self.flash.areas if area.page < len(self._pages)):
            accent.setAlphaF(self.flash.currentValue())
            painter.fillRect(self._rect_of(band), accent)
        accent.setAlphaF(1.0)
        for mark in self._marks():
            painter.fillRect(mark, accent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages as wide as the pane where that is wanted."""
        super().resizeEvent(event)
        self._fit()
        self._measure()

    def event(self, event: QEvent) -> bool:
        """Ask for sharper pictures where the window comes to a finer screen."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.scale_wanted.emit(self.scale)
        return super().event(event)

    def scrollContentsBy(self, _: int, __: int) -> None:
        """Paint anew: nothing is kept that could be shifted."""
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer that the page can be clicked."""
        over = any(self._area_of(n).contains(event.position()) for n in range(len(self._pages)))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if topic_id := self.topic_at(event.position()):
            self.topic_clicked.emit(topic_id)
        elif self._pages and self._area_of(0).contains(event.position()):
            self.head_clicked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll otherwise."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def _place_at(self, point: QPointF) -> PlaceOnPage | None:
        for number in range(len(self._pages)):
            area = self._area_of(number)
            if area.contains(point):
                here = (number, (point.y() - area.top()) / self._zoom)
                order = sorted(self._places, key=lambda place: (place.page, place.top))
                before = bisect_right([(place.page, place.top) for place in order], here)
                return order[before - 1] if before else None
        return None

    def _marks(self) -> list[QRectF]:
        """Return the bars beside the chosen topic, from each of its places to the next place."""
        marks = []
        order = sorted(self._places, key=lambda place: (place.page, place.top))
        for place, after in zip_longest(order, order[1:]):
            if place.topic != self._chosen or place.page >= len(self._pages):
                continue
            area = self._area_of(place.page)
            here = after.top if after and after.page == place.page else self._pages[place.page].height - 40
            top = area.top() + place.top * self._zoom
            marks.append(QRectF(area.left() + 6, top, 3, max(8.0, (here - place.top) * self._zoom - 6)))
        return marks

    def _rect_of(self, band: Area) -> QRectF:
        page = self._area_of(band.page)
        top, bottom = (page.top() + edge * self._zoom for edge in (band.top, band.bottom))
        return QRectF(QPointF(page.left(), top), QPointF(page.right(), bottom))

    def _top_of(self, number: int) -> float:
        return MARGIN + sum(page.height * self._zoom + BETWEEN for page in self._pages[:number])

    def _area_of(self, number: int) -> QRectF:
        page = self._pages[number]
        width = page.width * self._zoom
        left = max(MARGIN, (self.viewport().width() - width) / 2) - self.horizontalScrollBar().value()
        top = self._top_of(number) - self.verticalScrollBar().value()
        # On whole pixels of the screen: between them every letter would be blurred.
        ratio = self.devicePixelRatioF()
        left, top = round(left * ratio) / ratio, round(top * ratio) / ratio
        return QRectF(left, top, width, page.height * self._zoom)

    def _fit(self) -> None:
        if self.fit is Fit.NOTHING:
            return
        view = self.viewport()
        zoom = (view.width() - 2 * MARGIN) / max((page.width for page in self._pages), default=612.0)
        if self.fit is Fit.PAGE and self._pages:
            zoom = min(zoom, (view.height() - 2 * MARGIN) / max(page.height for page in self._pages))
        self._set_zoom(zoom)

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(GREATEST_ZOOM, max(LEAST_ZOOM, zoom))
        if abs(zoom - self._zoom) < 0.001:
            return
        bar = self.verticalScrollBar()
        top = bar.value() / self._zoom
        self._zoom = zoom
        self._measure()
        bar.setValue(round(top * zoom))
        self.scale_wanted.emit(self.scale)
        self.viewport().update()

    def _measure(self) -> None:
        view = self.viewport().size()
        height = self._top_of(len(self._pages)) - BETWEEN + MARGIN
        width = max((page.width for page in self._pages), default=0) * self._zoom + 2 * MARGIN
        for bar, room, whole in (
            (self.verticalScrollBar(), view.height(), height),
            (self.horizontalScrollBar(), view.width(), width - 1),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, int(whole - room)))

    def _tell_page(self) -> None:
        self.page_changed.emit(self.page_in_sight + 1, len(self._pages))
