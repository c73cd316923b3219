"""The composition root: the only place that reads the environment and decides where things lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from careleaf.content.clinic_loader import load_clinic
from careleaf.content.library_loader import load_library
from careleaf.content.overlay_loader import load_overlay, yardstick_of
from careleaf.content.preset_loader import load_preset
from careleaf.content.rule_loader import load_rules
from careleaf.datafiles import data_folder
from careleaf.domain.library import Library
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.domain.safety import Rules
from careleaf.errors import Problem, UsageError, did_you_mean
from careleaf.storage.locations import Locations, locations

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
    unused: tuple[Problem, ...] = ()  # why files of the clinic's own library are not used

    def preset_files(self) -> dict[str, Path]:
        """Return every preset by id, the user's own after the built-in ones."""
        folders = (self.resources / "presets", self.locations.presets)
        return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}

    def preset(self, name: str) -> Preset:
        """Load a preset by id, or from a TOML file anywhere. Raises UsageError or InvalidFiles."""
        files = self.preset_files()
        if name in files:
            return load_preset(files[name], self.library)
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
    """Load the library, with the clinic's words over it, and the rules.

    Raises InvalidFiles with every problem found. A clinic's file that is wrong stops nothing: it is not used.
    """
    resources, places = data_folder("resources"), locations(environment)
    shipped = load_library(resources / "library" / language)
    overlay = load_overlay(places.library / language, shipped, lambda: yardstick_of(shipped, resources))
    rules = load_rules(resources / "rules", overlay.library)
    return Program(overlay.library, rules, resources, data_folder("templates"), places, overlay.problems)
