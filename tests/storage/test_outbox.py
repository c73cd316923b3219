"""The outbox: what was not sent survives a crash, and says nothing without the key of the system's safe."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from builders import NOW
from keyring.backends.fail import Keyring as NoSafe
from leak_search import Search
from system_safe import Safe, safe_in_use

from careleaf.domain.email import Envelope
from careleaf.errors import DeliveryFailed
from careleaf.storage.outbox import Outbox, open_outbox

NAME = "Zebulon Quackenbush"
LETTER = Envelope("desk@clinic.example", "zebulon.quackenbush@example.org", f"Dear {NAME}\r\n".encode())


@pytest.fixture
def outbox(safe: Safe, tmp_path: Path) -> Outbox:
    found = open_outbox(tmp_path / "outbox")
    assert found is not None
    return found


def test_what_was_not_sent_is_there_after_a_new_start(outbox: Outbox, tmp_path: Path) -> None:
    outbox.put(LETTER, NOW)
    later = open_outbox(tmp_path / "outbox")
    assert later is not None
    (unsent,) = later.unsent()
    assert unsent.envelope == LETTER
    assert unsent.written == NOW
    assert not unsent.unsure


def test_nothing_in_the_outbox_can_be_read_without_the_key(
    outbox: Outbox, safe: Safe, tmp_path: Path
) -> None:
    outbox.is_sending(outbox.put(LETTER, NOW))
    search = Search((NAME, "Quackenbush", "desk@clinic.example")).folder(tmp_path)
    assert search.found == []
    assert len(search.opened) >= 3
    safe.kept.clear()
    other = open_outbox(tmp_path / "outbox")
    assert other is not None
    assert other.unsent() == ()
    assert other.remove_old(NOW) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folder private by other means")
def test_the_outbox_is_for_this_user_alone(outbox: Outbox, tmp_path: Path) -> None:
    file = outbox.put(LETTER, NOW).file
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "outbox").stat().st_mode & 0o777 == 0o700


def test_a_crash_while_the_server_was_told_leaves_it_unsure(outbox: Outbox) -> None:
    sending = outbox.is_sending(outbox.put(LETTER, NOW))
    assert [each.unsure for each in outbox.unsent()] == [True]
    outbox.was_not_sent(sending)
    assert [each.unsure for each in outbox.unsent()] == [False]


def test_what_was_sent_leaves_nothing(outbox: Outbox, tmp_path: Path) -> None:
    outbox.remove(outbox.is_sending(outbox.put(LETTER, NOW)))
    assert list((tmp_path / "outbox").iterdir()) == []


def test_what_is_older_than_a_day_goes_and_is_counted(outbox: Outbox) -> None:
    outbox.put(LETTER, NOW - timedelta(hours=25))
    outbox.put(LETTER, NOW - timedelta(hours=23))
    assert outbox.remove_old(NOW) == 1
    assert [each.written for each in outbox.unsent()] == [NOW - timedelta(hours=23)]


@pytest.mark.parametrize("broken", [b"", b"x", b"0" * 500])
def test_a_file_that_is_not_ours_is_not_sent(outbox: Outbox, tmp_path: Path, broken: bytes) -> None:
    outbox.put(LETTER, NOW).file.write_bytes(broken)
    assert outbox.unsent() == ()
    assert outbox.remove_old(NOW) == 1


def test_a_single_changed_byte_is_noticed(outbox: Outbox) -> None:
    file = outbox.put(LETTER, NOW).file
    content = bytearray(file.read_bytes())
    content[20] ^= 1
    file.write_bytes(content)
    assert outbox.unsent() == ()


def test_without_a_safe_nothing_is_kept(tmp_path: Path) -> None:
    with safe_in_use(NoSafe()):
        assert open_outbox(tmp_path / "outbox") is None
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_was_tampered_with_opens_no_outbox(outbox: Outbox, safe: Safe, tmp_path: Path) -> None:
    for place in safe.kept:
        keyring.set_password(*place, "no key")
    assert open_outbox(tmp_path / "outbox") is None


def test_a_folder_that_cannot_be_made_is_told(safe: Safe, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way")
    found = open_outbox(tmp_path / "outbox")
    assert found is not None
    with pytest.raises(DeliveryFailed, match="outbox"):
        found.put(LETTER, NOW)
