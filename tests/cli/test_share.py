"""`careleaf share`: set up, exchange, settle, tell; passwords stay out of every file."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from command import DONE, INVALID, NOT_DELIVERED, UNCONFIRMED, WRONG_USAGE, Careleaf
from leak_search import Search
from sharing.stations import Station, station
from system_safe import Safe

from careleaf.domain.sharing import Engine

PRESET = 'format_version = 1\nid = "mine"\ntitle = "Mine"\ntopics = ["cold"]\n'
MINE = "presets/mine.toml"
PASSWORD = "s3cret-password"


@pytest.fixture(params=["set-folder", "set-git"])
def other(request: pytest.FixtureRequest, careleaf: Careleaf, tmp_path: Path) -> Station:
    """Return another workstation; this one shares with it."""
    place = tmp_path / "shared"
    done = careleaf("share", request.param, place, "--author", "Dr Lee")
    assert done.code == DONE, done.err
    return station(tmp_path / "Dr Kim", place, Engine.FOLDER if request.param == "set-folder" else Engine.GIT)


def write(careleaf: Careleaf, text: str) -> None:
    (careleaf.home / "presets").mkdir(exist_ok=True)
    (careleaf.home / MINE).write_text(text)


def test_without_a_shared_library_the_commands_say_how_to_set_one_up(careleaf: Careleaf) -> None:
    assert careleaf("share", "status").out == "Nothing is shared.\n"
    done = careleaf("share", "sync")
    assert done.code == WRONG_USAGE
    assert 'see "careleaf share set-folder"' in done.err


def test_what_another_workstation_saved_can_be_rendered_after_a_sync(
    careleaf: Careleaf, other: Station
) -> None:
    other.write(MINE, PRESET)
    other.exchange()
    done = careleaf("share", "sync", "--json")
    assert (done.code, done.json["taken"]) == (DONE, [MINE])
    assert careleaf("presets", "show", "mine").out.startswith("Mine")


def test_status_tells_what_was_not_sent_and_works_without_the_network(
    careleaf: Careleaf, other: Station, tmp_path: Path
) -> None:
    write(careleaf, PRESET)
    (tmp_path / "shared").rename(tmp_path / "away")
    done = careleaf("share", "status")
    assert done.code == DONE
    assert "Not sent yet:\n  presets/mine.toml\n" in done.out
    assert "nothing about a patient" in done.out
    assert careleaf("share", "status", "--json").json["waiting"] == [MINE]
    done = careleaf("share", "sync")
    assert done.code == NOT_DELIVERED
    assert "shared" in done.err
    assert (careleaf.home / MINE).read_text() == PRESET


def both_changed(careleaf: Careleaf, other: Station) -> None:
    other.write(MINE, PRESET.replace("Mine", "Theirs"))
    other.exchange()
    write(careleaf, PRESET)


def test_a_conflict_is_told_and_exits_as_an_open_question(careleaf: Careleaf, other: Station) -> None:
    both_changed(careleaf, other)
    done = careleaf("share", "sync")
    assert done.code == UNCONFIRMED
    assert "Changed here and by " in done.out
    assert "--keep-copy" in done.out


def test_see_both_shows_what_differs(careleaf: Careleaf, other: Station) -> None:
    both_changed(careleaf, other)
    done = careleaf("share", "settle", MINE, "--see-both")
    assert (done.code, done.out) == (DONE, "Title\n  mine:   Mine\n  theirs: Theirs\n")


@pytest.mark.parametrize(("flag", "count"), [("--keep-copy", 2), ("--take-theirs", 1)])
def test_a_conflict_is_settled(careleaf: Careleaf, other: Station, flag: str, count: int) -> None:
    both_changed(careleaf, other)
    assert careleaf("share", "settle", MINE, flag).code == DONE
    other.exchange()
    assert len(other.files) == count
    assert other.read(MINE) == (careleaf.home / MINE).read_text() == PRESET.replace("Mine", "Theirs")
    assert careleaf("share", "settle", MINE, flag).code == WRONG_USAGE


def test_history_tells_when_and_with_git_who(careleaf: Careleaf, other: Station) -> None:
    other.write(MINE, PRESET)
    other.exchange()
    careleaf("share", "sync")
    (change,) = careleaf("share", "history", MINE, "--json").json
    assert change["paths"] == [MINE]
    assert change["who"] in ("Dr Kim", "")
    assert MINE in careleaf("share", "history").out
    assert careleaf("share", "history", "presets/none.toml", "--json").json == []


def test_off_keeps_what_is_here(careleaf: Careleaf, other: Station) -> None:
    write(careleaf, PRESET)
    assert careleaf("share", "off").code == DONE
    assert careleaf("share", "status").out == "Nothing is shared.\n"
    assert (careleaf.home / MINE).read_text() == PRESET


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("http://server.example/x.git", "must start with https://"),
        ("https://kim:secret@server.example/x.git", "Leave user name and password out"),
        ("ssh://server.example/x.git", "must start with https://"),
        ("ext::sh -c 'touch boom' https://x", "must start with https://"),
        ("file:///etc", "must start with https://"),
        ("relative/folder", "neither a web address"),
        ("https:///x.git", "is no web address"),
        ("https://[::1/x.git", "is no web address"),
        ("https://server.example:port/x.git", "is no web address"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_and_not_kept(
    careleaf: Careleaf, place: str, words: str
) -> None:
    done = careleaf("share", "set-git", place)
    assert done.code == NOT_DELIVERED
    assert words in done.err
    assert not (careleaf.home / "sharing.toml").exists()
    assert list(careleaf.folder.iterdir()) == []


def test_broken_settings_are_told_with_key_and_line(careleaf: Careleaf) -> None:
    (careleaf.home / "sharing.toml").write_text('format_version = 1\nengine = "gti"\npassword = "x"\n')
    done = careleaf("share", "status")
    assert done.code == INVALID
    assert 'sharing.toml:2: engine: "gti" is not one of off, folder, git (did you mean "git"?)' in done.err
    assert "sharing.toml:3: password: unknown key" in done.err


def test_the_password_goes_to_the_safe_and_into_no_file(
    careleaf: Careleaf, safe: Safe, tmp_path: Path
) -> None:
    place = tmp_path / "shared"
    file = careleaf.write("password.txt", PASSWORD + "\n")
    done = careleaf("share", "set-git", place, "--user", "drkim", "--password-file", file)
    assert done.code == DONE, done.err
    assert list(safe.kept.values()) == [PASSWORD]
    file.unlink()
    search = Search((PASSWORD,)).folder(tmp_path)
    assert any("sharing.toml" in where for where in search.opened)
    assert search.found == []
    assert PASSWORD not in done.out + done.err
    assert careleaf("share", "off").code == DONE
    assert safe.kept == {}


def test_a_computer_without_a_safe_says_that_the_password_was_not_kept(
    careleaf: Careleaf, tmp_path: Path
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    try:
        file = careleaf.write("password.txt", PASSWORD)
        done = careleaf("share", "set-git", tmp_path / "shared", "--user", "drkim", "--password-file", file)
    finally:
        keyring.set_keyring(before)
    assert done.code == DONE
    assert "no place that keeps a password safely" in done.err


def test_a_password_file_that_is_not_there_is_told(careleaf: Careleaf, tmp_path: Path) -> None:
    done = careleaf("share", "set-git", tmp_path / "shared", "--password-file", "none.txt")
    assert done.code == NOT_DELIVERED
    assert "password file none.txt cannot be read" in done.err


def test_what_is_sent_holds_the_name_given_and_nothing_of_this_computer(
    careleaf: Careleaf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import getpass
    import socket

    for variable in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "USER", "LOGNAME", "USERNAME", "EMAIL"):
        monkeypatch.setenv(variable, "planted-person")
    place = tmp_path / "shared"
    careleaf("share", "set-git", place, "--author", "Room <3>\n")
    write(careleaf, PRESET)
    assert careleaf("share", "sync").code == DONE
    (change,) = careleaf("share", "history", "--json").json
    assert change["who"] == "Room 3"
    personal = ("planted-person", socket.gethostname(), str(careleaf.home))
    assert Search(personal).folder(place / "objects").found == []
    assert getpass.getuser() == "planted-person", "the plant was seen by who asks the environment"
