"""The library loader: it reads what is right and reports everything that is wrong, in one go."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import RESOURCES, write

from careleaf.content.library_loader import load_library, load_topic
from careleaf.domain.library import Form, Library
from careleaf.errors import InvalidFiles

TOPIC = """\
format_version = 1
id = "cold"
section = "first-days"
kind = "tick"
layout = "points"
title = "Cold pack"
needs = ["self-management"]
reviewed = 2026-11-21
review_due = 2027-11-21
reviewer = "nobody yet"

[[param]]
id = "minutes"
label = "Minutes"
type = "integer"
default = 15
min = 10
max = 20
number_from = "A test"

[[point]]
id = "wrap"
text = "Keep it on for {{ minutes }} minutes."
facts = ["ice.wrap"]
"""
HEAD = """\
format_version = 1
language = "en"
version = "0.1"
title = "Test"
handout_title = "Your plan"
"""
SECTION = '[[section]]\nid = "first-days"\ntitle = "First days"\nheading = "First"\ntopics = ["cold"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a library of one topic."""
    write(tmp_path / "library.toml", HEAD + SECTION)
    write(tmp_path / "glossary.toml", "format_version = 1\n")
    write(tmp_path / "first-days" / "cold.toml", TOPIC)
    return tmp_path


def problems(folder: Path) -> list[str]:
    with pytest.raises(InvalidFiles) as invalid:
        load_library(folder)
    return [str(problem) for problem in invalid.value.problems]


def with_topic(folder: Path, old: str, new: str) -> Path:
    assert old in TOPIC
    write(folder / "first-days" / "cold.toml", TOPIC.replace(old, new))
    return folder


def test_a_library_is_read(folder: Path) -> None:
    (topic,) = load_library(folder)
    assert (topic.id, topic.title, topic.grade_target) == ("cold", "Cold pack", 6.0)
    assert topic.params[0].default == 15
    assert topic.points[0].form is Form.LINE
    assert not topic.points[0].ticked


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "cold"', 'id = "ice"', 'cold.toml:2: id: is "ice", but the file is cold.toml'),
        ('section = "first-days"', 'section = "safety"', 'is "safety", but the file lies in first-days'),
        ('kind = "tick"', 'kind = "tik"', 'cold.toml:4: kind: "tik" is not one of tick, auto, locked'),
        ("reviewed = 2026-11-21", 'reviewed = "soon"', "reviewed: expected a date such as 2026-11-21"),
        ('reviewer = "nobody yet"', "", "reviewer: is missing"),
        ('"self-management"', '"self-managment"', 'eight needs (did you mean "self-management"?)'),
        ('type = "integer"', 'type = "int"', '"int" is not one of integer, number, choice'),
        ("max = 20", "", "a number needs a hard range: min and max"),
        ("max = 20", "max = 5", "a number needs a hard range: min and max"),
        ("default = 15", "default = 30", "param[1].default: 30 is outside 10 to 20"),
        ("default = 15", 'default = "many"', 'default: expected a whole number, found "many"'),
        ("default = 15", "default = 15\npersonal = true", "a param about this patient has no default"),
        ("default = 15", "default = 15\nvisit = true", "a param about this patient has no default"),
        ("default = 15", 'default = 15\nwords = ["minute"]', "expected two words: one, many"),
        ('type = "integer"', 'type = "choice"', "choices: is missing: expected a list of"),
        ('type = "integer"', 'type = "derived"\nformula = "last-dya"', '(did you mean "last-day"?)'),
        ("min = 10", "mni = 10", 'mni: unknown key (did you mean "min"?)'),
        ("{{ minutes }}", "{{ minuets }}", 'names no param of this topic (did you mean "minutes"?)'),
        ("{{ minutes }}", "{{ minutes }", "only {{ param }} is allowed in braces"),
        ("{{ minutes }}", "{% if x %}", "only {{ param }} is allowed in braces"),
        ('id = "wrap"', "", "point[1].id: is missing"),
        ('facts = ["ice.wrap"]', "facts = [1]", "facts: expected a list of texts, found [1]"),
        ('facts = ["ice.wrap"]', 'facts = "ice.wrap"', 'facts: expected a list of texts, found "ice.wrap"'),
        ('facts = ["ice.wrap"]', 'facts = []\nlocked = "yes"', 'locked: expected true or false, found "yes"'),
        ('facts = ["ice.wrap"]', 'facts = []\ntier = "soon"', '"soon" is not one of emergency'),
        ('facts = ["ice.wrap"]', "facts = []\nwhen = { hours = 1 }", 'when: "hours" names no param'),
        ('facts = ["ice.wrap"]', "facts = []\nwhen = { minutes = { mn = 1 } }", '(did you mean "min"?)'),
    ],
)  # fmt: skip
def test_a_fault_in_a_topic_is_told(folder: Path, old: str, new: str, message: str) -> None:
    told = problems(with_topic(folder, old, new))
    assert any(message in line for line in told), told
    assert all(line.startswith("first-days/cold.toml") for line in told)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('[[point]]\nid = "wrap"\ntext = "Twice."\nfacts = []', 'the id "wrap" is used more than once'),
        (
            '[[param]]\nid = "minutes"\nlabel = "M"\ntype = "text"\nnumber_from = "x"',
            'id "minutes" is used more than',
        ),
        ('[[row]]\nid = "r"\ncells = ["a", "b"]\nfacts = []', '"r" has 2 cells for 0 columns'),
        (
            '[medicine]\nclass = "relaxant"\npurpose = "p"\ntiming = "as-needed"',
            "a relaxant is taken at bedtime and",
        ),
        (
            '[medicine]\nclass = "nsaid"\npurpose = "p"\ntiming = "as-needed"\ndose = "minuts"',
            '"minuts" names no param',
        ),
        ('[medicine]\nclass = "nsiad"\npurpose = "p"\ntiming = "as-needed"', '(did you mean "nsaid"?)'),
        ("[why]\ntext = 5", "why.text: expected a text, found 5"),
        ("why = 5", "expected a table, found 5"),
    ],
)
def test_a_fault_added_to_a_topic_is_told(folder: Path, more: str, message: str) -> None:
    told = problems(with_topic(folder, "[[param]]", f"{more}\n\n[[param]]"))
    assert any(message in line for line in told), told


