"""Lay a clinic's own topics and wording over the library: one file wrong, and only that file is not used."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from careleaf.content.clinic_strings import check_strings
from careleaf.content.clinic_topic_reader import read_clinic_topic
from careleaf.content.fact_loader import load_facts
from careleaf.content.rewording_reader import REWORDS, read_rewording
from careleaf.content.toml_reader import Table, read_toml
from careleaf.content.wording_loader import load_wording
from careleaf.domain.clinic_words import clinic_texts
from careleaf.domain.facts import Fact, MayPrint
from careleaf.domain.library import Library, Topic
from careleaf.domain.lint_finding import WordRule
from careleaf.domain.rule_table import Rules
from careleaf.errors import InvalidFiles, Problem, did_you_mean
from careleaf.lazy_dataclass import dataclass

MOST_FILES = 300  # the library itself has 50 topics


@dataclass(frozen=True)
class Overlay:
    """The library with the clinic's words, and what is wrong with the files that are not used."""

    library: Library
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Yardstick:
    """What a clinic's file is held against."""

    library: Library
    rules: Rules
    facts: dict[str, Fact]
    claims: tuple[WordRule, ...]


def load_overlay(folder: Path, library: Library, load_yardstick: Callable[[], Yardstick]) -> Overlay:
    """Read every TOML file of a clinic's folder over the library; it raises nothing that a file can cause.

    A file with a problem is left out whole, and all of its problems are told. The yardstick is loaded only
    where there is a file.
    """
    try:
        files = sorted(path for path in folder.rglob("*.toml") if not _is_hidden(path, folder))
    except OSError as error:
        return Overlay(library, (Problem(folder.name, "", f"cannot be read: {error.strerror or error}"),))
    if not files:
        return Overlay(library)
    if len(files) > MOST_FILES:
        words = f"holds {len(files):,} files; at most {MOST_FILES} are read, so none is used"
        return Overlay(library, (Problem(folder.name, "", words),))
    yardstick = load_yardstick()
    topics: dict[str, Topic] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            topic = _read(path, folder, yardstick, topics)
            topics[topic.id] = topic
        except InvalidFiles as error:
            problems += error.problems
    return Overlay(library.with_topics(topics.values()), tuple(problems))


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def yardstick_of(library: Library, rules: Rules, resources: Path) -> Yardstick:
    """Load the facts and the banned claims beside library and rules. Raises InvalidFiles."""
    facts = {fact.id: fact for fact in load_facts(resources / "facts")}
    words = load_wording(resources / "rules" / "wording.toml").banned
    claims = tuple(rule for rule in words if rule.claim)
    return Yardstick(library, rules, facts, claims)


def _read(path: Path, folder: Path, yardstick: Yardstick, others: dict[str, Topic]) -> Topic:
    """Read one file. Raises InvalidFiles with all of its problems."""
    name = path.relative_to(folder.parent.parent).as_posix()
    _check_place(path, folder, name)
    raw, problems = read_toml(path, name)
    table = Table(raw, problems)
    check_strings(raw, problems)
    topic: Topic | None
    if table.has(REWORDS):
        topic = read_rewording(table, yardstick.library, path.stem, path.parent.name)
    else:
        topic = read_clinic_topic(table, path, yardstick.library, yardstick.rules)
    if topic is not None:
        _check_texts(topic, table, yardstick)
        if topic.id in others:
            table.problem("id", f'"{topic.id}" stands in {others[topic.id].section} already')
    problems.raise_any()
    assert topic is not None, "a file without a topic has a problem"
    return topic


def _check_place(path: Path, folder: Path, name: str) -> None:
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that go round in a circle
        inside = False
    wrong = ""
    if not inside:
        wrong = "leads out of the folder; put the file itself here"
    elif not path.is_file():
        wrong = "is no file"
    elif path.parent.parent != folder:
        wrong = "lies in the wrong folder: expected SECTION/TOPIC.toml"
    if wrong:
        raise InvalidFiles([Problem(name, "", wrong)])


def _check_texts(topic: Topic, table: Table, yardstick: Yardstick) -> None:
    """Hold what the clinic's texts rest on and what they claim."""
    for text in clinic_texts(topic):
        for fact_id in text.facts:
            fact = yardstick.facts.get(fact_id)
            if fact is None:
                near = did_you_mean(fact_id, list(yardstick.facts))
                table.problem_at(text.where, f'"{fact_id}" is no fact{near}')
            elif fact.may_print is MayPrint.NONE:
                table.problem_at(text.where, f'"{fact_id}" is a fact that must never print')
        if not (text.facts or text.source or text.is_label):
            table.problem_at(text.where, "rests on nothing: name facts, or a source of your own")
        for rule in yardstick.claims:
            match = re.search(rule.pattern, text.text)
            if match and not set(text.facts) & set(rule.allowed):
                table.problem_at(text.where, f'says "{match.group(0)}": {rule.instead}')
