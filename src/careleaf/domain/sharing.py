"""What a clinic shares between its workstations, and what two of them did to one file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from careleaf.lazy_dataclass import dataclass

Files = Mapping[str, bytes]  # content by relative path, such as "presets/acute.toml"
Changes = Mapping[str, bytes | None]  # the same; None where the file is gone


class Engine(StrEnum):
    """How the shared library travels: not at all, in a folder, or with its history."""

    OFF = "off"
    FOLDER = "folder"
    GIT = "git"


@dataclass(frozen=True)
class Sharing:
    """The settings of one workstation. A password is never among them.

    `place` is a folder or a web address, `author` the name that others see with a change, `certificate` a
    file for a clinic that signs its servers' certificates itself.
    """

    engine: Engine = Engine.OFF
    place: str = ""
    user: str = ""
    author: str = ""
    certificate: str = ""


@dataclass(frozen=True)
class Change:
    """Who changed files and when; a shared folder knows no `who`."""

    when: datetime
    who: str = ""
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """One file that was changed here and elsewhere since both were the same.

    `stray` names the file in the shared folder where its own program put the other version aside.
    """

    path: str
    mine: bytes
    theirs: bytes
    change: Change | None = None
    stray: str = ""


@dataclass(frozen=True)
class Exchange:
    """What one exchange with the shared library did, and what it could not do."""

    taken: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    left_out: tuple[str, ...] = ()


class Step(StrEnum):
    """What is to be done about one file."""

    AGREED = "agreed"
    TAKE = "take"
    SEND = "send"
    ASK = "ask"


def kind_of(path: str) -> str:
    """Return what a person calls a shared file."""
    if not path.endswith(".toml"):
        return "picture"
    return {"presets": "preset", "clinics": "clinic"}.get(path.partition("/")[0], "topic")


def plan(known: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, Step]:
    """Say for each path what is to be done.

    All three map paths to digests: what both sides had when they last agreed, what is here, what is there.
    A change beats a deletion, whoever made which: nothing that somebody wrote is lost.
    """
    paths = sorted({*known, *mine, *theirs})
    return {path: _step(known.get(path), mine.get(path), theirs.get(path)) for path in paths}


def _step(known: str | None, mine: str | None, theirs: str | None) -> Step:
    if mine == theirs:
        return Step.AGREED
    if mine in (known, None):
        return Step.SEND if mine is None and theirs == known else Step.TAKE
    return Step.SEND if theirs in (known, None) else Step.ASK
