"""Which files may be shared, and how they are read: whole, small, by plain names, never through a link."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from careleaf.domain.sharing import Files
from careleaf.errors import DeliveryFailed, shown
from careleaf.lazy_dataclass import dataclass

FOLDERS = ("presets", "library", "clinics")
OWN = "presets/trash"  # each user's own
LARGEST = {".toml": 1_000_000, ".svg": 1_000_000, ".png": 5_000_000, ".jpg": 5_000_000, ".jpeg": 5_000_000}
MOST_FILES = 2_000
DEEPEST = 5  # library/en/medicines/group/topic.toml

_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_-]{0,79}")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")  # names that Windows keeps for devices
# Dropbox and Nextcloud, Syncthing, OneDrive (the computer's name), Google Drive and Windows.
_STRAY = (
    re.compile(r"(?P<stem>.+?) ?\([^()]*conflicted copy[^()]*\)", re.IGNORECASE),
    re.compile(r"(?P<stem>.+?)\.sync-conflict-[\w-]+"),
    re.compile(r"(?P<stem>[a-z0-9_-]+?)-(?=[a-z0-9-]*[A-Z])[A-Za-z0-9-]+"),
    re.compile(r"(?P<stem>.+?) ?\(\d{1,2}\)"),
)


@dataclass
class Found:
    """What a folder holds. `withheld` are files that are there but cannot be used as they are."""

    files: dict[str, bytes] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    strays: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


Signature = tuple[int, int, int, int]
Remembered = dict[str, tuple[Signature, bytes]]


def digest(content: bytes) -> str:
    """Return what tells one content from another."""
    return hashlib.sha256(content).hexdigest()


def digests(files: Files) -> dict[str, str]:
    """Return the digest of each file."""
    return {path: digest(content) for path, content in files.items()}


def refusal(path: str) -> str:
    """Say why a path may not be shared, or return an empty text."""
    *folders, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    if not folders or folders[0] not in FOLDERS or len(folders) >= DEEPEST:
        return "lies outside the shared folders"
    if path.startswith(f"{OWN}/"):
        return "lies in somebody's trash"
    if dot + ending not in LARGEST:
        return f"is none of {', '.join(LARGEST)}"
    if not all(_PLAIN.fullmatch(part) and not _RESERVED.fullmatch(part) for part in (*folders, stem)):
        return "needs a name of lower-case letters, digits and hyphens"
    return ""


def largest(path: str) -> int:
    """Return how many bytes a shared file may have."""
    return LARGEST[path[path.rindex(".") :]]


def original_of(path: str) -> str:
    """Return the file that a conflicted copy belongs to, or an empty text for any other file."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    for pattern in _STRAY:
        if match := pattern.fullmatch(stem):
            original = f"{folder}{slash}{match['stem']}{dot}{ending}"
            return original if not refusal(original) else ""
    return ""


def read_files(root: Path, remembered: Remembered | None = None) -> Found:
    """Read every file under a root that may be shared. Raises DeliveryFailed where a folder cannot be listed.

    Files that `remembered` holds are read again only where size, time or number changed.
    """
    found = Found()
    for number, (entry, path) in enumerate(_entries(root)):
        if number >= MOST_FILES:
            raise DeliveryFailed(f"{root} holds more than {MOST_FILES:,} files. Nothing was shared.")
        why = refusal(path)
        if why and (original := original_of(path)):
            found.strays[path] = original
        elif why:
            found.left_out.append(f"{shown(path)} {why}")
        else:
            _add(found, entry, path, remembered)
    return found


def _add(found: Found, entry: os.DirEntry[str], path: str, remembered: Remembered | None) -> None:
    try:
        content = _read(entry, path, remembered)
        why = "is no plain file, or too large"
    except FileNotFoundError:  # replaced or deleted since it was listed: the next exchange sees which
        found.withheld.add(path)
        return
    except OSError as error:
        content, why = None, f"cannot be read: {error.strerror or error}"
    if content is None:
        found.withheld.add(path)
        found.left_out.append(f"{shown(path)} {why}")
    else:
        found.files[path] = content


def _read(entry: os.DirEntry[str], path: str, remembered: Remembered | None) -> bytes | None:
    """Return a file's content, or None for a link, a device or a file over its limit."""
    if not entry.is_file(follow_symlinks=False):
        return None
    status = Path(entry.path).stat(follow_symlinks=False)
    signature = (status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns)
    if remembered and path in remembered and remembered[path][0] == signature:
        return remembered[path][1]
    content = read_plain(Path(entry.path), largest(path))
    if remembered is not None and content is not None:
        remembered[path] = (signature, content)
    return content


def inside(root: Path, path: str) -> Path:
    """Return where a shared file lies. Raises DeliveryFailed where a link would lead out of the root."""
    target = root / path
    if refusal(path) and not original_of(path):
        raise DeliveryFailed(f"{shown(path)} {refusal(path)}.")
    if target.is_symlink() or not target.parent.resolve().is_relative_to(root.resolve()):
        raise DeliveryFailed(f"{target} is a link to another place. Nothing was written.")
    return target


def read_plain(path: Path, most: int) -> bytes | None:
    """Read a file without following a link, or return None for one over the limit. Raises OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
        content = file.read(most + 1)
    return content if len(content) <= most else None


def _entries(root: Path) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield what lies under the shared folders, with its relative path; hidden names are left alone."""
    waiting = [folder for folder in FOLDERS if (root / folder).is_dir() and not (root / folder).is_symlink()]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as listing:
                entries = [entry for entry in listing if not entry.name.startswith(".")]
        except OSError as error:
            raise DeliveryFailed(f"{root / folder} cannot be read: {error.strerror or error}.") from None
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path.count("/") < DEEPEST and path != OWN:
                    waiting.append(path)
            else:
                yield entry, path
