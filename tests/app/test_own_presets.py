"""The user's own presets: what can be done with them, and what never happens to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import draft_of
from leak_search import Search

from careleaf.app.bootstrap import Program
from careleaf.app.draft_starts import from_now_on
from careleaf.app.own_presets import OwnPresets
from careleaf.app.preset_list import favourites, list_presets, set_favourite
from careleaf.app.preset_notices import preset_notices
from careleaf.app.preset_saving import PresetForm, doubts, preset_of, require_nobody
from careleaf.content.preset_writer import preset_text
from careleaf.domain.draft import Draft
from careleaf.domain.people import Clinician, Patient
from careleaf.domain.preset import Preset, draft_from
from careleaf.errors import Blocked, CareleafError, ChangedMeanwhile, DeliveryFailed, InvalidFiles, UsageError
from careleaf.storage.locations import Locations

TODAY = date(2026, 11, 21)
GYM = PresetForm(
    "Gym sheet", note="After a class.", author="Dr Kim", review_due=date(2027, 11, 21), icd10="m54.50"
)


@pytest.fixture
def home(program: Program, tmp_path: Path) -> Program:
    """The program with an empty folder of the user's own."""
    return replace(program, locations=Locations(tmp_path / "home"))


@pytest.fixture
def own(home: Program) -> OwnPresets:
    return OwnPresets(home)


def saved(own: OwnPresets, form: PresetForm = GYM, was: str = "acute-72h", **choices: object) -> Preset:
    """Save a preset the way the window does."""
    program = own.program
    started = program.preset(was)
    draft = replace(draft_from(started), **choices)  # type: ignore[arg-type]
    return own.add(preset_of(program, draft, form, started, TODAY)).preset


def test_what_is_saved_is_found_again(own: OwnPresets) -> None:
    preset = saved(own)
    assert own.program.preset("gym-sheet") == preset
    assert (preset.title, preset.author, preset.icd10) == ("Gym sheet", "Dr Kim", "M54.50")
    assert (preset.made, preset.reviewed, preset.review_due) == (TODAY, TODAY, date(2027, 11, 21))
    assert preset.made_from.preset == "acute-72h"
    assert preset.suggests == own.program.preset("acute-72h").suggests


def test_saving_over_ones_own_keeps_its_id_and_the_day_it_was_made(own: OwnPresets) -> None:
    saved(own)
    kept = own.open("gym-sheet")
    later = preset_of(
        own.program, draft_from(kept.preset), replace(GYM, title="Gym"), kept.preset, date(2027, 1, 2)
    )
    again = own.replace(kept, later).preset
    assert (again.id, again.title, again.made, again.reviewed) == (
        "gym-sheet",
        "Gym",
        TODAY,
        date(2027, 1, 2),
    )
    assert again.made_from.preset == "acute-72h", "it still comes from the built-in one"
    assert [listed.preset.id for listed in list_presets(own.program).presets if listed.own] == ["gym-sheet"]


def test_two_programs_that_save_one_preset_do_not_overwrite_each_other(own: OwnPresets) -> None:
    saved(own)
    mine, theirs = own.open("gym-sheet"), own.open("gym-sheet")
    own.replace(theirs, replace(theirs.preset, note="Theirs."))
    with pytest.raises(ChangedMeanwhile, match="changed by somebody else"):
        own.replace(mine, replace(mine.preset, note="Mine."))
    assert own.open("gym-sheet").preset.note == "Theirs."
    assert own.add(replace(mine.preset, note="Mine.")).preset.id == "gym-sheet-2", "mine as a copy"


def test_a_built_in_preset_can_be_copied_and_nothing_else(own: OwnPresets) -> None:
    for work in (own.open, own.delete, lambda name: own.rename(name, "Mine")):
        with pytest.raises(UsageError, match="built-in"):
            work("acute-72h")
    copy = own.duplicate("acute-72h").preset
    assert copy.title == "Acute spasm: first 72 hours (copy)"
    assert copy.made_from.preset == "acute-72h"
    assert own.duplicate("acute-72h", "Runners").preset.id == "runners"


def test_a_file_with_the_name_of_a_built_in_preset_does_not_take_its_place(own: OwnPresets) -> None:
    fake = replace(own.program.preset("sciatica"), id="acute-72h", title="Fake")
    own.program.own_presets.add("acute-72h", preset_text(fake).encode())
    assert own.program.preset("acute-72h").title == "Acute spasm: first 72 hours"
    assert any("name of a built-in preset" in problem for problem in list_presets(own.program).problems)


