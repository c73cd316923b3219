"""`--takes`: current medicines by name on the command line."""

from __future__ import annotations

import pytest
from command import ASKED, BLOCKED, CLOCK, DONE, RELAXANT, UNCONFIRMED, WRONG_USAGE, Careleaf, acute
from leak_search import Search

IBUPROFEN = ("--tick", "med-ibuprofen")


def checked(*more: str) -> list[str]:
    """Return the arguments that check the acute preset, every question asked."""
    return ["check", "acute-72h", "--clinic", "sample", *CLOCK, *ASKED, *more]


@pytest.mark.parametrize(
    ("takes", "ticks", "rule", "code"),
    [
        ("Eliquis", IBUPROFEN, "R20", UNCONFIRMED),
        ("Zoloft 50 mg", RELAXANT, "R10", UNCONFIRMED),
        ("Nardil", RELAXANT, "R9", BLOCKED),
        ("Zanaflex", RELAXANT, "R6", BLOCKED),
        ("Aleve", IBUPROFEN, "R18", BLOCKED),
        ("Xanax", RELAXANT, "R15", UNCONFIRMED),
        ("aspirin 81 mg", IBUPROFEN, "R18", UNCONFIRMED),
        ("aspirin", IBUPROFEN, "R65", UNCONFIRMED),
        ("Zorbitrol", RELAXANT, "R65", UNCONFIRMED),
        ("Zorbitrol", RELAXANT, "R0", UNCONFIRMED),
        ("Zorbitrol", (), "R65", DONE),
        ("levothyroxine", RELAXANT, "R7", DONE),
        ("Tylenol 500 mg x 4", ("--tick", "med-acetaminophen"), "R26", BLOCKED),
    ],
)
def test_a_medicine_by_name_decides(
    careleaf: Careleaf, takes: str, ticks: tuple[str, ...], rule: str, code: int
) -> None:
    done = careleaf(*checked(*ticks, "--takes", takes, "--json"))
    assert done.code == code
    assert rule in done.rules


def test_the_finding_names_the_medicine(careleaf: Careleaf) -> None:
    done = careleaf(*checked(*IBUPROFEN, "--takes", "Eliquis 5 mg", "--takes", "prednisone"))
    assert "(Blood thinner: Eliquis; Steroid: prednisone)" in done.out


def test_what_was_recognised_is_in_the_summary(careleaf: Careleaf) -> None:
    done = careleaf(
        *checked("--takes", "eliquis 5 mg", "--takes", "Zorbitrol", "--takes", "aspirin", "--json")
    )
    assert done.json["takes"] == [
        {"name": "eliquis 5 mg", "recognised": True, "answers": ["anticoagulant"], "asks": []},
        {"name": "Zorbitrol", "recognised": False, "answers": [], "asks": []},
        {"name": "aspirin", "recognised": True, "answers": [], "asks": ["heart-aspirin", "salicylate"]},
    ]


def test_answers_by_hand_close_what_an_unknown_name_leaves_open(careleaf: Careleaf) -> None:
    unknown = ("--takes", "Zorbitrol", "--tick", "med-acetaminophen")
    assert careleaf(*checked(*unknown)).code == UNCONFIRMED
    by_hand = [f"--check={key}=no" for key in ("other-acetaminophen", "warfarin")]
    assert careleaf(*checked(*unknown, *by_hand)).code == DONE


def test_a_no_does_not_take_back_what_a_name_says(careleaf: Careleaf) -> None:
    assert careleaf(*checked(*RELAXANT, "--takes", "Nardil", "--check", "maoi=no")).code == BLOCKED


def test_a_slip_is_guessed(careleaf: Careleaf) -> None:
    assert (
        '"Eliquiss" is not recognised (did you mean "Eliquis"?)'
        in careleaf(*checked("--takes", "Eliquiss")).out
    )


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 121])
def test_a_medicine_needs_a_name(careleaf: Careleaf, name: str) -> None:
    done = careleaf(*checked("--takes", name))
    assert done.code == WRONG_USAGE
    assert "edicine" in done.err


def test_a_current_medicine_leaves_no_trace(careleaf: Careleaf) -> None:
    done = careleaf(*acute("--takes", "Hjkqzxol 5 mg", "--takes", "levothyroxine"))
    assert done.code == DONE, done.err
    search = Search(("Hjkqzxol", "levothyroxine")).folder(careleaf.home).folder(careleaf.folder)
    assert search.data("messages", done.err.encode()).data("output", done.raw).found == []
