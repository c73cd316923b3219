"""The folder of own presets: nothing is lost, whoever else writes there and whatever the disk does."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock
from full_disk import disk_full_after

from careleaf.errors import ChangedMeanwhile, DeliveryFailed
from careleaf.storage import preset_folder
from careleaf.storage.preset_folder import LOCK, PresetFolder

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> PresetFolder:
    return PresetFolder(tmp_path / "presets")


def test_a_file_is_added_replaced_and_listed(folder: PresetFolder) -> None:
    assert folder.files() == {}
    folder.add("mine", b"one")
    folder.replace("mine", b"two", was=b"one")
    assert folder.read("mine") == b"two"
    assert list(folder.files()) == ["mine"]


def test_a_file_that_is_there_is_never_added_over(folder: PresetFolder) -> None:
    folder.add("mine", b"theirs")
    with pytest.raises(ChangedMeanwhile, match='There is a preset "mine" already'):
        folder.add("mine", b"mine")
    assert folder.read("mine") == b"theirs"


def test_a_file_that_somebody_changed_is_not_replaced(folder: PresetFolder) -> None:
    folder.add("mine", b"old")
    folder.replace("mine", b"theirs", was=b"old")
    with pytest.raises(ChangedMeanwhile, match="changed by somebody else"):
        folder.replace("mine", b"mine", was=b"old")
    assert folder.read("mine") == b"theirs"
    folder.replace("mine", b"theirs", was=b"old")  # what is there already is no loss


def test_a_file_that_vanished_is_told_and_not_made_again(folder: PresetFolder) -> None:
    folder.add("mine", b"old")
    (folder.folder / "mine.toml").unlink()
    for work in (lambda: folder.replace("mine", b"new", was=b"old"), lambda: folder.delete("mine")):
        with pytest.raises(ChangedMeanwhile, match="no longer there"):
            work()
    assert folder.files() == {}


def test_what_is_deleted_comes_back_the_last_first(folder: PresetFolder) -> None:
    for content in (b"first", b"second"):
        folder.add("mine", content)
        folder.delete("mine")
    assert folder.files() == {}
    folder.restore("mine")
    assert folder.read("mine") == b"second"
    with pytest.raises(ChangedMeanwhile, match='There is a preset "mine" again'):
        folder.restore("mine")
    folder.delete("mine")
    folder.restore("mine")
    folder.replace("mine", b"third", was=b"second")
    folder.delete("mine")
    for content in (b"third", b"first"):
        folder.restore("mine")
        assert folder.read("mine") == content
        (folder.folder / "mine.toml").unlink()
    with pytest.raises(ChangedMeanwhile, match='no deleted preset "mine"'):
        folder.restore("mine")


@posix
def test_a_full_disk_leaves_what_was_there(folder: PresetFolder) -> None:
    folder.add("mine", b"old")
    with disk_full_after(1_000):
        with pytest.raises(DeliveryFailed, match="could not be written"):
            folder.replace("mine", b"x" * 5_000, was=b"old")
        with pytest.raises(DeliveryFailed, match="could not be written"):
            folder.add("other", b"x" * 5_000)
    assert folder.read("mine") == b"old"
    assert list(folder.files()) == ["mine"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody can write in")
def test_a_folder_that_cannot_be_written_is_told() -> None:
    folder = PresetFolder(Path("/proc/self/presets"))
    for work in (lambda: folder.add("mine", b"x"), lambda: folder.restore("mine")):
        with pytest.raises(DeliveryFailed, match="Nothing can be saved in /proc/self/presets"):
            work()
    assert folder.files() == {}


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "presets").write_text("not a folder")
    with pytest.raises(DeliveryFailed, match="Nothing can be saved"):
        PresetFolder(tmp_path / "presets").add("mine", b"x")


def test_who_waits_too_long_for_another_program_is_told(
    folder: PresetFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preset_folder, "PATIENCE", 0)
    folder.folder.mkdir()
    with (
        FileLock(folder.folder / LOCK),
        pytest.raises(DeliveryFailed, match="Another program has been saving"),
    ):
        folder.add("mine", b"x")
    folder.add("mine", b"x")


# Two programs: each adds files of its own and adds its marks to one file that both change.
PROGRAM = """
import sys
from pathlib import Path
from careleaf.errors import ChangedMeanwhile
from careleaf.storage.preset_folder import PresetFolder
folder, name, times = PresetFolder(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for number in range(times):
    folder.add(f"{name}-{number}", b"x" * 2000)
    while True:
        was = folder.read("both")
        try:
            folder.replace("both", was + f"{name}{number} ".encode(), was)
            break
        except ChangedMeanwhile:
            pass
"""


def start(folder: PresetFolder, name: str, times: int) -> subprocess.Popen[bytes]:
    """Start a program that saves."""
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder.folder), name, str(times)])


def test_two_programs_that_save_150_times_each_lose_nothing(folder: PresetFolder) -> None:
    folder.add("both", b"")
    programs = [start(folder, name, 150) for name in ("a", "b")]
    assert [program.wait(60) for program in programs] == [0, 0]
    marks = folder.read("both").decode().split()
    assert sorted(marks) == sorted(f"{name}{number}" for name in "ab" for number in range(150))
    assert len(folder.files()) == 301


def test_a_program_killed_while_saving_leaves_no_broken_file(folder: PresetFolder) -> None:
    folder.add("both", b"")
    for kill in range(4):
        program = start(folder, f"kill{kill}", 100_000)
        while f"kill{kill}-5" not in folder.files():
            time.sleep(0.005)
        program.kill()
        program.wait(10)
        assert {len(folder.read(name)) for name in folder.files() if name != "both"} == {2000}
    folder.add("after", b"x")
