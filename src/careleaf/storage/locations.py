"""Where the program keeps what it remembers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import platformdirs

from careleaf.lazy_dataclass import dataclass

HOME_VARIABLE = "CARELEAF_HOME"  # one folder for everything: portable use, tests


@dataclass(frozen=True)
class Locations:
    """The user's own files."""

    home: Path

    @property
    def clinic(self) -> Path:
        """Return the one clinic file of earlier versions; it is a profile like any other."""
        return self.home / "clinic.toml"

    @property
    def clinics(self) -> Path:
        """Return the folder of the clinic profiles."""
        return self.home / "clinics"

    @property
    def settings(self) -> Path:
        """Return the file of what was chosen once."""
        return self.home / "settings.toml"

    @property
    def library(self) -> Path:
        """Return the folder of the clinic's own topics and wording, a folder inside for each language."""
        return self.home / "library"

    @property
    def signoffs(self) -> Path:
        """Return the file of the topics that the clinic signed off."""
        return self.home / "signoffs.toml"

    @property
    def pictures(self) -> Path:
        """Return the folder of the clinic's own pictures of exercises."""
        return self.home / "pictures"

    @property
    def fonts(self) -> Path:
        """Return the folder of the fonts a user adds, for letters that the program's own lack."""
        return self.home / "fonts"

    @property
    def presets(self) -> Path:
        """Return the folder of the user's presets."""
        return self.home / "presets"

    @property
    def sharing(self) -> Path:
        """Return the file that says with whom this computer shares its presets."""
        return self.home / "sharing.toml"

    @property
    def sharing_notes(self) -> Path:
        """Return the folder in which sharing keeps what it knows."""
        return self.home / "sharing"

    @property
    def favourites(self) -> Path:
        """Return the file that names the user's favourite presets."""
        return self.home / "favourites.toml"

    @property
    def batch_key(self) -> Path:
        """Return the file of the key by which batches know a changed row."""
        return self.home / "batch.key"

    @property
    def handout_log(self) -> Path:
        """Return the folder of the log of handouts given."""
        return self.home / "log"

    @property
    def mail_server(self) -> Path:
        """Return the file of the clinic's mail server."""
        return self.home / "email.toml"

    @property
    def record_server(self) -> Path:
        """Return the file of the clinic's record server."""
        return self.home / "record.toml"

    @property
    def email_drafts(self) -> Path:
        """Return the private folder of the e-mails that a mail program is to open."""
        return self.home / "email-drafts"

    @property
    def outbox(self) -> Path:
        """Return the private folder of the e-mails that no server has yet; they are encrypted."""
        return self.home / "outbox"

    @property
    def recovery(self) -> Path:
        """Return the private folder of the handouts that are being made; they are encrypted."""
        return self.home / "recovery"

    @property
    def own_words(self) -> Path:
        """Return the file of the words the user has added to the dictionary."""
        return self.home / "words.txt"


def locations(environment: Mapping[str, str]) -> Locations:
    """Return the user's folder: the one named in the environment, else the system's usual place."""
    named = environment.get(HOME_VARIABLE)
    return Locations(Path(named) if named else platformdirs.user_config_path("careleaf", appauthor=False))
