"""`careleaf record`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from getpass import getpass
from pathlib import Path

from careleaf.app.bootstrap import Program
from careleaf.app.handout_log import log_given
from careleaf.app.record import NO_SERVER, Record, bundle_of
from careleaf.cli.draft_words import choices_of
from careleaf.cli.output import say, say_json
from careleaf.cli.render_command import made_of
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
    preset = program.preset(flags.preset)
    patient = record.read_patient(flags.patient, Attempt())
    choices = replace(
        choices_of(flags), patient_name=patient.patient.name, patient_id=patient.patient.identifier
    )
    made = made_of(program, flags, choices)
    setting = made.setting
    was_there = record.send(bundle_of(made, made.typeset.pdf, patient, setting.now), Attempt())
    log_given(program, setting.clinic, made.handout.content, "record", preset.id, setting.now)
    number = made.handout.number
    if flags.json:
        say_json({"server": server.host, "number": number, "was_there": was_there})
    elif was_there:
        say(f"{server.host} had handout {number} already.")
    else:
        say(f"Handout {number} is in the patient's record at {server.host}.")
    return 0
