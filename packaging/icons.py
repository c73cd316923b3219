"""Draw the icon in every size and form a system asks for: icons.py OUT."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from careleaf.datafiles import data_folder

DRAWN = data_folder("resources") / "icons" / "careleaf.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)  # pixels


def draw(svg: bytes, size: int) -> Image.Image:
    """Draw an SVG as a square picture of some pixels."""
    canvas = QImage(size, size, QImage.Format.Format_RGBA8888)
    canvas.fill(0)
    painter = QPainter(canvas)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(canvas.constBits()))


def write(out: Path) -> None:
    """Write careleaf-SIZE.png, careleaf.ico (Windows) and careleaf.icns (macOS) into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    drawn = {size: draw(DRAWN.read_bytes(), size) for size in SIZES}
    for size, picture in drawn.items():
        picture.save(out / f"careleaf-{size}.png")
    small = [drawn[size] for size in SIZES if size <= 256]
    small[-1].save(out / "careleaf.ico", append_images=small[:-1], sizes=[picture.size for picture in small])
    drawn[512].save(out / "careleaf.icns", append_images=list(drawn.values()))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    write(Path(sys.argv[1]))
