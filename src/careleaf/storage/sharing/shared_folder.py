"""A shared library in a folder that every workstation reaches: a network share, or a folder kept in step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import filelock
import tomli_w

from careleaf.atomic_file import TEMPORARY, replace_whole
from careleaf.domain.sharing import Change, Changes
from careleaf.errors import DeliveryFailed
from careleaf.storage.sharing.engine import Theirs
from careleaf.storage.sharing.shared_files import FOLDERS, Remembered, inside, largest, read_files, read_plain

MARK = "careleaf-shared.toml"  # tells the shared folder from an empty place where the share is not connected
LOCK = f"{TEMPORARY}lock"
LONGEST_WAIT = 20  # seconds for a lock that somebody else holds
# A Windows server refuses to replace a file while anybody reads it: 4 seconds in all.
PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.2, 1.2)

Result = TypeVar("Result")


class SharedFolder:
    """Read and write the shared folder. One writer at a time, and never over what it has not seen."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._remembered: Remembered = {}

    def fetch(self) -> Theirs:
        """Return what the folder holds now. Raises DeliveryFailed where it is not there."""
        self._require()
        found = read_files(self._root, self._remembered)
        strays: dict[str, tuple[str, bytes]] = {}
        for path, original in found.strays.items():
            content = self._content(path)
            if content is not None and original in found.files:
                strays[path] = (original, content)
        return Theirs(found.files, frozenset(found.withheld), strays, tuple(found.left_out))

    def send(self, changes: Changes, seen: Theirs) -> frozenset[str]:
        """Write each change whose file still holds what was seen."""
        sent = set()
        self._require()
        with self._locked():
            self._sweep(changes)
            for path, content in changes.items():
                if self._content(path) == seen.files.get(path):
                    self._put(path, content)
                    sent.add(path)
        return frozenset(sent)

    def last_change(self, path: str) -> Change | None:
        """Return when a file was written last."""
        try:
            written = (self._root / path).stat().st_mtime
            return Change(datetime.fromtimestamp(written, UTC), paths=(path,))
        except (OSError, ValueError, OverflowError):
            return None

    def history(self, path: str = "") -> tuple[Change, ...]:
        """Return the last change of each file, newest first: a folder remembers no more."""
        self._require()
        paths = [path] if path else list(read_files(self._root, self._remembered).files)
        changes = [change for each in paths if (change := self.last_change(each))]
        return tuple(sorted(changes, key=lambda change: change.when, reverse=True))

    def remove_stray(self, path: str, content: bytes) -> None:
        """Remove a conflicted copy that was settled, if it still holds this."""
        with self._locked():
            if self._content(path) == content:
                self._put(path, None)

    def _require(self) -> None:
        for name in (MARK, *FOLDERS):
            if not (self._root / name).exists():
                raise DeliveryFailed(
                    f"The shared folder {self._root} cannot be reached, or is not one: "
                    f'"{name}" is not there. Nothing was changed.'
                )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with filelock.FileLock(self._root / LOCK, timeout=LONGEST_WAIT, thread_local=False):
                yield
        except filelock.Timeout:
            raise DeliveryFailed(
                f"Somebody else has been saving in {self._root} for {LONGEST_WAIT} seconds. "
                "Your changes are kept here and sent later."
            ) from None
        except OSError as error:
            raise _cannot_write(self._root, error) from None

    def _content(self, path: str) -> bytes | None:
        try:
            return patiently(lambda: read_plain(inside(self._root, path), largest(path)))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DeliveryFailed(f"{self._root / path} cannot be read: {error.strerror or error}.") from None

    def _put(self, path: str, content: bytes | None) -> None:
        target = inside(self._root, path)
        try:
            if content is None:
                patiently(lambda: target.unlink(missing_ok=True))
            else:
                patiently(lambda: replace_whole(target, content))
        except OSError as error:
            raise _cannot_write(target, error) from None

    def _sweep(self, changes: Changes) -> None:
        """Remove what a program that was killed left behind: only who holds the lock writes here."""
        for folder in {(self._root / path).parent for path in changes}:
            for left in folder.glob(f"{TEMPORARY}*"):
                if left.name != LOCK:
                    left.unlink(missing_ok=True)


def start_shared_folder(root: Path) -> None:
    """Make a folder a shared library, or take part in one that is. Raises DeliveryFailed."""
    if not root.is_absolute():
        raise DeliveryFailed(f"{root} is not a whole path; it must start at the top, as /clinic/shared does.")
    try:
        root.mkdir(exist_ok=True)
        for folder in FOLDERS:
            (root / folder).mkdir(exist_ok=True)
        if not (root / MARK).exists():
            replace_whole(root / MARK, tomli_w.dumps({"format_version": 1}).encode())
    except OSError as error:
        raise DeliveryFailed(
            f"{root} cannot be used: {error.strerror or error}. Nothing was changed."
        ) from None


def patiently(action: Callable[[], Result]) -> Result:
    """Do something again, with growing pauses, while others have the file open. Raises OSError."""
    for pause in PAUSES:
        try:
            return action()
        except PermissionError:
            time.sleep(pause)
    return action()


def _cannot_write(path: Path, error: OSError) -> DeliveryFailed:
    reason = error.strerror or str(error)
    return DeliveryFailed(
        f"{path} could not be written: {reason}. Your changes are kept here and sent later."
    )
