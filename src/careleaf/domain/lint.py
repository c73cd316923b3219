"""Lint of the library's words: facts that may be said, sentences a patient can read, nothing error-prone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from careleaf.domain.facts import Fact, MayPrint
from careleaf.domain.library import Library, Origin, Point, Text, Topic
from careleaf.domain.readability import count, reading

LONGEST_SENTENCE = 20  # words (clinical review, section 4.4)


@dataclass(frozen=True)
class LintFinding:
    """One thing to mend in the library: the file, the point (or text), what is wrong."""

    file: str
    point: str
    message: str


@dataclass(frozen=True)
class WordRule:
    """A pattern that patient text may not hold, and what to write. `allowed` facts may say it.

    A `claim` is wrong or dangerous, not just badly put: a clinic's own text that makes it is not used.
    """

    pattern: str
    instead: str
    allowed: tuple[str, ...] = ()
    claim: bool = False


def lint(library: Library, facts: Iterable[Fact], words: tuple[WordRule, ...]) -> Iterator[LintFinding]:
    """Yield everything to mend, in the library's order."""
    by_id = {fact.id: fact for fact in facts}
    for topic in library:
        texts = list(_texts(topic))
        for where, carrier in texts:
            yield from _lint_facts(topic, where, carrier, by_id)
            for text in carrier.texts if isinstance(carrier, Point) else (carrier.text,):
                yield from _lint_text(topic, where, text, carrier.facts, words)
        yield from _lint_grade(topic, [text for _, carrier in texts for text in _of(carrier)], library)


def carried(library: Library) -> dict[str, list[str]]:
    """Return for each fact id the points (TOPIC.POINT, or TOPIC.why and so on) that carry it."""
    points: dict[str, list[str]] = {}
    for topic in library:
        for where, carrier in _texts(topic):
            for fact in carrier.facts:
                points.setdefault(fact, []).append(f"{topic.id}.{where}")
    return points


def _texts(topic: Topic) -> Iterator[tuple[str, Text | Point]]:
    for name in ("why", "plan", "dose", "stop"):
        text: Text | None = getattr(topic, name)
        if text:
            yield name, text
    if topic.band:
        yield "band", topic.band.text
    yield from ((point.id, point) for point in topic.points)


def _of(carrier: Text | Point) -> tuple[str, ...]:
    return carrier.texts if isinstance(carrier, Point) else (carrier.text,)


def file_of(topic: Topic) -> str:
    """Return the file of a topic, as findings name it."""
    return f"{topic.section}/{topic.id}.toml"


def _lint_facts(
    topic: Topic, where: str, carrier: Text | Point, facts: Mapping[str, Fact]
) -> Iterator[LintFinding]:
    ids = carrier.facts
    if not ids and not (carrier.source and carrier.origin is Origin.CLINIC):
        yield LintFinding(file_of(topic), where, "states no fact: name the facts it rests on")
    for fact_id in ids:
        fact = facts.get(fact_id)
        if fact is None:
            yield LintFinding(file_of(topic), where, f"names {fact_id}, which is no fact")
        elif fact.may_print is MayPrint.NONE:
            yield LintFinding(file_of(topic), where, f"carries {fact_id}, which must never print")


def _lint_text(
    topic: Topic, where: str, text: str, facts: tuple[str, ...], words: tuple[WordRule, ...]
) -> Iterator[LintFinding]:
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        length = count(re.sub(r"\{\{.*?\}\}", "15 minutes", sentence)).words
        if length > LONGEST_SENTENCE:
            yield LintFinding(file_of(topic), where, f"a sentence has {length} words: {sentence[:50]!r}")
    for rule in words:
        match = re.search(rule.pattern, text)
        if match and not set(facts) & set(rule.allowed):
            yield LintFinding(file_of(topic), where, f"says {match.group(0)!r}: {rule.instead}")


def _lint_grade(topic: Topic, texts: list[str], library: Library) -> Iterator[LintFinding]:
    filled = [re.sub(r"\{\{.*?\}\}", "15", text) for text in texts]
    grade = reading(filled, library.score_excluded).fkgl
    if grade > topic.grade_target:
        message = f"reads at grade {grade}, over its target of {topic.grade_target:g}"
        yield LintFinding(file_of(topic), "", message)
