"""A page's picture as an image of Qt's."""

from __future__ import annotations

from PySide6.QtGui import QImage

from careleaf.rendering.pdf.raster import PagePicture


def page_image(picture: PagePicture) -> QImage:
    """Return a page as an image with pixels of its own, without transparency: some printers dislike it."""
    pixels = picture.pixels  # an image only refers to what it is made from
    form = QImage.Format.Format_RGB32
    return QImage(pixels, picture.width, picture.height, picture.stride, form).copy()
