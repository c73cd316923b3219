"""The item models: sound for Qt, true to the draft."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

import careleaf.gui
from careleaf.domain.draft import set_value
from careleaf.gui.dialogs.palette import Palette
from careleaf.gui.models.outline import Outline
from careleaf.gui.models.outline import Role as OutlineRole
from careleaf.gui.models.palette_entries import PaletteEntries
from careleaf.gui.models.preset_cards import PresetCards
from careleaf.gui.models.topic_filter import TopicFilter
from careleaf.gui.models.topic_tree import Role, TopicTree

CHECKED, PARTLY, OPEN = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked


def state(index: QModelIndex) -> Qt.CheckState:
    """Return the tick of a row."""
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))


def work_at_topics(window) -> None:
    """Change what the tree, its filter and the outline show, in every way they can change."""
    window.document.tick("med-relaxant", True)
    window.choose.search.setText("sleepy")
    window.document.tick("cold", False)
    window.handout.outline.move_chosen(-1)
    window.choose.search.clear()
    window.document.undo_stack.undo()


def work_at_cards(window) -> None:
    """Change what the cards show."""
    window.start.search.setText("spasm")
    window.start.cards.show_pages("acute-72h", 2)
    window.start.cards.forget_pages()
    window.start.search.clear()


def work_at_palette(window) -> None:
    """Change what the palette shows."""
    for typed in ("cold", "zzzz", ""):
        window.findChild(Palette).field.setText(typed)


def model_of(window, kind: type[QAbstractItemModel]) -> tuple[QAbstractItemModel, Callable[[Any], None]]:
    """Return the window's model of a kind, and how to work at it. Raises KeyError for one that is new."""
    window.starting.open()
    window.anything.open()
    return {
        TopicTree: (window.choose.model, work_at_topics),
        TopicFilter: (window.choose.filter, work_at_topics),
        Outline: (window.handout.outline.outline, work_at_topics),
        PresetCards: (window.start.cards, work_at_cards),
        PaletteEntries: (window.findChild(Palette).entries, work_at_palette),
    }[kind]


def every_model() -> list[type[QAbstractItemModel]]:
    """Find every class of the window that is a model."""
    modules = pkgutil.walk_packages(careleaf.gui.__path__, "careleaf.gui.")
    found = {
        kind
        for module in modules
        for kind in vars(importlib.import_module(module.name)).values()
        if isinstance(kind, type) and issubclass(kind, QAbstractItemModel) and kind.__module__ == module.name
    }
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", every_model(), ids=lambda kind: kind.__name__)
def test_model_keeps_qts_rules_through_changes(window, kind, qtmodeltester):
    model, work_at_it = model_of(window, kind)
    assert type(model) is kind
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    work_at_it(window)
    assert tester.model() is model
    qtmodeltester.check(model)


def test_sections_are_tri_state_and_tick_all_their_topics(driver):
    tree = driver.window.choose.filter
    medicines = tree.mapFromSource(driver.window.choose.model.index_of("med-relaxant")).parent()
    assert state(medicines) is OPEN
    driver.click_box(driver.row("med-relaxant"))
    assert state(medicines) is PARTLY
    driver.click_box(medicines)
    assert state(medicines) is CHECKED
    driver.click_box(medicines)
    assert state(medicines) is OPEN


def test_safety_section_is_locked(driver):
    draft = driver.window.document.draft
    index = driver.row("red-flags")
    assert state(index) is CHECKED
    assert index.parent().data(Role.BADGE) == "always printed"
    driver.click_box(index)
    driver.click_box(index.parent())
    assert driver.window.document.draft == draft


def test_topic_the_program_adds_says_so(driver):
    index = driver.row("med-safety")
    assert (state(index), index.data(Role.BADGE)) == (OPEN, "added")
    driver.click_box(driver.row("med-relaxant"))
    assert state(index) is CHECKED


def test_ticking_a_point_ticks_its_topic(driver):
    window = driver.window
    topic = driver.row("med-relaxant")
    window.choose.tree.expand(topic)
    point = next(
        topic.model().index(row, 0, topic)
        for row in range(topic.model().rowCount(topic))
        if state(topic.model().index(row, 0, topic)) is OPEN
    )
    driver.click_box(point)
    assert state(point) is CHECKED
    assert state(topic) is CHECKED


def test_space_ticks_in_the_tree(driver):
    tree = driver.window.choose.tree
    tree.setFocus()
    tree.setCurrentIndex(driver.row("med-ibuprofen"))
    driver.bot.keyClick(tree, Qt.Key.Key_Space)
    assert "med-ibuprofen" in driver.window.document.draft.topics


def test_search_finds_points_and_opens_their_branches(driver):
    window = driver.window
    driver.shortcut(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.choose.search.hasFocus()
    point = next(point for point in window.document.library.topic("med-relaxant").points if point.locked)
    driver.bot.keyClicks(window.choose.search, " ".join(point.text.split()[:6]))
    topic = driver.row("med-relaxant")
    assert topic.isValid()
    assert window.choose.tree.isExpanded(topic)
    assert not driver.row("cold").isValid()
    driver.bot.keyClick(window.choose.search, Qt.Key.Key_Escape)
    assert driver.row("cold").isValid()


def test_search_finds_a_brand_and_enter_goes_to_it(driver):
    window = driver.window
    driver.type(window.choose.search, "flexeril")
    driver.bot.keyClick(window.choose.search, Qt.Key.Key_Return)
    assert window.choose.tree.hasFocus()
    driver.bot.keyClick(window.choose.tree, Qt.Key.Key_Space)
    assert "med-relaxant" in window.document.draft.topics


def titles(window) -> list[str]:
    """Return the topics of the outline."""
    model = window.handout.outline.outline
    return [model.index(row).data(OutlineRole.TOPIC) for row in range(model.rowCount())]


def test_alt_up_moves_a_topic_and_then_its_section(driver):
    window = driver.window
    window.document.choose("keep-moving")
    for _ in range(2):
        driver.shortcut(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    order = titles(window)
    assert order.index("keep-moving") < order.index("cold") < order.index("heat-bath")
    driver.shortcut(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    order = titles(window)
    assert order.index("keep-moving") < order.index("cold") < order.index("about-spasm")
    assert window.document.chosen_topic == "keep-moving"


def test_dropping_a_row_moves_the_topic(window):
    model = window.handout.outline.outline
    order = titles(window)
    data = model.mimeData([model.index(order.index("keep-moving"))])
    model.dropMimeData(data, Qt.DropAction.MoveAction, order.index("cold"), 0, QModelIndex())
    assert titles(window).index("keep-moving") < titles(window).index("cold")


def test_outline_says_what_prints(window):
    model = window.handout.outline.outline
    row = model.row_of("cold")
    assert "15 minutes" in model.index(row).data(OutlineRole.SUMMARY)
    window.document.change(set_value(window.document.draft, "cold", "minutes", 12), "test")
    assert "12 minutes" in model.index(row).data(OutlineRole.SUMMARY)
