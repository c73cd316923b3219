"""The picture of a topic in the window: which one it is, in words too, on white paper in any light."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import write
from content.test_own_pictures import WORDS, photo
from gui.clock import NOW
from gui.conftest import Driver
from gui.test_editor import form_of
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from careleaf.gui import theme
from careleaf.gui.main_window import MainWindow
from careleaf.gui.panes.figure_card import FigureCard
from careleaf.storage.locations import Locations

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<rect width="9" height="9" fill="#336699"/></svg>"""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Return the folder for the user's own pictures, which the next window reads."""
    folder = Locations(tmp_path / "home").pictures
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def opened(themed, program, pictures: Path, tmp_path: Path, qtbot) -> Iterator[Callable[[], Driver]]:
    """Return what opens a window that reads the user's own pictures."""
    made: list[MainWindow] = []

    def open_window() -> Driver:
        own = replace(program, locations=Locations(tmp_path / "home"))
        made.append(MainWindow(own, own.clinic("sample"), lambda: NOW))
        qtbot.addWidget(made[0])
        made[0].show()
        return Driver(made[0], qtbot)

    yield open_window
    made[0].close()


def card_of(driver, topic_id: str) -> FigureCard:
    """Open a topic and return its card, once the picture is there."""
    card = form_of(driver, topic_id).figure
    driver.bot.waitUntil(lambda: card.thumbnail is not None, timeout=20_000)
    return card


def test_exercise_shows_its_figure_and_says_it_in_words(driver):
    card = card_of(driver, "ex-bridge")
    figure = driver.window.document.program.figures["ex-bridge"]
    assert card.sheet.accessibleDescription() == figure.alt
    assert card.sheet.accessibleName() == "Picture of Bridge"
    assert "2 Lift your hips" in card.sheet.toolTip()
    assert not card.own.isVisible()


def test_topic_without_a_figure_has_no_card(driver):
    assert form_of(driver, "about-spasm").figure is None


def test_picture_is_black_on_white_in_a_dark_window_too(driver):
    card = card_of(driver, "ex-bridge")
    card.sheet.setAutoFillBackground(True)
    card.sheet.setPalette(theme.palette(theme.DARK))
    shown = card.sheet.grab().toImage()
    greys = {shown.pixelColor(x, y).lightness() for x in range(5, 200, 2) for y in range(5, 87, 2)}
    assert shown.pixelColor(shown.width() - 2, 2).name() == theme.DARK.ground
    assert shown.pixelColor(5, 5).name() == "#ffffff"
    assert min(greys) < 60


def test_picture_is_drawn_anew_in_every_size(driver):
    thumbnail = card_of(driver, "ex-bridge").thumbnail

    def edges(scale: int) -> float:
        size = thumbnail.size * 0.1 * scale
        image = QImage(size.toSize(), QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thumbnail.paint(painter, QRectF(image.rect()))
        painter.end()
        between = sum(
            60 < image.pixelColor(x, y).lightness() < 130
            for x in range(image.width())
            for y in range(image.height())
        )
        return between / (image.width() * image.height())

    assert edges(4) < edges(1)


def test_figure_is_drawn_once(driver):
    thumbnail = card_of(driver, "ex-bridge").thumbnail
    form_of(driver, "cold")
    assert form_of(driver, "ex-bridge").figure.thumbnail is thumbnail


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_own_picture_takes_the_place_of_ours_and_says_so(opened, pictures, ending):
    write(pictures / "ex-catcamel.toml", WORDS)
    if ending == "png":
        photo(pictures / "ex-catcamel.png")
    else:
        write(pictures / "ex-catcamel.svg", DRAWING)
    card = card_of(opened(), "ex-catcamel")
    assert card.own.isVisible()
    assert card.own.text() == "Your clinic's own picture"
    assert card.sheet.accessibleDescription() == "Hands and knees, back rounded."
    assert card.sheet.grab().toImage().pixelColor(46, 46).name() == "#336699"


def test_picture_that_cannot_be_used_leaves_the_form_as_it_is(opened, pictures):
    photo(pictures / "ex-catcamel.png")
    driver = opened()
    trouble = driver.window.preview.trouble
    driver.bot.waitUntil(trouble.isVisible, timeout=20_000)
    assert "ex-catcamel.toml" in trouble.words
    form = form_of(driver, "ex-catcamel")
    driver.bot.wait(100)
    assert form.figure.thumbnail is None
    assert form.note.isVisible()
