"""XML in parts: what did not change from page to page is neither written nor read again."""

from __future__ import annotations

import re
from functools import cached_property

from careleaf.lazy_dataclass import dataclass

ELEMENT = "part"  # <part n="0"/> holds the place of the first part
_PLACE = re.compile(rf'<{ELEMENT} n="(\d+)"/>')


@dataclass(frozen=True, eq=False)
class Part:
    """Elements as XML, written by a template, with places for the parts that stand inside.

    Typed text is escaped, so nobody can type a place. Compared by identity, so that what was read of a part
    is quickly found again.
    """

    template: str
    xml: str
    parts: tuple[Part, ...] = ()

    @cached_property
    def text(self) -> str:
        """Return the XML with every part in its place."""
        return _PLACE.sub(lambda place: self.parts[int(place[1])].text, self.xml)


def place(number: int) -> str:
    """Return the element that holds the place of a part, counted from 0."""
    return f'<{ELEMENT} n="{number}"/>'
