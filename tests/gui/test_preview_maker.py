"""The preview maker: one at a time, the newest wins, what goes wrong is told."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from gui.clock import NOW

from careleaf.app.drawn_pages import Pages
from careleaf.app.handout_making import make
from careleaf.domain.draft import Draft
from careleaf.domain.people import Patient
from careleaf.errors import UnprintableText
from careleaf.gui.failures import UnexpectedErrors, failure_report
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.rendering.pdf.document import Typeset
from careleaf.rendering.pdf.typeset_pages import Sight

SECRET = "Zebulon Quackenbush"


@pytest.fixture
def mades(program):
    """Return three handouts that differ."""
    clinic = program.clinic("sample")
    return [make(program, Draft(title=title), clinic, NOW) for title in "abc"]


def test_newest_request_wins_and_the_middle_one_is_never_made(mades, qtbot):
    go_on, drawn = threading.Event(), []

    def draw(made, scale, sight):
        go_on.wait(10)
        drawn.append(made.setting.draft.title)
        yield Pages(made, Typeset(b"", 0, ()), (), None, scale)

    maker = PreviewMaker(draw)
    shown = []
    maker.ready.connect(lambda pages: shown.append(pages.made.setting.draft.title))
    for made in mades:
        maker.request(made, 1.0, Sight(0))
    go_on.set()
    qtbot.waitUntil(lambda: "c" in shown, timeout=5_000)
    maker.stop()
    assert drawn == shown == ["a", "c"]


def test_pages_out_of_sight_are_not_drawn_once_something_newer_waits(mades, qtbot):
    go_on, drawn = threading.Event(), []

    def draw(made, scale, sight):
        for page in "12":
            go_on.wait(10)
            drawn.append(made.setting.draft.title + page)
            yield Pages(made, Typeset(b"", 0, ()), (), None, scale)

    maker = PreviewMaker(draw)
    shown = []
    maker.ready.connect(lambda pages: shown.append(pages.made.setting.draft.title))
    for made in mades[:2]:
        maker.request(made, 1.0, Sight(0))
    go_on.set()
    qtbot.waitUntil(lambda: len(shown) == 3, timeout=5_000)
    maker.stop()
    assert drawn == ["a1", "b1", "b2"]


def test_stop_forgets_what_waits(mades, qtbot):
    go_on, drawn = threading.Event(), []

    def draw(made, scale, sight):
        go_on.wait(10)
        drawn.append(made)
        raise ValueError(SECRET)

    maker = PreviewMaker(draw)
    maker.request(mades[0], 1.0, Sight(0))
    maker.request(mades[1], 1.0, Sight(0))
    go_on.set()
    maker.stop()
    maker.request(mades[2], 1.0, Sight(0))
    qtbot.waitUntil(lambda: len(drawn) == 1)


def test_expected_error_is_refused_and_unexpected_one_fails(mades, qtbot):
    errors = [UnprintableText("no font has it"), ValueError(SECRET)]

    def draw(made, scale, sight):
        raise errors.pop(0)

    maker = PreviewMaker(draw)
    with qtbot.waitSignal(maker.refused) as refused:
        maker.request(mades[0], 1.0, Sight(0))
    assert refused.args[1] == "no font has it"
    with qtbot.waitSignal(maker.failed) as failed:
        maker.request(mades[0], 1.0, Sight(0))
    maker.stop()
    assert isinstance(failed.args[0], ValueError)


def test_unprintable_name_is_told_in_place_and_the_old_page_stays(driver):
    window = driver.window
    driver.wait_for_pages()
    old = window.preview.pages
    patient = Patient("\N{EGYPTIAN HIEROGLYPH A001}")
    window.document.change(replace(window.document.draft, patient=patient), "test")
    driver.bot.waitUntil(lambda: bool(window.preview.trouble.words), timeout=10_000)
    assert window.preview.pages is old
    assert window.preview.view.page_count == old.typeset.pages
    window.document.undo_stack.undo()
    driver.wait_for_pages()
    assert window.preview.trouble.words == ""


def raised(message: str) -> Exception:
    """Return an error with its place in the code."""
    try:
        raise RuntimeError(message)
    except RuntimeError as error:
        return error


def test_unexpected_error_is_shown_once_and_never_with_its_words(window, qtbot, capsys):
    from PySide6.QtWidgets import QMessageBox

    errors = UnexpectedErrors(window)
    for _ in range(3):
        errors.report(raised(f"no font for {SECRET}"))
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == 1
    shown = boxes[0].text() + boxes[0].informativeText() + boxes[0].detailedText()
    assert "RuntimeError" in shown
    assert "test_preview_maker.py" in shown
    assert SECRET not in shown + "".join(capsys.readouterr())
    boxes[0].close()


def test_report_of_a_chain_names_each_kind_and_no_message():
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        report = failure_report(error)
    assert "ValueError" in report
    assert "KeyError" in report
    assert SECRET not in report


def test_other_work_waits_until_no_preview_does(mades, qtbot):
    go_on, done = threading.Event(), []

    def draw(made, scale, sight):
        go_on.wait(10)
        done.append(made.setting.draft.title)
        yield Pages(made, Typeset(b"", 0, ()), (), None, scale)

    maker = PreviewMaker(draw)
    told = []
    maker.request(mades[0], 1.0, Sight(0))
    maker.when_idle(lambda: done.append("other") or 7, told.append)
    maker.request(mades[1], 1.0, Sight(0))
    go_on.set()
    qtbot.waitUntil(lambda: told == [7], timeout=5_000)
    maker.stop()
    assert done == ["a", "b", "other"]


def test_other_work_that_cannot_be_done_is_quiet_and_a_fault_of_ours_is_not(qtbot):
    maker, told, failed = PreviewMaker(), [], []
    maker.failed.connect(failed.append)

    def unprintable():
        raise UnprintableText("no")

    def wrong():
        raise ValueError(SECRET)

    for work in (unprintable, wrong, lambda: 3):
        maker.when_idle(work, told.append)
    qtbot.waitUntil(lambda: told == [3], timeout=5_000)
    maker.stop()
    assert [type(error) for error in failed] == [ValueError]


def test_other_work_can_be_forgotten(mades, qtbot):
    go_on, told = threading.Event(), []

    def draw(made, scale):
        go_on.wait(10)
        return Pages(made, Typeset(b"", 0, ()), (), None, scale)

    maker = PreviewMaker(draw)
    maker.request(mades[0], 1.0, Sight(0))
    maker.when_idle(lambda: 1, told.append)
    maker.forget_idle()
    maker.when_idle(lambda: 2, told.append)
    go_on.set()
    qtbot.waitUntil(lambda: told == [2], timeout=5_000)
    maker.stop()
