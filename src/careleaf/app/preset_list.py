"""Every preset there is: built-in and own, with the user's favourites, narrowed by words."""

from __future__ import annotations

from careleaf.app.bootstrap import Program
from careleaf.content.favourites_loader import load_favourites
from careleaf.domain.preset import Preset
from careleaf.errors import CareleafError
from careleaf.lazy_dataclass import dataclass
from careleaf.storage.favourites_file import save_favourites


@dataclass(frozen=True)
class ListedPreset:
    """A preset, whether it is the user's own, and whether it is a favourite."""

    preset: Preset
    own: bool
    favourite: bool

    def holds(self, words: str) -> bool:
        """Tell whether every word stands in title, note, author, code or id; case does not matter."""
        preset = self.preset
        said = " ".join((preset.title, preset.note, preset.author, preset.icd10, preset.id)).casefold()
        return all(word in said for word in words.casefold().split())


@dataclass(frozen=True)
class PresetList:
    """The presets that can be read, the built-in ones first, and what is wrong with the others.

    `unreadable` are the ids of the others.
    """

    presets: tuple[ListedPreset, ...]
    unreadable: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def list_presets(program: Program) -> PresetList:
    """Load every preset. A file that cannot be read leaves the others as they are."""
    listed, unreadable, problems = [], [], []
    built_in = program.built_in_files()
    try:
        chosen = favourites(program)
    except CareleafError as error:
        chosen = frozenset()
        problems.append(str(error))
    for preset_id in program.preset_files():
        try:
            preset = program.preset(preset_id)
        except CareleafError as error:
            unreadable.append(preset_id)
            problems.append(str(error))
        else:
            listed.append(ListedPreset(preset, preset_id not in built_in, preset_id in chosen))
    for name in sorted(set(program.own_presets.files()) & set(built_in)):
        problems.append(f"{name}.toml: has the name of a built-in preset, which stays; give it another one")
    return PresetList(tuple(listed), tuple(unreadable), tuple(problems))


def favourites(program: Program) -> frozenset[str]:
    """Return the ids of the user's favourite presets. Raises InvalidFiles."""
    return load_favourites(program.locations.favourites)


def set_favourite(program: Program, preset_id: str, wanted: bool) -> None:
    """Make a preset a favourite, or no longer. Raises InvalidFiles or DeliveryFailed."""
    chosen = favourites(program)
    save_favourites(program.locations.favourites, chosen | {preset_id} if wanted else chosen - {preset_id})
