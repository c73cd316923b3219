"""What every engine can do: carry files there and back, and say who changed one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Protocol

from careleaf.domain.sharing import Change, Changes, Files
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Theirs:
    """The shared library as it was a moment ago.

    `withheld` are paths that are there but were not read; `strays` are conflicted copies by path, with the
    file each belongs to and what it holds.
    """

    files: Files
    withheld: frozenset[str] = frozenset()
    strays: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


class SharedLibrary(Protocol):
    """A place that workstations share. Each method may take seconds and raises DeliveryFailed in words."""

    def fetch(self) -> Theirs:
        """Return what the place holds now."""

    def send(self, changes: Changes, seen: Theirs) -> frozenset[str]:
        """Write changes, but only over what was seen; return the paths that were written."""

    def last_change(self, path: str) -> Change | None:
        """Return the last change of a file, where it is known."""

    def history(self, path: str = "") -> tuple[Change, ...]:
        """Return the last changes, newest first: of one file, or of all."""

    def remove_stray(self, path: str, content: bytes) -> None:
        """Remove a conflicted copy that was settled, if it still holds this."""
