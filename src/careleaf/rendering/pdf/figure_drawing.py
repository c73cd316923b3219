"""Figures on the page: poses in rows, a caption under each; and text that runs down beside them."""

from __future__ import annotations

from collections.abc import Sequence

from careleaf.domain.blocks import Run
from careleaf.domain.figures import Figure, OwnPicture, Pose
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.scene import badge_picture, scene
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.fonts import SEMIBOLD
from careleaf.rendering.pdf.logo import LogoPicture
from careleaf.rendering.pdf.paragraph import Paragraph
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.text_setting import TextSetter

MOST_SCALE = 0.115  # points for a thousandth of a body's height: a standing body is 115 points tall
GOOD_SCALE = 0.088  # smaller ones only where no arrangement allows more
_MOST_TALL = 160.0  # points, of a clinic's own picture
_GAP = 8.0  # points between poses
_UNDER = 2.0  # between a pose and its caption
_FIGURE_SHARE, _GUTTER = 0.42, 12.0  # of the width beside text


@dataclass(frozen=True)
class Arrangement:
    """Poses in rows: how many stand in one, the scale they share, and the height of each row's pictures."""

    columns: int
    scale: float
    heights: tuple[float, ...]


def arrangements(sizes: Sequence[tuple[float, float]], width: float, most: float) -> list[Arrangement]:
    """Return every way to stand pictures of these sizes in equal columns of a width."""
    found = []
    for columns in range(1, len(sizes) + 1):
        cell = (width - _GAP * (columns - 1)) / columns
        scale = min(most, cell / max(w for w, _ in sizes))
        rows = [sizes[at : at + columns] for at in range(0, len(sizes), columns)]
        found.append(Arrangement(columns, scale, tuple(scale * max(h for _, h in row) for row in rows)))
    return found


class FigureDrawing(Flowable):
    """The poses of a figure. To a screen reader each is a picture with its words and its caption."""

    def __init__(self, figure: Figure, setter: TextSetter, into: Element) -> None:
        super().__init__()
        self.poses = figure.poses
        self.inks = Inks(setter.colours.accent)
        self.size = setter.style.body
        self.most = MOST_SCALE * self.size / 12
        self.owners = [_described(pose, into) for pose in figure.poses]
        self.captions = [
            _caption(number, pose, setter, owner)
            for number, pose, owner in zip(figure.numbers, figure.poses, self.owners, strict=True)
        ]
        self.spaceBefore, self.spaceAfter = 2, 4

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Choose the lowest arrangement with poses large enough; otherwise the one with the largest."""
        options = arrangements([scene(pose).size for pose in self.poses], width, self.most)
        good = [option for option in options if option.scale >= GOOD_SCALE * self.size / 12]
        if good:
            self.chosen = min(good, key=lambda option: self._height(option, width))
        else:
            self.chosen = max(options, key=lambda option: option.scale)
        self.width, self.height = width, self._height(self.chosen, width)
        return width, self.height

    def _cell(self, columns: int, width: float) -> float:
        return (width - _GAP * (columns - 1)) / columns

    def _caption_heights(self, option: Arrangement, width: float) -> list[float]:
        cell = self._cell(option.columns, width)
        heights = [
            caption.wrap(cell - self._badge_room(pose), 0)[1]
            for pose, caption in zip(self.poses, self.captions, strict=True)
        ]
        return [max(heights[at : at + option.columns]) for at in range(0, len(heights), option.columns)]

    def _badge_room(self, pose: Pose) -> float:
        return self.size * 1.25 if pose.badge else 0.0

    def _height(self, option: Arrangement, width: float) -> float:
        captions = self._caption_heights(option, width)
        return sum(option.heights) + sum(captions) + _UNDER * len(captions) + _GAP * (len(captions) - 1)

    def draw(self) -> None:
        """Draw row by row, each pose on its row's floor."""
        columns, scale = self.chosen.columns, self.chosen.scale
        cell = self._cell(columns, self.width)
        below = self._caption_heights(self.chosen, self.width)
        top = self.height
        for row, (tall, under) in enumerate(zip(self.chosen.heights, below, strict=True)):
            floor = top - tall
            for column, number in enumerate(range(row * columns, min((row + 1) * columns, len(self.poses)))):
                self._draw_pose(number, column * (cell + _GAP), floor, scale)
            top = floor - _UNDER - under - _GAP

    def _draw_pose(self, number: int, x: float, floor: float, scale: float) -> None:
        pose, caption, owner = self.poses[number], self.captions[number], self.owners[number]
        with self.canv.owned_by(owner):
            self.canv.pictures.draw(self.canv, scene(pose), self.inks, x, floor, scale)
        if pose.badge:
            size = self.size * 0.95
            badge = badge_picture(pose.badge)
            line = floor - _UNDER - caption.look.leading / 2
            self.canv.pictures.draw(self.canv, badge, self.inks, x, line - size / 2, size / badge.size[1])
        caption.drawOn(self.canv, x + self._badge_room(pose), floor - _UNDER - caption.height)


