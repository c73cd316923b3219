"""The composition root: the only place that reads the environment and decides where things lie."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from careleaf.app.shipped import shipped_content, shipped_figures
from careleaf.content.clinic_loader import load_clinic
from careleaf.content.preset_loader import load_kept_preset, load_preset
from careleaf.content.signoff_loader import load_signoffs
from careleaf.datafiles import data_folder
from careleaf.domain.library import Library
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.domain.safety import Rules
from careleaf.domain.signoff import SignOff
from careleaf.errors import InvalidFiles, Problem, UsageError, did_you_mean
from careleaf.lazy_dataclass import dataclass
from careleaf.storage.locations import Locations, locations
from careleaf.storage.preset_folder import PresetFolder
from careleaf.storage.settings_file import read_settings

if TYPE_CHECKING:
    from careleaf.domain.figures import Figures, Pictures
    from careleaf.rendering.pdf.document import Typesetter

NO_CLINIC = Clinic(name="")
SAMPLE_CLINIC = "sample"
PRESET_FILE = ".careleaf"  # what a double-click opens; the same TOML as in a .toml file


@dataclass(frozen=True)
class Program:
    """Everything loaded: the library, the rules, and where the program's and the user's files lie.

    `trouble` says which of the user's files is not used, and why.
    """

    library: Library
    rules: Rules
    resources: Path
    templates: Path
    locations: Locations
    unused: tuple[Problem, ...] = ()  # why files of the clinic's own library are not used
    signoffs: tuple[SignOff, ...] = ()
    trouble: str = ""  # why nothing counts as signed off

    @cached_property
    def figures(self) -> Figures:
        """Return every figure by id, loaded when first asked for. Raises InvalidFiles."""
        return shipped_figures(self.resources)

    @cached_property
    def pictures(self) -> Pictures:
        """Return what stands for each figure: the clinic's own picture, or ours. Raises InvalidFiles."""
        from careleaf.content.own_pictures import load_own_pictures  # only a page needs it

        return {**self.figures, **load_own_pictures(self.locations.pictures, self.figures)}

    @property
    def own_presets(self) -> PresetFolder:
        """Return the folder of the user's own presets."""
        return PresetFolder(self.locations.presets)

    def built_in_files(self) -> dict[str, Path]:
        """Return the built-in presets by id."""
        return {path.stem: path for path in sorted((self.resources / "presets").glob("*.toml"))}

    @cached_property
    def typesetter(self) -> Typesetter:
        """Return the one typesetter of the program: from page to page it keeps what is alike."""
        from careleaf.rendering.pdf.document import Typesetter  # only a page needs it: commands start faster

        return Typesetter(self.resources, self.pictures, self.locations.fonts)

    def preset_files(self) -> dict[str, Path]:
        """Return every preset by id, the user's own after the built-in ones, which nothing replaces."""
        built_in = self.built_in_files()
        return {**built_in, **{k: path for k, path in self.own_presets.files().items() if k not in built_in}}

    def preset(self, name: str) -> Preset:
        """Load a preset by id, or from a preset file anywhere. Raises UsageError or InvalidFiles."""
        files = self.preset_files()
        if name in files:
            return load_kept_preset(files[name], self.library)
        if Path(name).suffix.lower() in (PRESET_FILE, ".toml"):
            return load_preset(Path(name), self.library)
        raise UsageError(f'There is no preset "{name}"{did_you_mean(name, list(files))}.')

    def clinic_files(self) -> dict[str, Path]:
        """Return every clinic profile by id; the file of earlier versions stays where it is."""
        old = self.locations.clinic
        found = {p.stem: p for p in sorted(self.locations.clinics.glob("*.toml"), key=lambda p: p.stem)}
        return ({old.stem: old} if old.is_file() else {}) | found

    def clinic_file(self, profile_id: str) -> Path:
        """Return where a profile lies, or will lie."""
        return self.clinic_files().get(profile_id) or self.locations.clinics / f"{profile_id}.toml"

    def chosen_clinic(self) -> str:
        """Return the id of the profile in use: the one chosen, else the first there is, if any."""
        files = self.clinic_files()
        chosen = read_settings(self.locations.settings).get("clinic")
        return chosen if isinstance(chosen, str) and chosen in files else next(iter(files), "")

    def clinic(self, name: str | None = None) -> Clinic:
        """Load a clinic: the sample, a profile by id, a TOML file; with no name the profile in use, if any.

        Raises UsageError or InvalidFiles.
        """
        if name == SAMPLE_CLINIC:
            return load_clinic(self.resources / "clinics" / "sample.toml")
        files = self.clinic_files()
        if name is None:
            chosen = self.chosen_clinic()
            return load_clinic(files[chosen]) if chosen else NO_CLINIC
        if name in files:
            return load_clinic(files[name])
        if re.search(r"[./\\]", name):
            return load_clinic(Path(name))
        known = [SAMPLE_CLINIC, *files]
        raise UsageError(f'There is no clinic "{name}"{did_you_mean(name, known)}.')


def start(environment: Mapping[str, str], language: str = "en") -> Program:
    """Load the library, with the clinic's words over it, and the rules.

    Raises InvalidFiles with every problem found. A clinic's file that is wrong stops nothing: it is not used.
    """
    resources, places = data_folder("resources"), locations(environment)
    shipped, rules = shipped_content(resources, language)
    library, rules, unused = _with_own_words(shipped, rules, places.library / language, resources)
    signoffs, trouble = _signoffs(places.signoffs)
    return Program(library, rules, resources, data_folder("templates"), places, unused, signoffs, trouble)


def _with_own_words(
    library: Library, rules: Rules, folder: Path, resources: Path
) -> tuple[Library, Rules, tuple[Problem, ...]]:
    """Lay the clinic's own files, where it has any, over the library; also return why some are not used."""
    if not folder.exists():
        return library, rules, ()
    from careleaf.content.overlay_loader import load_overlay, yardstick_of  # commands start faster without
    from careleaf.content.rule_loader import load_rules

    overlay = load_overlay(folder, library, lambda: yardstick_of(library, rules, resources))
    if overlay.library is not library:
        rules = load_rules(resources / "rules", overlay.library)
    return overlay.library, rules, overlay.problems


def _signoffs(path: Path) -> tuple[tuple[SignOff, ...], str]:
    """Load the sign-offs; a file that cannot be read signs nothing, and must not hold a handout back."""
    try:
        return load_signoffs(path), ""
    except InvalidFiles as error:
        return (), f"Nothing counts as signed off: mend or delete {path}.\n{error}"
