"""What was chosen once for this computer, in `settings.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from careleaf.atomic_file import write_atomically


def read_settings(path: Path) -> dict[str, Any]:
    """Read the settings; a file that is not there or cannot be read is as good as none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}


def remember(path: Path, **chosen: bool | str | list[str] | list[int]) -> None:
    """Write settings; the others stay. Raises DeliveryFailed; the old file then stays."""
    import tomli_w  # to read takes none

    write_atomically(path, tomli_w.dumps({**read_settings(path), **chosen}).encode())
