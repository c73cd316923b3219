"""What a hostile or broken shared library holds stays where it is, never runs, and never fills memory."""

from __future__ import annotations

import io
import os
import sys
import zlib
from pathlib import Path

import pytest
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.repo import Repo
from sharing.stations import Station, clinic

from careleaf.domain.sharing import Engine
from careleaf.errors import DeliveryFailed
from careleaf.storage.sharing.exchange import SAVING
from careleaf.storage.sharing.pack_limits import LARGEST_OBJECT, check_pack
from careleaf.storage.sharing.shared_files import refusal

GOOD = "presets/good.toml"
PRESET = b'id = "good"\n'
FILE, LINK, SUBMODULE, FOLDER = 0o100644, 0o120000, 0o160000, 0o040000
BRANCH = b"refs/heads/main"

NAMES_REFUSED = [
    "presets/trash/mine.toml",
    "../evil.toml", "presets/../evil.toml", "presets/..", "/etc/evil.toml", "presets//x.toml", "evil.toml",
    "settings/x.toml", "presets/.hidden.toml", "presets/.git/config.toml", "presets/x.py",
    "presets/x.toml.exe", "presets/X.toml", "presets/con.toml", "presets/x .toml", "presets/x\\y.toml",
    "presets/c:x.toml", "presets/é.toml", "presets/x\n.toml", "presets/" + "x" * 81 + ".toml",
    "presets/a/b/c/d/e.toml", "presets", "presets/aux/x.toml", "presets/x.TOML",
    "presets/\u202etoml.x", "presets/-x.toml", "presets/.toml", "",
]  # fmt: skip


@pytest.mark.parametrize("path", NAMES_REFUSED)
def test_a_name_that_could_mean_something_else_is_refused(path: str) -> None:
    assert refusal(path)


@pytest.mark.parametrize(
    "path",
    [GOOD, "library/en/medicines/own-pill.toml", "clinics/elm_2.png", "clinics/a.jpeg", "clinics/a.svg"],
)
def test_a_plain_name_is_taken(path: str) -> None:
    assert refusal(path) == ""


def everything(folder: Path) -> set[str]:
    """Return every name under a folder but the exchange's own notes."""
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.name != SAVING}
    return {name for name in names if "notes" not in name}


@pytest.fixture
def rooms(tmp_path: Path) -> list[Station]:
    return clinic(tmp_path, Engine.FOLDER)


def only_the_good_one_came(room: Station) -> tuple[str, ...]:
    done = room.exchange()
    assert everything(room.home) == {"presets", GOOD}
    assert room.read(GOOD) == PRESET.decode()
    return done.left_out


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
def test_links_pipes_and_large_files_in_the_shared_folder_are_left_there(
    rooms: list[Station], tmp_path: Path
) -> None:
    presets = tmp_path / "shared" / "presets"
    (tmp_path / "secret.toml").write_text("secret")
    (presets / "good.toml").write_bytes(PRESET)
    (presets / "link.toml").symlink_to(tmp_path / "secret.toml")
    (presets / "away").symlink_to(tmp_path)
    (presets / "DEEP").mkdir()
    (presets / "DEEP" / "x.toml").write_bytes(PRESET)
    (presets / "script.py").write_text("boom")
    (presets / ".hidden.toml").write_bytes(PRESET)
    os.mkfifo(presets / "pipe.toml")
    with (presets / "huge.toml").open("wb") as file:
        file.truncate(100_000_000)
    (presets / os.fsdecode(b"\xff.toml")).write_bytes(PRESET)
    left_out = "\n".join(only_the_good_one_came(rooms[0]))
    for name in ("link", "away", "DEEP/x", "script", "pipe", "huge"):
        assert f"presets/{name}" in left_out
    assert "hidden" not in left_out


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
@pytest.mark.parametrize("side", ["shared", "room-1"])
def test_nothing_is_written_through_a_link_in_a_folder_s_place(
    rooms: list[Station], tmp_path: Path, side: str
) -> None:
    rooms[0].write("presets/group/x.toml", "here")
    (tmp_path / "shared" / "presets" / "there").mkdir()
    (tmp_path / "shared" / "presets" / "there" / "x.toml").write_text("there")
    (tmp_path / "outside").mkdir()
    name = "group" if side == "shared" else "there"
    (tmp_path / side / "presets" / name).symlink_to(tmp_path / "outside")
    with pytest.raises(DeliveryFailed, match="link to another place"):
        rooms[0].exchange()
    assert everything(tmp_path / "outside") == set()


def test_thousands_of_files_are_refused_whole(rooms: list[Station], tmp_path: Path) -> None:
    for number in range(2_001):
        (tmp_path / "shared" / "presets" / f"p{number}.toml").touch()
    with pytest.raises(DeliveryFailed, match="more than 2,000 files"):
        rooms[0].exchange()
    assert rooms[0].files == {}


