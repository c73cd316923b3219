"""A row of controls in a narrow window: what can be done from a menu too goes first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget


def leave_out(row: QBoxLayout, spare: Sequence[QWidget], width: int) -> None:
    """Hide as many of the spare widgets, the first first, as it takes for the row to fit; show the others."""
    room = {each: max(each.minimumWidth(), each.minimumSizeHint().width()) + row.spacing() for each in spare}
    lacks = row.minimumSize().width() + sum(room[each] for each in spare if each.isHidden()) - width
    for each in spare:
        if each.isHidden() != (lacks > 0):
            each.setHidden(lacks > 0)
        lacks -= room[each]
