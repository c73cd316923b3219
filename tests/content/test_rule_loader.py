"""Safety rules, word rules and facts: a slip in them is an error, never a rule less."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import RESOURCES, write

from careleaf.content.fact_loader import load_facts
from careleaf.content.rule_loader import load_rules
from careleaf.content.wording_loader import load_wording
from careleaf.domain.facts import MayPrint
from careleaf.domain.library import Library
from careleaf.domain.safety import Rules
from careleaf.errors import InvalidFiles

RULE = '\n[[rule]]\nid = "R99"\nlevel = "block"\nclasses = ["nsaid"]\ntext = "No."\nsource = "A test"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rules."""
    return Path(shutil.copytree(RESOURCES / "rules", tmp_path / "rules"))


def problems(folder: Path, library: Library) -> list[str]:
    with pytest.raises(InvalidFiles) as invalid:
        load_rules(folder, library)
    return [str(problem) for problem in invalid.value.problems]


def add(path: Path, text: str) -> None:
    write(path, path.read_text(encoding="utf-8") + text)


def test_relaxant_names_are_those_of_the_list_and_of_the_library(rules: Rules, library: Library) -> None:
    assert {"tizanidine", "soma", "valium", "cyclobenzaprine", "flexeril", "metaxall"} <= set(
        rules.relaxant_names
    )
    assert all(name == name.lower() for name in rules.relaxant_names)
    relaxant = library.topic("med-relaxant")
    assert relaxant is not None
    assert relaxant.medicine is not None
    brands = {brand.lower() for product in relaxant.medicine.products for brand in product.brands}
    assert brands <= set(rules.relaxant_names)


def test_the_library_s_own_relaxants_are_known_without_the_list(folder: Path, library: Library) -> None:
    write(folder / "medicines.toml", "format_version = 1\n")
    assert set(load_rules(folder, library).relaxant_names) == {
        *("cyclobenzaprine", "flexeril", "fexmid", "amrix"),
        *("metaxalone", "skelaxin", "metaxall"),
        *("methocarbamol", "robaxin"),
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('any_yes = ["mao"]', '"mao" is no check key (did you mean "maoi"?)'),
        ('also_yes = ["pregnent"]', '"pregnent" is no check key (did you mean "pregnant"?)'),
        ('number = "ages"', '"ages" is no check key (did you mean "age"?)'),
        ('severities = ["bad"]', '"bad" is not one of mild, moderate, severe'),
        ('any = ["maoi"]', 'any: unknown key (did you mean "any_yes"?)'),
        ('topics = ["colt"]', '"colt" is no topic of the library (did you mean "cold"?)'),
        ('also_topics = ["colt"]', 'also_topics: "colt" is no topic of the library'),
        ('points = ["gell"]', '"gell" is no point of these topics'),
        ('from_default = "glases"', '"glases" is no param of these topics'),
        ('when = { drugs = "x" }', '"drugs" is no param of these topics'),
        ('when = { "visit.fase" = "acute" }', '(did you mean "visit.phase"?)'),
        ('page = ["cold.gell"]', '"cold.gell" is no point of the library (did you mean "cold.gel"?)'),
        ('min = "18"', 'min: expected a number, found "18"'),
    ],
)
def test_a_slip_in_a_rule_is_told(folder: Path, library: Library, line: str, message: str) -> None:
    add(folder / "rules.toml", f"{RULE}{line}\n")
    (problem,) = problems(folder, library)
    assert message in problem
    assert problem.startswith("rules.toml:")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('level = "block"', 'level = "stop"', '"stop" is not one of block, confirm, warn, info'),
        ('classes = ["nsaid"]', 'classes = ["nsaids"]', '"nsaids" is not one of relaxant, nsaid'),
        ('text = "No."\n', "", "text: is missing"),
        ('source = "A test"\n', "", "source: is missing"),
    ],
)
def test_a_rule_says_how_grave_of_what_why_and_from_where(
    folder: Path, library: Library, old: str, new: str, message: str
) -> None:
    add(folder / "rules.toml", RULE.replace(old, new))
    (problem,) = problems(folder, library)
    assert message in problem


