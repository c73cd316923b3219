"""Every action of the window, each defined once with its words and its key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _


@dataclass(frozen=True)
class Actions:
    """The actions; what they do is connected by the window."""

    new: QAction
    start: QAction
    undo: QAction
    redo: QAction
    clinic: QAction
    save_pdf: QAction
    save_copies: QAction
    print: QAction
    print_one: QAction
    copy_chart_note: QAction
    save_preset: QAction
    presets: QAction
    open_preset: QAction
    email: QAction
    send_to_record: QAction
    find_patient: QAction
    search: QAction
    sign_off: QAction
    move_up: QAction
    move_down: QAction
    zoom_in: QAction
    zoom_out: QAction
    fit_width: QAction
    fit_page: QAction
    sharing: QAction
    palette: QAction
    keys: QAction
    guide: QAction

    @property
    def menus(self) -> dict[str, tuple[QAction, ...]]:
        """Return the menus, each action in one of them."""
        return {
            "Handout": (
                self.new,
                self.start,
                self.find_patient,
                self.print,
                self.print_one,
                self.email,
                self.send_to_record,
                self.save_pdf,
                self.save_copies,
                self.copy_chart_note,
            ),
            "Presets": (self.presets, self.open_preset, self.save_preset, self.sharing),
            "Edit": (self.undo, self.redo, self.palette, self.search, self.move_up, self.move_down),
            "View": (self.zoom_in, self.zoom_out, self.fit_width, self.fit_page),
            "Clinic": (self.clinic, self.sign_off),
            "Help": (self.guide, self.keys),
        }

    def let_work(self, allowed: bool) -> None:
        """Allow what is done with the handout at hand, or not while none is shown."""
        for action in (
            self.new,
            self.save_pdf,
            self.save_copies,
            self.print,
            self.print_one,
            self.email,
            self.send_to_record,
            self.find_patient,
            self.copy_chart_note,
            self.save_preset,
            self.presets,
            self.open_preset,
            self.search,
            self.move_up,
            self.move_down,
        ):
            action.setEnabled(allowed)


def make_actions(window: QWidget, document: DraftDocument) -> Actions:
    """Make every action and let the window hear its key wherever the focus is."""

    def action(words: str, key: str, tip: str) -> QAction:
        made = QAction(words, window)
        made.setShortcut(QKeySequence(key))
        made.setWhatsThis(tip)
        made.setToolTip(f"{tip} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})")
        window.addAction(made)
        return made

    return Actions(
        new=action("New", "Ctrl+N", "Start a handout for the next patient"),
        start=action("Start", "Ctrl+Shift+N", "Choose a preset for the next patient"),
        undo=_named(
            document.undo_stack.createUndoAction(window, "Undo"),
            "Undo",
            "Ctrl+Z",
            "Take the last change back",
            window,
        ),
        redo=_named(
            document.undo_stack.createRedoAction(window, "Redo"),
            "Redo",
            "Ctrl+Shift+Z",
            "Make it again",
            window,
        ),
        clinic=action("Clinic", "Ctrl+L", "Set up clinics, or use another one"),
        save_pdf=action("Save PDF", "Ctrl+S", "Save the pages exactly as shown"),
        save_copies=action(
            "Save in every style", "Ctrl+Alt+S", "Save also large print and black-and-white copies"
        ),
        print=action("Print", "Ctrl+P", "Choose a printer and print the pages exactly as shown"),
        print_one=action("Print one copy", "Ctrl+Shift+P", "Print one copy on the printer of last time"),
        copy_chart_note=action(
            "Copy chart note", "Ctrl+Shift+C", "Copy what was given and confirmed, for the patient's record"
        ),
        save_preset=action("Save preset", "Ctrl+Shift+S", "Keep these choices, without the patient"),
        presets=action("Presets", "Ctrl+Shift+O", "Find, change, share your presets"),
        open_preset=action("Open preset file", "Ctrl+O", "Start from a preset file of somebody else"),
        email=action("E-mail", "Ctrl+E", "Send the pages to the patient by e-mail"),
        send_to_record=action(
            _("Send to record"),
            "Ctrl+Shift+E",
            _("Send the pages to the patient's record at the clinic"),
        ),
        find_patient=action(
            _("Find patient"), "Ctrl+Shift+F", _("Take name and number from the clinic's system or a file")
        ),
        search=action("Search topics", "Ctrl+F", "Search topics"),
        sign_off=action("Sign off", "Ctrl+R", "Read topics and sign them off for the clinic"),
        move_up=action("Move up", "Alt+Up", "Move the chosen topic up"),
        move_down=action("Move down", "Alt+Down", "Move the chosen topic down"),
        zoom_in=action("Zoom in", "Ctrl++", "Show the pages larger"),
        zoom_out=action("Zoom out", "Ctrl+-", "Show the pages smaller"),
        fit_width=action("Fit width", "Ctrl+0", "Make the pages as wide as the pane"),
        fit_page=action("Fit page", "Ctrl+9", "Show whole pages"),
        sharing=action("Shared library", "Ctrl+Shift+L", "Share presets with other workstations"),
        palette=action(
            "Add a topic or do anything", "Ctrl+K", "Find any topic, preset or command by letters"
        ),
        guide=action("Guide", "F1", "How to make a handout, on one page"),
        keys=action("Keyboard shortcuts", "Ctrl+/", "Every action with its key"),
    )


@dataclass(frozen=True)
class PresetActions:
    """What can be done with the preset chosen in the list of presets."""

    use: QAction
    favourite: QAction
    rename: QAction
    duplicate: QAction
    delete: QAction
    undelete: QAction
    take_in: QAction
    give_out: QAction
    openemr: QAction


def make_preset_actions(window: QWidget) -> PresetActions:
    """Make the actions of the list of presets."""

    def action(words: str, tip: str, key: str = "") -> QAction:
        made = QAction(words, window)
        made.setToolTip(tip)
        made.setShortcut(QKeySequence(key))
        window.addAction(made)
        return made

    return PresetActions(
        use=action("Use", "Start from this preset"),
        favourite=action("Favourite", "Show this preset first, or no longer"),
        rename=action("Rename", "Give this preset the title typed above"),
        duplicate=action("Duplicate", "Make a copy of your own"),
        delete=action("Delete", "Put this preset in the trash", "Del"),
        undelete=action("Undo delete", "Take the last one out of the trash", "Ctrl+Z"),
        take_in=action("Import...", "Keep a preset file as your own"),
        give_out=action("Export...", "Write this preset to a file"),
        openemr=action(
            "Export for OpenEMR...", "Write its pages, for nobody in particular, as OpenEMR names them"
        ),
    )


def _named(made: QAction, words: str, key: str, tip: str, window: QWidget) -> QAction:
    """Give one of the undo stack's own actions its key; its button keeps the short words."""
    made.setIconText(words)
    made.setWhatsThis(tip)
    made.setShortcut(QKeySequence(key))
    window.addAction(made)
    return made
