"""Bring preset files of older formats up to date, one step at a time.

Whoever changes the format raises PRESET_FORMAT and adds the step from the version before: a table of that
version in, a table of the next out. A test asks for each step, and for a file of each version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

PRESET_FORMAT = 1

Step = Callable[[dict[str, Any]], dict[str, Any]]
STEPS: Mapping[int, Step] = {}


def upgraded(
    raw: dict[str, Any], steps: Mapping[int, Step] = STEPS, newest: int = PRESET_FORMAT
) -> dict[str, Any]:
    """Return a preset's table in the newest format; one that has no readable version is left as it is."""
    version = raw.get("format_version")
    while type(version) is int and 1 <= version < newest:
        version += 1
        raw = {**steps[version - 1](raw), "format_version": version}
    return raw
