"""Load how patient text has to be worded."""

from __future__ import annotations

import re
from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.lint_finding import Wording, WordRule


def load_wording(path: Path) -> Wording:
    """Load wording.toml. Raises InvalidFiles with all of its problems."""
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    wording = Wording(
        banned=tuple(_word_rule(entry) for entry in table.tables("banned")),
        units=table.words("units"),
        medical_word=_pattern(table, "medical_word"),
        passive=_pattern(table, "passive"),
        longest_sentence=int(_limit(table, "longest_sentence")),
        passive_share=_limit(table, "passive_share"),
        smog_over_target=_limit(table, "smog_over_target"),
    )
    table.no_more()
    problems.raise_any()
    return wording


def _word_rule(entry: Table) -> WordRule:
    rule = WordRule(_pattern(entry, "pattern"), entry.text("instead"), entry.words("allowed"))
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
