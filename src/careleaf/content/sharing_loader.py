"""Load the settings of the shared library."""

from __future__ import annotations

from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.plaintext import clean_line
from careleaf.domain.sharing import Engine, Sharing


def load_sharing(path: Path) -> Sharing:
    """Load the settings; none at all is "off". Raises InvalidFiles with all of their problems."""
    if not path.exists():
        return Sharing()
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    sharing = Sharing(
        engine=Engine(table.one_of("engine", [str(engine) for engine in Engine])),
        place=table.text("place", ""),
        user=table.text("user", ""),
        author=clean_line(table.text("author", "")),
        certificate=table.text("certificate", ""),
    )
    if sharing.engine is not Engine.OFF and not sharing.place:
        table.problem("place", "is missing: expected a folder or a web address")
    table.no_more()
    problems.raise_any()
    return sharing
