"""`careleaf record`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from getpass import getpass
from pathlib import Path

from careleaf.app.bootstrap import Program
from careleaf.app.draft_choices import draft_of
from careleaf.app.draft_flags import require_fired
from careleaf.app.handout_log import log_given
from careleaf.app.handout_making import make
from careleaf.app.record import NO_SERVER, Record, bundle_of
from careleaf.cli.clinic_flags import clinic_and_now
from careleaf.cli.draft_words import choices_of
from careleaf.cli.output import say, say_json
from careleaf.delivery.attempt import Attempt
from careleaf.domain.record import access_token, record_server
from careleaf.errors import DeliveryFailed, UsageError

STANDARD_INPUT = "-"


def record(program: Program, flags: argparse.Namespace) -> int:
    """Set the record server up, find a patient there, or send a handout."""
    server = Record(program.locations)
    match flags.action:
        case "set-server":
            return _set_up(server, flags)
        case "search":
            return _search(server, flags)
    return _send(program, server, flags)


def _set_up(record: Record, flags: argparse.Namespace) -> int:
    server, token = record_server(flags.address, flags.certificate), _token(flags)
    words = record.try_out(server, token, Attempt())
    if trouble := record.set_up(server, token):
        print(f"careleaf: {trouble}", file=sys.stderr)
    say(words)
    return 0


def _token(flags: argparse.Namespace) -> str:
    """Read the token from the file named, or ask for it. Raises DeliveryFailed and UsageError."""
    name = flags.token_file
    if name is None:
        return access_token(getpass("Token: ")) if sys.stdin.isatty() else ""
    try:
        text = sys.stdin.readline() if name == STANDARD_INPUT else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DeliveryFailed(f"The token file {name} cannot be read: {error}.") from None
    return access_token(text)


def _search(record: Record, flags: argparse.Namespace) -> int:
    found = record.search(flags.words, Attempt())
    if flags.json:
        say_json({"patients": [asdict(patient) for patient in found.patients], "more": found.more})
        return 0
    for patient in found.patients:
        say(f"{patient.id:36}  {patient.name:30}  {patient.born:10}  {patient.number}".rstrip())
    if not found.patients:
        say("Nobody was found.")
    if found.more:
        print("careleaf: there are more than these: add a birth date.", file=sys.stderr)
    return 0


def _send(program: Program, record: Record, flags: argparse.Namespace) -> int:
    """Send a handout to the record of a patient, whose name and number the record itself gives."""
    server = record.server()
    if server is None:
        raise UsageError(f'{NO_SERVER} See "careleaf record set-server".')
    clinic, now = clinic_and_now(program, flags)
    preset = program.preset(flags.preset)
    patient = record.read_patient(flags.patient, Attempt())
    choices = replace(
        choices_of(flags), patient_name=patient.patient.name, patient_id=patient.patient.identifier
    )
    made = make(program, draft_of(program, preset, choices, clinic, now), clinic, now)
    require_fired(made.setting.draft, made.findings)
    bundle = bundle_of(made, made.typeset.pdf, patient, now)
    was_there = record.send(bundle, Attempt())
    log_given(program, clinic, made.handout.content, "record", preset.id, made.setting.now)
    number = made.handout.number
    if flags.json:
        say_json({"server": server.host, "number": number, "was_there": was_there})
    elif was_there:
        say(f"{server.host} had handout {number} already.")
    else:
        say(f"Handout {number} is in the patient's record at {server.host}.")
    return 0