def test_a_rule_says_what_it_is_about(folder: Path, library: Library) -> None:
    add(folder / "rules.toml", RULE.replace('classes = ["nsaid"]\n', ""))
    (problem,) = problems(folder, library)
    assert "topics: is missing: expected topics, classes or whole_page" in problem


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ('pattern = "(cure"\ninstead = "no"', "pattern: is no regular expression"),
        ('pattern = "cure"', "instead: is missing"),
        ('pattern = "cure"\ninstead = "no"\nalowed = []', 'unknown key (did you mean "allowed"?)'),
    ],
)
def test_a_slip_in_a_claim_is_told(folder: Path, library: Library, claim: str, message: str) -> None:
    add(folder / "wording.toml", f"\n[[claim]]\n{claim}\n")
    (problem,) = problems(folder, library)
    assert problem.startswith("wording.toml:")
    assert message in problem


def test_names_of_medicines_are_lower_case_and_no_name_twice(rules: Rules) -> None:
    for names in (rules.medicine_names, rules.opioid_names, rules.relaxant_names):
        assert all(name == name.lower() for name in names)
        assert len(set(names)) == len(names)


def test_problems_of_all_files_are_told_at_once(folder: Path, library: Library) -> None:
    add(folder / "rules.toml", f'{RULE}any_yes = ["mao"]\n')
    add(folder / "check.toml", '\n[[question]]\nid = "x"\nlabel = "X"\ngroup = "G"\nkind = "colour"\n')
    add(folder / "medicines.toml", '\n[[product]]\nnames = ["X"]\nmore = ["x"]\n')
    assert {line.split(":")[0] for line in problems(folder, library)} == {
        "rules.toml",
        "check.toml",
        "medicines.toml",
    }


def test_a_file_of_rules_that_is_missing_is_told(folder: Path, library: Library) -> None:
    (folder / "rules.toml").unlink()
    assert any("rules.toml: cannot be read" in line for line in problems(folder, library))


def test_a_pattern_that_is_none_is_told(tmp_path: Path) -> None:
    text = 'format_version = 1\n[[banned]]\npattern = "("\ninstead = "x"\n'
    with pytest.raises(
        InvalidFiles, match=r"wording\.toml:3: banned\[1\]\.pattern: is no regular expression"
    ):
        load_wording(write(tmp_path / "wording.toml", text))


FACT = (
    '[[fact]]\nid = "a"\ntopic = "cold"\nfact = "F"\naudience = "patient"\nverdict = "ok"\nprint = "fact"\n'
)


def test_facts_are_read_with_what_may_print(tmp_path: Path) -> None:
    addition = '[[addition]]\nid = "add.b"\ntopic = "cold"\nfact = "B"\nverified = "partly"\n'
    write(
        tmp_path / "a.toml",
        f'format_version = 1\n{FACT}{addition}audience = "clinician-only"\nsource = "S"\n',
    )
    write(tmp_path / "articles.toml", "not read")
    fact, added = load_facts(tmp_path)
    assert (fact.may_print, fact.status, fact.for_patients) == (MayPrint.FACT, "ok", True)
    assert (added.may_print, added.status, added.for_patients) == (MayPrint.NONE, "partly", False)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('verdict = "ok"', 'verdict = "okay"', '(did you mean "ok"?)'),
        ('print = "fact"', 'print = "use_instead"', "use_instead: is missing: it is all that may be printed"),
        ('audience = "patient"', 'audience = "all"', '"all" is not one of patient, clinician-only, exclude'),
        ('print = "fact"', 'prints = "fact"', "prints: unknown key"),
    ],
)
def test_a_fault_in_a_fact_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    write(tmp_path / "a.toml", "format_version = 1\n" + FACT.replace(old, new))
    with pytest.raises(InvalidFiles) as invalid:
        load_facts(tmp_path)
    assert message in str(invalid.value)


def test_a_fact_stands_once_in_all_files(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        write(tmp_path / name, "format_version = 1\n" + FACT)
    with pytest.raises(InvalidFiles, match="a: stands twice"):
        load_facts(tmp_path)
