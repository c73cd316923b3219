"""Two workstations and one shared library, through either engine: nothing that somebody wrote is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import filelock
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sharing.stations import Station, clinic

from careleaf.domain.sharing import Engine, Step, plan
from careleaf.errors import DeliveryFailed
from careleaf.storage.sharing import exchange

ENGINES = [Engine.FOLDER, Engine.GIT]
PRESET = 'format_version = 1\nid = "mine"\ntitle = "Mine"\ntopics = ["cold"]\n'
MINE = "presets/mine.toml"


@pytest.fixture(params=ENGINES, ids=str)
def rooms(request: pytest.FixtureRequest, tmp_path: Path) -> list[Station]:
    return clinic(tmp_path, request.param)


def shared_by_both(rooms: list[Station], path: str = MINE, text: str = PRESET) -> None:
    rooms[0].write(path, text)
    for room in rooms:
        room.exchange()
    assert rooms[1].read(path) == text


@pytest.mark.parametrize(
    "path",
    [MINE, "library/en/first-days/own-topic.toml", "clinics/elm-street.toml", "clinics/elm-street.png"],
)
def test_presets_topics_and_clinics_travel_the_same_way(rooms: list[Station], path: str) -> None:
    shared_by_both(rooms, path)


def test_a_change_travels_and_the_next_exchange_has_nothing_to_do(rooms: list[Station]) -> None:
    shared_by_both(rooms)
    rooms[1].write(MINE, PRESET + 'note = "x"\n')
    assert rooms[1].exchange().sent == (MINE,)
    assert rooms[0].exchange().taken == (MINE,)
    assert rooms[0].read(MINE) == PRESET + 'note = "x"\n'
    for room in rooms:
        done = room.exchange()
        assert (done.taken, done.sent, done.conflicts, done.left_out) == ((), (), (), ())


def test_changes_of_different_files_meet_without_a_question(rooms: list[Station]) -> None:
    shared_by_both(rooms)
    rooms[0].write(MINE, PRESET + 'note = "x"\n')
    rooms[1].write("presets/other.toml", PRESET)
    for room in (*rooms, rooms[0]):
        assert room.exchange().conflicts == ()
    assert rooms[0].files == rooms[1].files


def test_a_deletion_travels_and_what_was_deleted_is_set_aside(rooms: list[Station]) -> None:
    shared_by_both(rooms)
    (rooms[0].home / MINE).unlink()
    for room in rooms:
        room.exchange()
    assert rooms[1].files == {}
    assert rooms[1].read(f"notes/replaced/{MINE}") == PRESET


@pytest.mark.parametrize("deleting", [0, 1])
def test_a_change_beats_a_deletion(rooms: list[Station], deleting: int) -> None:
    shared_by_both(rooms)
    (rooms[deleting].home / MINE).unlink()
    rooms[1 - deleting].write(MINE, "title = 'changed'\n")
    for room in (*rooms, *rooms):
        room.exchange()
    assert [room.read(MINE) for room in rooms] == ["title = 'changed'\n"] * 2


def both_changed(rooms: list[Station]) -> Station:
    shared_by_both(rooms)
    rooms[0].write(MINE, PRESET.replace("Mine", "Theirs"))
    rooms[1].write(MINE, PRESET.replace("Mine", "My own"))
    rooms[0].exchange()
    return rooms[1]


def test_a_file_changed_on_both_sides_is_asked_about_and_left_as_it_is(rooms: list[Station]) -> None:
    room = both_changed(rooms)
    for _ in range(2):
        (conflict,) = room.exchange().conflicts
        assert conflict.mine.decode() == PRESET.replace("Mine", "My own") == room.read(MINE)
        assert conflict.theirs.decode() == PRESET.replace("Mine", "Theirs") == rooms[0].read(MINE)


def test_keeping_mine_as_a_copy_keeps_both_for_everyone(rooms: list[Station]) -> None:
    room = both_changed(rooms)
    (conflict,) = room.exchange().conflicts
    copy = room.side.settle(conflict, room.shared, keep_mine=True)
    assert room.exchange().conflicts == ()
    rooms[0].exchange()
    assert rooms[0].files == rooms[1].files
    assert room.read(MINE) == PRESET.replace("Mine", "Theirs")
    assert room.read(copy) == PRESET.replace('"mine"', '"mine-copy"').replace("Mine", "My own (copy)")


def test_taking_theirs_replaces_mine_and_sets_it_aside(rooms: list[Station]) -> None:
    room = both_changed(rooms)
    (conflict,) = room.exchange().conflicts
    assert room.side.settle(conflict, room.shared, keep_mine=False) == ""
    assert room.exchange().conflicts == ()
    assert rooms[0].files == rooms[1].files == {MINE: PRESET.replace("Mine", "Theirs")}
    assert room.read(f"notes/replaced/{MINE}") == PRESET.replace("Mine", "My own")


def test_a_conflict_changed_once_more_is_not_settled_blindly(rooms: list[Station]) -> None:
    room = both_changed(rooms)
    (conflict,) = room.exchange().conflicts
    room.write(MINE, "title = 'third'\n")
    with pytest.raises(DeliveryFailed, match="changed here again"):
        room.side.settle(conflict, room.shared, keep_mine=False)
    assert room.read(MINE) == "title = 'third'\n"


def test_what_was_changed_before_the_first_exchange_is_asked_about(rooms: list[Station]) -> None:
    rooms[0].write(MINE, "title = 'a'\n")
    rooms[1].write(MINE, "title = 'b'\n")
    rooms[0].exchange()
    assert [conflict.path for conflict in rooms[1].exchange().conflicts] == [MINE]


def test_a_file_that_cannot_be_read_is_not_taken_for_deleted(rooms: list[Station]) -> None:
    shared_by_both(rooms)
    (rooms[1].home / MINE).write_bytes(b"x" * 1_000_001)
    done = rooms[1].exchange()
    assert done.sent == done.taken == ()
    assert "presets/mine.toml" in done.left_out[0]
    rooms[0].exchange()
    assert rooms[0].read(MINE) == PRESET


def test_a_folder_that_is_gone_here_deletes_nothing_elsewhere(rooms: list[Station]) -> None:
    shared_by_both(rooms)
    shutil.rmtree(rooms[1].home / "presets")
    assert rooms[1].exchange().taken == (MINE,)
    assert rooms[1].read(MINE) == rooms[0].read(MINE) == PRESET


def test_a_broken_memory_of_what_was_shared_loses_nothing(rooms: list[Station]) -> None:
    shared_by_both(rooms)
    rooms[1].write("notes/known.toml", "place = [not TOML")
    rooms[1].write("presets/more.toml", PRESET)
    assert rooms[1].exchange().sent == ("presets/more.toml",)
    assert rooms[1].read(MINE) == PRESET


def test_a_library_that_lost_everything_takes_nothing_away_here(rooms: list[Station], tmp_path: Path) -> None:
    for number in range(3):
        rooms[0].write(f"presets/p{number}.toml", PRESET)
    for room in rooms:
        room.exchange()
    for number in range(3):
        (rooms[0].home / f"presets/p{number}.toml").unlink()
    rooms[0].exchange()
    with pytest.raises(DeliveryFailed, match="has lost everything it held"):
        rooms[1].exchange()
    assert len(rooms[1].files) == 3


def test_each_one_s_trash_stays_their_own(rooms: list[Station]) -> None:
    rooms[0].write("presets/trash/mine~0001.toml", PRESET)
    rooms[0].write("presets/trash/mine.toml", PRESET)
    done = rooms[0].exchange()
    assert (done.sent, done.left_out) == ((), ())


def test_nothing_is_taken_while_somebody_saves_here(
    rooms: list[Station], monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms[0].write(MINE, PRESET)
    rooms[0].exchange()
    monkeypatch.setattr(exchange, "LONGEST_WAIT", 0.1)
    with (
        filelock.FileLock(rooms[1].home / "presets" / exchange.SAVING),
        pytest.raises(DeliveryFailed, match="Somebody is saving"),
    ):
        rooms[1].exchange()
    assert rooms[1].exchange().taken == (MINE,)


def test_what_waits_is_known_without_the_shared_library(rooms: list[Station]) -> None:
    shared_by_both(rooms)
    assert rooms[0].side.waiting() == ()
    rooms[0].write("presets/new.toml", PRESET)
    assert rooms[0].side.waiting() == ("presets/new.toml",)


DIGESTS = st.none() | st.sampled_from("abc")


@given(known=DIGESTS, mine=DIGESTS, theirs=DIGESTS)
def test_a_version_is_given_up_only_for_one_that_came_after_it(
    known: str | None, mine: str | None, theirs: str | None
) -> None:
    files = [{} if version is None else {"p": version} for version in (known, mine, theirs)]
    step = plan(*files).get("p", Step.AGREED)
    if step is Step.AGREED:
        assert mine == theirs
    elif step is Step.TAKE:
        assert theirs != known
        assert mine in (known, None)
    elif step is Step.SEND:
        assert mine != known
        assert theirs in (known, None)
    else:
        assert None not in (mine, theirs)
        assert known not in (mine, theirs)


ACTIONS = st.tuples(
    st.integers(0, 1), st.sampled_from(["a", "b"]), st.sampled_from(["write", "delete", "exchange"])
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(actions=st.lists(ACTIONS, max_size=12))
def test_whatever_two_people_do_both_end_with_the_same_and_no_text_is_lost(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[int, str, str]]
) -> None:
    rooms = clinic(tmp_path_factory.mktemp("clinic"), Engine.FOLDER)
    for number, (who, name, what) in enumerate(actions):
        room, path = rooms[who], f"presets/{name}.toml"
        if what == "write":
            room.write(path, f'title = "{number}"\n')
        elif what == "delete":
            (room.home / path).unlink(missing_ok=True)
        else:
            room.exchange()
    unsent = {room.files[path] for room in rooms for path in room.side.waiting() if path in room.files}
    for room in (*rooms, *rooms, *rooms):
        for conflict in room.exchange().conflicts:
            room.side.settle(conflict, room.shared, keep_mine=True)
    assert rooms[0].exchange().conflicts == ()
    assert rooms[0].files == rooms[1].files
    assert unsent <= set(rooms[0].files.values())
