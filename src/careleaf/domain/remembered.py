"""Remember what was last made of each topic, so that an edit costs what it changes and not the whole page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, TypeVarTuple

MOST_KEPT = 512  # ids; several times the topics of a library


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_HasId)
More = TypeVarTuple("More")
Made = TypeVar("Made")


class Remembered(Generic[Thing, *More, Made]):
    """Call a pure function of a thing again only where it, or anything else given, is not what it was.

    Kept is what was last made for each id, with all that it was made from: given the same again, the very
    same object is returned. Given are frozen values, or mappings that nobody changes; they are compared with
    `==`, which is quick where they are the same objects, as those of a topic are that was not edited.
    """

    def __init__(self, make: Callable[[Thing, *More], Made]) -> None:
        self._make = make
        self._kept: dict[str, tuple[tuple[Thing, *More], Made]] = {}

    def __call__(self, thing: Thing, *more: *More) -> Made:
        """Return what is made of the thing."""
        given = (thing, *more)
        kept = self._kept.get(thing.id)
        if kept is not None and kept[0] == given:
            return kept[1]
        made = self._make(thing, *more)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[thing.id] = given, made
        return made

    def cache_clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
