"""The preview: fit, zoom, page numbers, sharp pictures, and one flash where something changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle

from careleaf.app.drawn_pages import PageDrawer, Pages
from careleaf.domain.draft import Draft, set_note, set_value
from careleaf.gui.changed_areas import changed_areas
from careleaf.gui.panes.page_view import MARGIN
from careleaf.rendering.pdf.typeset_pages import Sight


@pytest.fixture
def view(driver):
    """Return the preview with its pages, at their last size."""
    driver.wait_for_pages()
    preview = driver.window.preview
    driver.bot.waitUntil(
        lambda: not preview._settle.isActive() and preview.pages.scale == preview.view.scale, timeout=10_000
    )
    return preview.view


@pytest.fixture
def flashes(driver, view):
    """Return the list of what the preview's flash did, at a zoom that no scroll bar changes."""
    driver.window.actions_by_name.zoom_out.trigger()
    preview = driver.window.preview
    driver.bot.waitUntil(lambda: preview.pages.scale == view.scale, timeout=10_000)
    told = []
    view.flash.stateChanged.connect(lambda new, _: told.append(new.name))
    return told


def change(driver, draft) -> None:
    """Change the draft and wait for its pages."""
    driver.window.document.change(draft, "test")
    driver.wait_for_pages()


def drawn(driver, draft: Draft):
    """Return the pages of a draft, at one size."""
    document = driver.window.document
    document.change(draft, "test")
    return whole(driver, 1.0)


def whole(driver, scale: float) -> Pages:
    """Return all pages of the draft at hand; PDFium is not entered while the preview is in it."""
    driver.wait_for_pages()
    driver.window.maker.wait()
    *_, pages = PageDrawer()(driver.window.document.made, scale, Sight(0))
    return pages


def bands(driver, pages, areas) -> set[str]:
    """Return the topics that areas lie in."""
    places = pages.typeset.places
    return {
        max(
            (p for p in places if (p.page, p.top) <= (a.page, a.top + 1)), key=lambda p: (p.page, p.top)
        ).topic
        for a in areas
    }


def test_changed_note_is_the_only_area_that_changed(driver):
    draft = driver.window.document.draft
    before = drawn(driver, draft)
    after = drawn(driver, set_note(draft, "keep-moving", "Walk to the shop."))
    areas = changed_areas(before, after)
    assert bands(driver, after, areas) == {"keep-moving"}
    assert sum(area.bottom - area.top for area in areas) < 40


def test_equal_pages_and_pages_of_another_size_have_no_changed_area(driver):
    draft = driver.window.document.draft
    before = drawn(driver, draft)
    assert changed_areas(before, drawn(driver, draft)) == ()
    assert changed_areas(before, whole(driver, 1.5)) == ()


def test_ticked_topic_is_a_changed_area_and_those_it_pushes_down_are_not(driver):
    draft = driver.window.document.draft
    before = drawn(driver, draft)
    driver.window.document.tick("massage-roller", True)
    after = whole(driver, 1.0)
    found = bands(driver, after, changed_areas(before, after))
    assert "massage-roller" in found
    assert "call-us" not in found


def test_another_handout_does_not_flash(driver):
    draft = driver.window.document.draft
    before = drawn(driver, Draft())
    assert changed_areas(before, drawn(driver, draft)) == ()


def test_change_flashes_once_and_fades(driver, view, flashes):
    change(driver, set_value(driver.window.document.draft, "cold", "minutes", 12))
    driver.bot.waitUntil(lambda: flashes == ["Running", "Stopped"], timeout=5_000)
    assert not view.flash.areas


def test_typing_flashes_at_its_first_letter_only(driver, flashes):
    draft = driver.window.document.draft
    for note in ("W", "Wa", "Wal"):
        change(driver, set_note(draft, "keep-moving", note))
    assert flashes.count("Running") == 1


def test_nothing_flashes_where_the_system_wants_no_movement(driver, view, flashes):
    class Still(QProxyStyle):
        def styleHint(self, hint, option=None, widget=None, data=None):
            still = hint is QStyle.StyleHint.SH_Widget_Animation_Duration
            return 0 if still else super().styleHint(hint, option, widget, data)

    style = Still("Fusion")
    view.setStyle(style)
    change(driver, set_value(driver.window.document.draft, "cold", "minutes", 12))
    assert flashes == []
    view.setStyle(None)


def test_whole_page_fits_the_pane_and_stays_fitted(driver, view):
    driver.window.actions_by_name.fit_page.trigger()
    assert view._pages[0].height * view.zoom <= view.viewport().height()
    driver.window.resize(1280, 720)
    QApplication.processEvents()
    assert view._pages[0].height * view.zoom <= view.viewport().height()
    driver.click(driver.window.preview.findChild(object, "fitWidth"))
    assert view._area_of(0).width() == pytest.approx(view.viewport().width() - 2 * MARGIN, abs=1)


def test_page_number_goes_to_the_page(driver, view):
    field = driver.window.preview.page
    assert field.text() == "1"
    for typed, shown in (("2", "2"), ("99", "2"), ("x", "2"), ("1", "1")):
        field.setFocus()
        field.selectAll()
        driver.bot.keyClicks(field, typed)
        driver.bot.keyClick(field, Qt.Key.Key_Return)
        assert field.text() == shown
    assert view.verticalScrollBar().value() == 0


def test_pages_stand_on_whole_pixels(driver, view):
    for width in (1281, 1282, 1283, 1287):
        driver.window.resize(width, 720)
        QApplication.processEvents()
        area = view._area_of(0)
        assert (area.left(), area.top()) == (int(area.left()), int(area.top()))


def test_finer_screen_asks_for_sharper_pictures(driver, view, qtbot):
    with qtbot.waitSignal(view.scale_wanted):
        QApplication.sendEvent(view, QEvent(QEvent.Type.DevicePixelRatioChange))


def test_old_page_stays_while_a_new_one_is_made(driver, view):
    driver.window.document.change(set_value(driver.window.document.draft, "cold", "minutes", 12), "test")
    assert not driver.window.preview.is_current
    assert view.page_count == 2


def test_what_stands_on_the_screen_is_the_pages_as_they_are(driver, view):
    """Only what changed is painted: nothing old may stay, and nothing new may be missing."""
    document = driver.window.document
    view.flash.setDuration(1)
    for words in ("", "Walk to the gate and back.", "Walk. " * 60, "Rest."):
        for topic in ("about-spasm", "sleep"):
            change(driver, set_note(document.draft, topic, words))
            view.verticalScrollBar().setValue(40 * len(words) % 300)
            driver.bot.waitUntil(lambda: not view.flash.areas, timeout=5_000)
            QApplication.processEvents()
            screen = driver.window.screen().grabWindow(driver.window.winId())
            inside = QRect(view.viewport().mapTo(driver.window, QPoint(0, 0)), view.viewport().size())
            images = (screen.copy(inside).toImage(), view.viewport().grab().toImage())
            on_screen, as_it_is = (image.convertToFormat(QImage.Format.Format_RGB32) for image in images)
            assert on_screen == as_it_is
