"""A shared library on a real Git server: Apache, git-http-backend, TLS, a password."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from peers.git_server import USERS, GitServer
from sharing.stations import MOMENT, Station

from careleaf.domain.sharing import Engine, Sharing
from careleaf.errors import DeliveryFailed
from careleaf.storage.sharing.exchange import Workstation
from careleaf.storage.sharing.git_history import GitHistory

pytestmark = pytest.mark.peers

PASSWORD = USERS["drkim"]
SAVER = Path(__file__).with_name("git_saver.py")
PRESET = 'id = "mine"\ntitle = "Mine"\n'
MINE = "presets/mine.toml"


@pytest.fixture
def server() -> Iterator[GitServer]:
    server = GitServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()


def room(
    server: GitServer, home: Path, user: str = "drkim", password: str = PASSWORD, **more: str
) -> Station:
    """Make a workstation that shares through the server; `more` overrides its settings."""
    (home / "presets").mkdir(parents=True, exist_ok=True)
    fields = {"place": server.address, "certificate": server.certificate, "author": home.name, **more}
    sharing = Sharing(Engine.GIT, user=user, **fields)
    shared = GitHistory(sharing, password, home / "notes" / "record", lambda: MOMENT)
    return Station(home, Workstation(home, home / "notes", sharing.place), shared)


def test_three_workstations_that_change_20_files_each_lose_nothing(server: GitServer, tmp_path: Path) -> None:
    words = [sys.executable, str(SAVER), server.address, server.certificate]
    savers = [
        subprocess.Popen([*words, str(tmp_path / f"room-{n}")], stdout=subprocess.PIPE, text=True)
        for n in range(3)
    ]
    said = [saver.communicate(timeout=120)[0] for saver in savers]
    assert [saver.returncode for saver in savers] == [0, 0, 0]
    late = room(server, tmp_path / "late")
    late.exchange()
    kept = [line for path, text in late.files.items() for line in text.splitlines() if "title" in line]
    assert sorted(kept) == sorted(f'title = "room-{n} {c}"' for n in range(3) for c in range(20))
    assert server.git("fsck", "--strict", "--no-dangling") == ""
    authors = set(server.git("log", "--format=%an <%ae>", "main").splitlines())
    assert authors == {f"room-{n} <careleaf@localhost>" for n in range(3)}
    assert any(int(line) for line in said), "they met at the server, and one had to start over"


def test_one_file_changed_on_both_sides_is_asked_about_with_who_and_when(
    server: GitServer, tmp_path: Path
) -> None:
    kim, lee = room(server, tmp_path / "Dr Kim"), room(server, tmp_path / "Dr Lee")
    kim.write(MINE, PRESET)
    for each in (kim, lee):
        each.exchange()
    kim.write(MINE, PRESET + "# kim\n")
    lee.write(MINE, PRESET + "# lee\n")
    kim.exchange()
    (conflict,) = lee.exchange().conflicts
    assert conflict.change is not None
    assert (conflict.change.who, conflict.change.when) == ("Dr Kim", MOMENT)
    lee.side.settle(conflict, lee.shared, keep_mine=True)
    for each in (lee, kim):
        each.exchange()
    assert kim.files == lee.files
    assert len(kim.files) == 2


def fails(each: Station, words: str) -> None:
    """Expect the exchange to fail in words, with what was written here kept and waiting."""
    each.write(MINE, PRESET)
    with pytest.raises(DeliveryFailed, match=words) as caught:
        each.exchange()
    for git_word in ("push", "fetch", "commit", "merge", "remote", "branch", "HTTP", PASSWORD):
        assert git_word not in str(caught.value)
    assert each.read(MINE) == PRESET
    assert each.side.waiting() == (MINE,)


def test_a_server_that_is_down_is_told_and_catches_up_later(server: GitServer, tmp_path: Path) -> None:
    each = room(server, tmp_path / "room")
    server.stop()
    fails(each, r"localhost cannot be reached\. Check the network\. Nothing is lost")
    server.start()
    assert each.exchange().sent == (MINE,)
    server.stop()
    assert [change.paths for change in each.shared.history()] == [(MINE,)], "history needs no network"


@pytest.mark.parametrize(("user", "password"), [("drkim", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_password_is_told(server: GitServer, tmp_path: Path, user: str, password: str) -> None:
    fails(room(server, tmp_path / "room", user, password), "did not accept the user name or the password")


def test_an_untrusted_certificate_is_told_and_nothing_is_sent(server: GitServer, tmp_path: Path) -> None:
    fails(room(server, tmp_path / "room", certificate=""), "certificate is not trusted. Nothing was sent")


def test_a_certificate_for_another_name_is_told(server: GitServer, tmp_path: Path) -> None:
    place = server.address.replace("localhost", "127.0.0.1")
    fails(room(server, tmp_path / "room", place=place), "certificate is not trusted")


def test_a_place_without_a_library_is_told(server: GitServer, tmp_path: Path) -> None:
    place = server.address.replace("clinic.git", "other.git")
    fails(room(server, tmp_path / "room", place=place), "There is no shared library at https://localhost")


def test_a_refused_change_is_told_with_the_reason_and_kept(server: GitServer, tmp_path: Path) -> None:
    each = room(server, tmp_path / "room")
    server.refuse_changes("presets need a review first")
    fails(each, "does not take your changes: .*declined.*They are kept here")
    (server.repository / "hooks" / "pre-receive").unlink()
    assert each.exchange().sent == (MINE,)


def test_who_may_only_read_is_told_and_still_gets_what_others_change(
    server: GitServer, tmp_path: Path
) -> None:
    kim, reader = room(server, tmp_path / "kim"), room(server, tmp_path / "r", "reader", USERS["reader"])
    kim.write("presets/kim.toml", PRESET)
    kim.exchange()
    fails(reader, "localhost lets you read the shared library, but not change it")
    assert reader.read("presets/kim.toml") == PRESET
