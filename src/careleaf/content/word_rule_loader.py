"""Load the patterns that patient text may not hold, and the claims that typed text may not make."""

from __future__ import annotations

import re
from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.claim_text import Claim
from careleaf.domain.lint import WordRule


def load_word_rules(path: Path) -> tuple[WordRule, ...]:
    """Load the patterns of wording.toml. Raises InvalidFiles with all of its problems."""
    table = Table(*read_toml(path))
    rules = read_word_rules(table)
    read_claims(table)
    table.no_more()
    table.problems.raise_any()
    return rules


def read_word_rules(table: Table) -> tuple[WordRule, ...]:
    """Read the patterns that no text of the library may hold."""
    table.format_version()
    rules = []
    for entry in table.tables("banned"):
        rules.append(
            WordRule(_pattern(entry), entry.text("instead"), entry.words("allowed"), entry.flag("claim"))
        )
        entry.no_more()
    return tuple(rules)


def read_claims(table: Table) -> tuple[Claim, ...]:
    """Read the claims that no typed text may make."""
    claims = []
    for entry in table.tables("claim"):
        claims.append(Claim(_pattern(entry), entry.text("instead"), entry.words("allowed")))
        entry.no_more()
    return tuple(claims)


def _pattern(entry: Table) -> str:
    pattern = entry.text("pattern")
    try:
        re.compile(pattern)
    except re.error as error:
        entry.problem("pattern", f"is no regular expression: {error}")
    return pattern
