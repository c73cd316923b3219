"""What can go wrong, as one tree.

    CareleafError            something the user can cause and mend; never shown with a traceback
    +- UsageError        2   a flag, a key or a value that cannot be read
    +- InvalidFiles      3   content, preset or input files: all problems at once
    +- UnprintableText   3   a character that no font of the program has
    +- Blocked           4   a safety rule forbids it
    +- NeedsConfirmation 5   a safety rule asks for a reason
    +- DeliveryFailed    6   could not read, write, print or send
       +- ChangedMeanwhile   somebody else changed or removed what was to be replaced
       +- PerhapsSent    6   sent or not: nobody can know

Each class carries the exit code of the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from careleaf.lazy_dataclass import dataclass


class CareleafError(Exception):
    """Say what went wrong, where, and what to do."""

    exit_code: ClassVar[int] = 6


class UsageError(CareleafError):
    """Report a flag, key or value of the command line that cannot be read."""

    exit_code = 2


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file: where it is, what was found, what was expected."""

    file: str
    key: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.key}: {self.message}" if self.key else f"{where}: {self.message}"


class InvalidFiles(CareleafError):
    """Report every problem of the files that were read, at once."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnprintableText(CareleafError):
    """Report a character that no font of the program has."""

    exit_code = 3


class Blocked(CareleafError):
    """Report that a safety rule forbids to hand this out."""

    exit_code = 4


class NeedsConfirmation(CareleafError):
    """Report that a safety rule asks for a reason first."""

    exit_code = 5


class DeliveryFailed(CareleafError):
    """Report that something could not be read, written, printed or sent."""

    exit_code = 6


class ChangedMeanwhile(DeliveryFailed):
    """Report that a file is no longer what it was when it was opened; nothing was written."""


class PerhapsSent(DeliveryFailed):
    """Report that a server had all of what was sent but never said what it does with it."""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return ' (did you mean "x"?)' for the nearest of the known words, or nothing."""
    from difflib import get_close_matches  # only a slip needs it: commands start faster

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f' (did you mean "{near[0]}"?)' if near else ""


def shown(value: object) -> str:
    """Write a value somebody put in a file or a flag, short enough for a message."""
    try:
        words = f'"{value}"' if isinstance(value, str) else str(value)
    except (RecursionError, ValueError):  # nested thousands deep, or a number of thousands of digits
        return "something too long to show"
    return words if len(words) <= 60 else f"{words[:57]}..."
