"""Save where the clinic's record server is. Its token is never in the file: the system's safe has it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import tomli_w

from careleaf.atomic_file import write_atomically
from careleaf.domain.record import RecordServer


def save_record_server(path: Path, server: RecordServer) -> None:
    """Write the settings as TOML, without what is empty. Raises DeliveryFailed; the old file then stays."""
    kept = {key: value for key, value in asdict(server).items() if value}
    write_atomically(path, tomli_w.dumps({"format_version": 1, **kept}).encode())
