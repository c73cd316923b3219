"""What the palette offers at the moment, the sheet of keys, and the guide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHeaderView, QWidget

from careleaf.gui.actions import Actions
from careleaf.gui.dialogs.guide import GuideDialog
from careleaf.gui.dialogs.palette import Palette
from careleaf.gui.dialogs.table import TableDialog
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.models.palette_entries import PaletteEntry
from careleaf.gui.presets import Presets

KEYS = _("Each key works wherever you are in the window.")


class Anything:
    """Offer topics, presets and commands in the palette."""

    def __init__(
        self,
        document: DraftDocument,
        presets: Presets,
        actions: Actions,
        use_preset: Callable[[str], object],
        edit_topic: Callable[[], object],
        window: QWidget,
    ) -> None:
        self._document, self._presets, self._actions = document, presets, actions
        self._use_preset, self._edit_topic, self._window = use_preset, edit_topic, window
        actions.palette.triggered.connect(self.open)
        actions.keys.triggered.connect(self.show_keys)
        actions.guide.triggered.connect(self.show_guide)

    def open(self) -> None:
        """Open the palette; what cannot be done now is not offered."""
        palette = Palette([*self._topics(), *self._preset_entries(), *self._commands()], self._window)
        palette.open()
        palette.field.setFocus()

    def show_keys(self) -> None:
        """Show every action with its key."""
        rows = [
            (_words(action), _key(action), menu, _tip(action))
            for menu, actions in self._actions.menus.items()
            for action in actions
        ]
        headers = (_("Action"), _("Key"), _("Menu"), _("What it does"))
        dialog = TableDialog(_("Keyboard shortcuts"), KEYS, headers, rows, self._window)
        for column in (1, 2):
            dialog.table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        dialog.table.resizeRowsToContents()
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_guide(self) -> None:
        """Show the guide beside the window."""
        program = self._document.program
        dialog = GuideDialog(program.resources / "help" / f"{program.library.language.code}.md", self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _topics(self) -> Iterator[PaletteEntry]:
        document = self._document
        if not self._actions.search.isEnabled():
            return
        for topic in document.library.tickable:
            about = _("On the page: go to it") if topic.id in document.draft.topics else _("Add this topic")
            yield PaletteEntry(topic.title, about, partial(self._open_topic, topic.id))

    def _open_topic(self, topic_id: str) -> None:
        """Open a topic in the editor, with the cursor in it; one that is not ticked is ticked first."""
        if topic_id not in self._document.draft.topics:
            self._document.tick(topic_id, True)
        self._document.choose(topic_id)
        self._edit_topic()

    def _preset_entries(self) -> Iterator[PaletteEntry]:
        for listed in self._presets.all:
            preset = listed.preset
            yield PaletteEntry(preset.title, _("Preset"), partial(self._use_preset, preset.id))

    def _commands(self) -> Iterator[PaletteEntry]:
        for actions in self._actions.menus.values():
            for action in actions:
                if action.isEnabled() and action is not self._actions.palette:
                    yield PaletteEntry(_words(action), _key(action), action.trigger)


def _words(action: QAction) -> str:
    return action.iconText()


def _key(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _tip(action: QAction) -> str:
    return action.whatsThis()
