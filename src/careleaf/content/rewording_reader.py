"""Read a clinic's file that rewords a topic of the library: only what changes stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careleaf.content.library_loader import FORMS, read_text
from careleaf.content.toml_reader import Table
from careleaf.content.topic_check import check_placeholders
from careleaf.domain.clinic_words import clinic_texts
from careleaf.domain.library import Form, Layout, Library, Origin, Point, Review, Text, Topic, TopicKind
from careleaf.domain.params import Param, ParamType, UnreadableValue, Value, outside_range, read_value
from careleaf.domain.plaintext import placeholders
from careleaf.errors import did_you_mean
from careleaf.i18n import number_text

REWORDS = "rewords"
_FAR = date(9999, 12, 31)  # stands in for a missing day: the file is not used then


def read_rewording(table: Table, library: Library, name: str, section: str) -> Topic | None:
    """Return the library's topic in the clinic's words, noting every problem in the table's list."""
    table.format_version()
    topic_id = table.text(REWORDS)
    topic = library.topic(topic_id)
    if topic is None:
        known = [topic.id for topic in library]
        table.problem(REWORDS, f'"{topic_id}" is no topic of the library{did_you_mean(topic_id, known)}')
        return None
    if topic.kind is TopicKind.LOCKED or topic.layout is Layout.SOURCES:
        table.problem(REWORDS, f'"{topic_id}" always prints as the library has it; it cannot be reworded')
        return None
    if (section, name) != (topic.section, topic.id):
        table.problem(REWORDS, f'is "{topic_id}": the file belongs in {topic.section}/{topic.id}.toml')
    review = Review(table.day("reviewed") or _FAR, table.day("review_due") or _FAR, table.text("reviewer"))
    reworded = replace(
        topic,
        why=_text(table, "why", topic.why, topic),
        plan=_text(table, "plan", topic.plan, topic),
        points=_points(table, topic),
        params=_params(table, topic),
    )
    table.no_more()
    return replace(reworded, clinic_review=review) if any(clinic_texts(reworded)) else reworded


def _text(table: Table, key: str, old: Text | None, topic: Topic) -> Text | None:
    text = read_text(table, key)
    if text is None:
        return old
    if old is None:
        table.problem(key, f"{topic.id} has no such text in the library to reword")
        return None
    _check_words((text.text,), (old.text,), topic, table, f"{key}.text")
    if text.text == old.text:
        return old
    return replace(text, facts=text.facts or old.facts, origin=Origin.CLINIC, replaces=old)


def _points(table: Table, topic: Topic) -> tuple[Point, ...]:
    points = {point.id: point for point in topic.points}
    seen: set[str] = set()
    for key, form in FORMS.items():
        known = [point.id for point in topic.points if point.form is form]
        for entry in table.tables(key):
            point_id = entry.text("id")
            old = topic.point(point_id)
            if old is None or old.form is not form:
                near = did_you_mean(point_id, known)
                entry.problem("id", f'"{point_id}" is no {key} of {topic.id}{near}')
            elif old.locked:
                entry.problem("id", f'"{point_id}" is a safety line of {topic.id} and cannot be reworded')
            elif point_id in seen:
                entry.problem("id", f'"{point_id}" is reworded twice')
            else:
                points[point_id] = _point(entry, old, topic)
            seen.add(point_id)
    return tuple(points.values())


def _point(entry: Table, old: Point, topic: Topic) -> Point:
    is_row = old.form is Form.ROW
    point = replace(
        old,
        text=old.text if is_row else entry.text("text", old.text),
        ask=entry.text("ask", old.ask) if old.form is Form.QUESTION else old.ask,
        cells=(entry.words("cells") or old.cells) if is_row else old.cells,
        ticked=entry.flag("ticked") if entry.has("ticked") else old.ticked,
        facts=entry.words("facts") or old.facts,
        source=entry.text("source", ""),
    )
    entry.no_more()
    if len(point.cells) != len(old.cells):
        entry.problem("cells", f"has {len(point.cells)} cells for {len(old.cells)} columns")
    if topic.medicine and old.ticked and not point.ticked:
        entry.problem("ticked", "a line that a medicine starts with stays ticked")
    _check_words(point.texts, old.texts, topic, entry, "cells" if is_row else "text")
    return point if point.texts == old.texts else replace(point, origin=Origin.CLINIC, replaces=old)


def _check_words(new: tuple[str, ...], old: tuple[str, ...], topic: Topic, table: Table, key: str) -> None:
    """Hold braces to params of the topic; a medicine's dates and doses may not drop out of its words."""
    for text in new:
        if not text.strip():
            table.problem(key, "must not be empty")
        check_placeholders(text, topic.params, table, key)
    if topic.medicine:
        kept = {name for text in new for name in placeholders(text)}
        for name in dict.fromkeys(name for text in old for name in placeholders(text)):
            if name not in kept:
                table.problem(key, f"leaves out {{{{ {name} }}}}: a medicine's values stay in its words")


def _params(table: Table, topic: Topic) -> tuple[Param, ...]:
    defaults = table.table("defaults")
    if defaults is None:
        return topic.params
    moved: dict[str, Param] = {}
    for name, raw in defaults.items():
        param = next((param for param in topic.params if param.id == name), None)
        if param is None:
            known = [param.id for param in topic.params]
            defaults.problem(name, f"{topic.id} has no such param{did_you_mean(name, known)}")
        elif wrong := _not_movable(param):
            defaults.problem(name, wrong)
        else:
            try:
                value = read_value(param, raw)
            except UnreadableValue as error:
                defaults.problem(name, str(error))
                continue
            if wrong := outside_range(param, value) or _riskier(param, value, topic):
                defaults.problem(name, wrong)
            moved[name] = _moved(param, value)
    return tuple(moved.get(param.id, param) for param in topic.params)


def _not_movable(param: Param) -> str:
    if param.personal or param.type in (ParamType.DATE, ParamType.DATETIME):
        return "states something about one patient: it has no default"
    if param.type is ParamType.DERIVED:
        return "is worked out by the program; it cannot be set"
    return "is the clinic's own field; set it there" if param.from_clinic else ""


def _riskier(param: Param, value: Value, topic: Topic) -> str:
    """A medicine starts with the library's dose or less, as often or less, for as long or less."""
    medicine, old = topic.medicine, param.default
    if medicine is None or not isinstance(value, int | float) or not isinstance(old, int | float):
        return ""
    longer = medicine.gap in (param.id, param.alias) and bool(medicine.gap)
    if value < old if longer else value > old:
        limit = "less" if longer else "more"
        return f"a medicine does not start with {limit} than the library's {number_text(old)}"
    return ""


def _moved(param: Param, value: Value) -> Param:
    if not isinstance(param.default, int | float):
        return replace(param, default=value)
    note = f"{param.note} The clinic's usual; the library starts with {number_text(param.default)}.".strip()
    return replace(param, default=value, library_default=param.default, note=note)
