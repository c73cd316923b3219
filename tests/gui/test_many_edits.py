"""However a draft is changed, undo leads back to its start and redo to its end, and nothing is left over."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import _lru_cache_wrapper
from random import Random

import pytest
from gui.clock import NOW
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from careleaf.app.draft_starts import use_preset
from careleaf.app.drawn_pages import Pages
from careleaf.app.handout_making import Made
from careleaf.domain.draft import Draft, move_topic, set_note, tick_point, tick_topic, untick_topic
from careleaf.domain.people import Patient
from careleaf.domain.remembered import Remembered
from careleaf.errors import DeliveryFailed
from careleaf.gui.main_window import MainWindow
from careleaf.gui.preview_maker import PreviewMaker
from careleaf.gui.undo import ReplaceDraft

SEED = 7
WARM_UP = 50  # edits
SPARE = 40  # objects of a kind that come and go with findings and forms, however many edits there were


def draw_nothing(made: Made, scale: float) -> Pages:
    """Draw no page: tests/gui/test_preview_maker.py looks at pages; here nothing else is slow."""
    raise DeliveryFailed("no page")


@pytest.fixture
def window(themed: QApplication, program, qtbot) -> Iterator[MainWindow]:
    """Return a window that makes no pages."""
    made = MainWindow(program, program.clinic("sample"), lambda: NOW, PreviewMaker(draw_nothing))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def edited(window: MainWindow, draft: Draft, chance: Random) -> Draft:
    """Return a draft with something changed, as a person might."""
    library = window.document.library
    topic = chance.choice(library.tickable)
    match chance.randrange(7):
        case 0 | 1:
            return tick_topic(draft, library, topic.id)
        case 2:
            return untick_topic(draft, topic.id)
        case 3:
            return tick_point(draft, topic.id, chance.choice(topic.points), chance.random() < 0.5)
        case 4:
            return move_topic(draft, chance.choice([*draft.topics, topic.id]), chance.choice((-2, -1, 1, 2)))
        case 5:
            return set_note(draft, topic.id, f"Note {chance.random()}")
        case _:
            preset = chance.choice(window.presets.all).preset
            renamed = replace(draft, patient=Patient(f"Name {chance.random()}"))
            return use_preset(preset, renamed, library, window.document.clinic)


def let_go() -> None:
    """Delete what the window wants deleted later, as it does whenever it waits for the next event."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def go(window: MainWindow, edits: int, chance: Random) -> None:
    """Change the draft, undo every change and do it again; each time the drafts are the same."""
    document, stack = window.document, window.document.undo_stack
    passed = [document.draft]
    while len(passed) <= edits:
        document.change(edited(window, document.draft, chance), f"edit {len(passed)}")
        let_go()
        if document.draft != passed[-1]:
            passed.append(document.draft)
    assert stack.count() == edits
    for expected in reversed(passed[:-1]):
        stack.undo()
        let_go()
        assert document.draft == expected
    for expected in passed[1:]:
        stack.redo()
        let_go()
        assert document.draft == expected


def left_over(window: MainWindow, begun: Draft, qtbot) -> Counter[str]:
    """Begin anew, and count what is alive by kind: Python's objects and the window's own."""
    window.document.begin(begun)
    window.maker.wait()
    qtbot.wait(20)
    children = Counter(f"child {type(each).__name__}" for each in window.findChildren(QObject))
    for kept in gc.get_objects():
        if type(kept) in (_lru_cache_wrapper, Remembered):  # they may fill up to their limit
            kept.cache_clear()
    gc.collect()
    return children + Counter(type(each).__name__ for each in gc.get_objects())


def warm_up(window: MainWindow, chance: Random) -> None:
    """Have made what is made once: the rows of all questions, and what the first edits need."""
    window.handout.check.show_all.setChecked(True)
    window.handout.check.show_all.setChecked(False)
    go(window, WARM_UP, chance)


@pytest.mark.parametrize("edits", [250, pytest.param(10_000, marks=pytest.mark.long)])
def test_undo_and_redo_of_many_edits_pass_the_same_drafts_and_keep_no_objects(window, qtbot, edits):
    chance, begun = Random(SEED), window.document.draft
    warm_up(window, chance)
    before = left_over(window, begun, qtbot)
    go(window, edits, chance)
    more = left_over(window, begun, qtbot) - before
    assert more[ReplaceDraft.__name__] == 0
    assert {kind: count for kind, count in more.items() if count > SPARE} == {}
