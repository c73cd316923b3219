"""Every action of the window, each defined once with its words and its key."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Actions:
    """The actions; what they do is connected by the window."""

    new: QAction
    start: QAction
    undo: QAction
    redo: QAction
    clinic: QAction
    settings: QAction
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
    check: QAction
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
            _("Handout"): (
                self.new,
                self.start,
                self.find_patient,
                self.check,
                self.print,
                self.print_one,
                self.email,
                self.send_to_record,
                self.save_pdf,
                self.save_copies,
                self.copy_chart_note,
            ),
            _("Presets"): (self.presets, self.open_preset, self.save_preset, self.sharing),
            _("Edit"): (self.undo, self.redo, self.palette, self.search, self.move_up, self.move_down),
            _("View"): (self.zoom_in, self.zoom_out, self.fit_width, self.fit_page),
            _("Clinic"): (self.clinic, self.sign_off, self.settings),
            _("Help"): (self.guide, self.keys),
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
            self.check,
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
        new=action(_("New"), "Ctrl+N", _("Start a handout for the next patient")),
        start=action(_("Start"), "Ctrl+Shift+N", _("Choose a preset for the next patient")),
        undo=_named(
            document.undo_stack.createUndoAction(window, _("Undo")),
            _("Undo"),
            "Ctrl+Z",
            _("Take the last change back"),
            window,
        ),
        redo=_named(
            document.undo_stack.createRedoAction(window, _("Redo")),
            _("Redo"),
            "Ctrl+Shift+Z",
            _("Make it again"),
            window,
        ),
        clinic=action(_("Clinic"), "Ctrl+L", _("Set up clinics, or use another one")),
        settings=action(_("Settings"), "Ctrl+,", _("Clinic, pages, e-mail and privacy: what is set once")),
        save_pdf=action(_("Save PDF"), "Ctrl+S", _("Save the pages exactly as shown")),
        save_copies=action(
            _("Save in every style"), "Ctrl+Alt+S", _("Save also large print and black-and-white copies")
        ),
        print=action(_("Print"), "Ctrl+P", _("Choose a printer and print the pages exactly as shown")),
        print_one=action(
            _("Print one copy"), "Ctrl+Shift+P", _("Print one copy on the printer of last time")
        ),
        copy_chart_note=action(
            _("Copy chart note"),
            "Ctrl+Shift+C",
            _("Copy what was given and confirmed, for the patient's record"),
        ),
        save_preset=action(_("Save preset"), "Ctrl+Shift+S", _("Keep these choices, without the patient")),
        presets=action(_("Presets"), "Ctrl+Shift+O", _("Find, change, share your presets")),
        open_preset=action(_("Open preset file"), "Ctrl+O", _("Start from a preset file of somebody else")),
        email=action(_("E-mail"), "Ctrl+E", _("Send the pages to the patient by e-mail")),
        send_to_record=action(
            _("Send to record"),
            "Ctrl+Shift+E",
            _("Send the pages to the patient's record at the clinic"),
        ),
        find_patient=action(
            _("Find patient"), "Ctrl+Shift+F", _("Take name and number from the clinic's system or a file")
        ),
        check=action(_("Patient check"), "Ctrl+D", _("Answer what the safety rules ask about the patient")),
        search=action(_("Search topics"), "Ctrl+F", _("Search topics")),
        sign_off=action(_("Sign off"), "Ctrl+R", _("Read topics and sign them off for the clinic")),
        move_up=action(_("Move up"), "Alt+Up", _("Move the chosen topic up")),
        move_down=action(_("Move down"), "Alt+Down", _("Move the chosen topic down")),
        zoom_in=action(_("Zoom in"), "Ctrl++", _("Show the pages larger")),
        zoom_out=action(_("Zoom out"), "Ctrl+-", _("Show the pages smaller")),
        fit_width=action(_("Fit width"), "Ctrl+0", _("Make the pages as wide as the pane")),
        fit_page=action(_("Fit page"), "Ctrl+9", _("Show whole pages")),
        sharing=action(_("Shared library"), "Ctrl+Shift+L", _("Share presets with other workstations")),
        palette=action(
            _("Add a topic or do anything"), "Ctrl+K", _("Find any topic, preset or command by letters")
        ),
        guide=action(_("Guide"), "F1", _("How to make a handout, on one page")),
        keys=action(_("Keyboard shortcuts"), "Ctrl+/", _("Every action with its key")),
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
        use=action(_("Use"), _("Start from this preset")),
        favourite=action(_("Favourite"), _("Show this preset first, or no longer")),
        rename=action(_("Rename"), _("Give this preset the title typed above")),
        duplicate=action(_("Duplicate"), _("Make a copy of your own")),
        delete=action(_("Delete"), _("Put this preset in the trash"), "Del"),
        undelete=action(_("Undo delete"), _("Take the last one out of the trash"), "Ctrl+Z"),
        take_in=action(_("Import..."), _("Keep a preset file as your own")),
        give_out=action(_("Export..."), _("Write this preset to a file")),
        openemr=action(
            _("Export for OpenEMR..."), _("Write its pages, for nobody in particular, as OpenEMR names them")
        ),
    )


def _named(made: QAction, words: str, key: str, tip: str, window: QWidget) -> QAction:
    """Give one of the undo stack's own actions its key; its button keeps the short words."""
    made.setIconText(words)
    made.setWhatsThis(tip)
    made.setShortcut(QKeySequence(key))
    window.addAction(made)
    return made
