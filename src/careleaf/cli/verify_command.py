"""`careleaf verify`."""

from __future__ import annotations

import argparse
from pathlib import Path

from careleaf.app.bootstrap import Program
from careleaf.app.verifying import WHAT_IT_FINDS, verify
from careleaf.cli.output import say, say_json


def verify_file(_: Program, flags: argparse.Namespace) -> int:
    """Say whether a file is what the program made, and what that is worth."""
    found = verify(Path(flags.file))
    if flags.json:
        say_json({"file": flags.file, **vars(found)})
    else:
        say(f"{flags.file} is handout No. {found.number} as it was made on {found.made}, byte for byte.")
        say(WHAT_IT_FINDS)
    return 0
