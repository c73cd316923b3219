"""A clinic's own wording at the command line: rules see all of it, and nobody takes it for the library's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command import ASKED, BLOCKED, CLOCK, DONE, INVALID, UNCONFIRMED, Careleaf, Outcome
from overlays import CLASS, COLD, lay, painkiller, relaxant

TONIGHT = ("--set", "med-relaxant.start=2026-11-21T21:00")
MINE = ("--set", "clinic-tizanidine.start=2026-11-21T21:00")


def check(careleaf: Careleaf, *flags: str, asked: tuple[str, ...] = ASKED) -> Outcome:
    return careleaf("check", "acute-72h", "--clinic", "sample", *CLOCK, *asked, *flags, "--json")


def page(careleaf: Careleaf, *flags: str) -> str:
    done = careleaf(
        "render", "acute-72h", "--clinic", "sample", *CLOCK, *ASKED, *flags, "--format", "text", "-o", "-"
    )
    assert done.code == DONE
    return done.out


def test_the_clinics_words_print_and_the_footer_says_whose_they_are(careleaf: Careleaf) -> None:
    assert "clinic's own wording" not in page(careleaf)
    lay(careleaf.home, "first-days/cold.toml", COLD)
    lay(careleaf.home, "exercises/gym-class.toml", CLASS)
    printed = page(careleaf, "--tick", "gym-class")
    assert "- Wrap the pack in a towel. Keep it on for 10 minutes." in printed
    assert "Our back class\n- Our class is each Tuesday at 6 PM." in printed
    assert "With the clinic's own wording, not yet reviewed by a clinician" in printed


def test_what_the_clinic_has_reviewed_says_so_and_the_library_is_not_reviewed_by_it(
    careleaf: Careleaf,
) -> None:
    signed = COLD.replace("not yet reviewed by a clinician", "Elm Street Clinic")
    lay(careleaf.home, "first-days/cold.toml", signed.replace("2027-11-21", "2026-12-01"))
    printed = page(careleaf)
    assert "Library 0.1, not yet reviewed by a clinician · With the clinic's own wording, reviewed" in printed
    assert "review due 1 Dec 2026" in printed, "the first date counts"


def wrap_of(careleaf: Careleaf) -> dict[str, Any]:
    """Return what is listed of the line of Cold pack that the clinic rewords."""
    topics = {topic["id"]: topic for topic in careleaf("library", "list", "--json").json}
    return next(point for point in topics["cold"]["points"] if point["id"] == "wrap")


def test_library_list_marks_the_clinics_words_and_keeps_the_librarys(careleaf: Careleaf) -> None:
    old = wrap_of(careleaf)["text"]
    lay(careleaf.home, "first-days/cold.toml", COLD)
    lay(careleaf.home, "exercises/gym-class.toml", CLASS)
    listed = careleaf("library", "list").out.splitlines()
    marked = [line.split()[0] for line in listed if "the clinic's" in line]
    assert marked == ["cold", "gym-class"]
    topics = {topic["id"]: topic for topic in careleaf("library", "list", "--json").json}
    point = wrap_of(careleaf)
    assert (point["origin"], point["library_text"]) == ("clinic", old)
    assert (topics["cold"]["origin"], topics["gym-class"]["origin"]) == ("library", "clinic")


def test_a_broken_file_stops_nothing_and_is_told_on_standard_error(careleaf: Careleaf) -> None:
    lay(careleaf.home, "first-days/cold.toml", COLD.replace('"wrap"', '"warp"'))
    lay(careleaf.home, "exercises/gym-class.toml", CLASS)
    done = careleaf(
        "render", "acute-72h", "--tick", "gym-class", "-o", "a.pdf", "--clinic", "sample", *ASKED, *CLOCK
    )
    assert done.code == DONE
    assert done.lines == [
        "careleaf: Of the clinic's own wording 1 file is not used; the library's text prints instead:",
        "careleaf: library/en/first-days/cold.toml:11: point[1].id: "
        '"warp" is no point of cold (did you mean "wrap"?)',
    ]


def test_lint_reads_the_clinics_files_too(careleaf: Careleaf) -> None:
    lay(careleaf.home, "first-days/cold.toml", COLD.replace("in a towel", "in a towel & tape"))
    lay(careleaf.home, "exercises/gym-class.toml", CLASS.replace("at 6 PM", "with 400 mg of ibuprofen"))
    lay(careleaf.home, "exercises/ex-walk.toml", 'format_version = 1\nrewords = "ex-wlk"\n')
    done = careleaf("library", "lint", "--json")
    assert done.code == INVALID
    found = {(finding["file"], finding["point"]): finding["message"] for finding in done.json}
    assert found["library/en/exercises/ex-walk.toml:2", "rewords"].endswith('(did you mean "ex-walk"?)')
    assert "'&'" in found["first-days/cold.toml", "wrap"]
    assert found["exercises/gym-class.toml", "point.when"].startswith("R55: Our back class")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Take Flexeril 10 for 5 more nights.", "R3"),
        ("Take your muscle relaxer for another week.", "R3"),
        ("Take 400 mg of ibuprofen 3 times a day.", "R55"),
        ("Take half a tablet of Advil each night.", "R55"),
        ("Take oxycodone 5 mg at night.", "R32"),
        ("Roll your lower back on the ball.", "R52"),
    ],
)
def test_a_text_of_the_clinics_that_harms_is_a_block_wherever_it_prints(
    careleaf: Careleaf, words: str, rule: str
) -> None:
    lay(careleaf.home, "exercises/gym-class.toml", CLASS.replace("Our class is each Tuesday at 6 PM.", words))
    lay(careleaf.home, "first-days/cold.toml", COLD.replace("Wrap the pack in a towel.", words))
    for flags in (("--tick", "gym-class", "--untick", "cold"), ("--tick", "cold.wrap")):
        done = check(careleaf, *flags)
        assert (done.code, rule in done.rules) == (BLOCKED, True)
    assert check(careleaf, "--untick", "cold.wrap").code == DONE, "what does not print blocks nothing"


def test_what_is_harmless_alone_is_a_block_beside_a_relaxant(careleaf: Careleaf) -> None:
    lay(
        careleaf.home,
        "exercises/gym-class.toml",
        CLASS.replace("Our class is", "Take them another week. Ours is"),
    )
    alone = check(careleaf, "--tick", "gym-class")
    assert (alone.code, alone.rules) == (UNCONFIRMED, ["R55"])
    done = check(careleaf, "--tick", "gym-class", "--tick", "med-relaxant", *TONIGHT)
    assert (done.code, "R3" in done.rules) == (BLOCKED, True)


def test_a_value_put_into_the_clinics_words_is_read_with_them(careleaf: Careleaf) -> None:
    param = '[[param]]\nid = "n"\nlabel = "N"\ntype = "integer"\ndefault = 2\nmin = 1\nmax = 9\n'
    param += 'number_from = "A test"\n\n[[point]]'
    text = CLASS.replace("Our class is each Tuesday at 6 PM.", "Take Flexeril for {{ n }} nights.")
    lay(careleaf.home, "exercises/gym-class.toml", text.replace("[[point]]", param))
    assert "R3" not in check(careleaf, "--tick", "gym-class").rules
    assert "R3" in check(careleaf, "--tick", "gym-class", "--set", "gym-class.n=5").rules


def test_a_medicine_named_without_a_dose_asks_for_a_reason(careleaf: Careleaf) -> None:
    lay(
        careleaf.home, "exercises/gym-class.toml", CLASS.replace("Our class is", "Take Tylenol. Our class is")
    )
    done = check(careleaf, "--tick", "gym-class")
    assert (done.code, done.rules) == (UNCONFIRMED, ["R55"])


@pytest.fixture
def with_medicines(careleaf: Careleaf) -> Careleaf:
    """Give a clinic three medicines of its own."""
    lay(careleaf.home, "medicines/clinic-meloxicam.toml", painkiller())
    lay(careleaf.home, "medicines/clinic-tizanidine.toml", relaxant())
    lay(careleaf.home, "medicines/clinic-ibuprofen.toml", painkiller("Ibuprofen", dose=200, most=1200, gap=6))
    extra = painkiller("Acetaminophen", "acetaminophen", 500, 3000, 6)
    lay(careleaf.home, "medicines/clinic-acetaminophen.toml", extra)
    return careleaf


@pytest.mark.parametrize(
    ("flags", "rule", "code"),
    [
        ("--tick clinic-meloxicam", "", DONE),
        ("--tick clinic-tizanidine", "", DONE),
        ("--tick clinic-meloxicam --check age=17", "R17", BLOCKED),
        ("--tick clinic-meloxicam --tick med-ibuprofen", "R18", BLOCKED),
        ("--tick clinic-meloxicam --check other-nsaid=yes", "R18", BLOCKED),
        ("--tick clinic-meloxicam --check pregnant=yes --check pregnancy-weeks=31", "R19", BLOCKED),
        ("--tick clinic-meloxicam --check lithium=yes", "R58", UNCONFIRMED),
        ("--tick clinic-meloxicam --set clinic-meloxicam.dose=22.5", "RANGE", BLOCKED),
        (
            "--tick clinic-meloxicam --set clinic-meloxicam.daily-max=7.5 --set clinic-meloxicam.dose=15",
            "R24",
            BLOCKED,
        ),
        ("--tick clinic-tizanidine --tick med-relaxant", "R6", BLOCKED),
        ("--tick clinic-tizanidine --check other-relaxant=yes", "R6", BLOCKED),
        ("--tick clinic-tizanidine --check age=71", "R8", UNCONFIRMED),
        ("--tick clinic-tizanidine --check age=17", "R17", BLOCKED),
        ("--tick clinic-tizanidine --set clinic-tizanidine.hours=96", "R3", BLOCKED),
        ("--tick clinic-tizanidine --set clinic-tizanidine.start=2026-11-21T12:00", "R5", BLOCKED),
        ("--tick clinic-tizanidine --set clinic-tizanidine.dose=3", "RANGE", BLOCKED),
        ("--tick clinic-ibuprofen --tick med-ibuprofen", "R24", BLOCKED),
        ("--tick clinic-acetaminophen --tick med-acetaminophen", "R26", BLOCKED),
        ("--tick clinic-acetaminophen --check acetaminophen-allergy=yes", "R64", BLOCKED),
    ],
)
def test_every_rule_sees_a_medicine_of_the_clinics(
    with_medicines: Careleaf, flags: str, rule: str, code: int
) -> None:
    done = check(with_medicines, *MINE, *flags.split())
    assert done.code == code
    assert rule in ["", *done.rules]


@pytest.mark.parametrize("topic", ["clinic-meloxicam", "clinic-tizanidine", "clinic-acetaminophen"])
def test_what_was_not_asked_of_a_medicine_of_the_clinics_is_asked(
    with_medicines: Careleaf, topic: str
) -> None:
    done = check(with_medicines, *MINE, "--tick", topic, asked=())
    asked = [finding for finding in done.json["findings"] if finding["rule"] == "R0"]
    assert [finding["topic"] for finding in asked] == [topic]
    assert done.code == UNCONFIRMED


def test_the_names_of_the_clinics_medicines_are_read_for_in_notes(with_medicines: Careleaf) -> None:
    note = '[notes]\ncold = "Take Zanaflex for 5 more nights."\n'
    preset = with_medicines.preset(note)
    done = with_medicines("check", preset, "--clinic", "sample", *CLOCK, *ASKED, "--json")
    assert (done.code, "R3" in done.rules) == (BLOCKED, True)


def test_a_medicine_of_the_clinics_prints_its_course_and_its_safety_lines(with_medicines: Careleaf) -> None:
    printed = page(with_medicines, "--tick", "clinic-tizanidine", *MINE)
    assert "Last tablet: Sun 22 Nov, bedtime. Take none after that." in printed
    assert "no more than 72 hours" in printed
    printed = page(with_medicines, "--tick", "clinic-meloxicam")
    assert "1 tablet when needed. Wait 12 hours." in printed
    assert "Wed 25 Nov" in printed, "the fifth day is the last"


def test_markup_in_the_clinics_words_stays_text(careleaf: Careleaf) -> None:
    hostile = "<b>Wrap</b> it. </li><callout>x</callout> ]]> &lt;"
    lay(careleaf.home, "first-days/cold.toml", COLD.replace("Wrap the pack in a towel.", hostile))
    assert hostile in page(careleaf)


def test_a_rule_that_counts_from_the_librarys_number_still_does(careleaf: Careleaf) -> None:
    fluids = COLD.partition("[defaults]")[0].replace("cold", "fluids-food") + "[defaults]\nglasses = 10\n"
    lay(careleaf.home, "daily-habits/fluids-food.toml", fluids)
    heart = ("--tick", "fluids-food", "--check", "heart-failure=yes", "--set", "fluids-food.glasses=8")
    assert "R38" in check(careleaf, *heart).rules


def test_a_folder_that_cannot_be_read_stops_nothing(
    careleaf: Careleaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OSError(5, "Input/output error")

    (careleaf.home / "library" / "en").mkdir(parents=True)

    monkeypatch.setattr(Path, "rglob", gone)
    done = check(careleaf)
    assert done.code == DONE
    assert done.lines[-1] == "careleaf: en: cannot be read: Input/output error"


def test_what_a_broken_file_holds_reaches_a_terminal_as_one_short_line_of_text(careleaf: Careleaf) -> None:
    lay(careleaf.home, "first-days/cold.toml", f'rewords = "\\u001b[2J\\n{"x" * 10_000}"\n')
    done = check(careleaf)
    assert done.code == DONE
    assert "\x1b" not in done.err
    assert all(len(line) < 400 for line in done.lines)


def test_rewording_the_clinics_words_for_one_patient_does_not_let_their_dose_through(
    careleaf: Careleaf,
) -> None:
    text = CLASS.replace("Our class is each Tuesday at 6 PM.", "Take 400 mg of ibuprofen.")
    lay(careleaf.home, "exercises/gym-class.toml", text)
    edited = '[wording.gym-class]\nwhen = "Now take 400 mg of ibuprofen."\n'
    preset = careleaf.preset(edited, topics=("gym-class",))
    done = careleaf("check", preset, "--clinic", "sample", *CLOCK, *ASKED, "--json")
    assert (done.code, done.rules) == (UNCONFIRMED, ["R55"])
