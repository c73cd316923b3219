"""The whole job, from the start screen to the next patient: once with keys alone, once with the mouse alone.

Each is a generator that names what is done, so that pictures can be taken in between.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from gui.hands import Keyboard, Mouse
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QFileDialog, QWidget

from careleaf.gui.dialogs.palette import Palette
from careleaf.gui.dialogs.save_preset import SavePresetDialog
from careleaf.gui.main_window import MainWindow

PRESET, NAME, AGE, OWN_PRESET = "acute-72h", "Ana Ruiz", "41", "Runners, first days"
MORE_WORDS = " Keep the towel dry."
MOST_FOR_ACUTE = 5  # actions from the start screen to a saved acute handout
_CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def documents_in(home: Path) -> Path:
    """Make the folder that the system offers for documents, below a home of its own."""
    os.environ.update(HOME=str(home), XDG_CONFIG_HOME=str(home / ".config"))
    folder = home / "Documents"
    folder.mkdir()
    return folder


def acute_by_keyboard(window: MainWindow, keys: Keyboard) -> None:
    """Make and save an acute handout with keys."""
    keys.type("acute")
    keys.press(Qt.Key.Key_Return)
    keys.type(NAME)
    keys.press(Qt.Key.Key_S, _CTRL)
    keys.press(Qt.Key.Key_Return)
    keys.wait_for(lambda: window.saving.is_saved)


def acute_by_mouse(window: MainWindow, mouse: Mouse) -> None:
    """Make and save an acute handout with the mouse; the name is typed."""
    _click_card(window, mouse)
    mouse.type(NAME)
    mouse.click(window.top_bar.save_button)
    _click_save(window, mouse)


def by_keyboard(window: MainWindow, keys: Keyboard) -> Iterator[str]:
    """Do the whole job with keys; only `wait_for` looks at the window."""
    yield "start"
    keys.type("acute")
    keys.press(Qt.Key.Key_Return)
    keys.type(NAME)
    keys.press(Qt.Key.Key_K, _CTRL)
    keys.type("muscle relax")
    yield "palette"
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_D, _CTRL)
    yield "check"
    keys.press(Qt.Key.Key_Space)  # all asked, none apply: the cursor goes on to the age
    keys.type(AGE)
    keys.press(Qt.Key.Key_K, _CTRL)
    keys.type("cold pack")
    keys.press(Qt.Key.Key_Return)
    keys.type("12")
    for _ in range(5):  # past four more values to the first line that is not locked
        keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_F2)
    keys.type(MORE_WORDS)
    yield "wording"
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Down, _ALT)
    keys.press(Qt.Key.Key_9, _CTRL)
    yield "look"
    keys.press(Qt.Key.Key_S, _CTRL, _SHIFT)
    keys.type(OWN_PRESET)
    yield "preset"
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_S, _CTRL)
    keys.press(Qt.Key.Key_Return)
    keys.wait_for(lambda: window.saving.is_saved)
    yield "saved"
    keys.press(Qt.Key.Key_N, _CTRL)
    yield "next"


def by_mouse(window: MainWindow, mouse: Mouse) -> Iterator[str]:
    """Do the whole job with the mouse; what is text is typed where a click has put the cursor."""
    handout, choose = window.handout, window.choose
    yield "start"
    _click_card(window, mouse)
    mouse.type(NAME)
    mouse.click(handout.suggestions.buttons["med-relaxant"])
    mouse.click(handout.patient_bar.check_button)
    yield "check"
    mouse.click(handout.check.none_apply)
    mouse.type(AGE)
    mouse.click(handout.check.done)
    mouse.click_row(choose.tree, choose.filter.mapFromSource(choose.model.index_of("cold")))
    form = handout.editor.form
    assert form is not None
    mouse.click(form.fields["minutes"].field, _lower_arrow(form.fields["minutes"].field))
    line = form.points["wrap"]
    mouse.wheel_to(handout.editor, line.edit)
    mouse.click(line.edit)
    mouse.type(MORE_WORDS)
    yield "wording"
    assert line.editor is not None
    mouse.wheel_to(handout.editor, line.editor.done)
    mouse.click(line.editor.done)
    mouse.click(_button(window.top_bar, window.actions_by_name.palette.iconText()))
    mouse.type("move down")
    found = window.findChild(Palette).list
    mouse.click_row(found, found.currentIndex())
    mouse.click(_button(window.preview, "fitPage"))
    yield "look"
    mouse.click(_button(window.top_bar, window.actions_by_name.save_preset.text()))
    mouse.type(OWN_PRESET)
    dialog = window.findChild(SavePresetDialog)
    mouse.click(dialog.save_new)
    mouse.click(window.top_bar.save_button)
    _click_save(window, mouse)
    yield "saved"
    mouse.click(_button(window.top_bar, window.actions_by_name.new.text()))
    yield "next"


def _click_card(window: MainWindow, mouse: Mouse) -> None:
    cards = window.start.cards
    presets = [window.presets.all[row].preset.id for row in range(cards.rowCount())]
    mouse.click_row(window.start.list, cards.index(presets.index(PRESET)))


def _click_save(window: MainWindow, mouse: Mouse) -> None:
    box = window.findChild(QFileDialog).findChild(QDialogButtonBox)
    mouse.click(box.button(QDialogButtonBox.StandardButton.Save))
    mouse.wait_for(lambda: window.saving.is_saved)


def _lower_arrow(field: QWidget) -> QRect:
    return QRect(field.width() - 18, field.height() // 2, 18, field.height() // 2)


def _button(parent: QWidget, name: str) -> QAbstractButton:
    buttons = parent.findChildren(QAbstractButton)
    return next(each for each in buttons if name in (each.objectName(), each.accessibleName()))
