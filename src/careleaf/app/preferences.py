"""What a person chose once for this computer, beside the clinic's profile."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from careleaf.app.bootstrap import Program
from careleaf.errors import DeliveryFailed
from careleaf.lazy_dataclass import dataclass
from careleaf.storage.settings_file import read_settings, remember


@dataclass(frozen=True)
class Preferences:
    """`begin_with`: the preset of the first handout after a start, empty for the start screen.

    `recovery`: the handout at hand is kept encrypted, to be restored after a crash.
    """

    begin_with: str = ""
    recovery: bool = False


def read_preferences(settings: Path) -> Preferences:
    """Return what was chosen; what is not there or of another kind counts as not chosen."""
    kept = read_settings(settings)
    begin_with = kept.get("begin_with")
    return Preferences(begin_with if isinstance(begin_with, str) else "", kept.get("recovery") is True)


def save_preferences(settings: Path, chosen: Preferences) -> None:
    """Keep what was chosen. Raises DeliveryFailed; what was chosen before then stays."""
    remember(settings, begin_with=chosen.begin_with, recovery=chosen.recovery)


def wants_welcome(program: Program) -> bool:
    """Tell whether nobody has set up a clinic here, nor said that the sample will do for now."""
    skipped = read_settings(program.locations.settings).get("welcome_skipped") is True
    return not skipped and not program.clinic_files()


def skip_welcome(settings: Path) -> None:
    """Do not offer the first steps again; where that cannot be written they are offered once more."""
    with suppress(DeliveryFailed):
        remember(settings, welcome_skipped=True)
