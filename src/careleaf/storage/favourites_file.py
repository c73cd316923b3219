"""Save which presets are this user's favourites."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import tomli_w

from careleaf.atomic_file import write_atomically


def save_favourites(path: Path, preset_ids: Collection[str]) -> None:
    """Write the ids as TOML. Raises DeliveryFailed; the old file then stays."""
    write_atomically(path, tomli_w.dumps({"format_version": 1, "presets": sorted(preset_ids)}).encode())
