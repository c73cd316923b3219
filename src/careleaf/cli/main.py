"""Run the command line: parse, do one thing, turn what went wrong into words and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from careleaf.cli.arguments import parser
from careleaf.cli.output import put
from careleaf.errors import CareleafError, UsageError

# Where each command is. Only the one that runs is imported: none waits for what the others need.
_COMMANDS = {
    "render": "careleaf.cli.render_command",
    "check": "careleaf.cli.render_command",
    "library": "careleaf.cli.library_command",
    "presets": "careleaf.cli.presets_command",
    "clinics": "careleaf.cli.clinics_command",
    "share": "careleaf.cli.share_command",
}


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code (see errors.py). Errors go to standard error in words."""
    command = ""
    try:
        try:
            flags = parser().parse_args(arguments)
        except SystemExit as stop:  # argparse has said what was wrong, or printed its help
            put(b"")
            return int(stop.code or 0)
        command = flags.command
        from careleaf.app.bootstrap import start

        code: int = getattr(import_module(_COMMANDS[command]), command)(start(os.environ), flags)
        return code
    except BrokenPipeError:  # the reader of our output went away, as with "| head"
        return 0
    except CareleafError as error:
        for line in str(error).splitlines():
            print(f"careleaf: {line}", file=sys.stderr)
        if isinstance(error, UsageError):
            print(f'Try "careleaf {command} --help".', file=sys.stderr)
        return error.exit_code