class Remote:
    """A repository in which a hostile hand writes whatever it likes."""

    def __init__(self, folder: Path) -> None:
        self.repo = Repo(str(folder))
        self.store = self.repo.object_store

    def blob(self, content: bytes = PRESET) -> ObjectID:
        blob = Blob.from_string(content)
        self.store.add_object(blob)
        return blob.id

    def tree(self, *entries: tuple[int, bytes, ObjectID]) -> ObjectID:
        """Write a tree as it is: names are neither sorted nor checked."""
        raw = b"".join(
            b"%o %s\0%s" % (mode, name, bytes.fromhex(sha.decode())) for mode, name, sha in entries
        )
        tree = Tree.from_string(raw)
        self.store.add_object(tree)
        return tree.id

    def commit(self, tree: ObjectID, author: bytes = b"Mallory <m@x>", when: int = 1) -> ObjectID:
        commit = Commit()
        commit.tree, commit.author, commit.committer, commit.message = tree, author, author, b"x"
        commit.author_time = commit.commit_time = when
        commit.author_timezone = commit.commit_timezone = 0
        self.store.add_object(commit)
        self.repo.refs[BRANCH] = commit.id
        return commit.id

    def presets(self, *entries: tuple[int, bytes, ObjectID]) -> None:
        """Publish a folder of presets: a good one, and these."""
        presets = self.tree((FILE, b"good.toml", self.blob()), *entries)
        self.commit(self.tree((FOLDER, b"presets", presets)))


@pytest.fixture
def git_rooms(tmp_path: Path) -> list[Station]:
    return clinic(tmp_path, Engine.GIT)


@pytest.fixture
def remote(git_rooms: list[Station], tmp_path: Path) -> Remote:
    return Remote(tmp_path / "shared")


@pytest.mark.parametrize(
    "name",
    [b"../evil.toml", b"..", b".git", b"a/b.toml", b"/evil.toml", b"GOOD.toml", b"con.toml", b"\xff.toml",
     b"x.py", b".GIT", b"git~1", b"x.toml\n"],
)  # fmt: skip
@pytest.mark.parametrize("mode", [FILE, LINK, SUBMODULE, 0o100755, 0])
def test_an_entry_with_a_tricky_name_is_left_there(
    git_rooms: list[Station], remote: Remote, name: bytes, mode: int
) -> None:
    remote.presets((mode, name, remote.blob(b"../../outside")))
    assert len(only_the_good_one_came(git_rooms[0])) == 1


@pytest.mark.parametrize("mode", [LINK, SUBMODULE])
def test_a_link_with_a_plain_name_is_left_there(git_rooms: list[Station], remote: Remote, mode: int) -> None:
    remote.presets((mode, b"link.toml", remote.blob(b"/etc/passwd")))
    assert only_the_good_one_came(git_rooms[0]) == ('"presets/link.toml" is no plain file, or too large',)


def test_a_folder_that_climbs_is_left_there(git_rooms: list[Station], remote: Remote) -> None:
    evil = remote.tree((FILE, b"evil.toml", remote.blob()))
    remote.presets((FOLDER, b"..", evil), (FOLDER, b".git", evil), (FOLDER, b"CON", evil))
    assert len(only_the_good_one_came(git_rooms[0])) == 3


def test_what_else_lies_in_the_repository_is_neither_taken_nor_lost(
    git_rooms: list[Station], remote: Remote
) -> None:
    presets = remote.tree((FILE, b"good.toml", remote.blob()), (FILE, b"NOTES.md", remote.blob(b"kept")))
    remote.commit(remote.tree((FILE, b"README.md", remote.blob(b"kept")), (FOLDER, b"presets", presets)))
    only_the_good_one_came(git_rooms[0])
    git_rooms[0].write("presets/mine.toml", 'id = "mine"\n')
    git_rooms[0].exchange()
    top = remote.repo[remote.repo[remote.repo.refs[BRANCH]].tree]
    assert {entry.path for entry in top.items()} == {b"README.md", b"presets"}
    inside = {entry.path for entry in remote.repo[top[b"presets"][1]].items()}
    assert inside == {b"good.toml", b"mine.toml", b"NOTES.md"}


def test_a_file_over_the_limit_is_left_there(git_rooms: list[Station], remote: Remote) -> None:
    remote.presets((FILE, b"large.toml", remote.blob(b"#" * 1_000_001)))
    assert "too large" in only_the_good_one_came(git_rooms[0])[0]


def refused_whole(room: Station, words: str) -> None:
    room.write("presets/mine.toml", "mine")
    with pytest.raises(DeliveryFailed, match=words):
        room.exchange()
    assert room.files == {"presets/mine.toml": "mine"}


