"""Medicines in a clinic's own files: reworded within limits, added only so that every rule sees them."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import param_of, topic_of
from overlays import COLD, lay, load, painkiller, relaxant, told

from careleaf.domain.library import Library

MEDICINE_HEAD = COLD.partition("[defaults]")[0].replace("cold", "med-ibuprofen")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            '[plan]\ntext = "Take ibuprofen."',
            "plan.text: leaves out {{ each-dose }}: a medicine's values stay",
        ),
        ("[defaults]\ndose = 400", "a medicine does not start with more than the library's 200"),
        ("[defaults]\ngap = 4", "a medicine does not start with less than the library's 6"),
        ("[defaults]\ndays = 11", "11 days is outside 1 to 10 days"),
        ("[defaults]\ndaily-max = 3200", "3,200 mg is outside 200 to 1,200 mg"),
    ],
)
def test_a_medicine_keeps_its_values_and_starts_no_higher(tmp_path: Path, more: str, words: str) -> None:
    problems = told(tmp_path, "medicines/med-ibuprofen.toml", MEDICINE_HEAD + more)
    assert any(words in problem for problem in problems), problems


def test_a_medicine_may_start_lower_and_a_relaxant_with_the_clinics_drug(tmp_path: Path) -> None:
    lay(tmp_path, "medicines/med-ibuprofen.toml", f"{MEDICINE_HEAD}[defaults]\ndays = 3\ngap = 8\n")
    head = MEDICINE_HEAD.replace("med-ibuprofen", "med-relaxant")
    lay(tmp_path, "medicines/med-relaxant.toml", f'{head}[defaults]\ndrug = "methocarbamol"\nhours = 48\n')
    overlay = load(tmp_path)
    assert overlay.problems == ()
    names = ("med-ibuprofen.days", "med-ibuprofen.gap", "med-relaxant.drug", "med-relaxant.hours")
    assert [param_of(overlay.library, name).default for name in names] == [3, 8, "methocarbamol", 48]


def test_a_line_that_warns_with_a_medicine_stays_ticked(tmp_path: Path) -> None:
    head = MEDICINE_HEAD.replace("med-ibuprofen", "med-relaxant")
    text = f'{head}[[point]]\nid = "maoi"\nticked = false\n'
    (problem,) = told(tmp_path, "medicines/med-relaxant.toml", text)
    assert problem.endswith("ticked: a line that a medicine starts with stays ticked")


def test_a_medicine_comes_with_the_safety_lines_of_its_class(tmp_path: Path, library: Library) -> None:
    lay(tmp_path, "medicines/clinic-meloxicam.toml", painkiller())
    lay(tmp_path, "medicines/clinic-tizanidine.toml", relaxant())
    lay(
        tmp_path,
        "medicines/clinic-acetaminophen.toml",
        painkiller("Acetaminophen", "acetaminophen", 500, 3000, 6),
    )
    overlay = load(tmp_path)
    assert overlay.problems == ()
    for mine, theirs in (
        ("clinic-meloxicam", "med-naproxen"),
        ("clinic-tizanidine", "med-relaxant"),
        ("clinic-acetaminophen", "med-acetaminophen"),
    ):
        always = [point for point in topic_of(library, theirs).points if point.locked]
        assert always
        points = topic_of(overlay.library, mine).points
        assert list(points[: len(always)]) == always
        assert points[-1].id == "food"
    assert param_of(overlay.library, "clinic-acetaminophen.most-tablets").formula == "most-tablets"


MELOXICAM = painkiller()


@pytest.mark.parametrize(
    ("text", "old", "new", "words"),
    [
        (MELOXICAM, 'class = "nsaid"\n', "", "medicine.class: is missing"),
        (MELOXICAM, 'class = "nsaid"', 'class = "skin"', '"meloxicam" is of class "nsaid", not "skin"'),
        (
            MELOXICAM,
            "[[medicine.product]]",
            "[[medicine.produkt]]",
            "product: is missing: each drug with its generic",
        ),
        (
            MELOXICAM,
            'name = "Meloxicam"',
            'name = "Advil"',
            '"Advil" holds ibuprofen: write the generic name',
        ),
        (
            MELOXICAM,
            "brands = []",
            'brands = ["Aleve"]',
            '"Meloxicam" holds naproxen: write the generic name',
        ),
        (MELOXICAM, "brands = []", 'brands = ["Soma"]', '"soma" is of class "relaxant", not "nsaid"'),
        (
            MELOXICAM,
            'tell = "Wait {{ gap }}."\n',
            "",
            'medicine.tell: says how long to wait, such as "Wait {{ gap }}."',
        ),
        (MELOXICAM, 'name = "Meloxicam"', 'name = "Meloxicam 800 mg"', "a drug is named without a number"),
        (MELOXICAM, "brands = []", 'brands = ["Percocet"]', '"percocet" is an opioid'),
        (MELOXICAM, 'gap = "gap"\n', "", "medicine.gap: is missing: a dose has a gap"),
        (MELOXICAM, 'daily_max = "daily-max"\n', "", "medicine.daily_max: is missing"),
        (MELOXICAM, 'days = "days"\n', "", "medicine.days: is missing: the param with the days"),
        (MELOXICAM, 'timing = "as-needed"', 'timing = "bedtime"', "bedtime is the timing of a relaxant"),
        (MELOXICAM, "strengths = [{ mg = 7.5 }]", "", "strengths are missing"),
        (MELOXICAM, 'layout = "medicine"', 'layout = "points"', 'layout: expected "medicine"'),
        (MELOXICAM, 'id = "food"', 'id = "bleeding"', "the id of a safety line that comes with its class"),
        (MELOXICAM, 'drug = ""', 'drug = "x"', '"x": each choice of the drug has a product'),
        (MELOXICAM, 'id = "gap"', 'id = "wait"', '"gap" names no param of this topic'),
        (
            MELOXICAM.replace('id = "gap"', 'id = "wait"'),
            'gap = "gap"',
            'gap = "wait"',
            'the safety rules know this param of a nsaid as "gap"',
        ),
        (
            painkiller("Ibuprofen", dose=200, most=3200, gap=6),
            "x",
            "x",
            "past the library's limit for Ibuprofen: at most 1200",
        ),
        (
            painkiller("Ibuprofen", dose=200, most=1200, gap=2),
            "x",
            "x",
            "past the library's limit for Ibuprofen: at least 4",
        ),
        (
            painkiller("Paracetamol", "acetaminophen", 500, 3000, 6),
            "x",
            "x",
            '"Paracetamol" holds acetaminophen',
        ),
        (
            painkiller("Novadol", "acetaminophen", 500, 3000, 6),
            "x",
            "x",
            '"Novadol" is not known to hold acetaminophen',
        ),
        (relaxant(), "max = 72", "max = 96", "a relaxant stops after 24 to 72 hours"),
        (
            relaxant(),
            'class = "relaxant"',
            'class = "skin"',
            '"tizanidine" is of class "relaxant", not "skin"',
        ),
        (relaxant(), 'brands = ["Zanaflex"]', 'brands = ["Flexeril"]', 'know it as drug = "cyclobenzaprine"'),
        (relaxant(), 'default = "tizanidine"\n', "", "the drug is a choice with a default"),
        (relaxant().replace('"drug"', '"which"'), "x", "x", 'know this param of a relaxant as "drug"'),
    ],
)
def test_a_medicine_that_a_rule_could_miss_is_not_used(
    tmp_path: Path, text: str, old: str, new: str, words: str
) -> None:
    assert old in text
    name = next(line.split('"')[1] for line in text.splitlines() if line.startswith("id = "))
    problems = told(tmp_path, f"medicines/{name}.toml", text.replace(old, new, 1))
    assert any(words in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("exercises", MELOXICAM),
        ("first-days", MELOXICAM.replace('layout = "medicine"', 'layout = "exercise"')),
    ],
)
def test_what_comes_with_rules_of_its_section_stands_in_that_section(
    tmp_path: Path, folder: str, text: str
) -> None:
    moved = text.replace('section = "medicines"', f'section = "{folder}"')
    problems = told(tmp_path, f"{folder}/clinic-meloxicam.toml", moved)
    assert any("where its safety lines are added" in problem for problem in problems), problems
