"""The presets the window starts from."""

from __future__ import annotations

from careleaf.app.bootstrap import Program
from careleaf.domain.draft import Draft
from careleaf.domain.preset import Preset
from careleaf.errors import InvalidFiles

FIRST = "acute-72h"


class Presets:
    """Every preset that can be read, in order; a broken file of the user's own is told, not raised."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.read()

    def read(self) -> None:
        """Read them all, also again where files came in from another workstation."""
        self._by_id: dict[str, Preset] = {}
        self.problems: list[str] = []
        for preset_id in self._program.preset_files():
            try:
                self._by_id[preset_id] = self._program.preset(preset_id)
            except InvalidFiles as error:
                self.problems.append(str(error))

    @property
    def all(self) -> tuple[Preset, ...]:
        """Return the presets."""
        return tuple(self._by_id.values())

    @property
    def first(self) -> Preset:
        """Return the preset the window opens with: the commonest job can start at once."""
        return self._by_id.get(FIRST) or next(iter(self._by_id.values()), Preset("", "", ()))

    def of(self, draft: Draft) -> Preset | None:
        """Return the preset a draft was started from, told by its title."""
        return next((preset for preset in self._by_id.values() if preset.title == draft.title), None)
