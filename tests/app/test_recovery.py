"""Crash recovery: only where it is wanted, only while something would be lost, and never for long."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import shipped_rules
from leak_search import Search
from system_safe import Safe

from careleaf.app import recovery as recovery_module
from careleaf.app.recovery import KEPT_FOR, Recovery
from careleaf.content.draft_as_json import draft_json
from careleaf.domain.draft import Draft
from careleaf.domain.people import Patient
from careleaf.storage.locations import Locations
from careleaf.storage.settings_file import remember

DRAFT = Draft(topics=("cold",), patient=Patient("Zebulon Quackenbush"))
Start = Callable[[], Recovery]


@pytest.fixture
def places(tmp_path: Path, safe: Safe) -> Locations:
    """Return a home where crash recovery is on."""
    found = Locations(tmp_path)
    remember(found.settings, recovery=True)
    return found


@pytest.fixture
def started(places: Locations) -> Start:
    """Return how a window starts."""
    return lambda: Recovery(places, shipped_rules().medicines, lambda: datetime.now(UTC))


def crashed(window: Recovery) -> None:
    """Let go of a window's lock, as the system does when a program is killed."""
    assert window._own is not None
    window._own.give_up()


def test_what_a_crash_left_is_found_once(started: Start) -> None:
    window = started()
    window.keep(DRAFT)
    assert started().unfinished() == ()
    crashed(window)
    after = started()
    (left,) = after.unfinished()
    assert left.draft == DRAFT
    assert abs(left.written - datetime.now(UTC)) < timedelta(minutes=5)
    assert started().unfinished() == ()


def test_a_normal_end_leaves_no_file_and_no_key(started: Start, places: Locations, safe: Safe) -> None:
    window = started()
    window.keep(DRAFT)
    assert list(places.recovery.iterdir())
    window.end()
    assert list(places.recovery.iterdir()) == []
    assert safe.kept == {}
    window.keep(DRAFT)  # one that was on its way in the other thread
    assert list(places.recovery.iterdir()) == []
    assert safe.kept == {}


def test_nothing_to_lose_keeps_nothing(started: Start, places: Locations) -> None:
    window = started()
    window.keep(DRAFT)
    window.drop()
    assert list(places.recovery.glob("*.draft")) == []
    crashed(window)
    assert started().unfinished() == ()
    assert list(places.recovery.iterdir()) == []


def test_a_handout_taken_over_is_kept_on_in_the_same_file(started: Start, places: Locations) -> None:
    window = started()
    window.keep(DRAFT)
    crashed(window)
    after = started()
    (left,) = after.unfinished()
    after.keep(Draft(title="begun meanwhile"))
    after.take_over(left)
    assert len(list(places.recovery.glob("*.draft"))) == 1
    crashed(after)
    assert [again.draft for again in started().unfinished()] == [DRAFT]


def test_a_handout_thrown_away_leaves_no_file_and_no_key(
    started: Start, places: Locations, safe: Safe
) -> None:
    window = started()
    window.keep(DRAFT)
    crashed(window)
    after = started()
    (left,) = after.unfinished()
    after.throw_away(left)
    after.end()
    assert list(places.recovery.iterdir()) == []
    assert safe.kept == {}


def test_a_handout_nobody_answered_for_waits_for_the_next_start(started: Start) -> None:
    window = started()
    window.keep(DRAFT)
    crashed(window)
    after = started()
    after.unfinished()
    after.end()
    assert [left.draft for left in started().unfinished()] == [DRAFT]


def test_off_forgets_what_is_kept_and_what_crashes_left(
    started: Start, places: Locations, safe: Safe
) -> None:
    window, own = started(), started()
    window.keep(DRAFT)
    crashed(window)
    own.keep(DRAFT)
    remember(places.settings, recovery=False)
    own.forget()
    assert list(places.recovery.iterdir()) == []
    assert safe.kept == {}
    assert not own.is_on
    remember(places.settings, recovery=True)
    own.keep(DRAFT)
    assert len(list(places.recovery.glob("*.draft"))) == 1


def test_off_at_the_start_forgets_too(started: Start, places: Locations) -> None:
    window = started()
    window.keep(DRAFT)
    crashed(window)
    remember(places.settings, recovery=False)
    assert started().unfinished() == ()
    assert list(places.recovery.iterdir()) == []


@pytest.mark.parametrize("written", ["", "recovery = 1", 'recovery = "true"', "\x00"])
def test_it_is_off_unless_somebody_turned_it_on(started: Start, places: Locations, written: str) -> None:
    places.settings.write_text(written)
    assert not started().is_on


def test_a_week_later_it_is_of_another_visit(started: Start, places: Locations) -> None:
    window = started()
    window.keep(DRAFT)
    crashed(window)
    (file,) = places.recovery.glob("*.draft")
    old = (datetime.now(UTC) - KEPT_FOR - timedelta(hours=1)).timestamp()
    os.utime(file, (old, old))
    assert started().unfinished() == ()
    assert list(places.recovery.iterdir()) == []


def test_a_key_that_is_gone_is_said_and_the_file_can_go(
    started: Start, places: Locations, safe: Safe
) -> None:
    window = started()
    window.keep(DRAFT)
    crashed(window)
    safe.kept.clear()
    after = started()
    (left,) = after.unfinished()
    assert left.draft is None
    assert "key" in left.why
    after.throw_away(left)
    assert list(places.recovery.iterdir()) == []


def test_a_newer_version_is_said_and_its_file_stays(started: Start, places: Locations, monkeypatch) -> None:
    def newer(draft: Draft) -> bytes:
        return json.dumps(json.loads(draft_json(draft)) | {"form": 99}).encode()

    monkeypatch.setattr(recovery_module, "draft_json", newer)
    window = started()
    window.keep(DRAFT)
    crashed(window)
    after = started()
    (left,) = after.unfinished()
    assert (left.draft, "newer version" in left.why) == (None, True)
    after.end()
    assert len(list(places.recovery.glob("*.draft"))) == 1


def test_the_patient_is_nowhere_in_plain(started: Start, places: Locations) -> None:
    window = started()
    window.keep(DRAFT)
    search = Search(("Zebulon", "Quackenbush")).folder(places.home)
    assert search.found == []
    assert len(search.opened) >= 5


def test_without_the_folder_nothing_is_found(started: Start, places: Locations) -> None:
    assert started().unfinished() == ()
    assert not places.recovery.exists()
