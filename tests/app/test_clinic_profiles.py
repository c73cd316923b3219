"""Clinic profiles: several kept, one in use; the file of earlier versions is one of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import CLINIC, RESOURCES, write

from careleaf.app.bootstrap import NO_CLINIC, Program, start
from careleaf.app.clinic_profiles import (
    choose_profile,
    delete_profile,
    export_clinic,
    import_profile,
    profiles,
    save_profile,
)
from careleaf.app.draft_starts import clinic_look
from careleaf.content.clinic_loader import load_clinic
from careleaf.content.logo_reader import load_logo
from careleaf.domain.draft import Draft
from careleaf.domain.optional_blocks import USUAL_BLOCKS
from careleaf.domain.people import Clinic, PageDefaults
from careleaf.errors import CareleafError, DeliveryFailed, InvalidFiles, UsageError

LOGO = load_logo(RESOURCES / "clinics" / "sample-logo.svg")
FULL = replace(
    CLINIC,
    title="Evening",
    link="clinic.example/back",
    footer="Part of Elm Group",
    logo=LOGO,
    logo_alt="A spine",
    defaults=PageDefaults("a4", "mono", frozenset({"plan", "log"})),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def program(home: Path) -> Program:
    return start({"CARELEAF_HOME": str(home)})


def listed(program: Program) -> list[tuple[str, str, bool]]:
    return [(profile.id, profile.title, profile.chosen) for profile in profiles(program)]


def test_everything_of_a_profile_is_kept(program: Program) -> None:
    assert save_profile(program, FULL) == FULL
    assert program.clinic() == FULL
    assert load_clinic(program.clinic_file("evening")) == FULL


def test_the_last_saved_or_chosen_profile_is_in_use(program: Program) -> None:
    assert program.clinic() == NO_CLINIC
    save_profile(program, CLINIC)
    save_profile(program, FULL)
    assert listed(program) == [
        ("elm-street-clinic", "Elm Street Clinic", False),
        ("evening", "Evening", True),
    ]
    assert choose_profile(program, "elm-street-clinic") == CLINIC
    assert program.clinic() == CLINIC


def test_saving_under_an_id_changes_that_profile_and_its_name(program: Program) -> None:
    save_profile(program, CLINIC)
    save_profile(program, replace(CLINIC, title="Day"), "elm-street-clinic")
    assert listed(program) == [("elm-street-clinic", "Day", True)]


def test_each_new_profile_gets_an_id_of_its_own(program: Program) -> None:
    for name in ("Elm", "Elm", "Élm!", "sample", "клиника", "../../etc"):
        save_profile(program, replace(CLINIC, name=name))
    ids = [profile.id for profile in profiles(program)]
    assert ids == ["clinic", "elm", "elm-2", "elm-3", "etc", "sample-2"]


def test_the_clinic_file_of_earlier_versions_is_a_profile_and_stays_in_use(home: Path) -> None:
    old = write(home / "clinic.toml", 'format_version = 1\nname = "Old"\nphone = "555"\n')
    before = old.read_bytes()
    program = start({"CARELEAF_HOME": str(home)})
    assert program.clinic() == Clinic(name="Old", phone="555")
    assert listed(program) == [("clinic", "Old", True)]
    assert old.read_bytes() == before, "nothing is moved or rewritten until it is saved"
    save_profile(program, FULL)
    assert [profile.title for profile in profiles(program)] == ["Old", "Evening"]
    save_profile(program, replace(program.clinic("clinic"), logo=LOGO), "clinic")
    assert program.clinic().logo == LOGO
    delete_profile(program, "clinic")
    assert program.clinic() == FULL
    assert [path.name for path in home.iterdir() if "clinic" in path.name] == ["clinics"]


def test_a_deleted_profile_takes_its_logo_with_it_and_no_others(program: Program, home: Path) -> None:
    save_profile(program, FULL)
    save_profile(program, replace(FULL, title="Evening logo"))
    delete_profile(program, "evening")
    names = sorted(path.name for path in (home / "clinics").iterdir())
    assert [name[:17] for name in names] == ["evening-logo-logo", "evening-logo.toml"]
    assert program.clinic().title == "Evening logo"


def test_a_logo_that_is_taken_off_or_replaced_leaves_no_file(program: Program, home: Path) -> None:
    save_profile(program, FULL)
    save_profile(program, replace(FULL, logo=None), "evening")
    assert [path.name for path in (home / "clinics").iterdir()] == ["evening.toml"]


def test_an_exported_profile_comes_back_whole_on_another_computer(program: Program, tmp_path: Path) -> None:
    export_clinic(tmp_path / "passed-on.toml", FULL)
    other = start({"CARELEAF_HOME": str(tmp_path / "other")})
    assert import_profile(other, tmp_path / "passed-on.toml") == FULL
    assert other.clinic() == FULL
    assert "logo_data" not in other.clinic_file("evening").read_text()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('logo = "../../etc/passwd"', "expected the name of a file beside this one"),
        ('logo = "/etc/passwd"', "expected the name of a file beside this one"),
        ('logo = "..\\\\secret.png"', "expected the name of a file beside this one"),
        ('logo = ".hidden"', "expected the name of a file beside this one"),
        ('logo = "none.png"', "logo: none.png cannot be read: No such file"),
        ('logo = "text.png"', "logo: text.png is no PNG, JPEG or SVG picture"),
        ("logo = 5", "logo: expected a text, found 5"),
        ('logo_data = "%%%"', "logo_data: is no base64 text"),
        ('logo_data = "AAAA"', "logo_data: is no PNG"),
        ('defaults = "a4"', "defaults: expected a table"),
        ('[defaults]\npage = "a3"', 'defaults.page: "a3" is not one of letter, a4'),
        ('[defaults]\nstyle = "pretty"', 'defaults.style: "pretty" is not one of'),
        ('[defaults]\nblocks = ["plann"]', '"plann" is not one of'),
        ("[defaults]\nzoom = 2", "defaults.zoom: unknown key"),
    ],
)
def test_a_bad_profile_is_refused_in_words_and_nothing_is_kept(
    program: Program, home: Path, tmp_path: Path, line: str, message: str
) -> None:
    write(tmp_path / "text.png", "no picture")
    path = write(tmp_path / "bad.toml", f'format_version = 1\nname = "Bad"\n{line}\n')
    with pytest.raises(InvalidFiles) as refused:
        import_profile(program, path)
    assert message in str(refused.value)
    assert "bad.toml" in str(refused.value)
    assert not home.exists()


def test_a_profile_that_cannot_be_read_is_listed_and_in_nobodys_way(program: Program, home: Path) -> None:
    save_profile(program, CLINIC)
    write(home / "clinics" / "broken.toml", "format_version = 99\n")
    assert [bool(profile.problem) for profile in profiles(program)] == [True, False]
    assert program.clinic() == CLINIC
    with pytest.raises(InvalidFiles):
        choose_profile(program, "broken")
    assert program.clinic() == CLINIC


def test_a_profile_that_is_not_there_cannot_be_chosen(program: Program) -> None:
    save_profile(program, CLINIC)
    with pytest.raises(UsageError, match='did you mean "elm-street-clinic"'):
        choose_profile(program, "elm-stret-clinic")


@pytest.mark.parametrize("settings", ["= = =", 'clinic = "gone"', "clinic = 5", "\x00"])
def test_settings_that_make_no_sense_are_as_good_as_none(program: Program, home: Path, settings: str) -> None:
    save_profile(program, CLINIC)
    write(home / "settings.toml", settings)
    assert program.clinic() == CLINIC


def test_other_settings_stay(program: Program, home: Path) -> None:
    write(home / "settings.toml", 'other = "kept"\n')
    save_profile(program, CLINIC)
    assert 'other = "kept"' in (home / "settings.toml").read_text()


def test_a_profile_that_cannot_be_written_leaves_the_old_one(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_profile(program, FULL)

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(DeliveryFailed, match="No space left"):
        save_profile(program, replace(FULL, phone="555-9999", logo=None), "evening")
    assert program.clinic() == FULL


def test_every_error_is_one_with_words(program: Program) -> None:
    with pytest.raises(CareleafError, match='There is no clinic "nowhere"'):
        program.clinic("nowhere")


def test_a_clinics_defaults_hold_where_the_preset_is_as_usual() -> None:
    own = Draft(style="large-print", blocks=frozenset({"qr"}))
    assert clinic_look(Draft(), FULL) == Draft(style="mono", blocks=frozenset({"plan", "log"}))
    assert clinic_look(own, FULL) == own
    assert clinic_look(Draft(), CLINIC) == Draft(blocks=USUAL_BLOCKS)
