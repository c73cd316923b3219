"""Start Careleaf: with a command the command line; without one, or to open a preset, the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

CANNOT_OPEN = 6
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main() -> int:
    """Run the program and return its exit code; a command has ended the process by then.

    To look for garbage takes a tenth of a start, though hardly any is there. So nobody looks until whoever
    runs for long, the window or a batch, turns it on.
    """
    if getattr(sys, "frozen", False):  # there other processes start as this program does, and stay in here
        from multiprocessing import freeze_support

        freeze_support()
    gc.disable()
    try:
        code = run(sys.argv[1:])
        if names_command(sys.argv[1:]):
            _leave(code)
        return code
    finally:
        gc.freeze()  # else Python looks through all there is when it ends


def _leave(code: int) -> NoReturn:
    """End the process now: Python would first take it down piece by piece, a fortieth of a command's time.

    What is still held back is written before; where it cannot be, Python's own end says so.
    """
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the half that is needed and return the exit code; only that is imported."""
    if names_command(arguments):
        from careleaf.cli.main import run as run_command

        return run_command(arguments)
    if not names_a_screen(os.environ, sys.platform):
        return _cannot_open("no screen can be reached here")
    try:
        from careleaf.gui.language import choose_language

        language = choose_language(os.environ)
        from careleaf.gui.application import run as open_window  # its words are translated from here on
    except ImportError as missing:
        return _cannot_open(str(missing))
    return open_window(os.environ, arguments[1:], language)


def names_command(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments are for the command line."""
    return bool(arguments) and not opens_window(arguments)


def opens_window(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments are `open` and at most one preset: what a double-click hands over."""
    return arguments[0] == "open" and len(arguments) <= 2 and not any(a.startswith("-") for a in arguments)


def names_a_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Tell whether the environment names a screen. On Linux Qt aborts the program where none is named."""
    return not platform.startswith("linux") or any(environment.get(name) for name in _SCREENS)


def _cannot_open(why: str) -> int:
    print(f"careleaf: the window cannot be opened: {why}. Commands work without it.", file=sys.stderr)
    return CANNOT_OPEN


if __name__ == "__main__":
    sys.exit(main())
