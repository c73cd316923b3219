"""`careleaf clinics`."""

from __future__ import annotations

import argparse
from pathlib import Path

from careleaf.app.bootstrap import Program
from careleaf.app.clinic_profiles import choose_profile, export_clinic, import_profile, profiles
from careleaf.cli.output import say, say_json


def clinics(program: Program, flags: argparse.Namespace) -> int:
    """List the clinic profiles, choose one, or pass one on."""
    match flags.action:
        case "choose":
            say(choose_profile(program, flags.clinic).profile)
        case "export":
            export_clinic(Path(flags.out), program.clinic(flags.clinic))
            say(flags.out)
        case "import":
            say(import_profile(program, Path(flags.file)).profile)
        case _:
            return _list(program, flags.json)
    return 0


def _list(program: Program, as_json: bool) -> int:
    found = profiles(program)
    if as_json:
        say_json([vars(profile) for profile in found])
    for profile in () if as_json else found:
        mark = "*" if profile.chosen else " "
        say(f"{mark} {profile.id:24} {profile.title}{' (cannot be read)' if profile.problem else ''}")
    return 0
