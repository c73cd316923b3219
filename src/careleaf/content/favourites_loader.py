"""Load which presets are this user's favourites."""

from __future__ import annotations

from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml


def load_favourites(path: Path) -> frozenset[str]:
    """Load the ids; none where there is no file. Raises InvalidFiles with all of its problems."""
    if not path.exists():
        return frozenset()
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    ids = frozenset(table.words("presets"))
    table.no_more()
    problems.raise_any()
    return ids
