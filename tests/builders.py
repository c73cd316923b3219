"""Builders for tests: the shipped library and rules, drafts in one line, libraries with one thing changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from careleaf.content.fact_loader import load_facts
from careleaf.content.library_loader import load_library
from careleaf.content.rule_loader import load_rules
from careleaf.datafiles import data_folder
from careleaf.domain.check import Check
from careleaf.domain.confirmation import Confirmation
from careleaf.domain.current_medicine import read_current_medicine
from careleaf.domain.draft import Draft, set_note, set_value, set_wording, tick_point, tick_topic
from careleaf.domain.facts import Fact
from careleaf.domain.library import Library, Point, Topic
from careleaf.domain.params import Param, Value
from careleaf.domain.people import Clinic
from careleaf.domain.safety import Finding, Rules, find
from careleaf.domain.values import Setting

RESOURCES = data_folder("resources")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=NEW_YORK)  # a Saturday
TONIGHT = datetime(2026, 11, 21, 21, 0)
CLINIC = Clinic(name="Elm Street Clinic", phone="555-0100")


@cache
def shipped_library() -> Library:
    """Return the library that the program ships."""
    return load_library(RESOURCES / "library" / "en")


@cache
def shipped_rules() -> Rules:
    """Return the rules that the program ships."""
    return load_rules(RESOURCES / "rules", shipped_library())


@cache
def shipped_facts() -> tuple[Fact, ...]:
    """Return every fact with its verdict."""
    return load_facts(RESOURCES / "facts")


def topic_of(library: Library, topic_id: str) -> Topic:
    """Return a topic that is there."""
    topic = library.topic(topic_id)
    assert topic is not None, topic_id
    return topic


def param_of(library: Library, name: str) -> Param:
    """Return the param TOPIC.PARAM."""
    topic_id, _, param_id = name.partition(".")
    return next(param for param in topic_of(library, topic_id).params if param.id == param_id)


def point_of(library: Library, name: str) -> Point:
    """Return the point TOPIC.POINT."""
    topic_id, _, point_id = name.partition(".")
    point = topic_of(library, topic_id).point(point_id)
    assert point is not None, name
    return point


def confirmed(**reasons: str) -> dict[str, Confirmation]:
    """Return a confirmation for each RULE=reason, given now and not signed."""
    return {rule: Confirmation(reason, NOW) for rule, reason in reasons.items()}


def taking(check: Check, *names: str) -> Check:
    """Return the check with current medicines by name."""
    for name in names:
        check = check.taking(read_current_medicine(name, shipped_rules().medicines))
    return check


def draft_of(
    library: Library,
    ticks: Iterable[str] = (),
    values: Mapping[str, Value] | None = None,
    notes: Mapping[str, str] | None = None,
    wording: Mapping[str, str] | None = None,
    answers: Mapping[str, Any] | None = None,
    all_no: bool = False,
    **fields: Any,
) -> Draft:
    """Make a draft. `ticks` are TOPIC or TOPIC.POINT, the keys TOPIC.PARAM and TOPIC.POINT."""
    check = Check(dict(answers or {}))
    draft = Draft(check=check.all_no(shipped_rules().questions) if all_no else check, **fields)
    for name in ticks:
        topic_id, _, point_id = name.partition(".")
        if point_id:
            draft = tick_point(draft, topic_id, point_of(library, name), ticked=True)
        else:
            draft = tick_topic(draft, library, topic_id)
    for name, value in (values or {}).items():
        topic_id, _, param_id = name.partition(".")
        draft = set_value(draft, topic_id, param_id, value)
    for topic_id, note in (notes or {}).items():
        draft = set_note(draft, topic_id, note)
    for name, words in (wording or {}).items():
        draft = set_wording(draft, name.partition(".")[0], point_of(library, name), words)
    return draft


def setting(
    library: Library,
    *,
    clinic: Clinic = CLINIC,
    now: datetime = NOW,
    draft: Draft | None = None,
    **draft_fields: Any,
) -> Setting:
    """Make a setting; everything but clinic and clock goes to `draft_of`."""
    return Setting(library, draft or draft_of(library, **draft_fields), clinic, now)


def found(made_in: Setting, rules: Rules | None = None) -> tuple[Finding, ...]:
    """Run the shipped rules, or others."""
    return find(made_in, rules or shipped_rules())


def levels(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Return each finding as (rule, level)."""
    return {(finding.rule, str(finding.level)) for finding in findings}


def with_topic(library: Library, topic: Topic) -> Library:
    """Return the library with a topic put in place of the one with its id, or added to its section."""
    sections = []
    for section in library.sections:
        topics = [topic if old.id == topic.id else old for old in section.topics]
        if section.id == topic.section and topic not in topics:
            topics.append(topic)
        sections.append(replace(section, topics=tuple(topics)))
    return replace(library, sections=tuple(sections))


def with_point(library: Library, name: str, **changes: Any) -> Library:
    """Return the library with one point TOPIC.POINT changed."""
    topic = topic_of(library, name.partition(".")[0])
    old = point_of(library, name)
    points = tuple(replace(p, **changes) if p is old else p for p in topic.points)
    return with_topic(library, replace(topic, points=points))


def with_param(library: Library, name: str, **changes: Any) -> Library:
    """Return the library with one param TOPIC.PARAM changed."""
    topic = topic_of(library, name.partition(".")[0])
    old = param_of(library, name)
    params = tuple(replace(p, **changes) if p is old else p for p in topic.params)
    return with_topic(library, replace(topic, params=params))


def write(path: Path, text: str) -> Path:
    """Write a text file, with its folders, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
