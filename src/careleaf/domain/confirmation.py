"""A confirmation: why a clinician goes on in spite of a rule, who says so, and when."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from careleaf.domain.plaintext import clean_line
from careleaf.lazy_dataclass import dataclass

REASON_LIMIT = 300  # characters: a sentence or two for the chart


@dataclass(frozen=True)
class Confirmation:
    """A reason given for one rule. `at` is aware; `by` are initials or a name, empty until given.

    It belongs to the chart note alone, so none of it shows when the object is printed.
    """

    reason: str = field(repr=False)
    at: datetime = field(repr=False)
    by: str = field(default="", repr=False)

    @property
    def counts(self) -> bool:
        """Tell whether there is a reason to read: blanks, dashes and invisible marks are none."""
        return any(char.isalnum() for char in clean_line(self.reason))
