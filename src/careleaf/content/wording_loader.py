"""Load how patient text has to be worded, and the claims that typed text may not make."""

from __future__ import annotations

import re
from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.claim_text import Claim
from careleaf.domain.lint_finding import Wording, WordRule


def load_wording(path: Path) -> Wording:
    """Load wording.toml. Raises InvalidFiles with all of its problems."""
    table = Table(*read_toml(path))
    wording = read_wording(table)
    read_claims(table)
    table.no_more()
    table.problems.raise_any()
    return wording


def read_wording(table: Table) -> Wording:
    """Read what no text of the library may hold."""
    table.format_version()
    return Wording(
        banned=tuple(_word_rule(entry) for entry in table.tables("banned")),
        units=table.words("units"),
        medical_word=_pattern(table, "medical_word"),
        passive=_pattern(table, "passive"),
        longest_sentence=int(_limit(table, "longest_sentence")),
        passive_share=_limit(table, "passive_share"),
        smog_over_target=_limit(table, "smog_over_target"),
    )


def read_claims(table: Table) -> tuple[Claim, ...]:
    """Read the claims that no typed text may make."""
    return tuple(_claim(entry) for entry in table.tables("claim"))


def _claim(entry: Table) -> Claim:
    claim = Claim(_pattern(entry, "pattern"), entry.text("instead"), entry.words("allowed"))
    entry.no_more()
    return claim


def _word_rule(entry: Table) -> WordRule:
    rule = WordRule(
        _pattern(entry, "pattern"), entry.text("instead"), entry.words("allowed"), entry.flag("claim")
    )
    entry.no_more()
    return rule


def _pattern(table: Table, key: str) -> str:
    pattern = table.text(key)
    try:
        re.compile(pattern)
    except re.error as error:
        table.problem(key, f"is no regular expression: {error}")
    return pattern


def _limit(table: Table, key: str) -> float:
    limit = table.number(key)
    if limit is None:
        table.problem(key, "expected a number")
    return limit or 0
