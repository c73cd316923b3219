"""Where the program keeps what it remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "CARELEAF_HOME"  # one folder for everything: portable use, tests


@dataclass(frozen=True)
class Locations:
    """The user's own files."""

    home: Path

    @property
    def clinic(self) -> Path:
        """Return the clinic file."""
        return self.home / "clinic.toml"

    @property
    def presets(self) -> Path:
        """Return the folder of the user's presets."""
        return self.home / "presets"

    @property
    def favourites(self) -> Path:
        """Return the file that names the user's favourite presets."""
        return self.home / "favourites.toml"


def locations(environment: Mapping[str, str]) -> Locations:
    """Return the user's folder: the one named in the environment, else the system's usual place."""
    named = environment.get(HOME_VARIABLE)
    return Locations(Path(named) if named else platformdirs.user_config_path("careleaf", appauthor=False))
