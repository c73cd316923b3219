"""Safety rules at the command line: what stops a handout, with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from careleaf.app.bootstrap import start
from careleaf.app.safety_table import safety_table
from careleaf.cli.main import run

DONE, BLOCKED, UNCONFIRMED = 0, 4, 5
KNOWN = ("--check", "age=40", "--check", "all=no")
SAMPLE = ("--clinic", "sample", "--now", "2026-11-21T09:00")
DOCUMENT = Path(__file__).parents[2] / "docs" / "safety.md"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the user's own, with nothing in it."""
    monkeypatch.setenv("CARELEAF_HOME", str(tmp_path))


def check(*flags: str) -> int:
    return run(["check", "acute-72h", *SAMPLE, *KNOWN, *flags])


def test_a_reason_lets_a_confirm_pass_and_never_a_block() -> None:
    ssri = ("--tick", "med-relaxant", "--check", "ssri=yes", "--confirm", "R10=known to tolerate it")
    assert check(*ssri) == DONE
    assert check(*ssri, "--check", "other-relaxant=yes") == BLOCKED
    assert check("--tick", "med-relaxant", "--confirm", "R10=nothing asked for it") == 2


def test_a_relaxant_for_a_patient_who_was_asked_everything_needs_nothing_more() -> None:
    assert check("--tick", "med-relaxant") == DONE


def test_the_emergency_sheet_needs_no_clinic_and_no_answer(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "emergency", "--check", "saddle-numbness=yes"]) == DONE
    assert run(["check", "acute-72h"]) == BLOCKED, "any other page needs a clinic"
    capfd.readouterr()
    assert (
        run(["render", "emergency", "--format", "text", "-o", "-", "--patient-name", "Ann Example"]) == DONE
    )
    page = capfd.readouterr().out
    assert "GET HELP NOW\nFor Ann Example" in page
    assert "Numb genitals, bottom or inner thighs" in page
    assert "Call us" not in page
    assert "plan" not in page.lower()


def test_an_older_adult_counts_as_65_until_an_age_is_given() -> None:
    def older(*flags: str) -> int:
        return run(["check", "older-adult", *SAMPLE, "--tick", "med-relaxant", *flags])

    asked = ("--check", "all=no", "--confirm", "R0=asked by phone")
    assert older(*asked) == UNCONFIRMED, "R8"
    assert older(*asked, "--confirm", "R8=lives with family") == DONE
    assert older("--check", "all=no", "--check", "age=50") == DONE


def test_the_list_of_rules_is_up_to_date(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program = start({"CARELEAF_HOME": "/nowhere"})
    table = safety_table(program.library, program.rules)
    assert DOCUMENT.read_text(encoding="utf-8") == table, (
        "docs/safety.md is out of date: run `careleaf library rules > docs/safety.md`"
    )
    assert run(["library", "rules"]) == DONE
    assert capfd.readouterr().out == table
    assert run(["library", "rules", "--json"]) == DONE
    listed = {(line["id"], line["level"]) for line in json.loads(capfd.readouterr().out)}
    assert {("R3", "block"), ("R48", "block"), ("R54", "warn"), ("R64", "block")} <= listed
