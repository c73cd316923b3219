"""Reach a Git repository, on a server or in a folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import filelock
import urllib3
from dulwich.client import (
    GitClient,
    HTTPUnauthorized,
    LocalGitClient,
    Urllib3HttpGitClient,
    default_urllib3_manager,
)
from dulwich.config import ConfigFile
from dulwich.object_store import MissingObjectFinder
from dulwich.objects import ZERO_SHA, ObjectID
from dulwich.pack import UnpackedObject
from dulwich.refs import Ref
from dulwich.repo import Repo

from careleaf.atomic_file import TEMPORARY
from careleaf.domain.sharing import Sharing
from careleaf.errors import DeliveryFailed
from careleaf.storage.sharing.plain_words import UNCHANGED, in_plain_words, is_web_address, read_only

BRANCH = Ref(b"refs/heads/main")
LOCK = f"{TEMPORARY}lock"
SECONDS = 20.0  # to connect, between two pieces of an answer, and for somebody else who is saving
STALE = 60.0  # seconds
OVERTAKEN = "somebody was quicker"


class Overtaken(Exception):
    """Somebody added a change since the library was read."""


def wrong_place(place: str) -> str:
    """Say what is wrong with an address or a folder, or return an empty text."""
    if not is_web_address(place):
        whole = Path(place).is_absolute()
        return "" if whole else f'"{place}" is neither a web address (https://...) nor a whole path.'
    try:
        parts = urlsplit(place)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return f'"{place}" is no web address.'
    if parts.scheme != "https":
        return "The address must start with https://, so that nobody on the way can read the password."
    if parts.username or parts.password:
        return "Leave user name and password out of the address; they have places of their own."
    return (
        "" if parts.hostname and not parts.query and not parts.fragment else f'"{place}" is no web address.'
    )


class GitRemote:
    """The other end: a repository on a server, or in a folder. Errors are dulwich's; see `in_plain_words`."""

    def __init__(self, sharing: Sharing, password: str) -> None:
        self._sharing, self._password = sharing, password

    def fetch(self, record: Repo, receive: Callable[[bytes], int]) -> ObjectID | None:
        """Hand over what the record lacks and return the newest change, or None where there is none yet."""

        def wanted(refs: Mapping[Ref, ObjectID], depth: int | None = None) -> list[ObjectID]:  # noqa: ARG001
            newest = refs.get(BRANCH)
            return [newest] if newest and newest not in record.object_store else []

        with self._client() as (client, path):
            # Version 0: the later ones let a server send the program to fetch from elsewhere.
            result = client.fetch_pack(path, wanted, record.get_graph_walker(), receive, protocol_version=0)
            return result.refs.get(BRANCH)

    def send(self, record: Repo, before: ObjectID | None, after: ObjectID) -> str:
        """Put a change on top of another; return why it was refused, or an empty text where it was taken."""
        if not is_web_address(self._sharing.place):
            return self._send_to_folder(record, before, after)

        def update(refs: Mapping[Ref, ObjectID]) -> dict[Ref, ObjectID]:
            if refs.get(BRANCH) != before:
                raise Overtaken
            return {BRANCH: after}

        def pieces(
            have: AbstractSet[ObjectID],
            want: AbstractSet[ObjectID],
            *,
            ofs_delta: bool = True,
            progress: Callable[[bytes], None] | None = None,  # noqa: ARG001
        ) -> tuple[int, Iterator[UnpackedObject]]:
            return record.object_store.generate_pack_data(have, want, ofs_delta=ofs_delta)

        try:
            with self._client() as (client, path):
                result = client.send_pack(path.encode(), update, pieces)
        except Overtaken:
            return OVERTAKEN
        except HTTPUnauthorized:  # reading was allowed a moment ago, with the same password
            raise DeliveryFailed(f"{read_only(self._sharing.place)} {UNCHANGED}") from None
        return (result.ref_status or {}).get(BRANCH) or ""

    def _send_to_folder(self, record: Repo, before: ObjectID | None, after: ObjectID) -> str:
        """Add the new pieces one by one: over the years, a pack for each change would slow it down."""
        folder = Path(self._sharing.place)
        with filelock.FileLock(folder / LOCK, timeout=SECONDS, thread_local=False):
            _unlock(folder / f"{BRANCH.decode()}.lock")
            with Repo(str(folder)) as there:
                missing = MissingObjectFinder(
                    record.object_store, haves=[before] if before else [], wants=[after]
                )
                for number, _ in missing:
                    there.object_store.add_object(record.object_store[number])
                taken = there.refs.set_if_equals(BRANCH, before or ZERO_SHA, after)
        return "" if taken else OVERTAKEN

    @contextmanager
    def _client(self) -> Iterator[tuple[GitClient, str]]:
        """Give what speaks to the place, and the path to ask it for."""
        place = self._sharing.place
        if wrong := wrong_place(place):
            raise DeliveryFailed(wrong)
        if not is_web_address(place):
            yield LocalGitClient(thin_packs=False), place
            return
        lines = _Lines(_pool(self._sharing))
        user, password = self._sharing.user or None, self._password or None
        client = Urllib3HttpGitClient(
            place,
            pool_manager=cast(urllib3.PoolManager, lines),
            username=user,
            password=password,
            timeout=SECONDS,
            thin_packs=False,
        )
        with closing(lines):
            yield client, ""


class _Lines:
    """Connections that are all closed in the end: dulwich leaves an answer open that it did not hope for."""

    def __init__(self, pool: urllib3.PoolManager) -> None:
        self.headers = pool.headers
        self._pool = pool
        self._answers: list[urllib3.BaseHTTPResponse] = []

    def request(self, method: str, url: str, **details: Any) -> urllib3.BaseHTTPResponse:
        """Ask, and remember the answer."""
        answer = self._pool.request(method, url, **details)
        self._answers.append(answer)
        return answer

    def close(self) -> None:
        """Close every connection."""
        for answer in self._answers:
            answer.close()
        self._pool.clear()


def start_history(folder: Path) -> None:
    """Make a folder that is empty or missing a shared library with history. Raises DeliveryFailed."""
    if wrong := wrong_place(str(folder)):
        raise DeliveryFailed(wrong)
    with in_plain_words(str(folder)):
        folder.mkdir(exist_ok=True)
        if not any(folder.iterdir()):
            Repo.init_bare(str(folder), default_branch=b"main").close()
        Repo(str(folder)).close()


def _pool(sharing: Sharing) -> urllib3.PoolManager:
    config = ConfigFile()
    if sharing.certificate:
        if not Path(sharing.certificate).is_file():
            raise DeliveryFailed(f"The certificate file {sharing.certificate} is not there.")
        config.set((b"http",), b"sslCAInfo", sharing.certificate.encode())
    # One try each: the next exchange is the retry.
    once = urllib3.Retry(connect=0, read=0, redirect=2, status=0, other=0)
    pool = default_urllib3_manager(
        config,
        base_url=sharing.place,
        timeout=SECONDS,
        pool_manager_cls=cast(type, partial(urllib3.PoolManager, retries=once)),
        proxy_manager_cls=cast(type, partial(urllib3.ProxyManager, retries=once)),
    )
    return cast(urllib3.PoolManager, pool)


def _unlock(lock: Path) -> None:
    """Remove the lock of a program that was killed while it wrote; who holds our own lock is alone here."""
    try:
        if time.time() - lock.stat().st_mtime > STALE:
            lock.unlink()
    except FileNotFoundError:
        return
