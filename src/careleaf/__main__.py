"""Start Careleaf: with a command the command line, without one the window."""

from __future__ import annotations

import os
import sys

CANNOT_OPEN = 6


def main() -> int:
    """Run the program and return its exit code. Only the half that is needed is imported."""
    arguments = sys.argv[1:]
    if arguments:
        from careleaf.cli.main import run as run_command

        return run_command(arguments)
    try:
        from careleaf.gui.application import run as open_window
    except ImportError as missing:
        print(f"careleaf: the window cannot be opened: {missing}. Commands work without it.", file=sys.stderr)
        return CANNOT_OPEN
    return open_window(os.environ, arguments)


if __name__ == "__main__":
    sys.exit(main())
