"""Load the settings of the clinic's record server."""

from __future__ import annotations

from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.record import RecordServer, record_server
from careleaf.errors import UsageError


def load_record_server(path: Path) -> RecordServer | None:
    """Load the settings, or None where there are none. Raises InvalidFiles with all of their problems."""
    if not path.exists():
        return None
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    address, certificate = table.text("address"), table.text("certificate", "")
    table.no_more()
    server = RecordServer("")
    try:
        server = record_server(address, certificate)
    except UsageError as error:
        table.problem("address", str(error))
    problems.raise_any()
    return server
