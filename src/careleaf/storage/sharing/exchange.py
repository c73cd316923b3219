"""Bring a workstation's files and the shared library together: one exchange, and one conflict settled."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import filelock

from careleaf.atomic_file import write_atomically
from careleaf.domain.sharing import Conflict, Exchange, Files, Step, plan
from careleaf.errors import DeliveryFailed
from careleaf.storage.sharing.engine import SharedLibrary, Theirs
from careleaf.storage.sharing.known_files import load_known, save_known
from careleaf.storage.sharing.own_copy import own_copy
from careleaf.storage.sharing.shared_files import (
    Found,
    digest,
    digests,
    inside,
    largest,
    read_files,
    read_plain,
)

TRIES = 40  # times that others may be quicker, before the rest waits for the next exchange
LONGEST_PAUSE = 0.3  # seconds between two tries, by chance, so that two workstations do not keep meeting
SAVING = ".careleaf.lock"  # in each folder that is shared
FEW = 2  # files that somebody may have deleted one by one, until none is left
LONGEST_WAIT = 30  # seconds for another Careleaf on this computer


class Workstation:
    """This computer's side: the user's folder, and what it last had in common with one place.

    `notes` is the folder in which the exchange keeps what it knows, and what was replaced or removed here.
    """

    def __init__(self, home: Path, notes: Path, place: str) -> None:
        self._home, self._notes, self._place = home, notes, place

    def exchange(self, shared: SharedLibrary) -> Exchange:
        """Take what changed there, send what changed here, and report what a person has to choose.

        Raises DeliveryFailed. What was exchanged until then stays; the next exchange goes on from there.
        """
        taken: set[str] = set()
        sent: set[str] = set()
        with self._alone(), self._knowing() as known:
            for _ in range(TRIES):
                theirs, mine = shared.fetch(), read_files(self._home)
                steps = self._steps(known, mine, theirs)
                taken |= self._take(steps, mine.files, theirs.files, known)
                wanted = {path: mine.files.get(path) for path in _those(steps, Step.SEND)}
                arrived = shared.send(wanted, theirs) if wanted else frozenset()
                _note(known, {path: wanted[path] for path in arrived})
                sent |= arrived
                if len(arrived) == len(wanted):
                    break
                time.sleep(random.uniform(0, LONGEST_PAUSE))
        return Exchange(
            taken=tuple(sorted(taken)),
            sent=tuple(sorted(sent)),
            conflicts=tuple(_conflicts(steps, mine.files, theirs, shared)),
            left_out=(*mine.left_out, *theirs.left_out),
        )

    def waiting(self) -> tuple[str, ...]:
        """Return what was changed, added or deleted here since the last exchange."""
        known, here = load_known(self._notes / "known.toml", self._place), read_files(self._home)
        mine = digests(here.files)
        changed = {path for path in {*known, *mine} if known.get(path) != mine.get(path)}
        return tuple(sorted(changed - here.withheld))

    def settle(self, conflict: Conflict, shared: SharedLibrary, keep_mine: bool) -> str:
        """Let the other version take the place of mine, and return where mine is kept as a copy, if it is.

        Raises DeliveryFailed, also where the file was changed again since the conflict was seen. The next
        exchange sends the copy.
        """
        copy = ""
        with self._alone(), self._knowing() as known:
            with self._saving(conflict.path) as target:
                if _content(target, conflict.path) != conflict.mine:
                    raise DeliveryFailed(f"{conflict.path} was changed here again. Look at it once more.")
                if keep_mine:
                    taken = {*read_files(self._home).files, *known}
                    copy, content = own_copy(conflict.path, conflict.mine, taken)
                    write_atomically(inside(self._home, copy), content)
                else:
                    self._set_aside(conflict.path, conflict.mine)
                write_atomically(target, conflict.theirs)
            if not conflict.stray:
                _note(known, {conflict.path: conflict.theirs})
        if conflict.stray:
            shared.remove_stray(conflict.stray, conflict.theirs)
        return copy

    def _steps(self, known: Mapping[str, str], mine: Found, theirs: Theirs) -> dict[str, Step]:
        """Plan the exchange. A file that is there but cannot be read is no deletion, nor is a folder gone."""
        standing = {path: known[path] for path in known if (self._home / path.partition("/")[0]).is_dir()}
        if len(standing) > FEW and not theirs.files and not theirs.withheld:
            raise DeliveryFailed(
                "The shared library has lost everything it held. Nothing was changed here. If that is meant, "
                "switch sharing off and set it up again: what is here is then sent."
            )
        steps = plan(standing, digests(mine.files), digests(theirs.files))
        return {path: step for path, step in steps.items() if path not in mine.withheld | theirs.withheld}

    def _take(
        self, steps: Mapping[str, Step], mine: Files, theirs: Files, known: dict[str, str]
    ) -> frozenset[str]:
        """Write here what changed there, unless somebody saved here since `mine` was read."""
        _note(known, {path: theirs.get(path) for path in _those(steps, Step.AGREED)})
        taken = set()
        for path in _those(steps, Step.TAKE):
            content, old = theirs.get(path), mine.get(path)
            with self._saving(path) as target:
                if _content(target, path) == old:
                    self._put(target, path, content, old)
                    _note(known, {path: content})
                    taken.add(path)
        return frozenset(taken)

    def _put(self, target: Path, path: str, content: bytes | None, old: bytes | None) -> None:
        if content is not None:
            write_atomically(target, content)
        elif old is not None:
            self._set_aside(path, old)
            target.unlink(missing_ok=True)

    def _set_aside(self, path: str, content: bytes) -> None:
        write_atomically(self._notes / "replaced" / path, content)

    @contextmanager
    def _saving(self, path: str) -> Iterator[Path]:
        """Give a file's place while nobody here saves in its folder: who saves there takes this lock."""
        target = inside(self._home, path)
        folder = self._home / path.partition("/")[0]
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with filelock.FileLock(folder / SAVING, timeout=LONGEST_WAIT, thread_local=False):
                yield target
        except filelock.Timeout:
            raise DeliveryFailed(f"Somebody is saving in {folder}. The rest is taken later.") from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._notes.mkdir(parents=True, exist_ok=True)
        try:
            with filelock.FileLock(self._notes / "lock", timeout=LONGEST_WAIT, thread_local=False):
                yield
        except filelock.Timeout:
            raise DeliveryFailed("Another Careleaf on this computer is at the shared library.") from None

    @contextmanager
    def _knowing(self) -> Iterator[dict[str, str]]:
        """Give what is known, and keep what was added to it, whatever happens."""
        file = self._notes / "known.toml"
        known = load_known(file, self._place)
        before = dict(known)
        try:
            yield known
        finally:
            if known != before:
                save_known(file, self._place, known)


def _conflicts(
    steps: Mapping[str, Step], mine: Files, theirs: Theirs, shared: SharedLibrary
) -> Iterator[Conflict]:
    for path in _those(steps, Step.ASK):
        yield Conflict(path, mine[path], theirs.files[path], shared.last_change(path))
    for stray, (path, content) in sorted(theirs.strays.items()):
        if steps.get(path) is Step.AGREED and mine.get(path, content) != content:
            yield Conflict(path, mine[path], content, shared.last_change(stray), stray)


def _those(steps: Mapping[str, Step], wanted: Step) -> list[str]:
    return [path for path, step in steps.items() if step is wanted]


def _note(known: dict[str, str], agreed: Mapping[str, bytes | None]) -> None:
    for path, content in agreed.items():
        if content is None:
            known.pop(path, None)
        else:
            known[path] = digest(content)


def _content(target: Path, path: str) -> bytes | None:
    try:
        return read_plain(target, largest(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DeliveryFailed(f"{target} cannot be read: {error.strerror or error}.") from None
