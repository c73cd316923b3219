"""Read a topic that a clinic adds: the library's format, without what is the library's alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from careleaf.content.library_loader import conditions_of, read_topic_file
from careleaf.content.rewording_reader import REWORDS
from careleaf.content.toml_reader import Table
from careleaf.domain.clinic_medicine import faults_of, safety_line_ids, with_safety_lines
from careleaf.domain.library import BandText, Layout, Library, Origin, Review, Text, Topic, TopicKind
from careleaf.domain.rule_table import Rules
from careleaf.errors import did_you_mean

_BOXES = (Layout.EMERGENCY, Layout.CALL_US, Layout.SOURCES)
_WITH_RULES = (Layout.MEDICINE, Layout.EXERCISE)  # the program adds a topic of rules to their sections


def read_clinic_topic(table: Table, path: Path, library: Library, rules: Rules) -> Topic:
    """Return a topic that the clinic adds, noting every problem in the table's list.

    A medicine comes with the safety lines of its class.
    """
    topic = read_topic_file(table, path.stem, path.parent.name)
    if library.topic(topic.id) is not None:
        table.problem("id", f'the library has a "{topic.id}": choose another id, or write {REWORDS} = "..."')
    _check_section(topic, table, library)
    _check_look(topic, table, library)
    _check_params(topic, table, library)
    for fault in faults_of(topic, library, rules):
        table.problem_at(fault.where, fault.words)
    for taken in sorted(safety_line_ids(topic, library) & {point.id for point in topic.points}):
        table.problem_at(
            ("point", taken, "id"), f'"{taken}" is the id of a safety line that comes with its class'
        )
    return with_safety_lines(_as_clinic(topic), library)


def _check_section(topic: Topic, table: Table, library: Library) -> None:
    sections = [section.id for section in library.sections]
    if topic.section not in sections:
        near = did_you_mean(topic.section, sections)
        table.problem("section", f'"{topic.section}" is no section of the library{near}')
    elif not any(t.kind is TopicKind.TICK for t in library if t.section == topic.section):
        table.problem("section", f'"{topic.section}" holds only what always prints')
    with_layout = sorted({other.section for other in library if other.layout is topic.layout})
    if topic.layout in _WITH_RULES and topic.section not in with_layout:
        words = f'a topic of layout "{topic.layout}" stands in {", ".join(with_layout)}'
        table.problem("section", f"{words}, where its safety lines are added")


def _check_look(topic: Topic, table: Table, library: Library) -> None:
    if topic.kind is not TopicKind.TICK:
        table.problem("kind", 'expected "tick": what always prints is the library\'s')
    if topic.layout in _BOXES:
        table.problem("layout", f'"{topic.layout}" is the library\'s own box')
    figures = sorted({other.figure for other in library if other.figure})
    if topic.figure and topic.figure not in figures:
        near = did_you_mean(topic.figure, figures)
        table.problem("figure", f'"{topic.figure}" is no figure of the library{near}')
    for point in topic.points:
        if point.tier is not None:
            table.problem_at(("point", point.id, "tier"), "only warning signs have a tier")


def _check_params(topic: Topic, table: Table, library: Library) -> None:
    own = {param.id for param in topic.params}
    known = own | {f"{other.id}.{param.id}" for other in library for param in other.params}
    for index, param in enumerate(topic.params):
        if param.visit:
            table.problems.add(("param", index, "visit"), "what belongs to the visit is the library's")
    for condition in conditions_of(topic):
        if condition.param not in known:
            near = did_you_mean(condition.param, sorted(known))
            table.problem("when", f'"{condition.param}" names no param{near}')


def _as_clinic(topic: Topic) -> Topic:
    def own(text: Text | None) -> Text | None:
        return replace(text, origin=Origin.CLINIC) if text else None

    band = topic.band and BandText(
        replace(topic.band.text, origin=Origin.CLINIC), topic.band.start, topic.band.end
    )
    return replace(
        topic,
        origin=Origin.CLINIC,
        clinic_review=Review(topic.reviewed, topic.review_due, topic.reviewer),
        message=own(topic.message),
        why=own(topic.why),
        plan=own(topic.plan),
        dose=own(topic.dose),
        stop=own(topic.stop),
        band=band,
        points=tuple(replace(point, origin=Origin.CLINIC) for point in topic.points),
    )
