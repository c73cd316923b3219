"""Lint: the shipped library is clean, and each kind of fault planted in it is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import RESOURCES, topic_of, with_point, with_topic

from careleaf.content.word_rule_loader import load_word_rules
from careleaf.domain.facts import Fact, MayPrint
from careleaf.domain.library import Library, Text
from careleaf.domain.lint import WordRule, carried, lint


@pytest.fixture(scope="session")
def words() -> tuple[WordRule, ...]:
    """The patterns that patient text may not hold."""
    return load_word_rules(Path(RESOURCES) / "rules" / "wording.toml")


def messages(library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]) -> list[str]:
    return [f"{finding.file} {finding.point}: {finding.message}" for finding in lint(library, facts, words)]


def test_the_shipped_library_is_clean(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    assert messages(library, facts, words) == []


def test_a_forbidden_fact_is_found(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    never = next(fact.id for fact in facts if fact.may_print is MayPrint.NONE)
    planted = with_point(library, "cold.gel", facts=(never,))
    assert messages(planted, facts, words) == [
        f"first-days/cold.toml gel: carries {never}, which must never print"
    ]


def test_a_point_without_fact_is_found(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    planted = with_point(library, "cold.gel", facts=())
    assert messages(planted, facts, words) == [
        "first-days/cold.toml gel: states no fact: name the facts it rests on"
    ]


def test_a_fact_that_does_not_exist_is_found(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    planted = with_point(library, "cold.gel", facts=("ice.gell",))
    assert messages(planted, facts, words) == ["first-days/cold.toml gel: names ice.gell, which is no fact"]


def test_a_long_sentence_is_found_in_a_point_and_in_a_cell(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    twenty = "Go on and on, " + "on and on, " * 5 + "on."
    assert messages(with_point(library, "cold.gel", text=twenty), facts, words) == []
    longer = with_point(library, "cold.gel", text="Do " + twenty)
    assert messages(longer, facts, words)[0].startswith("first-days/cold.toml gel: a sentence has 21 words")
    cells = ("CT scan", "Do " + twenty, "Ask us.")
    in_table = with_point(library, "dx-tests.ct", cells=cells)
    assert any(
        "dx-tests.toml ct: a sentence has 21 words" in line for line in messages(in_table, facts, words)
    )


def test_a_filled_in_value_counts_as_its_words(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    nineteen = "Go on and on, " + "on and on, " * 5
    planted = with_point(library, "cold.gel", text=nineteen + "{{ minutes }}.")
    assert "a sentence has 21 words" in messages(planted, facts, words)[0]


@pytest.mark.parametrize(
    "text",
    [
        "A seizure of the muscle.",
        "Hyperventilate a little.",
        "It puts your back into place.",
        "Try CBD.",
        "This cures it.",
        "You will be pain-free.",
        "One tablet BID.",
        "One tablet b.i.d. now.",
        "One q6h.",
        "Take 5.0 mg.",
        "Take .5 mg.",
        "Take 200mg.",
        "Take 5 mg. and rest.",
        "Heat & cold.",
        "Heat + cold.",
        "Below <5.",
        "Take it twice daily.",
        "Take it 3 times daily.",
        "Every 8 hours.",
        "Flexall relaxes muscles.",
    ],
)
def test_a_banned_word_is_found(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...], text: str
) -> None:
    (line,) = messages(with_point(library, "cold.gel", text=text), facts, words)
    assert line.startswith("first-days/cold.toml gel: says ")


def test_a_banned_word_is_allowed_where_its_fact_says_it(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    text = "Flexall is a skin gel."
    allowed = with_point(library, "cold.gel", text=text, facts=("relax.flexall",))
    assert messages(allowed, facts, words) == []
    assert messages(with_point(library, "cold.gel", text=text), facts, words)


def test_a_banned_word_is_found_in_every_text_of_a_topic(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    bad = Text("It cures you.", ("ice.use",))
    everywhere = replace(topic_of(library, "ex-catcamel"), why=bad, plan=bad, dose=bad, stop=bad)
    said = messages(with_topic(library, everywhere), facts, words)
    assert [line.split(" ")[1] for line in said] == ["why:", "plan:", "dose:", "stop:"]
    asked = with_point(library, "faq.what", ask="Is there a cure?")
    assert len(messages(asked, facts, words)) == 1


def test_a_grade_over_the_target_is_found(
    library: Library, facts: tuple[Fact, ...], words: tuple[WordRule, ...]
) -> None:
    hard = "Immediate multidisciplinary rehabilitation facilitates recovery. " * 12
    said = messages(with_point(library, "cold.gel", text=hard), facts, words)
    assert any("over its target of 5" in line for line in said)


def test_facts_are_listed_with_every_text_that_carries_them(library: Library) -> None:
    points = carried(library)
    assert "cold.gel" in points["ice.gel"]
    assert "cold.why" in points["ice.use"]
    assert "cold.plan" in points["ice.15-20"]