def test_a_huge_file_is_refused_before_it_is_unpacked(git_rooms: list[Station], remote: Remote) -> None:
    remote.presets((FILE, b"huge.toml", remote.blob(bytes(LARGEST_OBJECT + 1))))
    refused_whole(git_rooms[0], r"sent a piece of 6,000,001 bytes\. Nothing was taken")


def test_thousands_of_entries_are_refused_whole(git_rooms: list[Station], remote: Remote) -> None:
    blob = remote.blob()
    remote.presets(*((FILE, b"p%d.toml" % number, blob) for number in range(2_001)))
    refused_whole(git_rooms[0], "more than 2,000 files")


def test_a_tree_that_names_itself_ten_times_over_is_refused_whole(
    git_rooms: list[Station], remote: Remote
) -> None:
    inside = remote.tree(*((FILE, b"f%d.toml" % number, remote.blob()) for number in range(10)))
    for _ in range(10):
        inside = remote.tree(*((FOLDER, b"d%d" % number, inside) for number in range(10)))
    remote.commit(remote.tree((FOLDER, b"presets", inside)))
    refused_whole(git_rooms[0], "more than 2,000 files")


def test_a_library_with_pieces_missing_or_of_the_wrong_kind_is_told(
    git_rooms: list[Station], remote: Remote
) -> None:
    blob = remote.blob()
    for tree in (blob, remote.tree((FOLDER, b"presets", blob)), ObjectID(b"1" * 40)):
        remote.commit(tree)
        refused_whole(git_rooms[0], "cannot be understood")
    remote.repo.refs[BRANCH] = blob
    refused_whole(git_rooms[0], "cannot be understood")


def test_a_name_or_a_time_made_to_deceive_is_shown_plainly(git_rooms: list[Station], remote: Remote) -> None:
    good = remote.tree((FILE, b"good.toml", remote.blob()))
    author = "\u202eDr\x07 Kim\x1b[31m ".encode() + b"x" * 500 + b" <m@x>"
    remote.commit(remote.tree((FOLDER, b"presets", good)), author, 2**62)
    git_rooms[0].exchange()
    (change,) = git_rooms[0].shared.history()
    assert change.who.startswith("Dr Kim[31m xxx")
    assert len(change.who) == 80
    assert change.when.year == 1970


def test_a_broken_record_here_is_made_anew(git_rooms: list[Station], remote: Remote) -> None:
    remote.presets()
    only_the_good_one_came(git_rooms[0])
    (git_rooms[0].home / "notes" / "record" / "HEAD").unlink()
    git_rooms[0].write("presets/mine.toml", "mine")
    assert git_rooms[0].exchange().sent == ("presets/mine.toml",)


def pack(*objects: bytes, count: int | None = None) -> io.BytesIO:
    """Write a Git pack of ready-made pieces."""
    number = len(objects) if count is None else count
    return io.BytesIO(
        b"PACK" + (2).to_bytes(4, "big") + number.to_bytes(4, "big") + b"".join(objects) + b"s" * 20
    )


def piece(kind: int, size: int, content: bytes, base: bytes = b"") -> bytes:
    """Write one piece that says it has `size` bytes."""
    head, size = [kind << 4 | size & 15], size >> 4
    while size:
        head[-1] |= 0x80
        head.append(size & 0x7F)
        size >>= 7
    return bytes(head) + base + zlib.compress(content)


BLOB, DELTA = 3, 7
HALF_A_GIGABYTE = b"\x80\x80\x80\x80\x02"  # as a delta writes it
BAD_PACKS = {
    "says it is huge": pack(piece(BLOB, 10**9, b"x")),
    "is larger than it says": pack(piece(BLOB, 10, bytes(10_000_000))),
    "a delta that becomes huge": pack(piece(DELTA, 7, b"\x01" + HALF_A_GIGABYTE + b"\x91", b"b" * 20)),
    "a delta that never says": pack(piece(DELTA, 40, b"\xff" * 40, b"b" * 20)),
    "more pieces than anybody has": pack(count=2**32 - 1),
    "ends too early": pack(piece(BLOB, 5, b"12345"), count=3),
    "is no pack": io.BytesIO(b"<html>login</html>" * 10),
    "is empty": io.BytesIO(b""),
    "cannot be unpacked": pack(b"\x35garbage that is no zlib stream"),
}


@pytest.mark.parametrize("name", BAD_PACKS)
def test_a_transfer_that_would_swell_is_refused_unread(name: str) -> None:
    with pytest.raises(DeliveryFailed, match="Nothing was taken"):
        check_pack(BAD_PACKS[name])


def test_an_ordinary_transfer_is_let_through() -> None:
    delta = piece(DELTA, 5, b"\x05\x05\x90\x05\x00", b"b" * 20)
    check_pack(pack(piece(BLOB, 5, b"12345"), delta, piece(BLOB, 300_000, os.urandom(300_000))))
