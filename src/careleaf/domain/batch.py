"""What became of the rows of a list of patients. Nothing here says who they are."""

from __future__ import annotations

from enum import StrEnum

from careleaf.lazy_dataclass import dataclass


class Result(StrEnum):
    """What became of one row."""

    MADE = "made"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    LEFT = "left"  # a file of an earlier run whose row is no longer in the list


@dataclass(frozen=True)
class RowOutcome:
    """One line of the report.

    `number` is the handout's. `mark` is a keyed digest of everything on the page, which tells a changed row;
    `code` is the exit code of what held a skipped row back; `content` is the content hash of a file made.
    """

    row: int
    result: Result
    file: str = ""
    number: str = ""
    reason: str = ""
    mark: str = ""
    code: int = 0
    content: str = ""


@dataclass
class BatchCount:
    """How many rows there were of each result so far, and the exit code they come to."""

    made: int = 0
    unchanged: int = 0
    skipped: int = 0
    left: int = 0
    _codes: frozenset[int] = frozenset()

    def add(self, outcome: RowOutcome) -> None:
        """Count one row."""
        match outcome.result:
            case Result.MADE:
                self.made += 1
            case Result.UNCHANGED:
                self.unchanged += 1
            case Result.SKIPPED:
                self.skipped += 1
                self._codes |= {outcome.code}
            case Result.LEFT:
                self.left += 1

    @property
    def rows(self) -> int:
        """Return how many rows of the list were dealt with."""
        return self.made + self.unchanged + self.skipped

    @property
    def exit_code(self) -> int:
        """Return 0 where every row has its handout, else what held one back: 4 goes before 5, 5 before 3."""
        return next((code for code in (4, 5, 3) if code in self._codes), 0)
