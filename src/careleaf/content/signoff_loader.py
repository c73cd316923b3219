"""Load the clinic's sign-offs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.plaintext import clean_line
from careleaf.domain.signoff import SIGNER_LIMIT, SignOff

_NO_DAY = date(1970, 1, 1)


def load_signoffs(path: Path) -> tuple[SignOff, ...]:
    """Load the sign-offs; no file is none. Raises InvalidFiles with all of its problems."""
    if not path.exists():
        return ()
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    signoffs: dict[tuple[str, str], SignOff] = {}
    for entry in table.tables("signoff"):
        signoff = _signoff(entry)
        key = (signoff.clinic, signoff.topic)
        if key in signoffs:
            entry.problem("topic", f'"{signoff.topic}" is signed twice for {signoff.clinic}')
        signoffs[key] = signoff
    table.no_more()
    problems.raise_any()
    return tuple(signoffs.values())


def _signoff(entry: Table) -> SignOff:
    signoff = SignOff(
        clinic=entry.text("clinic"),
        topic=entry.text("topic"),
        name=clean_line(entry.text("name")),
        day=entry.day("day") or _NO_DAY,
        due=entry.day("due") or _NO_DAY,
        content=entry.text("content"),
    )
    if entry.has("name") and not 0 < len(signoff.name) <= SIGNER_LIMIT:
        entry.problem("name", f"expected a name of 1 to {SIGNER_LIMIT} characters")
    if signoff.content and not re.fullmatch("[0-9a-f]{64}", signoff.content):
        entry.problem("content", "is not what the program wrote; sign the topic again")
    entry.no_more()
    return signoff
