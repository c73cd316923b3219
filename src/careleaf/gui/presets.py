"""The presets the window starts from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from careleaf.app.bootstrap import Program
from careleaf.app.own_presets import Kept, OwnPresets
from careleaf.app.preset_list import ListedPreset, list_presets
from careleaf.domain.draft import Draft
from careleaf.domain.preset import Preset

FIRST = "acute-72h"


class Presets(QObject):
    """Every preset that can be read; a broken file of the user's own is told, not raised."""

    changed = Signal()

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.own = OwnPresets(program)
        self._program = program
        self._opened: dict[str, Kept] = {}
        self._list = list_presets(program)

    def refresh(self) -> None:
        """Read the presets again and tell that they may have changed."""
        self._list = list_presets(self._program)
        self.changed.emit()

    @property
    def all(self) -> tuple[ListedPreset, ...]:
        """Return the presets: favourites first, then the user's own, then the built-in ones."""
        return tuple(sorted(self._list.presets, key=lambda listed: (not listed.favourite, not listed.own)))

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Return the ids of the files that cannot be read."""
        return self._list.unreadable

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what is wrong with them."""
        return self._list.problems

    @property
    def first(self) -> Preset:
        """Return the preset the window opens with: the commonest job can start at once."""
        found = [listed.preset for listed in self._list.presets]
        return next((p for p in found if p.id == FIRST), found[0] if found else Preset("", "", ()))

    def listed(self, preset_id: str) -> ListedPreset | None:
        """Return what is known of a preset, if it can be read."""
        return next((listed for listed in self._list.presets if listed.preset.id == preset_id), None)

    def of(self, draft: Draft) -> Preset | None:
        """Return the preset a draft was started from."""
        listed = self.listed(draft.preset)
        return listed.preset if listed else None

    def open(self, preset_id: str) -> Preset:
        """Return a preset as its file has it now. Raises as OwnPresets.open, where it is gone or broken."""
        listed = self.listed(preset_id)
        if listed is not None and not listed.own:
            return listed.preset
        self.remember(self.own.open(preset_id))
        return self._opened[preset_id].preset

    def remember(self, kept: Kept) -> None:
        """Remember an own preset as it was opened or saved: saving over it compares with this."""
        self._opened[kept.preset.id] = kept

    def opened(self, draft: Draft) -> Kept | None:
        """Return the user's own preset a draft was started from, as it was then."""
        return self._opened.get(draft.preset)


def titled(listed: ListedPreset) -> str:
    """Return a preset's title as lists show it: a favourite with a star."""
    return f"\N{BLACK STAR} {listed.preset.title}" if listed.favourite else listed.preset.title
