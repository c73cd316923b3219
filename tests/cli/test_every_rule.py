"""Every safety rule through `careleaf check`: found where it must be, quiet beside it, told on the page."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from builders import topic_of, with_topic
from cli.rule_cases import CASES, RuleCase
from command import BLOCKED, CLOCK, DONE, UNCONFIRMED, Careleaf

from careleaf.app.bootstrap import Program
from careleaf.app.safety_table import rule_lines
from careleaf.domain.library import Layout, Library, Origin
from careleaf.domain.safety import CODE_RULES, CodeRule, TableRule

EXITS = {"block": BLOCKED, "confirm": UNCONFIRMED, "warn": DONE, "info": DONE}
BASE = ("--clinic", "sample", *CLOCK, "--check", "age=40", "--check", "all=no")


class Checker:
    """`careleaf check` with the library and the rules loaded once, changed where a case says so."""

    def __init__(self, careleaf: Careleaf, program: Program, patch: pytest.MonkeyPatch) -> None:
        self.careleaf, self.shipped = careleaf, program
        self.program = program
        self.libraries = {"shipped": program.library, **_changed(program.library)}
        patch.setattr("careleaf.app.bootstrap.start", lambda _: self.program)

    def __call__(
        self, flags: str, note: str = "", library: str = "shipped", table: tuple[TableRule, ...] | None = None
    ) -> Found:
        """Run the command, with another table of rules if one is given, and return what it found."""
        rules = self.shipped.rules if table is None else replace(self.shipped.rules, table=table)
        self.program = replace(self.shipped, library=self.libraries[library], rules=rules)
        preset = self._preset(note) if note else "acute-72h"
        done = self.careleaf("check", preset, *BASE, *shlex.split(flags), "--json")
        assert done.code in (DONE, BLOCKED, UNCONFIRMED), done.err
        return Found(done.code, {(f["rule"], f["level"]): f["text"] for f in done.json["findings"]})

    def page(self, flags: str, note: str, found: Found) -> str:
        """Return the page as text, with a reason for whatever needs one."""
        reasons = [f"--confirm={rule}=a reason" for rule, level in found.texts if level == "confirm"]
        preset = self._preset(note) if note else "acute-72h"
        done = self.careleaf(
            "render", preset, *BASE, *shlex.split(flags), *reasons, "--format", "text", "-o", "-"
        )
        assert done.code == DONE, done.err
        return one_line(done.out)

    def deciding(self, case: RuleCase) -> list[TableRule]:
        """Return the rows without which a case is not found: it rests on each of them alone."""
        key = (case.rule, case.level)

        def without(row: TableRule) -> Found:
            table = tuple(other for other in self.shipped.rules.table if other is not row)
            return self(case.fires, case.note, case.library, table)

        rows = [row for row in self.shipped.rules.table if (row.id, row.level) == key]
        return [row for row in rows if key not in without(row).texts]

    def _preset(self, note: str) -> Path:
        named, _, words = note.partition(": ")
        topic, text = (named, words) if re.fullmatch(r"[a-z-]+", named) else ("sleep", note)
        ticked = self.shipped.preset("acute-72h").topics
        return self.careleaf.preset(f"[notes]\n{topic} = {json.dumps(text)}\n", topics=ticked)


class Found:
    """The exit code of a check and its findings: rule and level to words."""

    def __init__(self, code: int, texts: Mapping[tuple[str, str], str]) -> None:
        self.code, self.texts = code, texts


def _changed(library: Library) -> dict[str, Library]:
    def second(name: str) -> Library:
        topic = topic_of(library, f"med-{name}")
        return with_topic(library, replace(topic, id=f"med-other-{name}"))

    boxless = tuple(
        replace(section, topics=tuple(t for t in section.topics if t.layout is not Layout.EMERGENCY))
        for section in library.sections
    )
    return {
        "two relaxants": second("relaxant"),
        "two acetaminophens": second("acetaminophen"),
        "no emergency box": replace(library, sections=boxless),
        "a clinic's dose": _reworded(library, "Take 400 mg of ibuprofen in bed."),
    }


def _reworded(library: Library, words: str) -> Library:
    """Return the library with a clinic's words in place of a line about sleep."""
    topic = topic_of(library, "sleep")
    line = topic.points[0]
    mine = replace(line, text=words, origin=Origin.CLINIC, replaces=line)
    return with_topic(library, replace(topic, points=(mine, *topic.points[1:])))


@pytest.fixture
def check(careleaf: Careleaf, program: Program, monkeypatch: pytest.MonkeyPatch) -> Checker:
    """Return the command."""
    return Checker(careleaf, program, monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_found_with_its_level_and_its_words(case: RuleCase, check: Checker) -> None:
    found = check(case.fires, case.note, case.library)
    assert (case.rule, case.level) in found.texts
    gravest = min((list(EXITS).index(level) for _, level in found.texts), default=3)
    assert found.code == EXITS[list(EXITS)[gravest]]
    rows = [row for row in check.shipped.rules.table if (row.id, row.level) == (case.rule, case.level)]
    code = any((rule.id, rule.level) == (case.rule, case.level) for rule in CODE_RULES)
    words = found.texts[case.rule, case.level]
    assert code or any(words.startswith(row.text) for row in rows)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_not_found_beside_its_case(case: RuleCase, check: Checker) -> None:
    quiet = check(case.quiet, case.quiet_note)
    assert (case.rule, case.level) not in quiet.texts


@pytest.mark.parametrize("case", [case for case in CASES if case.level != "block"], ids=str)
def test_what_a_rule_tells_the_patient_is_on_the_page(case: RuleCase, check: Checker) -> None:
    told = [rule.page for rule in (*check.deciding(case), *_code(case)) if rule.page]
    if told:
        page = check.page(case.fires, case.note, check(case.fires, case.note))
        for names in told:
            assert any(_is_on(name, page, check.shipped.library) for name in names), names


def _code(case: RuleCase) -> list[CodeRule]:
    return [rule for rule in CODE_RULES if (rule.id, rule.level) == (case.rule, case.level)]


def one_line(text: str) -> str:
    """Return a text with every run of white space a single space."""
    return " ".join(text.split())


def _is_on(name: str, page: str, library: Library) -> bool:
    """Tell whether a point's words are on a page, whatever its values are."""
    topic, _, point_id = name.partition(".")
    point = topic_of(library, topic).point(point_id)
    assert point is not None, name
    words = point.text or point.cells[-1]
    return all(one_line(part) in page for part in re.split(r"\{\{.*?\}\}", words))


def test_every_rule_there_is_has_a_case(program: Program) -> None:
    listed = {(line.id, line.level) for line in rule_lines(program.library, program.rules)}
    assert listed == {(case.rule, case.level) for case in CASES}


def test_without_any_one_row_of_the_table_a_case_fails(check: Checker) -> None:
    decided = {id(row) for case in CASES for row in check.deciding(case)}
    unnoticed = [f"{row.id}: {row.text}" for row in check.shipped.rules.table if id(row) not in decided]
    assert unnoticed == []


def test_the_points_that_rules_name_are_in_the_library(program: Program) -> None:
    for rule in CODE_RULES:
        for name in rule.page:
            topic, _, point = name.partition(".")
            assert topic_of(program.library, topic).point(point) is not None, name
