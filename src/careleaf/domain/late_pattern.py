"""Regular expressions that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _LatePattern:
    """What stands for a pattern; from its first use on it answers with the pattern's own methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._written)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return vars(self)[name]


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that searches, matches, replaces and splits. Raises re.error when used."""
    return cast(re.Pattern[str], _LatePattern(pattern, flags))
