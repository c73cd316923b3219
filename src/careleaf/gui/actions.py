"""Every action of the window, each defined once with its words and its key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from careleaf.gui.draft_document import DraftDocument


@dataclass(frozen=True)
class Actions:
    """The actions; what they do is connected by the window."""

    new: QAction
    undo: QAction
    redo: QAction
    clinic: QAction
    save_pdf: QAction
    copy_chart_note: QAction
    email: QAction
    search: QAction
    move_up: QAction
    move_down: QAction
    zoom_in: QAction
    zoom_out: QAction
    fit_width: QAction
    sharing: QAction


def make_actions(window: QWidget, document: DraftDocument) -> Actions:
    """Make every action and let the window hear its key wherever the focus is."""

    def action(words: str, key: str, tip: str) -> QAction:
        made = QAction(words, window)
        made.setShortcut(QKeySequence(key))
        made.setToolTip(f"{tip} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})")
        window.addAction(made)
        return made

    return Actions(
        new=action("New", "Ctrl+N", "Start a handout for the next patient"),
        undo=_named(document.undo_stack.createUndoAction(window, "Undo"), "Undo", "Ctrl+Z", window),
        redo=_named(document.undo_stack.createRedoAction(window, "Redo"), "Redo", "Ctrl+Shift+Z", window),
        clinic=action("Clinic", "Ctrl+L", "Set up clinics, or use another one"),
        save_pdf=action("Save PDF", "Ctrl+S", "Save the pages exactly as shown"),
        copy_chart_note=action(
            "Copy chart note", "Ctrl+Shift+C", "Copy what was given and confirmed, for the patient's record"
        ),
        email=action("E-mail", "Ctrl+E", "Send the pages to the patient by e-mail"),
        search=action("Search topics", "Ctrl+F", "Search topics"),
        move_up=action("Move up", "Alt+Up", "Move the chosen topic up"),
        move_down=action("Move down", "Alt+Down", "Move the chosen topic down"),
        zoom_in=action("Zoom in", "Ctrl++", "Show the pages larger"),
        zoom_out=action("Zoom out", "Ctrl+-", "Show the pages smaller"),
        fit_width=action("Fit width", "Ctrl+0", "Fit the pages to the pane"),
        sharing=action("Shared library", "Ctrl+Shift+L", "Share presets with other workstations"),
    )


def _named(made: QAction, words: str, key: str, window: QWidget) -> QAction:
    """Give one of the undo stack's own actions its key; its button keeps the short words."""
    made.setIconText(words)
    made.setShortcut(QKeySequence(key))
    window.addAction(made)
    return made
