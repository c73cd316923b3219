"""Clinic profiles: several letterheads on one computer, one of them chosen."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from careleaf.app.bootstrap import SAMPLE_CLINIC, Program
from careleaf.content.clinic_loader import is_link, is_timezone, load_clinic
from careleaf.content.logo_reader import UnusableLogo, load_logo
from careleaf.domain.people import Clinic
from careleaf.errors import InvalidFiles, UsageError, did_you_mean
from careleaf.lazy_dataclass import dataclass
from careleaf.storage.clinic_file import export_clinic, remove_clinic, save_clinic
from careleaf.storage.settings_file import remember

__all__ = [
    "Profile", "UnusableLogo", "choose_profile", "delete_profile", "export_clinic", "import_profile",
    "is_link", "is_timezone", "load_logo", "profiles", "save_profile",
]  # fmt: skip

_ID_LIMIT = 40  # characters


@dataclass(frozen=True)
class Profile:
    """A clinic profile as lists show it; `problem` says why it cannot be read."""

    id: str
    title: str
    chosen: bool
    problem: str = ""


def profiles(program: Program) -> tuple[Profile, ...]:
    """Return every profile there is; one that cannot be read is told, not raised."""
    found = []
    chosen = program.chosen_clinic()
    for profile_id, path in program.clinic_files().items():
        title, problem = profile_id, ""
        try:
            title = load_clinic(path).profile
        except InvalidFiles as error:
            problem = str(error)
        found.append(Profile(profile_id, title, profile_id == chosen, problem))
    return tuple(found)


def save_profile(program: Program, clinic: Clinic, profile_id: str = "") -> Clinic:
    """Keep a profile, a new one without an id, choose it, and return it as it was read back.

    Raises DeliveryFailed where it cannot be written and InvalidFiles where it does not read back.
    """
    profile_id = profile_id or _free_id(program, clinic.profile)
    save_clinic(program.clinic_file(profile_id), clinic)
    return choose_profile(program, profile_id)


def choose_profile(program: Program, profile_id: str) -> Clinic:
    """Use a profile from now on.

    Raises UsageError, InvalidFiles or DeliveryFailed; nothing has changed then.
    """
    known = list(program.clinic_files())
    if profile_id not in known:
        raise UsageError(f'There is no clinic profile "{profile_id}"{did_you_mean(profile_id, known)}.')
    clinic = program.clinic(profile_id)
    remember(program.locations.settings, clinic=profile_id)
    return clinic


def delete_profile(program: Program, profile_id: str) -> None:
    """Delete a profile with its logo. Raises DeliveryFailed."""
    remove_clinic(program.clinic_file(profile_id))


def import_profile(program: Program, path: Path) -> Clinic:
    """Take over a profile that was exported, or any clinic file, as a new one, and choose it.

    Raises InvalidFiles or DeliveryFailed.
    """
    return save_profile(program, load_clinic(path))


def _free_id(program: Program, title: str) -> str:
    """Make an id of a title: plain lower-case words joined by hyphens, that no other profile has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:_ID_LIMIT].strip("-") or "clinic"
    taken = {*program.clinic_files(), SAMPLE_CLINIC}
    numbered = (f"{words}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (words, *numbered) if name not in taken)
