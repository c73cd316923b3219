"""Patient, clinician and clinic."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from careleaf.lazy_dataclass import dataclass

if TYPE_CHECKING:  # few clinics have one, and commands start faster
    from careleaf.domain.logo import Logo

NAME_LIMIT = 120  # characters; longer than any name on a form, short enough for two lines


@dataclass(frozen=True)
class Patient:
    """The person the handout is for. Lives in memory only."""

    name: str = field(default="", repr=False)
    identifier: str = field(default="", repr=False)


@dataclass(frozen=True)
class Clinician:
    """The person who hands it over."""

    name: str = ""


@dataclass(frozen=True)
class PageDefaults:
    """How a clinic's pages look where a preset does not say; blocks of None and no style: as usual."""

    page: str = "letter"
    style: str = ""
    blocks: frozenset[str] | None = None


@dataclass(frozen=True)
class Clinic:
    """A clinic's profile: letterhead, phone, time zone, how its pages look.

    `title` tells it from another profile of the same clinic. A sample clinic may never reach a patient.
    `log`: that a handout was given is noted, without the patient.
    """

    name: str
    title: str = ""
    phone: str = ""
    after_hours: str = ""
    address: str = ""
    hours: str = ""
    link: str = ""
    footer: str = ""
    colour: str = "#0b5c63"
    emergency: str = "911"
    timezone: str = "America/New_York"
    sample: bool = False
    log: bool = False
    logo: Logo | None = None
    logo_alt: str = ""
    defaults: PageDefaults = PageDefaults()

    @property
    def profile(self) -> str:
        """Return what the profile is called in lists."""
        return self.title or self.name

    @property
    def logo_words(self) -> str:
        """Say what the logo shows, for those who cannot see it; empty without a logo."""
        return (self.logo_alt or f"Logo of {self.name}") if self.logo else ""

    @property
    def emergency_action(self) -> str:
        """Say what to do in an emergency, with the number of the clinic's country."""
        return f"Call {self.emergency} or go to the emergency department"
