"""Run the command line: parse, do one thing, turn what went wrong into words and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from careleaf.cli.arguments import parser
from careleaf.cli.output import put
from careleaf.errors import CareleafError, UsageError

# Where each command is. Only the one that runs is imported: none waits for what the others need.
_COMMANDS = {
    "render": ("render_command", "render"),
    "check": ("render_command", "check"),
    "open": ("open_command", "refuse"),
    "batch": ("batch_command", "batch"),
    "library": ("library_command", "library"),
    "presets": ("presets_command", "presets"),
    "clinics": ("clinics_command", "clinics"),
    "record": ("record_command", "record"),
    "share": ("share_command", "share"),
    "verify": ("verify_command", "verify_file"),
}


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code (see errors.py). Errors go to standard error in words."""
    command = ""
    try:
        try:
            flags = parser(arguments).parse_args(arguments)
        except SystemExit as stop:  # argparse has said what was wrong, or printed its help
            put(b"")
            return int(stop.code or 0)
        command = flags.command
        return _run(command, flags)
    except BrokenPipeError:  # the reader of our output went away, as with "| head"
        return 0
    except CareleafError as error:
        _say(str(error))
        if isinstance(error, UsageError):
            print(f'Try "careleaf {command} --help".', file=sys.stderr)
        return error.exit_code


def _run(command: str, flags: argparse.Namespace) -> int:
    from careleaf.app.bootstrap import start

    program = start(os.environ)
    if program.unused:
        from careleaf.app.library_review import unused_files  # few have any

        _say(unused_files(program))
    _say(program.trouble)
    module, function = _COMMANDS[command]
    code: int = getattr(import_module(f"careleaf.cli.{module}"), function)(program, flags)
    return code


def _say(words: str) -> None:
    for line in words.splitlines():
        print(f"careleaf: {line}", file=sys.stderr)
