"""However a draft is changed, undo leads back to where it began and redo to where it ended."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from PySide6.QtCore import QObject

from careleaf.app.draft_starts import use_preset
from careleaf.domain.draft import Draft, move_topic, set_note, tick_point, tick_topic, untick_topic
from careleaf.domain.people import Patient
from careleaf.gui.main_window import MainWindow

EDITS = 60
SEED = 7


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


def test_undo_and_redo_of_many_edits_pass_the_same_drafts_and_keep_no_objects(driver):
    window, chance = driver.window, Random(SEED)
    document, stack = window.document, window.document.undo_stack
    passed = [document.draft]
    for number in range(EDITS):
        document.change(edited(window, document.draft, chance), f"edit {number}")
        if document.draft != passed[-1]:
            passed.append(document.draft)
    assert stack.count() == len(passed) - 1 > EDITS / 2
    driver.wait_for_pages()
    driver.bot.wait(1)
    before = len(window.findChildren(QObject))
    for expected in reversed(passed[:-1]):
        stack.undo()
        assert document.draft == expected
    for expected in passed[1:]:
        stack.redo()
        assert document.draft == expected
    driver.wait_for_pages()
    driver.bot.wait(1)
    assert len(window.findChildren(QObject)) <= before + 5
