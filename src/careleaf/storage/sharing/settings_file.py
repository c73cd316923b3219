"""Save the settings of the shared library. A password is never among them: see `password`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import tomli_w

from careleaf.atomic_file import write_atomically
from careleaf.domain.sharing import Sharing


def save_sharing(path: Path, sharing: Sharing) -> None:
    """Write the settings as TOML, without what is empty. Raises DeliveryFailed; the old file then stays."""
    kept = {key: str(value) for key, value in asdict(sharing).items() if value}
    write_atomically(path, tomli_w.dumps({"format_version": 1, **kept}).encode())
