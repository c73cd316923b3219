"""The one undo command: a draft replaced by another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from careleaf.domain.draft import Draft

_MERGEABLE = 1


class ReplaceDraft(QUndoCommand):
    """Replace the draft; changes of one field in a row become one step.

    `field` names what was typed in ("" never merges). `typing` tells one stay in a field from the next.
    """

    def __init__(
        self,
        apply: Callable[[Draft], None],
        before: Draft,
        after: Draft,
        words: str,
        field: str = "",
        typing: int = 0,
    ) -> None:
        super().__init__(words)
        self._apply = apply
        self._before = before
        self._after = after
        self._field = field
        self._typing = typing

    def redo(self) -> None:
        """Put the later draft in place."""
        self._apply(self._after)

    def undo(self) -> None:
        """Put the earlier draft back."""
        self._apply(self._before)

    def id(self) -> int:
        """Return the kind of command, so that Qt offers neighbours for merging."""
        return _MERGEABLE

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in a change of the same field; one that ends where it began disappears."""
        if not isinstance(other, ReplaceDraft) or not self._field:
            return False
        if (other._field, other._typing) != (self._field, self._typing):
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True
