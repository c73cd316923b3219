"""`careleaf library sign`: from "not yet reviewed" to the clinic's own review, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import CLOCK, DONE, INVALID, NOT_DELIVERED, WRONG_USAGE, Careleaf, Outcome, acute
from pdf_reading import letters

NAME = "Dr. Ana Ruiz"
REVIEWED = "Reviewed for Elm Street Clinic by Dr. Ana Ruiz, 21 Nov 2026"


def sign(careleaf: Careleaf, *topics: str, name: str = NAME, clinic: Path | None = None) -> Outcome:
    return careleaf(
        "library", "sign", *topics, "--name", name, "--clinic", clinic or careleaf.clinic(), *CLOCK
    )


def page(careleaf: Careleaf) -> Outcome:
    return careleaf(*acute("--format", "text", to="-", clinic=careleaf.clinic()))


def footer(careleaf: Careleaf) -> str:
    return page(careleaf).out.splitlines()[-1]


def test_the_page_says_reviewed_once_all_its_topics_are_signed(careleaf: Careleaf) -> None:
    assert "not yet reviewed by a clinician" in footer(careleaf)
    printed = careleaf(*acute("--json", clinic=careleaf.clinic())).json["topics"]
    assert sign(careleaf, *printed[1:]).code == DONE
    assert "not yet reviewed by a clinician" in footer(careleaf)
    assert sign(careleaf, printed[0]).code == DONE
    assert footer(careleaf).startswith(REVIEWED)
    careleaf("library", "unsign", printed[0], "--clinic", careleaf.clinic())
    assert "not yet reviewed by a clinician" in footer(careleaf)


def test_all_signs_every_topic_and_says_how_many(careleaf: Careleaf) -> None:
    assert sign(careleaf, "all").out == "50 of 50 topics are signed off for Elm Street Clinic.\n"
    done = careleaf("library", "unsign", "cold", "sleep", "--clinic", careleaf.clinic(), *CLOCK)
    assert done.out == "48 of 50 topics are signed off for Elm Street Clinic.\n"


def test_signed_pages_are_the_same_bytes_each_time(careleaf: Careleaf) -> None:
    sign(careleaf, "all")
    arguments = acute(to="-", clinic=careleaf.clinic())
    one = careleaf(*arguments).raw
    kept = (careleaf.home / "signoffs.toml").read_bytes()
    sign(careleaf, "all")
    assert careleaf(*arguments).raw == one
    assert (careleaf.home / "signoffs.toml").read_bytes() == kept


def test_the_list_shows_how_each_topic_stands(careleaf: Careleaf) -> None:
    sign(careleaf, "cold")
    here = ("--clinic", careleaf.clinic(), *CLOCK)
    reviews = {topic["id"]: topic["review"] for topic in careleaf("library", "list", "--json", *here).json}
    assert reviews["cold"] == {"state": "signed", "name": NAME, "day": "2026-11-21", "due": "2027-11-21"}
    assert reviews["sleep"] == {"state": "not signed"}
    lines = careleaf("library", "list", *here).out.splitlines()
    assert any(line.endswith("params), signed by Dr. Ana Ruiz, 2026-11-21") for line in lines)
    late = careleaf("library", "list", "--clinic", careleaf.clinic(), "--now", "2028-01-01T09:00").out
    assert "review was due 2027-11-21 (by Dr. Ana Ruiz, 2026-11-21)" in late


def test_a_changed_topic_is_listed_as_changed(careleaf: Careleaf) -> None:
    sign(careleaf, "cold")
    path = careleaf.home / "signoffs.toml"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(f'content = "{"0" * 64}"' if "content" in line else line for line in lines))
    assert (
        "changed since signed (by Dr. Ana Ruiz" in careleaf("library", "list", "--clinic", "clinic.toml").out
    )


@pytest.mark.parametrize(
    ("topics", "name", "code", "words"),
    [
        (["cld"], NAME, WRONG_USAGE, 'no topic "cld" (did you mean "cold"?)'),
        (["cold"], "", WRONG_USAGE, "needs the clinician's name"),
        (["cold"], " \u202e\t. ", WRONG_USAGE, "needs the clinician's name"),
        (["cold"], "x" * 61, WRONG_USAGE, "has 61 characters; at most 60 fit"),
        (["cold"], "Dr. \N{SNOWMAN}\ufe0f \N{FIRE}", INVALID, "No font of the program"),
        (["cold", "all"], NAME, WRONG_USAGE, 'no topic "all"'),
    ],
)
def test_what_cannot_sign_is_refused_and_nothing_is_kept(
    careleaf: Careleaf, topics: list[str], name: str, code: int, words: str
) -> None:
    done = sign(careleaf, *topics, name=name)
    assert (done.code, words in done.err) == (code, True)
    assert not (careleaf.home / "signoffs.toml").exists()


def test_hostile_names_print_as_they_are(careleaf: Careleaf) -> None:
    for name in ('<b>&amp; "Ana"</b> {{ x }}', "José Ñandú", "ד״ר לוי", "д-р Ли"):
        sign(careleaf, "all", name=name)
        assert f"by {name}, 21 Nov 2026" in footer(careleaf)
        assert careleaf(*acute(clinic=careleaf.clinic())).code == DONE


@pytest.mark.parametrize("clinic", [[], ["--clinic", "sample"]])
def test_no_clinic_and_the_sample_clinic_sign_nothing(careleaf: Careleaf, clinic: list[str]) -> None:
    done = careleaf("library", "sign", "cold", "--name", NAME, *clinic)
    assert (done.code, "Set up your clinic first." in done.err) == (WRONG_USAGE, True)


def test_a_spoilt_file_holds_no_handout_back_but_is_told_and_kept(careleaf: Careleaf) -> None:
    path = careleaf.home / "signoffs.toml"
    path.write_text("format_version = ")
    made = page(careleaf)
    assert (made.code, "not yet reviewed by a clinician" in made.out) == (DONE, True)
    assert made.lines[0].startswith("careleaf: Nothing counts as signed off: mend or delete")
    assert sign(careleaf, "cold").code == INVALID
    assert path.read_text() == "format_version = "


def test_a_folder_that_cannot_be_written_is_told(careleaf: Careleaf, monkeypatch: pytest.MonkeyPatch) -> None:
    careleaf.write("a-file", "")
    monkeypatch.setenv("CARELEAF_HOME", str(careleaf.folder / "a-file"))
    done = sign(careleaf, "cold")
    assert (done.code, "could not be written" in done.err) == (NOT_DELIVERED, True)


@pytest.mark.parametrize("style", ["standard", "large-print"])
def test_two_long_names_still_stand_on_the_page(careleaf: Careleaf, style: str) -> None:
    clinic = careleaf.clinic(name="Northern Valley Spine and Family Medicine Clinic")
    for topic, name in (("all", "Maximiliana Featherstone-Hall, MD"), ("cold", "Bartholomew Okonkwo, DPT")):
        assert sign(careleaf, topic, name=name, clinic=clinic).code == DONE
    drawn = list(letters(careleaf(*acute("--style", style, to="-", clinic=clinic)).raw))
    said = "".join(letter.char for letter in drawn)
    assert said.count("Okonkwo,DPT,21Nov2026") == max(letter.page for letter in drawn) + 1
    assert min(letter.y for letter in drawn) >= 12  # points a printer leaves out at the edge
    assert max(letter.x for letter in drawn) <= 612 - 36
