"""What is missing or wrong in a clinic that somebody typed, in words."""

from __future__ import annotations

import re

from careleaf.app.clinic_profiles import is_link, is_timezone
from careleaf.domain.people import Clinic
from careleaf.gui.interface_text import _


def problems_of(clinic: Clinic) -> dict[str, str]:
    """Return every problem, by the field that it is in."""
    found = {
        "name": "" if clinic.name else _("The clinic needs a name."),
        "phone": ""
        if any(character.isdigit() for character in clinic.phone)
        else _("The clinic needs a phone number: the page must say whom to call."),
        "emergency": "" if clinic.emergency else _("The emergency number is missing, such as 911."),
        "link": ""
        if not clinic.link or is_link(clinic.link)
        else _("The web address is written like clinic.example/back."),
        "colour": "" if is_colour(clinic.colour) else _('The colour is written like "#0b5c63".'),
        "timezone": ""
        if is_timezone(clinic.timezone)
        else _('"{zone}" is no time zone; choose one from the list.').format(zone=clinic.timezone),
    }
    return {key: words for key, words in found.items() if words}


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour as a clinic's file writes it."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None
