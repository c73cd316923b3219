"""What a screen reader meets: every control has a name and a role, and Tab goes as the eye does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMessageBox, QScrollArea, QScrollBar, QWidget

from careleaf.domain.draft import tick_topic
from careleaf.gui.dialogs.guide import GuideDialog
from careleaf.gui.dialogs.palette import Palette
from careleaf.gui.dialogs.table import TableDialog
from careleaf.gui.panes.tab_order import tab_stops
from careleaf.gui.settings.dialog import Section
from careleaf.gui.settings.welcome import WelcomeDialog

CTRL = Qt.KeyboardModifier.ControlModifier
ROLE = QAccessible.Role
INNER = (ROLE.ScrollBar, ROLE.Grip, ROLE.Separator)  # of Qt's own, worked by its owner's keys


def nodes(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Walk the tree of what is shown, as a screen reader does."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        node = waiting.pop()
        yield node
        for place in range(node.childCount()):
            child = node.child(place)
            if child is not None and child.isValid() and not child.state().invisible:
                waiting.append(child)


def nameless(root: QWidget) -> list[str]:
    """Return what can be worked with, and has no name or no role."""
    found = []
    for node in nodes(root):
        state, role = node.state(), node.role()
        if not state.focusable or role in INNER or node.object() is root:
            continue
        if role is ROLE.NoRole or not node.text(QAccessible.Text.Name).strip() or not says_what_for(node):
            owner = node.object() or node.parent().object()
            found.append(f"{role.name} of {type(owner).__name__} {owner.objectName()}")
    return found


def says_what_for(node: QAccessibleInterface) -> bool:
    """Tell whether a list to choose from says so: on Linux its name is what is chosen."""
    if node.role() is not ROLE.ComboBox:
        return True
    labels = node.relations(QAccessible.RelationFlag.Label)
    return bool(labels or node.text(QAccessible.Text.Description).strip())


SECTIONS = [f"settings {section.name}" for section in Section]
STEPS = ["welcome 1", "welcome 2", "welcome 3"]
IN_FRONT = ["workbench", "check", "start", "palette", "keys", "guide", "question", *SECTIONS, *STEPS]


@pytest.fixture(params=IN_FRONT)
def shown(request, driver) -> QWidget:
    """Return one of the things that can be in front."""
    window = driver.window
    window.document.tick("med-relaxant", True)
    match request.param.split():
        case ["settings", section]:
            return window.setting_up.open(Section[section])
        case ["welcome", step]:
            return at_step(window.setting_up.welcome(), int(step))
        case ["check"]:
            driver.click(window.handout.patient_bar.check_button)
        case ["start"]:
            window.starting.open()
        case ["palette"]:
            window.anything.open()
            return window.findChild(Palette)
        case ["keys"]:
            window.anything.show_keys()
            return window.findChild(TableDialog)
        case ["guide"]:
            window.anything.show_guide()
            return window.findChild(GuideDialog)
        case ["question"]:
            window.leaving.before(lambda: None)
            return window.findChild(QMessageBox)
    return window


def at_step(welcome: WelcomeDialog, step: int) -> WelcomeDialog:
    """Go on to a step of the welcome."""
    welcome.clinic_form.fields["name"].setText("Elm Street Clinic")
    welcome.clinic_form.fields["phone"].setText("555-0100")
    for _ in range(step - 1):
        welcome.next_button.click()
    assert welcome.stage.currentIndex() == step - 1
    return welcome


def test_everything_that_can_be_worked_with_has_name_and_role(shown):
    assert sum(1 for _ in nodes(shown)) > 3
    assert nameless(shown) == []


def test_a_control_without_a_name_is_found(driver):
    driver.window.choose.search.setAccessibleName("")
    driver.window.top_bar.preset_choice.setAccessibleDescription("")
    found = nameless(driver.window)
    assert any("QLineEdit" in control for control in found)
    assert any("QComboBox" in control for control in found)


@pytest.mark.parametrize("place", ["workbench", "start"])
def test_the_button_that_clears_a_search_has_a_name(driver, place):
    if place == "start":
        driver.window.starting.open()
    search = driver.window.start.search if place == "start" else driver.window.choose.search
    search.setText("cold")
    clear = next(node for node in nodes(search) if node.role() is ROLE.Button)
    assert clear.text(QAccessible.Text.Name) == "Clear"
    clear.actionInterface().doAction("Press")
    assert search.text() == ""


def toggle(view: QAbstractItemView, name: str) -> None:
    """Do the one thing that a screen reader can do with a row."""
    row = next(node for node in nodes(view) if node.text(QAccessible.Text.Name).startswith(name))
    assert row.actionInterface().actionNames() == ["Toggle"]
    row.actionInterface().doAction("Toggle")


@pytest.mark.parametrize(("name", "ticked"), [("Naproxen", "med-naproxen"), ("Medicines", "med-relaxant")])
def test_a_screen_reader_ticks_and_unticks(driver, name, ticked):
    window = driver.window
    toggle(window.choose.tree, name)
    assert ticked in window.document.draft.topics
    toggle(window.choose.tree, name)
    assert ticked not in window.document.draft.topics


def test_a_screen_reader_unticks_the_row_that_was_clicked(driver):
    index = driver.row("cold")
    driver.click_row(driver.window.choose.tree, index)
    toggle(driver.window.choose.tree, index.data())
    assert "cold" not in driver.window.document.draft.topics


def test_a_screen_reader_cannot_untick_what_always_prints(driver):
    before = driver.window.document.draft
    toggle(driver.window.choose.tree, "Get help now")
    assert driver.window.document.draft == before


def test_a_screen_reader_chooses_a_topic_of_the_handout(driver):
    toggle(driver.window.handout.outline, "Keep moving")
    assert driver.window.document.chosen_topic == "keep-moving"
    assert driver.window.handout.outline.currentIndex().data() == "Keep moving"


def test_a_screen_reader_begins_with_a_card(driver):
    driver.window.starting.open()
    toggle(driver.window.start.list, "Sciatica")
    assert not driver.window.starting.is_open
    assert driver.window.document.draft.title == "Sciatica"


def test_a_screen_reader_takes_what_the_palette_offers(driver):
    driver.window.anything.open()
    palette = driver.window.findChild(Palette)
    palette.field.setText("naproxen")
    toggle(palette.list, "Naproxen")
    assert "med-naproxen" in driver.window.document.draft.topics


def test_one_row_at_most_is_chosen(driver):
    tree = driver.window.choose.tree
    driver.click_row(tree, driver.row("cold"))
    driver.shortcut(Qt.Key.Key_A, CTRL)
    driver.shortcut(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert tree.selectedIndexes() == [tree.currentIndex()] != [driver.row("cold")]


def tab_round(driver) -> list[QWidget]:
    """Press Tab from the first button until it has the focus again, and return where it went."""
    first = driver.window.top_bar.findChild(QWidget)
    first.setFocus()
    seen = [first]
    for _ in range(500):
        driver.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is first:
            return seen
        if focused is not seen[-1]:  # a date takes Tab from its month to its day
            assert focused not in seen, f"Tab goes back to {focused.accessibleName()}"
            seen.append(focused)
    raise AssertionError("Tab never comes back")


def area_of(stop: QWidget, window) -> tuple[int, bool]:
    """Return the place in eye order of the part in which Tab stopped, and whether it scrolls there."""
    hand = window.handout
    middle = (hand.patient_bar, hand.suggestions, hand.check, hand.outline, hand.editor, hand.findings)
    areas = (window.top_bar, window.banner, window.choose, *middle, window.preview, window.status)
    place = next(place for place, area in enumerate(areas) if area is stop or area.isAncestorOf(stop))
    return place, any(area.isAncestorOf(stop) for area in areas[place].findChildren(QScrollArea))


def comes_after(before: QWidget, after: QWidget, window) -> bool:
    """Tell whether the eye meets one control after another: below it, or to its right in the same row."""
    one, other = (QRect(each.mapTo(window, QPoint(0, 0)), each.size()) for each in (before, after))
    return other.center().y() > one.bottom() or (other.left() > one.left() and other.bottom() > one.top())


@pytest.mark.parametrize("opened", ["emergency form", "long form", "patient check", "all questions"])
def test_tab_stops_once_at_everything_in_eye_order(driver, opened):
    window = driver.window
    window.resize(1440, 3000)
    window.document.choose("med-relaxant" if opened == "long form" else "red-flags")
    window.document.change(tick_topic(window.document.draft, window.document.library, "med-relaxant"), "")
    window.handout.patient_bar.check_button.setChecked("form" not in opened)
    window.handout.check.show_all.setChecked(opened == "all questions")
    driver.bot.wait(50)
    seen = tab_round(driver)
    stops = [stop for stop in tab_stops(window) if stop.isVisible() and stop.isEnabled()]
    missed = [stop for stop in stops if stop not in seen and not isinstance(stop, QScrollBar)]
    assert [f"{type(stop).__name__} {stop.accessibleName()}" for stop in missed] == []
    areas = [area_of(stop, window) for stop in seen]
    assert areas == sorted(areas)
    back = [
        (one.accessibleName(), other.accessibleName())
        for one, other in pairwise(seen)
        if area_of(one, window) == area_of(other, window) and not comes_after(one, other, window)
    ]
    assert back == []


def test_focus_can_be_seen(driver):
    """What has the focus looks otherwise than without it."""
    window = driver.window
    driver.wait_for_pages()
    for control in (
        window.handout.patient_bar.patient,
        window.choose.search,
        window.choose.tree,
        window.top_bar.save_button,
        window.top_bar.preset_choice,
        window.status.needs,
    ):
        window.setFocus()
        before = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        assert control.grab().toImage() != before, control.accessibleName()
