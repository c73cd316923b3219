"""A shared library with its history, in a Git repository.

Each exchange adds one change on top of the newest one. Where somebody was quicker the repository refuses, and
the exchange starts over from what is newest then.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from dulwich.errors import NotGitRepository
from dulwich.object_store import commit_tree_changes
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.repo import Repo

from careleaf.domain.plaintext import clean_line
from careleaf.domain.sharing import Change, Changes, Sharing
from careleaf.errors import DeliveryFailed, shown
from careleaf.storage.sharing.engine import Theirs
from careleaf.storage.sharing.git_contents import LONGEST_NAME, changes_of, commit_at, theirs_at
from careleaf.storage.sharing.git_remote import BRANCH, GitRemote
from careleaf.storage.sharing.pack_limits import LARGEST_TRANSFER, check_pack
from careleaf.storage.sharing.plain_words import in_plain_words

MOST_PACKS = 40  # each transfer brings one; so many are made into one
UNNAMED = "A workstation"
MAIL = "careleaf@localhost"  # Git wants an address; nobody's is given
PLAIN_FILE = 0o100644


class GitHistory:
    """Read and write a shared library that keeps its history. `folder` holds this computer's record of it."""

    def __init__(self, sharing: Sharing, password: str, folder: Path, now: Callable[[], datetime]) -> None:
        self._sharing, self._folder, self._now = sharing, folder, now
        self._remote = GitRemote(sharing, password)
        self._read: tuple[ObjectID | None, Theirs] | None = None

    def fetch(self) -> Theirs:
        """Return what the shared library holds now. Raises DeliveryFailed; the record here then stays."""
        with in_plain_words(self._sharing.place), self._record() as record:
            newest = self._newest(record)
            if self._read is None or self._read[0] != newest:
                self._read = (newest, theirs_at(record, newest))
            return self._read[1]

    def send(self, changes: Changes, seen: Theirs) -> frozenset[str]:
        """Add all changes on top of what was seen, or none of them where somebody was quicker."""
        if self._read is None or self._read[1] is not seen:
            return frozenset()
        before = self._read[0]
        with in_plain_words(self._sharing.place), self._record() as record:
            after = self._added(record, before, changes)
            why_not = self._remote.send(record, before, after)
            if not why_not:
                record.refs[BRANCH] = after
                return frozenset(changes)
            if self._newest(record) != before:
                return frozenset()
        raise DeliveryFailed(
            f"The shared library does not take your changes: {shown(clean_line(why_not))}. "
            "They are kept here."
        )

    def last_change(self, path: str) -> Change | None:
        """Return who changed a file last, as far as the record here goes back."""
        return next(iter(self.history(path)), None)

    def history(self, path: str = "") -> tuple[Change, ...]:
        """Return the last changes, newest first, from the record here: it needs no network."""
        with in_plain_words(self._sharing.place), self._record() as record:
            return tuple(changes_of(record, record.refs.as_dict().get(BRANCH), path))

    def remove_stray(self, path: str, content: bytes) -> None:
        """Do nothing: there are no conflicted copies here."""

    @contextmanager
    def _record(self) -> Iterator[Repo]:
        """Open this computer's record, a new one where it is broken: all of it can be fetched."""
        try:
            record = Repo(str(self._folder))
        except (NotGitRepository, OSError, ValueError):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            record = Repo.init_bare(str(self._folder))
        try:
            yield record
        finally:
            record.close()

    def _newest(self, record: Repo) -> ObjectID | None:
        """Bring the record up to date and return its newest change. Nothing unchecked gets into it."""
        with tempfile.TemporaryFile() as arriving:
            received = 0

            def receive(data: bytes) -> int:
                nonlocal received
                received += len(data)
                if received > LARGEST_TRANSFER:
                    raise DeliveryFailed(
                        f"The shared library sent more than {LARGEST_TRANSFER:,} bytes. Nothing was taken."
                    )
                return arriving.write(data)

            newest = self._remote.fetch(record, receive)
            if arriving.tell():
                arriving.seek(0)
                check_pack(arriving)
                arriving.seek(0)
                record.object_store.add_thin_pack(arriving.read, None)
        if newest is not None and record.refs.as_dict().get(BRANCH) != newest:
            theirs_at(record, newest)  # all of it can be read: only then it becomes the newest
            record.refs[BRANCH] = newest
        if len(record.object_store.packs) > MOST_PACKS:
            record.object_store.repack()
        return newest

    def _added(self, record: Repo, before: ObjectID | None, changes: Changes) -> ObjectID:
        """Put a change on top of another and return it. What others keep in the repository stays."""
        store = record.object_store
        tree = commit_at(record, before).tree if before else Tree()
        if isinstance(tree, Tree):
            store.add_object(tree)
            tree = tree.id
        edits = []
        for path, content in changes.items():
            blob = Blob.from_string(content) if content is not None else None
            if blob is not None:
                store.add_object(blob)
            edits.append((path.encode(), PLAIN_FILE if blob else None, blob.id if blob else None))
        change = Commit()
        change.tree = commit_tree_changes(store, tree, edits)
        change.parents = [before] if before else []
        change.author = change.committer = f"{signature(self._sharing.author)} <{MAIL}>".encode()
        change.author_time = change.commit_time = int(self._now().timestamp())
        change.author_timezone = change.commit_timezone = 0
        change.message = "\n".join(sorted(changes)).encode() + b"\n"
        store.add_object(change)
        return change.id


def signature(author: str) -> str:
    """Return the name that goes with a change: the one set for sharing and nothing of this computer."""
    name = "".join(char for char in clean_line(author) if char not in "<>")
    return name[:LONGEST_NAME].strip() or UNNAMED
