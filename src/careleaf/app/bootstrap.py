"""The composition root: the only place that reads the environment and decides where things lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from careleaf.content.clinic_loader import load_clinic
from careleaf.content.library_loader import load_library
from careleaf.content.preset_loader import load_preset
from careleaf.content.rule_loader import load_rules
from careleaf.content.signoff_loader import load_signoffs
from careleaf.datafiles import data_folder
from careleaf.domain.library import Library
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.domain.safety import Rules
from careleaf.domain.signoff import SignOff
from careleaf.errors import InvalidFiles, UsageError, did_you_mean
from careleaf.storage.locations import Locations, locations

NO_CLINIC = Clinic(name="")
SAMPLE_CLINIC = "sample"


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
    signoffs: tuple[SignOff, ...] = ()
    trouble: str = ""

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
    """Load the library and the rules. Raises InvalidFiles with every problem found."""
    resources = data_folder("resources")
    library = load_library(resources / "library" / language)
    rules = load_rules(resources / "rules", library)
    own = locations(environment)
    signoffs, trouble = _signoffs(own.signoffs)
    return Program(library, rules, resources, data_folder("templates"), own, signoffs, trouble)


def _signoffs(path: Path) -> tuple[tuple[SignOff, ...], str]:
    """Load the sign-offs; a file that cannot be read signs nothing, and must not hold a handout back."""
    try:
        return load_signoffs(path), ""
    except InvalidFiles as error:
        return (), f"Nothing counts as signed off: mend or delete {path}.\n{error}"