def test_renaming_keeps_the_id(own: OwnPresets) -> None:
    saved(own)
    assert own.rename("gym-sheet", " Gym,\n  twice ").preset.title == "Gym, twice"
    assert own.program.preset("gym-sheet").title == "Gym, twice"


@pytest.mark.parametrize("title", ["", "  ", "\u200b", "x" * 121])
def test_a_title_that_cannot_be_is_refused_and_nothing_is_written(own: OwnPresets, title: str) -> None:
    saved(own)
    with pytest.raises(InvalidFiles, match="title"):
        own.rename("gym-sheet", title)
    assert own.program.preset("gym-sheet").title == "Gym sheet"


@pytest.mark.parametrize(
    ("title", "file"),
    [
        ("a/b\\c", "a-b-c"), ("\N{GRINNING FACE}", "preset"), ("CON", "con-preset"), ("Sheet.", "sheet"),
        ("x" * 120, "x" * 52), ("GYM SHEET", "gym-sheet-2"), ("../../evil", "evil"),
        ("sciatica", "sciatica-2"),
    ],
)  # fmt: skip
def test_whatever_the_title_the_file_lies_in_the_folder(own: OwnPresets, title: str, file: str) -> None:
    saved(own)
    assert saved(own, replace(GYM, title=title)).id == file
    assert own.program.preset(file).title == title
    folder = own.program.locations.presets
    assert {path.name for path in folder.glob("*.toml")} == {"gym-sheet.toml", f"{file}.toml"}


def test_deleting_can_be_undone_also_after_another_of_the_same_title(own: OwnPresets) -> None:
    first = saved(own)
    own.delete("gym-sheet")
    with pytest.raises(UsageError, match='no preset "gym-sheet"'):
        own.open("gym-sheet")
    assert saved(own).id == "gym-sheet-2", "the id in the trash stays taken, so that it can come back"
    own.restore("gym-sheet")
    assert own.program.preset("gym-sheet") == first


def test_a_preset_that_vanished_meanwhile_is_told(own: OwnPresets) -> None:
    saved(own)
    kept = own.open("gym-sheet")
    own.program.own_presets.files()["gym-sheet"].unlink()
    with pytest.raises(ChangedMeanwhile, match="no longer there"):
        own.replace(kept, kept.preset)
    with pytest.raises(UsageError, match="You have no preset"):
        own.rename("gym-sheet", "Gym")


def test_a_preset_goes_out_and_comes_in_again(own: OwnPresets, tmp_path: Path) -> None:
    preset = saved(own)
    own.give_out("gym-sheet", tmp_path / "out.toml")
    assert own.take_in(tmp_path / "out.toml").preset.id == "gym-sheet-2", "none is overwritten"
    own.delete("gym-sheet")
    own.program.own_presets.deleted()["gym-sheet"].unlink()
    assert own.take_in(tmp_path / "out.toml").preset == preset


def test_a_file_that_is_no_preset_is_not_taken_in(own: OwnPresets, tmp_path: Path) -> None:
    (tmp_path / "out.toml").write_text('format_version = 1\nid = "x"\n')
    with pytest.raises(InvalidFiles, match="title: is missing"):
        own.take_in(tmp_path / "out.toml")
    assert own.program.own_presets.files() == {}


def test_a_broken_file_is_told_and_hides_no_other(own: OwnPresets) -> None:
    saved(own)
    (own.program.locations.presets / "broken.toml").write_text("format_version = 1\n[")
    listing = list_presets(own.program)
    assert "gym-sheet" in {listed.preset.id for listed in listing.presets}
    assert listing.unreadable == ("broken",)
    assert any("broken.toml" in problem for problem in listing.problems)
    own.delete("broken")
    assert list_presets(own.program).problems == ()


def test_favourites_are_the_users_own_setting(own: OwnPresets) -> None:
    saved(own)
    for preset_id in ("gym-sheet", "sciatica"):
        set_favourite(own.program, preset_id, True)
    assert favourites(own.program) == {"gym-sheet", "sciatica"}
    set_favourite(own.program, "sciatica", False)
    assert {listed.preset.id for listed in list_presets(own.program).presets if listed.favourite} == {
        "gym-sheet"
    }
    assert "favourite" not in (own.program.locations.presets / "gym-sheet.toml").read_text()


def test_a_broken_list_of_favourites_is_told_and_not_overwritten(own: OwnPresets) -> None:
    path = own.program.locations.favourites
    path.parent.mkdir(parents=True)
    path.write_text("presets = 5\n")
    assert any("favourites.toml" in problem for problem in list_presets(own.program).problems)
    with pytest.raises(InvalidFiles):
        set_favourite(own.program, "sciatica", True)
    assert path.read_text() == "presets = 5\n"


