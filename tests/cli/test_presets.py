"""`careleaf presets`: keep, change, share, all of it from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command import ASKED, BLOCKED, CLOCK, DONE, INVALID, NOT_DELIVERED, WRONG_USAGE, Careleaf

from careleaf.rendering.pdf.raster import page_texts

GYM = ("presets", "save", "acute-72h", "--title", "Gym sheet")


def ids(careleaf: Careleaf, *more: str) -> list[str]:
    return [preset["id"] for preset in careleaf("presets", "list", "--json", *more).json]


def test_choices_are_saved_as_a_preset_and_rendered_from_it(careleaf: Careleaf) -> None:
    done = careleaf(
        *GYM, "--set", "cold.minutes=11", "--tick", "ex-walk", "--untick", "sleep", "--style", "mono"
    )
    assert (done.code, done.out) == (DONE, "gym-sheet\n")
    page = careleaf("render", "gym-sheet", "-o", "-", "--format", "text", "--clinic", "sample", *ASKED).out
    assert "11 minutes" in page
    preset = careleaf("presets", "show", "gym-sheet", "--json").json
    assert "ex-walk" in preset["topics"]
    assert "sleep" not in preset["topics"]
    assert ids(careleaf)[-1] == "gym-sheet", "own presets stand after the built-in ones"


def test_saving_over_ones_own_changes_only_what_was_said(careleaf: Careleaf) -> None:
    careleaf(*GYM, "--note", "After a class.", "--icd10", "M54.50")
    done = careleaf("presets", "save", "gym-sheet", "--author", "Dr Kim", "--json")
    assert (done.code, done.json["id"]) == (DONE, "gym-sheet")
    shown = careleaf("presets", "show", "gym-sheet").out
    assert "After a class." in shown
    assert "code:     M54.50" in shown
    assert 'author = "Dr Kim"' in (careleaf.home / "presets" / "gym-sheet.toml").read_text()


def test_a_built_in_preset_is_saved_under_a_new_title_only(careleaf: Careleaf) -> None:
    done = careleaf("presets", "save", "acute-72h")
    assert done.code == WRONG_USAGE
    assert "built-in preset: it stays as it is" in done.err
    assert not (careleaf.home / "presets").exists()


def test_a_file_that_is_no_preset_of_mine_is_saved_under_a_title_only(careleaf: Careleaf) -> None:
    path = careleaf.preset("")
    assert careleaf("presets", "save", path).code == WRONG_USAGE
    assert careleaf("presets", "save", path, "--title", "From a file").out == "from-a-file\n"


@pytest.mark.parametrize(
    ("flags", "code", "words"),
    [
        (["--icd10", "back"], INVALID, 'icd10: "BACK" is no ICD-10-CM code'),
        (["--title", "x" * 200], INVALID, "title: has 200 characters; at most 120 fit"),
        (["--review-due", "soon"], WRONG_USAGE, "expected a date such as 2027-11-21"),
        (["--set", "cold.minuts=3"], WRONG_USAGE, 'did you mean "minutes"?'),
    ],
)
def test_what_cannot_be_saved_is_refused_in_words(
    careleaf: Careleaf, flags: list[str], code: int, words: str
) -> None:
    done = careleaf(*GYM, *flags)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert not (careleaf.home / "presets").exists()


def test_what_looks_like_a_patients_is_told_and_not_repeated(careleaf: Careleaf) -> None:
    done = careleaf(*GYM, "--note", "For Maria Lopez")
    assert done.code == DONE
    assert done.lines == ["careleaf: note: looks like a name. A preset is for every patient."]


def test_rename_duplicate_delete_and_restore(careleaf: Careleaf) -> None:
    careleaf(*GYM)
    assert careleaf("presets", "duplicate", "gym-sheet", "--title", "Pool").out == "pool\n"
    assert careleaf("presets", "rename", "pool", "Swimming pool").code == DONE
    assert "Swimming pool\n" in careleaf("presets", "list").out
    assert careleaf("presets", "delete", "pool").code == DONE
    assert "pool" not in ids(careleaf)
    assert careleaf("presets", "restore", "pool").code == DONE
    assert "pool" in ids(careleaf)
    done = careleaf("presets", "restore", "pool")
    assert (done.code, "no deleted preset" in done.err) == (NOT_DELIVERED, True)
    done = careleaf("presets", "delete", "poool")
    assert (done.code, "no longer there" in done.err) == (NOT_DELIVERED, True)


def test_export_and_import(careleaf: Careleaf) -> None:
    careleaf(*GYM)
    assert careleaf("presets", "export", "gym-sheet", "-o", "out.toml").code == DONE
    assert careleaf("presets", "import", "out.toml").out == "gym-sheet-2\n"
    assert careleaf("presets", "export", "gym-sheet", "-o", "no/../out.toml/x").code == NOT_DELIVERED
    assert careleaf("presets", "import", "none.toml").code == INVALID


def test_favourites_and_search_narrow_the_list(careleaf: Careleaf) -> None:
    careleaf(*GYM)
    careleaf("presets", "favourite", "gym-sheet")
    careleaf("presets", "favourite", "sciatica")
    assert ids(careleaf, "--favourites") == ["sciatica", "gym-sheet"]
    assert ids(careleaf, "--search", "GYM") == ["gym-sheet"]
    careleaf("presets", "favourite", "sciatica", "--off")
    assert ids(careleaf, "--favourites") == ["gym-sheet"]
    assert careleaf("presets", "favourite", "nope").code == WRONG_USAGE


def test_a_broken_preset_is_told_and_the_others_are_listed(careleaf: Careleaf) -> None:
    careleaf(*GYM)
    (careleaf.home / "presets" / "broken.toml").write_text("[")
    done = careleaf("presets", "list", "--json")
    assert done.code == INVALID
    assert done.json[-1]["id"] == "gym-sheet"
    assert "broken.toml: is not TOML" in done.err


def test_what_the_library_changed_since_is_told(careleaf: Careleaf) -> None:
    careleaf(*GYM)
    assert careleaf("presets", "diff", "gym-sheet").out.startswith("Nothing has changed")
    assert careleaf("presets", "diff", "gym-sheet", "--json").json == []
    path = careleaf.home / "presets" / "gym-sheet.toml"
    old = path.read_text()
    stomach = next(word for word in old.split() if word.strip('"').startswith("stomach:")).strip('"')
    path.write_text(old.replace(stomach, "stomach:000000"))
    (change,) = careleaf("presets", "diff", "gym-sheet", "--json").json
    assert change.startswith('Sleep: now says "')
    assert change in careleaf("presets", "show", "gym-sheet").out


def test_an_overdue_review_is_told_and_stamped_on_the_page(careleaf: Careleaf) -> None:
    careleaf(*GYM, "--review-due", "2026-11-20")
    render = ("render", "gym-sheet", "-o", "a.pdf", "--clinic", "sample", *ASKED)
    done = careleaf(*render, *CLOCK)
    assert "careleaf: gym-sheet: Its review was due 20 Nov 2026" in done.err
    pages = [re.sub(r"Page \d of \d", "", page) for page in page_texts(Path("a.pdf").read_bytes())]
    assert all("preset review was due 20 Nov 2026" in " ".join(page.split()) for page in pages)
    done = careleaf(*render, "--now", "2026-11-20T09:00")
    assert done.err == ""
    assert not any("preset review" in page for page in page_texts(Path("a.pdf").read_bytes()))


def test_a_topic_of_another_library_is_told_and_survives(careleaf: Careleaf) -> None:
    path = careleaf.write(
        "foreign.toml", 'format_version = 1\nid = "foreign"\ntitle = "F"\ntopics = ["cold", "hydro-pool"]\n'
    )
    assert careleaf("presets", "import", path).out == "foreign\n"
    done = careleaf("check", "foreign", "--clinic", "sample", *ASKED)
    assert "careleaf: foreign: Not in this library, so kept but not printed: hydro-pool." in done.err
    careleaf("presets", "save", "foreign", "--tick", "sleep")
    assert careleaf("presets", "show", "foreign", "--json").json["topics"] == ["cold", "hydro-pool", "sleep"]


def test_a_leaflet_for_openemr_bears_the_name_it_looks_for(careleaf: Careleaf) -> None:
    done = careleaf(
        "presets", "openemr", "sciatica", "-o", "education", "--icd10", "M54.30", "--clinic", "sample"
    )
    assert (done.code, done.out) == (DONE, f"{Path('education') / 'icd10_m54.30_en.pdf'}\n")
    (page, *_) = page_texts(Path("education/icd10_m54.30_en.pdf").read_bytes())
    assert "Your sciatica plan" in page
    assert (
        careleaf("presets", "openemr", "sciatica", "-o", "education", "--clinic", "sample").code
        == WRONG_USAGE
    )
    medicine = careleaf.preset('icd10 = "M54.50"\n', topics=("med-ibuprofen",))
    assert careleaf("presets", "openemr", medicine, "-o", "other", "--clinic", "sample").code == BLOCKED
    assert [path.name for path in Path("education").iterdir()] == ["icd10_m54.30_en.pdf"]
    assert not Path("other").exists()


def test_no_command_of_presets_keeps_a_patient(careleaf: Careleaf) -> None:
    for flag in ("--patient-name", "--patient-id", "--check", "--confirm"):
        assert careleaf(*GYM, flag, "Qwzxvbnm").code == WRONG_USAGE
    assert careleaf(*GYM, "--set", "med-safety.allergies=Qwzxvbnm").code == DONE
    for path in careleaf.home.rglob("*"):
        assert path.is_dir() or "Qwzxvbnm" not in path.read_text()


def test_saved_presets_are_summarised_as_the_others(careleaf: Careleaf) -> None:
    saved = json.loads(careleaf(*GYM, "--json").out)
    assert saved == careleaf("presets", "show", "gym-sheet", "--json").json
    assert set(saved) == {"id", "title", "topics", "suggests"}
