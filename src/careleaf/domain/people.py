"""Patient, clinician and clinic."""

from __future__ import annotations

from dataclasses import dataclass, field

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
class Clinic:
    """The letterhead, the phone and the time zone. A sample clinic may never reach a patient."""

    name: str
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

    @property
    def emergency_action(self) -> str:
        """Say what to do in an emergency, with the number of the clinic's country."""
        return f"Call {self.emergency} or go to the emergency department"
