"""The file of crash recovery: one for each window, readable only with its own key, gone with it."""

from __future__ import annotations

import os
from pathlib import Path

import keyring
import pytest
from full_disk import disk_full_after
from keyring.backends.fail import Keyring as NoSafe
from keyring.backends.null import Keyring as ForgetfulSafe
from leak_search import Search
from system_safe import Safe, safe_in_use

from careleaf.errors import DeliveryFailed
from careleaf.storage.recovery_file import RecoveryFile, claim_left_behind, new_recovery_file

SECRET = b"Zebulon Quackenbush takes oxycodone"


@pytest.fixture
def file(safe: Safe, tmp_path: Path) -> RecoveryFile:
    """Return a window's file with something kept."""
    made = new_recovery_file(tmp_path)
    made.write(SECRET)
    return made


def kept_in(folder: Path) -> Path:
    """Return the one sealed file of a folder."""
    (found,) = folder.glob("*.draft")
    return found


def test_what_was_kept_is_there_once_the_window_is_gone(file: RecoveryFile, tmp_path: Path) -> None:
    assert claim_left_behind(tmp_path) == []
    file.give_up()
    (left,) = claim_left_behind(tmp_path)
    assert left.read() == SECRET
    assert claim_left_behind(tmp_path) == []


def test_the_last_that_was_kept_counts(file: RecoveryFile, tmp_path: Path) -> None:
    file.write(b"later")
    assert file.read() == b"later"
    assert len(list(tmp_path.iterdir())) == 2


def test_nothing_can_be_read_without_the_key(file: RecoveryFile, safe: Safe, tmp_path: Path) -> None:
    assert Search(("Zebulon", "Quackenbush", "oxycodone")).folder(tmp_path).found == []
    assert all("Zebulon" not in text for entry in safe.kept.items() for text in (*entry[0], entry[1]))
    file.give_up()
    safe.kept.clear()
    (left,) = claim_left_behind(tmp_path)
    assert left.read() is None


def test_two_windows_keep_apart(file: RecoveryFile, safe: Safe, tmp_path: Path) -> None:
    other = new_recovery_file(tmp_path)
    other.write(b"another patient")
    assert (file.read(), other.read()) == (SECRET, b"another patient")
    assert len(safe.kept) == 2
    other.remove()
    assert file.read() == SECRET


def test_a_file_opens_with_its_own_key_alone(file: RecoveryFile, tmp_path: Path) -> None:
    other = new_recovery_file(tmp_path)
    other.write(b"x")
    sealed = sorted(tmp_path.glob("*.draft"))
    for path, content in zip(sealed, [each.read_bytes() for each in reversed(sealed)], strict=True):
        path.write_bytes(content)
    assert (file.read(), other.read()) == (None, None)


def test_removing_leaves_neither_file_nor_key(file: RecoveryFile, safe: Safe, tmp_path: Path) -> None:
    file.remove()
    assert list(tmp_path.iterdir()) == []
    assert safe.kept == {}


def test_emptying_leaves_no_draft(file: RecoveryFile, tmp_path: Path) -> None:
    file.empty()
    assert not file.is_kept
    assert list(tmp_path.glob("*.draft")) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folder private by other means")
def test_it_is_for_this_user_alone(file: RecoveryFile, tmp_path: Path) -> None:
    assert kept_in(tmp_path).stat().st_mode & 0o777 == 0o600
    assert tmp_path.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("broken", [b"", b"x", b"0" * 500])
def test_a_damaged_file_opens_for_nobody(file: RecoveryFile, tmp_path: Path, broken: bytes) -> None:
    kept_in(tmp_path).write_bytes(broken)
    assert file.read() is None


def test_a_single_changed_byte_is_noticed(file: RecoveryFile, tmp_path: Path) -> None:
    content = bytearray(kept_in(tmp_path).read_bytes())
    content[20] ^= 1
    kept_in(tmp_path).write_bytes(content)
    assert file.read() is None


@pytest.mark.skipif(os.name == "nt", reason="no limit for a file's size there")
def test_a_full_disk_keeps_what_was_kept_before(file: RecoveryFile, tmp_path: Path) -> None:
    with disk_full_after(1000), pytest.raises(DeliveryFailed, match="cannot be written"):
        file.write(b"0" * 5000)
    assert file.read() == SECRET
    assert list(tmp_path.glob("*.new")) == []


@pytest.mark.parametrize("safe_of_the_system", [NoSafe, ForgetfulSafe])
def test_without_a_safe_nothing_is_written(tmp_path: Path, safe_of_the_system: type) -> None:
    with safe_in_use(safe_of_the_system()):
        made = new_recovery_file(tmp_path)
        with pytest.raises(DeliveryFailed, match="keeps a key safely"):
            made.write(SECRET)
        made.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_was_tampered_with_opens_nothing(file: RecoveryFile, safe: Safe, tmp_path: Path) -> None:
    file.give_up()
    for place in safe.kept:
        keyring.set_password(*place, "no key")
    (left,) = claim_left_behind(tmp_path)
    assert left.read() is None


def test_files_of_others_in_the_folder_stay(file: RecoveryFile, tmp_path: Path) -> None:
    (tmp_path / "notes.draft").write_bytes(b"mine")
    file.give_up()
    for left in claim_left_behind(tmp_path):
        left.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["notes.draft"]


def test_a_folder_that_cannot_be_used_is_told(safe: Safe, tmp_path: Path) -> None:
    (tmp_path / "recovery").write_text("in the way")
    with pytest.raises(DeliveryFailed, match="recovery"):
        new_recovery_file(tmp_path / "recovery")
    with pytest.raises(DeliveryFailed, match="recovery"):
        claim_left_behind(tmp_path / "recovery")
