"""The composition root: the only place that reads the environment and decides where things lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from careleaf.content.clinic_loader import load_clinic
from careleaf.content.library_loader import load_library
from careleaf.content.preset_loader import load_kept_preset, load_preset
from careleaf.content.rule_loader import load_rules
from careleaf.datafiles import data_folder
from careleaf.domain.library import Library
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.domain.safety import Rules
from careleaf.errors import UsageError, did_you_mean
from careleaf.storage.locations import Locations, locations
from careleaf.storage.preset_folder import PresetFolder

NO_CLINIC = Clinic(name="")
SAMPLE_CLINIC = "sample"


@dataclass(frozen=True)
class Program:
    """Everything loaded: the library, the rules, and where the program's and the user's files lie."""

    library: Library
    rules: Rules
    resources: Path
    templates: Path
    locations: Locations

    @property
    def own_presets(self) -> PresetFolder:
        """Return the folder of the user's own presets."""
        return PresetFolder(self.locations.presets)

    def built_in_files(self) -> dict[str, Path]:
        """Return the built-in presets by id."""
        return {path.stem: path for path in sorted((self.resources / "presets").glob("*.toml"))}

    def preset_files(self) -> dict[str, Path]:
        """Return every preset by id, the user's own after the built-in ones, which nothing replaces."""
        built_in = self.built_in_files()
        return {**built_in, **{k: path for k, path in self.own_presets.files().items() if k not in built_in}}

    def preset(self, name: str) -> Preset:
        """Load a preset by id, or from a TOML file anywhere. Raises UsageError or InvalidFiles."""
        files = self.preset_files()
        if name in files:
            return load_kept_preset(files[name], self.library)
        if name.endswith(".toml"):
            return load_preset(Path(name), self.library)
        raise UsageError(f'There is no preset "{name}"{did_you_mean(name, list(files))}.')

    def clinic(self, name: str | None = None) -> Clinic:
        """Load a clinic: the sample, a TOML file, or with no name the one that was set up, if any."""
        if name == SAMPLE_CLINIC:
            return load_clinic(self.resources / "clinics" / "sample.toml")
        if name is not None:
            return load_clinic(Path(name))
        return load_clinic(self.locations.clinic) if self.locations.clinic.is_file() else NO_CLINIC


def start(environment: Mapping[str, str], language: str = "en") -> Program:
    """Load the library and the rules. Raises InvalidFiles with every problem found."""
    resources = data_folder("resources")
    library = load_library(resources / "library" / language)
    rules = load_rules(resources / "rules", library)
    return Program(library, rules, resources, data_folder("templates"), locations(environment))
