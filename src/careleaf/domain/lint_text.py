"""Lint of what patients read: sentences, words, reading grades, passive verbs, medical words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from careleaf.domain.library import Layout, Library, Point, Text, Topic
from careleaf.domain.lint_finding import LintFinding, Wording
from careleaf.domain.medical_words import explains, names, said_in
from careleaf.domain.readability import count, reading
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Said:
    """One text that can print: where it stands in its topic, its words, the facts it names."""

    where: str
    text: str
    facts: tuple[str, ...] = ()

    def filled(self, value: str) -> str:
        """Return the text with the same value put in for every param."""
        return re.sub(r"\{\{.*?\}\}", value, self.text)


def carriers(topic: Topic) -> Iterator[tuple[str, Text | Point]]:
    """Yield everything in a topic that states facts, with its name."""
    for name in ("message", "why", "plan", "dose", "stop"):
        text: Text | None = getattr(topic, name)
        if text:
            yield name, text
    if topic.band:
        yield "band", topic.band.text
    yield from ((point.id, point) for point in topic.points)


def lint_text(topic: Topic, library: Library, wording: Wording) -> Iterator[LintFinding]:
    """Yield what to mend in a topic's words."""
    said = [
        Said(where, text, carrier.facts)
        for where, carrier in carriers(topic)
        for text in (carrier.texts if isinstance(carrier, Point) else (carrier.text,))
    ]
    for one in said:
        yield from _long_sentences(topic, one, wording.longest_sentence)
    for one in (*said, *_labels(topic)):
        yield from _banned(topic, one, wording)
    if topic.layout is not Layout.SOURCES:  # publishers go by their abbreviations
        yield from _undefined(topic, said, library, wording)
    yield from _grades(topic, said, library, wording)
    yield from _passive(topic, said, wording)


def _labels(topic: Topic) -> Iterator[Said]:
    """Yield what prints beside the sentences: title, columns, choices, the medicine grid's words."""
    yield from (Said("title", text) for text in (topic.title, *topic.columns))
    for param in topic.params:
        yield from (Said(param.id, choice.label) for choice in param.choices)
        if isinstance(param.default, str) and not param.choices:
            yield Said(param.id, param.default)
    if topic.medicine:
        yield from (Said("medicine", text) for text in (topic.medicine.purpose, topic.medicine.tell) if text)


def _long_sentences(topic: Topic, said: Said, longest: int) -> Iterator[LintFinding]:
    for sentence in re.split(r"(?<=[.?!])\s+", said.filled("15 minutes")):
        length = count(sentence).words
        if length > longest:
            message = f"a sentence has {length} words: {sentence[:50]!r}"
            yield LintFinding(topic.file, said.where, message, f"split it: at most {longest} words")


def _banned(topic: Topic, said: Said, wording: Wording) -> Iterator[LintFinding]:
    for rule in wording.banned:
        match = re.search(rule.pattern, said.text)
        if match and not set(said.facts) & set(rule.allowed):
            yield LintFinding(topic.file, said.where, f"says {match.group(0)!r}", rule.instead)


def _undefined(topic: Topic, said: list[Said], library: Library, wording: Wording) -> Iterator[LintFinding]:
    """Yield medical words that the topic does not explain where it first says them."""
    for term in library.glossary:
        first = next((at for at, one in enumerate(said) if said_in(term, one.text)), None)
        if term.known or first is None:
            continue
        near = " ".join(one.text for one in said[max(first - 1, 0) : first + 2])
        if not explains(term, near):
            message = f"says {term.word!r} without saying what it is"
            yield LintFinding(topic.file, said[first].where, message, f"explain it: {term.plain}")
    for one in said:
        for match in re.finditer(wording.medical_word, one.text):
            if not names(library.glossary, match.group(0)):
                message = f"says {match.group(0)!r}, which is not in the glossary"
                suggestion = "use a plain word, or add it to glossary.toml with its plain words"
                yield LintFinding(topic.file, one.where, message, suggestion)


def _grades(topic: Topic, said: Sequence[Said], library: Library, wording: Wording) -> Iterator[LintFinding]:
    grades = reading([one.filled("15") for one in said], library.score_excluded)
    target = topic.grade_target
    for name, grade, most in (
        ("Flesch-Kincaid", grades.fkgl, target),
        ("SMOG", grades.smog, target + wording.smog_over_target),
    ):
        if grade > most:
            message = f"reads at {name} grade {grade}, over its target of {most:g}"
            yield LintFinding(topic.file, "", message, "shorter sentences, and words of one or two syllables")


def _passive(topic: Topic, said: Sequence[Said], wording: Wording) -> Iterator[LintFinding]:
    verbs = [match.group(0) for one in said for match in re.finditer(wording.passive, one.text)]
    sentences = sum(count(one.filled("15")).sentences for one in said)
    if sentences and len(verbs) / sentences > wording.passive_share:
        share = f"{len(verbs)} of {sentences} sentences are passive ({', '.join(map(repr, verbs))})"
        yield LintFinding(topic.file, "", share, "say who does it: at most 1 sentence in 7")
