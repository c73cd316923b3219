"""`careleaf check`: what the rules find, and whether the handout may be given out."""

from __future__ import annotations

import pytest
from command import ASKED, BLOCKED, CLOCK, DONE, RELAXANT, UNCONFIRMED, WRONG_USAGE, Careleaf, acute


def checked(*more: str) -> list[str]:
    """Return the arguments that check the acute preset."""
    return ["check", "acute-72h", "--clinic", "sample", *CLOCK, *more]


def test_json_has_findings_with_rule_level_text_and_topic(careleaf: Careleaf) -> None:
    done = careleaf(*checked(*RELAXANT, *ASKED, "--check", "age=71", "--json"))
    assert done.code == UNCONFIRMED
    assert set(done.json) == {"findings", "needs", "takes"}
    for finding in done.json["findings"]:
        assert {"rule", "level", "text", "topic"} <= set(finding)
        assert finding["level"] in ("block", "confirm", "warn", "info")
    assert done.rules == ["R8", "R7", "R33"]


def test_the_gravest_findings_come_first(careleaf: Careleaf) -> None:
    done = careleaf(*checked(*RELAXANT, "--check", "age=71", "--check", "maoi=yes", "--json"))
    levels = [finding["level"] for finding in done.json["findings"]]
    assert levels == sorted(levels, key=["block", "confirm", "warn", "info"].index)
    assert {"block", "confirm", "info"} == set(levels)


def test_in_words_each_finding_is_a_line(careleaf: Careleaf) -> None:
    done = careleaf(*checked(*RELAXANT, *ASKED, "--check", "age=71"))
    assert done.out.splitlines()[0].split()[:2] == ["confirm", "R8"]
    assert len(done.out.splitlines()) == 3
    assert done.err == ""


def test_nothing_found_is_said(careleaf: Careleaf) -> None:
    done = careleaf(*checked(*ASKED))
    assert (done.code, done.out) == (DONE, "No findings.\n")


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ((*ASKED,), DONE),
        ((*ASKED, *RELAXANT), DONE),
        (RELAXANT, UNCONFIRMED),
        ((*ASKED, *RELAXANT, "--check", "age=71"), UNCONFIRMED),
        ((*ASKED, *RELAXANT, "--check", "age=71", "--confirm", "R8=family at home"), DONE),
        ((*ASKED, *RELAXANT, "--check", "age=17"), BLOCKED),
        ((*ASKED, *RELAXANT, "--set", "med-relaxant.hours=96"), BLOCKED),
        ((*RELAXANT, "--set", "med-relaxant.hours=96"), BLOCKED),
        ((*ASKED, "--confirm", "R8=family at home"), WRONG_USAGE),
    ],
)
def test_check_ends_as_render_does(careleaf: Careleaf, flags: tuple[str, ...], code: int) -> None:
    assert careleaf(*checked(*flags)).code == code
    assert careleaf("render", "acute-72h", "-o", "a.pdf", "--clinic", "sample", *CLOCK, *flags).code == code


def test_check_writes_no_file_and_keeps_nothing(careleaf: Careleaf) -> None:
    careleaf(*checked(*RELAXANT, *ASKED, "--patient-name", "Ana Ruiz"))
    assert list(careleaf.folder.iterdir()) == []
    assert list(careleaf.home.iterdir()) == []


def test_a_confirmed_finding_says_so(careleaf: Careleaf) -> None:
    done = careleaf(
        *checked(*RELAXANT, *ASKED, "--check", "age=71", "--confirm", "r8=family at home", "--json")
    )
    assert [f.get("confirmed") for f in done.json["findings"]] == [True, None, None]
    assert "family" not in done.out


def test_unknown_is_never_no(careleaf: Careleaf) -> None:
    done = careleaf(*checked(*RELAXANT, *ASKED, "--check", "maoi=unknown", "--json"))
    assert done.code == UNCONFIRMED  # a single answer goes before all=no
    assert done.rules[0] == "R0"
    assert "MAOI" in done.json["findings"][0]["text"]


def test_the_json_tells_which_needs_are_met_and_what_would_meet_the_others(careleaf: Careleaf) -> None:
    needs = careleaf("check", "acute-72h", "--clinic", "sample", *CLOCK, "--json").json["needs"]
    unmet = {need["id"]: need for need in needs["unmet"]}
    assert set(unmet) & set(needs["met"]) == set()
    assert len(unmet) + len(needs["met"]) == 8
    assert "dx-tests" in unmet["diagnosis"]["topics"]
    more = careleaf(*acute("--tick", "dx-tests", "--json")).json["needs"]
    assert "diagnosis" in more["met"]