def test_every_problem_of_every_file_is_told_at_once(folder: Path) -> None:
    write(
        folder / "library.toml",
        HEAD.replace('version = "0.1"\n', "") + SECTION.replace('"cold"', '"cold", "heat"'),
    )
    write(folder / "glossary.toml", "format_version = 1\nscore_excluded = 3\n")
    with_topic(folder, 'title = "Cold pack"', 'titel = 1\nfigure = "{}"\nplan = 5')
    told = problems(folder)
    assert {line.split(":")[0] for line in told} == {"library.toml", "first-days/cold.toml", "glossary.toml"}
    assert len(told) == 7
    assert any('first-days/cold.toml:6: titel: unknown key (did you mean "title"?)' in line for line in told)


def test_a_topic_listed_without_file_is_told(folder: Path) -> None:
    write(folder / "library.toml", HEAD + SECTION.replace('"cold"', '"cold", "colt"'))
    assert problems(folder) == ['library.toml:10: section[1].topics: "colt" has no file first-days/colt.toml']


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "..", "sub/cold"])
def test_a_topic_id_never_leads_out_of_the_library(folder: Path, name: str) -> None:
    write(folder.parent / "secret.toml", TOPIC)
    write(folder / "first-days" / "sub" / "cold.toml", TOPIC)
    write(folder / "library.toml", HEAD + SECTION.replace('"cold"', f'"{name}"'))
    (problem,) = problems(folder)
    assert "has no file" in problem


def test_a_topic_stands_in_one_section(folder: Path) -> None:
    write(folder / "library.toml", HEAD + SECTION + SECTION.replace("first-days", "later"))
    write(folder / "later" / "cold.toml", TOPIC.replace('"first-days"', '"later"'))
    assert problems(folder) == ['library.toml:6: section: the topic "cold" stands in two sections']


def test_more_than_sixty_excluded_words_are_too_many(folder: Path) -> None:
    many = ", ".join(f'"w{n}"' for n in range(61))
    write(folder / "glossary.toml", f"format_version = 1\nscore_excluded = [{many}]\n")
    assert problems(folder) == ["glossary.toml:2: score_excluded: has 61 words; at most 60 are allowed"]


def test_a_library_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "library.toml: cannot be read" in problems(tmp_path)[0]


def test_a_topic_alone_is_held_against_its_file(folder: Path) -> None:
    assert load_topic(folder / "first-days" / "cold.toml", "first-days").id == "cold"
    with pytest.raises(InvalidFiles, match="lies in medicines"):
        load_topic(folder / "first-days" / "cold.toml", "medicines")


PLANTED = {
    "first-days/cold.toml": ("default = 15", "default = 45", "45 min is outside 10 to 20 min"),
    "medicines/med-relaxant.toml": ('hours = "hours"', 'hours = "houses"', '(did you mean "hours"?)'),
    "safety/red-flags.toml": ('kind = "locked"', 'kind = "loked"', '(did you mean "locked"?)'),
    "exercises/ex-catcamel.toml": ("{{ reps }}", "{{ rep }}", '(did you mean "reps"?)'),
    "reference/faq.toml": ("default = 6", "defualt = 6", 'unknown key (did you mean "default"?)'),
}


def test_five_errors_planted_in_the_shipped_library_are_all_found(tmp_path: Path, library: Library) -> None:
    copy = tmp_path / "en"
    shutil.copytree(RESOURCES / "library" / "en", copy)
    assert [topic.id for topic in load_library(copy)] == [topic.id for topic in library]
    for name, (old, new, _) in PLANTED.items():
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        write(copy / name, text.replace(old, new, 1))
    told = problems(copy)
    for name, (_, _, message) in PLANTED.items():
        assert [line for line in told if line.startswith(f"{name}:") and message in line], told
    assert len(told) == len(PLANTED)
