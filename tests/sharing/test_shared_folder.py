"""A folder on the clinic's network: many writers, programs that are killed, shares that are busy or gone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sharing.savers import COMMON, checked, is_whole
from sharing.stations import Station, clinic, station

from careleaf.domain.sharing import Engine
from careleaf.errors import DeliveryFailed
from careleaf.storage.sharing import shared_folder
from careleaf.storage.sharing.shared_folder import LOCK, MARK, SharedFolder, start_shared_folder

TESTS = Path(__file__).parents[1]
PRESET = 'id = "mine"\ntitle = "Mine"\n'
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and rights of POSIX")


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start tests/sharing/savers.py."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])}
    words = [sys.executable, str(TESTS / "sharing" / "savers.py"), *map(str, arguments)]
    return subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True)


def run_all(*started: subprocess.Popen[str]) -> None:
    for process in started:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said


@pytest.fixture
def place(tmp_path: Path) -> Path:
    start_shared_folder(tmp_path / "shared")
    return tmp_path / "shared"


@pytest.fixture
def rooms(tmp_path: Path) -> list[Station]:
    return clinic(tmp_path, Engine.FOLDER)


def test_two_programs_that_save_150_times_each_into_one_file_lose_nothing(place: Path) -> None:
    run_all(start("append", place, "a", "150"), start("append", place, "b", "150"))
    lines = (place / COMMON).read_text().splitlines()
    assert sorted(lines) == sorted(f"{name}-{number} = 1" for name in "ab" for number in range(150))


def test_two_workstations_that_save_150_times_each_lose_nothing(place: Path) -> None:
    run_all(start("save", place, "a", "150"), start("save", place, "b", "150"))
    last = {f"presets/{name}-{n}.toml": checked(140 + n) for name in "ab" for n in range(10)}
    assert {f"presets/{path.name}": path.read_text() for path in (place / "presets").glob("*.toml")} == last
    late = station(place.parent / "late", place, Engine.FOLDER)
    late.exchange()
    assert late.files == last


@posix
def test_a_program_killed_40_times_while_it_saves_leaves_no_bad_file_and_no_lock(place: Path) -> None:
    run_all(start("killed", place, "room", "40"))
    files = [*place.rglob("*.toml"), *place.parent.glob("room-*/presets/*.toml")]
    bad = [path for path in files if path.name != MARK and not is_whole(path.read_bytes())]
    assert bad == []
    assert (place / "presets" / "big.toml").exists()
    room = station(place.parent / "room-0", place, Engine.FOLDER)
    room.write("presets/after.toml", PRESET)
    room.exchange()
    assert (place / "presets" / "after.toml").read_text() == PRESET
    assert list((place / "presets").glob(".careleaf-*")) == [], "what was left behind is swept"


def test_a_save_over_what_was_not_seen_is_not_made(place: Path) -> None:
    mine, other = SharedFolder(place), SharedFolder(place)
    seen = mine.fetch()
    assert other.send({COMMON: b"theirs"}, other.fetch())
    assert mine.send({COMMON: b"mine", "presets/more.toml": b"x"}, seen) == {"presets/more.toml"}
    assert (place / COMMON).read_bytes() == b"theirs"


def test_a_change_of_the_same_size_is_seen(place: Path) -> None:
    mine, other = SharedFolder(place), SharedFolder(place)
    for content in (b"1", b"2", b"3"):
        other.send({COMMON: content}, other.fetch())
        assert mine.fetch().files[COMMON] == content


def test_a_busy_share_is_tried_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for a Windows server, which refuses to replace a file that somebody reads."""
    real, refusals = shared_folder.replace_whole, [PermissionError(13, "in use")] * 3

    def busy(path: Path, content: bytes) -> None:
        if refusals:
            raise refusals.pop()
        real(path, content)

    monkeypatch.setattr(shared_folder, "replace_whole", busy)
    assert SharedFolder(place).send({COMMON: b"x"}, SharedFolder(place).fetch())
    assert (place / COMMON).read_bytes() == b"x"


def test_a_share_that_stays_busy_is_told_and_keeps_what_it_had(
    rooms: list[Station], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(path: Path, content: bytes) -> None:
        raise PermissionError(13, "in use")

    rooms[0].write(COMMON, PRESET)
    monkeypatch.setattr(shared_folder, "replace_whole", busy)
    monkeypatch.setattr(shared_folder, "PAUSES", (0.0, 0.0))
    with pytest.raises(DeliveryFailed, match=r"common\.toml could not be written: in use.*sent later"):
        rooms[0].exchange()
    assert rooms[0].read(COMMON) == PRESET
    monkeypatch.undo()
    assert rooms[0].exchange().sent == (COMMON,)


def test_somebody_who_holds_the_folder_for_long_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_folder, "LONGEST_WAIT", 0.1)
    shared = SharedFolder(place)
    with shared._locked(), pytest.raises(DeliveryFailed, match="Somebody else has been saving"):
        SharedFolder(place).send({COMMON: b"x"}, shared.fetch())


