"""What a screen reader meets: every control has a name and a role, and Tab goes as the eye does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from careleaf.gui.dialogs.guide import GuideDialog
from careleaf.gui.dialogs.palette import Palette
from careleaf.gui.dialogs.table import TableDialog
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
        if role is ROLE.NoRole or not node.text(QAccessible.Text.Name).strip():
            owner = node.object() or node.parent().object()
            found.append(f"{role.name} of {type(owner).__name__} {owner.objectName()}")
    return found


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
    assert any("QLineEdit" in found for found in nameless(driver.window))


def test_tab_goes_from_the_bar_through_the_panes_to_the_foot(driver):
    window = driver.window
    areas = (window.top_bar, window.choose, window.handout, window.preview, window.status)
    window.top_bar.findChild(QWidget).setFocus()
    seen: list[int] = []
    for _ in range(200):
        focused = QApplication.focusWidget()
        area = next((n for n, a in enumerate(areas) if a.isAncestorOf(focused)), None)
        if area is not None and seen[-1:] != [area]:
            seen.append(area)
        driver.bot.keyClick(focused, Qt.Key.Key_Tab)
        if area == 4 and not areas[4].isAncestorOf(QApplication.focusWidget()):
            break
    assert seen == [0, 1, 2, 3, 4]


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
