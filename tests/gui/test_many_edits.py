"""However a draft is changed, undo leads back to its start and redo to its end, and nothing is left over."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from gui.clock import NOW
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from careleaf.app.draft_starts import use_preset
from careleaf.app.handout_making import Made
from careleaf.domain.draft import Draft, move_topic, set_note, tick_point, tick_topic, untick_topic
from careleaf.domain.people import Patient
from careleaf.errors import DeliveryFailed
from careleaf.gui.main_window import MainWindow
from careleaf.gui.preview_maker import Pages, PreviewMaker
from careleaf.gui.undo import ReplaceDraft

SEED = 7
SPARE = 40  # objects of the window that come and go with findings and forms


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


def objects() -> Counter[str]:
    """Count what is alive in Python by kind; drafts in the undo stack are meant to be."""
    gc.collect()
    return Counter(type(each).__name__ for each in gc.get_objects())


def settle(window: MainWindow, qtbot) -> None:
    """Let go of what is to be deleted."""
    window.maker.wait()
    qtbot.wait(20)


@pytest.mark.parametrize("edits", [150, pytest.param(10_000, marks=pytest.mark.peers)])
def test_undo_and_redo_of_many_edits_pass_the_same_drafts_and_keep_no_objects(window, qtbot, edits):
    chance = Random(SEED)
    document, stack = window.document, window.document.undo_stack
    passed = [document.draft]
    while len(passed) <= edits:
        document.change(edited(window, document.draft, chance), f"edit {len(passed)}")
        if document.draft != passed[-1]:
            passed.append(document.draft)
    assert stack.count() == edits
    settle(window, qtbot)
    children, alive = len(window.findChildren(QObject)), objects()
    for expected in reversed(passed[:-1]):
        stack.undo()
        assert document.draft == expected
    for expected in passed[1:]:
        stack.redo()
        assert document.draft == expected
    settle(window, qtbot)
    assert len(window.findChildren(QObject)) <= children + SPARE
    more = objects() - alive
    assert more[ReplaceDraft.__name__] == 0
    assert {kind: count for kind, count in more.items() if count > max(SPARE, edits // 10)} == {}