def test_a_share_that_is_not_connected_deletes_nothing_here(rooms: list[Station], tmp_path: Path) -> None:
    rooms[0].write(COMMON, PRESET)
    rooms[0].exchange()
    (tmp_path / "shared").rename(tmp_path / "away")
    (tmp_path / "shared").mkdir()  # the empty place where the share is usually mounted
    with pytest.raises(DeliveryFailed, match=r"cannot be reached, or is not one.*Nothing was changed"):
        rooms[0].exchange()
    assert rooms[0].read(COMMON) == PRESET
    (tmp_path / "shared").rmdir()
    with pytest.raises(DeliveryFailed, match="cannot be reached"):
        rooms[0].exchange()
    (tmp_path / "away").rename(tmp_path / "shared")
    assert rooms[0].exchange().conflicts == ()


@posix
def test_a_full_share_is_told_and_keeps_what_it_had(place: Path) -> None:
    import resource

    shared = SharedFolder(place)
    shared.send({COMMON: b"old"}, shared.fetch())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(DeliveryFailed, match="could not be written"):
            shared.send({COMMON: b"x" * 50_000}, shared.fetch())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (place / COMMON).read_bytes() == b"old"


@pytest.mark.parametrize(
    "name",
    [
        "common (conflicted copy 2026-11-21).toml",
        "common (Ana's conflicted copy 2026-11-21).toml",
        "common.sync-conflict-20261121-104200-ABCDEFG.toml",
        "common-DESKTOP-AB12.toml",
        "common (1).toml",
    ],
)
@pytest.mark.parametrize("keep_mine", [True, False])
def test_a_conflicted_copy_is_noticed_and_settled(rooms: list[Station], name: str, keep_mine: bool) -> None:
    rooms[0].write(COMMON, PRESET)
    for room in rooms:
        room.exchange()
    stray = rooms[0].home.parent / "shared" / "presets" / name
    stray.write_text(PRESET.replace("Mine", "Other"))
    (conflict,) = rooms[1].exchange().conflicts
    assert (conflict.path, conflict.theirs.decode()) == (COMMON, PRESET.replace("Mine", "Other"))
    copy = rooms[1].side.settle(conflict, rooms[1].shared, keep_mine)
    for room in (rooms[1], rooms[0]):
        assert room.exchange().conflicts == ()
    assert not stray.exists()
    assert rooms[0].files == rooms[1].files
    assert rooms[0].read(COMMON) == PRESET.replace("Mine", "Other")
    assert bool(copy) is keep_mine
    assert not copy or "Mine (copy)" in rooms[0].read(copy)


def test_history_tells_when_each_file_was_written(place: Path) -> None:
    shared = SharedFolder(place)
    shared.send({"presets/old.toml": b"x", "presets/new.toml": b"x"}, shared.fetch())
    os.utime(place / "presets" / "old.toml", (1_000_000_000, 1_000_000_000))
    assert [change.paths for change in shared.history()] == [("presets/new.toml",), ("presets/old.toml",)]
    assert shared.history("presets/old.toml")[0].when.year == 2001


def test_a_folder_is_taken_part_in_twice(place: Path) -> None:
    (place / "presets" / "mine.toml").write_text(PRESET)
    start_shared_folder(place)
    assert (place / "presets" / "mine.toml").read_text() == PRESET


@pytest.mark.parametrize("where", ["not/a/whole/path", "/nowhere/at/all"])
def test_a_folder_that_cannot_be_made_is_told(where: str) -> None:
    with pytest.raises(DeliveryFailed, match=r"whole path|cannot be used"):
        start_shared_folder(Path(where))


def test_a_save_waits_for_another(place: Path) -> None:
    held, shared = SharedFolder(place), SharedFolder(place)
    entered = threading.Event()

    def hold() -> None:
        with held._locked():
            entered.set()
            time.sleep(0.2)
            (place / COMMON).write_bytes(b"theirs")

    holder = threading.Thread(target=hold)
    seen = shared.fetch()
    holder.start()
    entered.wait()
    assert shared.send({COMMON: b"mine"}, seen) == frozenset()
    holder.join()
    assert (place / LOCK).name.startswith(".careleaf-")
