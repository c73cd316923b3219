"""From one handout to the next: the start screen, a preset, the next patient."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from careleaf.app.draft_starts import next_patient
from careleaf.app.preferences import read_preferences
from careleaf.app.recent_presets import note_recent
from careleaf.domain.draft import Draft
from careleaf.domain.preset import Preset
from careleaf.errors import CareleafError
from careleaf.gui.actions import Actions
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.leaving import Leaving
from careleaf.gui.panes.start import StartPane
from careleaf.gui.presets import Presets


class Starting(QObject):
    """Show the start screen in the place of the workbench, and begin a handout with what is chosen there.

    What one patient's handout held is gone when the next one begins, also from undo.
    """

    begun = Signal()
    failed = Signal(str)

    def __init__(
        self,
        document: DraftDocument,
        presets: Presets,
        pane: StartPane,
        leaving: Leaving,
        actions: Actions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._presets, self._pane = document, presets, pane
        self._leaving, self._actions = leaving, actions
        self._bench: tuple[QWidget, ...] = ()
        self.stage = QStackedWidget()
        self.stage.addWidget(pane)
        pane.preset_wanted.connect(self.begin_with_card)
        pane.left.connect(self._back)

    def add_bench(self, workbench: QWidget, *around: QWidget) -> None:
        """Take the workbench, which is shown first, and what goes away with it."""
        self.stage.addWidget(workbench)
        self.stage.setCurrentWidget(workbench)
        self._bench = around

    @property
    def is_open(self) -> bool:
        """Tell whether the start screen is shown."""
        return self.stage.currentWidget() is self._pane

    def open(self) -> None:
        """Show the start screen; the handout at hand stays until another one is begun."""
        self._switch(True)
        self._pane.open(with_way_back=not self._leaving.loses_nothing)

    def begin(self) -> None:
        """Begin with the preset that was chosen for it, else with the start screen."""
        chosen = read_preferences(self._document.program.locations.settings).begin_with
        if chosen and self._presets.listed(chosen) is not None:
            self._begin(chosen)
        else:
            self.open()

    def next_patient(self) -> None:
        """Begin with the same preset for the next patient."""
        draft = self._document.draft
        self._put(self._presets.of(draft) or self._presets.first)

    def begin_with_card(self, preset_id: str) -> None:
        """Begin with a preset of the start screen, once leaving the old handout is agreed to."""
        self._leaving.before(lambda: self._begin(preset_id))

    def begin_with(self, preset: Preset) -> None:
        """Begin with a preset that no card shows, such as a file, once leaving the old is agreed to."""
        self._leaving.before(lambda: self._put(preset))

    def go_on_with(self, draft: Draft) -> None:
        """Go on with a handout that was begun before; no undo leads back beyond it."""
        self._document.begin(draft)
        self._back()

    def _begin(self, preset_id: str) -> None:
        try:
            preset = self._presets.open(preset_id)
        except CareleafError as error:
            self.failed.emit(str(error))
            self._presets.refresh()
            return
        self._put(preset)

    def _put(self, preset: Preset) -> None:
        document = self._document
        document.begin(next_patient(preset, document.draft, document.clinic))
        note_recent(document.program.locations.settings, preset.id)
        self._back()

    def _back(self) -> None:
        self._switch(False)
        self.begun.emit()

    def _switch(self, starting: bool) -> None:
        self.stage.setCurrentIndex(0 if starting else 1)
        for part in self._bench:
            part.setVisible(not starting)
        stack = self._document.undo_stack
        self._actions.let_work(not starting)
        self._actions.undo.setEnabled(not starting and stack.canUndo())
        self._actions.redo.setEnabled(not starting and stack.canRedo())
