"""Load the patterns that patient text may not hold."""

from __future__ import annotations

import re
from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.lint import WordRule


def load_word_rules(path: Path) -> tuple[WordRule, ...]:
    """Load wording.toml. Raises InvalidFiles with all of its problems."""
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    rules = []
    for entry in table.tables("banned"):
        rule = WordRule(
            entry.text("pattern"), entry.text("instead"), entry.words("allowed"), entry.flag("claim")
        )
        try:
            re.compile(rule.pattern)
        except re.error as error:
            entry.problem("pattern", f"is no regular expression: {error}")
        entry.no_more()
        rules.append(rule)
    table.no_more()
    problems.raise_any()
    return tuple(rules)
