"""What a clinic may log: that a handout was given, and nothing of the patient. Off until it is turned on."""

from __future__ import annotations

import pytest
from command import BLOCKED, CLOCK, DONE, NOT_DELIVERED, Careleaf
from leak_search import Search

PERSON = ("--patient-name", "Zofia Qwzxvbnm", "--patient-id", "MRN-739102846")


def render(careleaf: Careleaf, *more: str, log: str = "log = true\n"):
    clinic = careleaf.write("clinic.toml", f'format_version = 1\nname = "Elm"\nphone = "555-0100"\n{log}')
    return careleaf("render", "acute-72h", "-o", "a.pdf", "--clinic", clinic, *PERSON, *CLOCK, *more)


def lines(careleaf: Careleaf) -> list[list[str]]:
    log = careleaf.home / "log" / "handouts-2026-11.tsv"
    return [line.split("\t") for line in log.read_text().splitlines()] if log.exists() else []


def test_a_line_has_time_number_hash_and_preset_and_no_patient(careleaf: Careleaf) -> None:
    assert render(careleaf).code == DONE
    verified = careleaf("verify", "a.pdf", "--json").json
    logged = ["2026-11-21T14:00:00Z", "save", verified["number"], verified["content"], "acute-72h"]
    assert lines(careleaf) == [logged]
    assert Search(("Qwzxvbnm", "MRN-739102846")).folder(careleaf.home).found == []
    render(careleaf, "--format", "text")
    assert lines(careleaf) == [logged]  # a text is no handout given


@pytest.mark.parametrize(
    "log", ["", "log = false\n", "log = true\nsample = true\n"], ids=["none", "off", "sample"]
)
def test_nothing_is_logged_where_the_clinic_did_not_turn_it_on(careleaf: Careleaf, log: str) -> None:
    assert render(careleaf, log=log).code == DONE
    assert not (careleaf.home / "log").exists()


def test_what_was_not_given_is_not_logged(careleaf: Careleaf) -> None:
    assert render(careleaf, "--tick", "med-relaxant", "--set", "med-relaxant.hours=96").code == BLOCKED
    assert lines(careleaf) == []


def test_each_month_has_a_file_of_its_own(careleaf: Careleaf) -> None:
    render(careleaf)
    render(careleaf, "--now", "2026-12-01T09:00")
    names = sorted(path.name for path in (careleaf.home / "log").iterdir())
    assert names == ["handouts-2026-11.tsv", "handouts-2026-12.tsv"]


def test_a_log_that_cannot_be_written_is_told_and_the_handout_is_there(careleaf: Careleaf) -> None:
    (careleaf.home / "log").write_text("in the way")
    done = render(careleaf)
    assert (done.code, "given, but not logged" in done.err) == (NOT_DELIVERED, True)
    assert (careleaf.folder / "a.pdf").exists()