def test_presets_are_found_by_their_words(own: OwnPresets) -> None:
    saved(own)
    found = [listed.preset.id for listed in list_presets(own.program).presets if listed.holds("CLASS m54")]
    assert found == ["gym-sheet"]


def test_an_overdue_review_is_told_from_the_day_after(own: OwnPresets) -> None:
    preset = saved(own, replace(GYM, review_due=TODAY))
    assert preset_notices(own.program, preset, TODAY) == ()
    (notice,) = preset_notices(own.program, preset, date(2026, 11, 22))
    assert notice.startswith("Its review was due 21 Nov 2026")


def test_what_is_not_in_this_library_is_told(own: OwnPresets) -> None:
    preset = replace(saved(own), topics=("cold", "hydro-pool"))
    assert preset_notices(own.program, preset, TODAY)[0] == (
        "Not in this library, so kept but not printed: hydro-pool."
    )


def test_the_draft_goes_on_from_the_preset_it_was_saved_as(own: OwnPresets) -> None:
    draft = draft_from(own.program.preset("acute-72h"), Draft(patient=Patient("Ana")))
    after = from_now_on(draft, saved(own))
    assert (after.preset, after.title, after.review_due) == ("gym-sheet", "Gym sheet", GYM.review_due)
    assert (after.patient, after.topics) == (draft.patient, draft.topics)


# --- nothing of a patient --------------------------------------------------------------------------------

NAME, NUMBER = "Żofia Qwzxvbnm", "MRN-739102846"
PLANTED = "Qwzxvbnm"


def planted(program: Program, where: str) -> Draft:
    """Return a draft with the patient's name in every place for it, and in one more."""
    return draft_of(
        program.library,
        ["cold", "med-relaxant"],
        values={
            "med-safety.allergies": PLANTED,
            "tx-physio.therapist": PLANTED if where == "value" else "Sam",
        },
        notes={"cold": f"For {NAME}.", "sleep": NUMBER},
        wording={"cold.gel": f"Use {PLANTED}'s pack." if where == "wording" else "Use a gel pack."},
        patient=Patient(NAME, NUMBER),
        clinician=Clinician("Dr Kim"),
        confirmations={"R8": f"{PLANTED} slept badly"},
    )


@pytest.mark.parametrize(
    "where", ["nowhere else", "title", "note", "author", "wording", "value", "standing note"]
)
def test_a_patients_name_never_reaches_a_file(home: Program, own: OwnPresets, where: str) -> None:
    form = replace(
        GYM,
        title=f"For {PLANTED}" if where == "title" else "Sheet",
        note=f"{NUMBER}" if where == "note" else "",
        author=PLANTED if where == "author" else "Dr Kim",
        standing_notes=frozenset({"cold"} if where == "standing note" else ()),
    )
    draft = planted(home, where)
    preset = preset_of(home, draft, form, None, TODAY)
    if where == "nowhere else":
        require_nobody(home, preset, draft.patient)
        own.add(preset)
        assert own.program.own_presets.files().keys() == {"sheet"}
    else:
        with pytest.raises(Blocked) as refused:
            require_nobody(home, preset, draft.patient)
        assert Search((PLANTED, NUMBER)).data("words", str(refused.value).encode()).found == []
    search = Search((PLANTED, NUMBER)).folder(home.locations.home) if home.locations.home.exists() else None
    assert search is None or search.found == []


def test_texts_that_look_like_a_patients_are_told_with_their_place(home: Program) -> None:
    draft = draft_of(
        home.library, ["cold"], wording={"cold.gel": "Call 555-0142."}, notes={"cold": "For Ana Ruiz"}
    )
    form = PresetForm("Mr. Jones", note="DOB 03/04/1961", standing_notes=frozenset({"cold"}))
    told = [str(doubt) for doubt in doubts(home, preset_of(home, draft, form, None, TODAY))]
    assert told == [
        "title: looks like a name",
        "note: looks like a date of birth",
        "Cold pack, note: looks like a name",
        "Cold pack, wording: looks like a phone number",
    ]


def test_no_built_in_preset_looks_like_a_patients(home: Program) -> None:
    for preset_id in home.built_in_files():
        assert doubts(home, home.preset(preset_id)) == ()


def test_a_disk_that_refuses_is_told(home: Program) -> None:
    home.locations.home.mkdir()
    home.locations.presets.write_text("a file, not a folder")
    with pytest.raises(DeliveryFailed, match="Nothing can be saved"):
        saved(OwnPresets(home))
    with pytest.raises(CareleafError):
        set_favourite(replace(home, locations=Locations(home.locations.presets)), "sciatica", True)
