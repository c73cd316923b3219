"""Writing a file: the old one stays until the new one is whole, and nothing is left lying about."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from full_disk import disk_full_after

from careleaf.atomic_file import write_atomically
from careleaf.errors import DeliveryFailed

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b" / "c.pdf", b"%PDF")
    assert (tmp_path / "a" / "b" / "c.pdf").read_bytes() == b"%PDF"
    assert names(tmp_path / "a" / "b") == ["c.pdf"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "c.pdf"
    path.write_bytes(b"a much longer old text")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["c.pdf"]


@posix
def test_whoever_has_the_old_file_open_keeps_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "c.pdf"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        write_atomically(path, b"new")
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new"


def test_a_folder_in_the_place_of_the_file_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "c.pdf").mkdir()
    with pytest.raises(DeliveryFailed, match=r"c\.pdf could not be written: .*unchanged"):
        write_atomically(tmp_path / "c.pdf", b"new")
    assert names(tmp_path) == ["c.pdf"]
    assert (tmp_path / "c.pdf").is_dir()


def test_a_file_where_a_folder_should_be_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "folder").write_bytes(b"old")
    with pytest.raises(DeliveryFailed, match="could not be written"):
        write_atomically(tmp_path / "folder" / "c.pdf", b"new")
    assert (tmp_path / "folder").read_bytes() == b"old"


def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeliveryFailed, match="could not be written"):
        write_atomically(tmp_path / ("x" * 300), b"new")
    assert names(tmp_path) == []


@posix
def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "c.pdf"
    path.write_bytes(b"old")
    with disk_full_after(10_000), pytest.raises(DeliveryFailed, match="could not be written"):
        write_atomically(path, b"x" * 50_000)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["c.pdf"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_the_rights_of_the_old_file_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "c.pdf"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_a_new_file_has_the_rights_the_user_gives_new_files(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "c.pdf", b"new")
        assert os.umask(0o027) == 0o027, "the user's setting is left as it was"
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "c.pdf").stat().st_mode) == 0o640
