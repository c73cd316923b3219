"""The medicines known by name: what is shipped, and what a slip in the file says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import RESOURCES, write

from careleaf.content.rule_loader import load_rules
from careleaf.domain.library import Library
from careleaf.domain.safety import Rules
from careleaf.errors import InvalidFiles

HEAD = "format_version = 1\n"
AA = '[[group]]\nmedicines = [["aa"]]\n'
PRODUCT = f'{AA}[[product]]\nnames = ["B"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rules."""
    return Path(shutil.copytree(RESOURCES / "rules", tmp_path / "rules"))


def problems(folder: Path, library: Library, text: str) -> list[str]:
    write(folder / "medicines.toml", text)
    with pytest.raises(InvalidFiles) as invalid:
        load_rules(folder, library)
    return [str(problem) for problem in invalid.value.problems]


def test_there_are_names_enough(rules: Rules) -> None:
    names = [known for known in rules.medicines.all if not known.is_class]
    assert len(names) >= 350
    assert len([known for known in names if known.answers]) >= 350


def test_every_name_of_the_picker_is_seen_in_notes_but_plain_words_and_classes(rules: Rules) -> None:
    names = {known.name.lower() for known in rules.medicines.all if not known.is_class}
    assert names - set(rules.medicine_names) == set(rules.medicines.plain_words)
    assert "water pill" not in rules.medicine_names
    assert {"percocet", "norco", "opioid", "narcotic"} <= set(rules.opioid_names)


def test_every_key_and_substance_is_known(rules: Rules) -> None:
    substances = {known.substances for known in rules.medicines.all if len(known.substances) == 1}
    for known in rules.medicines.all:
        assert all(rules.question(key) for key in (*known.answers, *known.asks)), known.name
        assert not set(known.answers) & set(known.asks), known.name
        assert all((substance,) in substances for substance in known.substances), known.name


def test_a_product_answers_what_its_substances_answer(folder: Path, library: Library) -> None:
    groups = (
        '[[group]]\nanswers = ["ssri"]\nmedicines = [["aa", "Bb"]]\n'
        '[[group]]\nanswers = ["maoi"]\nmedicines = [["cc"]]\n'
    )
    product = '[[product]]\nnames = ["Dd"]\nof = ["aa", "cc"]\nmg = { aa = 5 }\nunit = "capsule"\n'
    write(folder / "medicines.toml", HEAD + groups + product)
    known = next(known for known in load_rules(folder, library).medicines.all if known.name == "Dd")
    assert (known.answers, known.substances, known.mg, known.unit) == (
        ("ssri", "maoi"), ("aa", "cc"), {"aa": 5}, "capsule",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (AA + 'answers = ["ssrj"]', '"ssrj" is no check key (did you mean "ssri"?)'),
        (AA + 'asks = ["ssrj"]', '"ssrj" is no check key'),
        ('[[group]]\nmedicines = [["aa"], ["bb", "AA"]]', '"AA" stands twice'),
        ('[[group]]\nmedicines = [["a-a"], ["aa"]]', '"aa" stands twice'),
        ('[[group]]\nmedicines = ["aa"]', "expected a list of lists of names"),
        ('[[group]]\nmedicines = "aa"', "expected a list of lists of names"),
        ("[[group]]\nmedicines = [[]]", "expected a list of lists of names"),
        ('[[group]]\nmedicines = [["-"]]', '"-" is no name'),
        ('[[group]]\nmedicine = [["aa"]]', '(did you mean "medicines"?)'),
        ('[[product]]\nnames = ["Bb"]\nof = ["aa"]', '"aa" is in no group'),
        ("[[product]]\nof = []", "names: is missing"),
        (PRODUCT + "mg = { aa = 5 }", '"aa" is not in "of"'),
        (PRODUCT + 'of = ["aa"]\nmg = { aa = 0 }', "milligrams"),
        (PRODUCT + 'of = ["aa"]\nmg = { aa = "5" }', "milligrams"),
    ],
)  # fmt: skip
def test_a_slip_in_a_medicine_is_told(folder: Path, library: Library, text: str, message: str) -> None:
    (problem,) = problems(folder, library, HEAD + text)
    assert message in problem
    assert problem.startswith("medicines.toml:")


@pytest.mark.parametrize("key", ["plain_words", "tall_man"])
def test_a_word_about_no_name_is_told(folder: Path, library: Library, key: str) -> None:
    text = f'{HEAD}{key} = ["ab"]\n[[group]]\nmedicines = [["aab"]]'
    (problem,) = problems(folder, library, text)
    assert '"ab" is no name here (did you mean "aab"?)' in problem
