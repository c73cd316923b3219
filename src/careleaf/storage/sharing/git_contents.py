"""Read what a Git repository holds, and who changed it, entry by entry: nothing is ever unpacked to files.

Only plain files with permitted names are looked at, so links, paths that climb, and Git's own tricks have
nothing to act on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from stat import S_ISDIR, S_ISREG

from dulwich.objects import Commit, ObjectID, Tree
from dulwich.repo import Repo

from careleaf.domain.plaintext import clean_line
from careleaf.domain.sharing import Change
from careleaf.errors import DeliveryFailed, shown
from careleaf.storage.sharing.engine import Theirs
from careleaf.storage.sharing.shared_files import DEEPEST, FOLDERS, MOST_FILES, largest, refusal

HISTORY_LENGTH = 200  # changes
LONGEST_NAME = 80  # characters
FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)

Listing = dict[str, tuple[int, ObjectID]]


def theirs_at(record: Repo, newest: ObjectID | None) -> Theirs:
    """Return what the shared library holds as of a change; nothing before the first."""
    files: dict[str, bytes] = {}
    withheld: set[str] = set()
    left_out: list[str] = []
    for path, (mode, number) in _listing(record, newest).items():
        why = refusal(path)
        if not why and (content := _plain_content(record, path, mode, number)) is not None:
            files[path] = content
            continue
        if not why:
            withheld.add(path)
        left_out.append(f"{shown(clean_line(path))} {why or 'is no plain file, or too large'}")
    return Theirs(files, frozenset(withheld), {}, tuple(left_out))


def _plain_content(record: Repo, path: str, mode: int, number: ObjectID) -> bytes | None:
    content = record.object_store[number].as_raw_string() if S_ISREG(mode) else None
    return content if content is not None and len(content) <= largest(path) else None


def _listing(record: Repo, change: ObjectID | None) -> Listing:
    """List what lies in the shared folders. Raises DeliveryFailed for more than anybody means to share."""
    listing: Listing = {}
    waiting = [("", commit_at(record, change).tree)] if change else []
    while waiting:
        folder, number = waiting.pop()
        for entry in _tree(record, number).items():
            # A name with a slash in it would pass for a folder and a file.
            path = folder + entry.path.decode("utf-8", "replace").replace("/", "\N{REPLACEMENT CHARACTER}")
            if not folder and path not in FOLDERS:
                continue
            if S_ISDIR(entry.mode) and path.count("/") < DEEPEST - 1:
                waiting.append((f"{path}/", entry.sha))
            else:
                listing[path] = (entry.mode, entry.sha)
            if len(listing) + len(waiting) > MOST_FILES:
                raise DeliveryFailed(
                    f"The shared library holds more than {MOST_FILES:,} files. Nothing was taken from it."
                )
    return listing


def changes_of(record: Repo, newest: ObjectID | None, path: str) -> Iterator[Change]:
    """Yield the last changes up to one, newest first: of one file, or of all for an empty path."""
    number, after = newest, _listing(record, newest)
    for _ in range(HISTORY_LENGTH):
        if number is None:
            return
        change = commit_at(record, number)
        number = change.parents[0] if change.parents else None
        before = _listing(record, number)
        changed = tuple(sorted({name for name, _ in after.items() ^ before.items()}))
        if path in changed or (not path and changed):
            who = clean_line(change.author.decode("utf-8", "replace").partition("<")[0])
            yield Change(_moment(change.author_time), who[:LONGEST_NAME], changed)
        after = before


def commit_at(record: Repo, number: ObjectID) -> Commit:
    """Return a change by its number. Raises TypeError where the record has something else there."""
    change = record.object_store[number]
    if not isinstance(change, Commit):
        raise TypeError("no commit")
    return change


def _tree(record: Repo, number: ObjectID) -> Tree:
    tree = record.object_store[number]
    if not isinstance(tree, Tree):
        raise TypeError("no tree")
    return tree


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return FIRST_MOMENT
