"""Use a preset, keep the choices of the handout at hand as one, and open the list of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from careleaf.app.draft_starts import from_now_on, use_preset
from careleaf.app.own_presets import Kept
from careleaf.domain.sharing import kind_of
from careleaf.errors import CareleafError
from careleaf.gui.dialogs.presets import PresetsDialog
from careleaf.gui.dialogs.save_preset import SavePresetDialog
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.presets import Presets
from careleaf.gui.starting import Starting

AT_THE_NEXT_START = _("Topics or letterheads came in from another workstation. The next start uses them.")


class PresetChoosing(QObject):
    """Every way from a preset to the handout and back. The patient at hand stays."""

    failed = Signal(str)
    told = Signal(str)
    kept = Signal()

    def __init__(
        self, document: DraftDocument, presets: Presets, starting: Starting, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._presets = document, presets
        self._starting, self._window = starting, window

    def take(self, preset_id: str) -> None:
        """Begin with a preset on the start screen; in the workbench use it for the patient at hand."""
        if self._starting.is_open:
            self._starting.begin_with_card(preset_id)
        else:
            self.use(preset_id)

    def use(self, preset_id: str) -> None:
        """Put a preset in the place of the choices at hand."""
        try:
            preset = self._presets.open(preset_id)
        except CareleafError as error:
            self.failed.emit(str(error))
            self._presets.refresh()
            return
        document = self._document
        draft = use_preset(preset, document.draft, document.library, document.clinic)
        document.change(draft, _("preset {title}").format(title=preset.title))

    def save(self) -> None:
        """Ask for a title, and keep the choices."""
        dialog = SavePresetDialog(self._document, self._presets, self._window)
        dialog.saved.connect(self._go_on_from)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_list(self) -> None:
        """Open the list of presets."""
        dialog = PresetsDialog(self._document, self._presets, self._window)
        dialog.wanted.connect(self.use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_again(self, came_in: tuple[str, ...]) -> None:
        """Read the presets again after files came in from another workstation."""
        self._presets.refresh()
        self.tell()
        if any(kind_of(path) != "preset" for path in came_in):
            self.told.emit(AT_THE_NEXT_START)

    def tell(self) -> None:
        """Tell what is wrong with files of the user's own."""
        left_out = [
            _("A preset was left out. {problem}").format(problem=wrong) for wrong in self._presets.problems
        ]
        if lines := [line for line in (self._document.program.trouble, *left_out) if line]:
            self.told.emit("\n".join(lines))

    def _go_on_from(self, kept: Kept) -> None:
        self._presets.remember(kept)
        self._presets.refresh()
        draft = from_now_on(self._document.draft, kept.preset)
        self._document.change(draft, _("save as {title}").format(title=kept.preset.title))
        self.kept.emit()