def _described(pose: Pose, into: Element) -> Element:
    owner = into.add("Figure", Placement="Block")
    owner.alt = pose.alt
    return owner


def _caption(number: int, pose: Pose, setter: TextSetter, owner: Element) -> Paragraph:
    runs = (Run(f"{number} ", strong=True), Run(pose.caption)) if number else (Run(pose.caption),)
    return setter.paragraph(runs, owner.add("Caption"), heavy=SEMIBOLD)


class OwnDrawing(Flowable):
    """A clinic's own picture with its caption below."""

    def __init__(self, own: OwnPicture, setter: TextSetter, into: Element) -> None:
        super().__init__()
        self.own, self.coloured, self.most = own, setter.style.coloured, _MOST_TALL * setter.style.body / 12
        self.owner = into.add("Figure", Placement="Block")
        self.owner.alt = own.alt
        self.caption = (
            setter.paragraph((Run(own.caption),), self.owner.add("Caption")) if own.caption else None
        )
        self.spaceBefore, self.spaceAfter = 2, 4

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the picture's own proportions, and a caption's height."""
        self.shown = LogoPicture(self.own.picture, width, self.most, self.coloured, self.owner)
        self.under = self.caption.wrap(width, 0)[1] + _UNDER if self.caption else 0.0
        self.width, self.height = width, self.shown.height + self.under
        return width, self.height

    def draw(self) -> None:
        """Draw the picture, then its caption."""
        self.shown.drawOn(self.canv, 0, self.under)
        if self.caption:
            self.caption.drawOn(self.canv, 0, 0)


def picture_drawing(picture: Figure | OwnPicture, setter: TextSetter, into: Element) -> Flowable:
    """Return what draws a figure or the picture in its place."""
    if isinstance(picture, OwnPicture):
        return OwnDrawing(picture, setter, into)
    return FigureDrawing(picture, setter, into)


class Beside(Flowable):
    """Text with a drawing at its right: narrow down to the drawing's foot, and in full width below it."""

    def __init__(self, inside: Sequence[Flowable], drawing: Flowable, most_width: float) -> None:
        super().__init__()
        self.inside, self.drawing, self.most_width = list(inside), drawing, most_width
        self.spaceBefore = self.spaceAfter = 2

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Set piece after piece, each beside the drawing or below it.

        ReportLab asks for the height in the whole frame too, as if there were no rail: hence `most_width`.
        """
        width = min(width, self.most_width)
        room, foot = self._drawing_size(width, height)
        self.width, self.places = width, list[tuple[Flowable, float]]()
        y, after = 0.0, 0.0
        for piece in self.inside:
            y += max(after, piece.getSpaceBefore()) if self.places else 0
            _, used = piece.wrap(width if y >= foot else room, height)
            y += used
            self.places.append((piece, y))
            after = piece.getSpaceAfter()
        self.height = max(y, foot)
        return width, self.height

    def _drawing_size(self, width: float, height: float) -> tuple[float, float]:
        """Return the width left for text beside the drawing, and the drawing's height."""
        share = width * _FIGURE_SHARE
        _, foot = self.drawing.wrap(share, height)
        return width - share - _GUTTER, foot

    def split(self, _: float, height: float) -> list[Flowable]:
        """Split below the drawing's foot, between two pieces or in one; what does not fit goes on full width.

        As wrapped: the width that ReportLab names here leaves out the indent of the frame.
        """
        room, foot = self._drawing_size(self.width, height)
        fitting = sum(1 for _, y in self.places if y <= height)
        first, rest = self.inside[:fitting], self.inside[fitting:]
        if foot > height or not rest:
            return []
        top = self.places[fitting][1] - self.places[fitting][0].height
        parts = rest[0].split(self.width if top >= foot else room, height - top)
        if len(parts) > 1:
            first, rest = [*first, parts[0]], [*parts[1:], *rest[1:]]
        return [Beside(first, self.drawing, self.most_width), *rest] if first else []

    def draw(self) -> None:
        """Draw the drawing at the right, then the text."""
        share = self.width * _FIGURE_SHARE
        _, foot = self.drawing.wrap(share, self.height)
        for piece, y in self.places:
            piece.drawOn(self.canv, 0, self.height - y)
        self.drawing.drawOn(self.canv, self.width - share, self.height - foot)
