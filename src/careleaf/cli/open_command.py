"""The command `open`, where it is met without a window."""

from __future__ import annotations

import argparse

from careleaf.app.bootstrap import Program
from careleaf.errors import UsageError


def refuse(_program: Program, _flags: argparse.Namespace) -> int:
    """Say which program opens the window. Raises UsageError, always."""
    raise UsageError('This program has no window. "careleaf open" opens one.')
