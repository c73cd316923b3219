"""Load presets. What a preset says of the library is checked against it, all problems at once."""

from __future__ import annotations

import re
from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.draft import (
    NOTE_LIMIT,
    NOTHING_CHANGED,
    WORDING_LIMIT,
    TopicChoice,
)
from careleaf.domain.library import Library, Topic, TopicKind
from careleaf.domain.optional_blocks import OPTIONAL_BLOCKS, USUAL_BLOCKS
from careleaf.domain.params import ParamType, UnreadableValue, Value, read_value
from careleaf.domain.plaintext import clean_line
from careleaf.domain.preset import Preset
from careleaf.errors import did_you_mean

STYLES = ("standard", "large-print", "mono")
PAGES = ("letter", "a4")
OLDEST = 120  # years
TITLE_LIMIT = 60  # characters of a handout's title: two lines
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_preset(path: Path, library: Library) -> Preset:
    """Load a preset file against a library. Raises InvalidFiles with all of its problems."""
    raw, problems = read_toml(path)
    preset = read_preset(Table(raw, problems), library)
    problems.raise_any()
    return preset


def read_preset(table: Table, library: Library) -> Preset:
    """Turn a preset's table into a preset, noting every problem in the table's list."""
    table.format_version()
    preset_id = table.text("id")
    if preset_id and not _ID.fullmatch(preset_id):
        table.problem("id", f'"{preset_id[:60]}": expected lower-case words joined by hyphens')
    preset = Preset(
        id=preset_id,
        title=table.text("title"),
        topics=_topics(table, "topics", library),
        note=table.text("note", ""),
        handout_title=_handout_title(table),
        suggests=_topics(table, "suggests", library),
        choices=_choices(table, library),
        blocks=read_blocks(table) if table.has("blocks") else USUAL_BLOCKS,
        style=table.one_of("style", STYLES, "standard"),
        language=table.one_of("language", (library.language.code,), "en"),
        assume_age=_assume_age(table),
        author=table.text("author", ""),
        made=table.day("made", required=False),
        reviewed=table.day("reviewed", required=False),
        review_due=table.day("review_due", required=False),
    )
    table.no_more()
    return preset


def _handout_title(table: Table) -> str:
    title = clean_line(table.text("handout_title", ""))
    if len(title) > TITLE_LIMIT:
        table.problem("handout_title", f"has {len(title)} characters; at most {TITLE_LIMIT} fit")
    return title[:TITLE_LIMIT]


def _assume_age(table: Table) -> int | None:
    age = table.number("assume_age")
    if age is None:
        return None
    if not (float(age).is_integer() and 0 <= age <= OLDEST):
        table.problem("assume_age", f"expected a whole number from 0 to {OLDEST}")
    return int(age)


def read_blocks(table: Table) -> frozenset[str]:
    """Read the names of the optional blocks that are on."""
    for name in table.words("blocks"):
        if name not in OPTIONAL_BLOCKS:
            known = list(OPTIONAL_BLOCKS)
            table.problem("blocks", f'"{name}" is not one of {", ".join(known)}{did_you_mean(name, known)}')
    return frozenset(table.words("blocks")) & frozenset(OPTIONAL_BLOCKS)


def _topics(table: Table, key: str, library: Library) -> tuple[str, ...]:
    tickable = [topic.id for topic in library.tickable]
    kept: dict[str, None] = {}
    for topic_id in table.words(key):
        topic = library.topic(topic_id)
        if topic is None:
            table.problem(key, f'"{topic_id}" is no topic of the library{did_you_mean(topic_id, tickable)}')
        elif topic.kind is not TopicKind.TICK:
            table.problem(key, f'"{topic_id}" is put on the page by the program; leave it out')
        else:
            kept[topic_id] = None
    return tuple(kept)


def _choices(table: Table, library: Library) -> dict[str, TopicChoice]:
    points, params = table.table("points"), table.table("params")
    wording, notes = table.table("wording"), table.table("notes")
    choices: dict[str, TopicChoice] = {}
    named = {key for part in (points, params, wording, notes) if part for key, _ in part.items()}
    for topic_id in sorted(named):
        topic = library.topic(topic_id)
        if topic is None:
            known = [topic.id for topic in library]
            table.problem("", f'"{topic_id}" is no topic of the library{did_you_mean(topic_id, known)}')
            continue
        ticked, unticked = _points(points.table(topic_id) if points else None, topic)
        choice = TopicChoice(
            ticked=ticked,
            unticked=unticked,
            values=_values(params.table(topic_id) if params else None, topic),
            wording=_wording(wording.table(topic_id) if wording else None, topic),
            note=_note(notes, topic_id),
        )
        if choice != NOTHING_CHANGED:
            choices[topic_id] = choice
    return choices


def _points(table: Table | None, topic: Topic) -> tuple[frozenset[str], frozenset[str]]:
    if table is None:
        return frozenset(), frozenset()
    known = [point.id for point in topic.points]
    chosen: dict[str, frozenset[str]] = {}
    for key in ("ticked", "unticked"):
        ids = table.words(key)
        for point_id in ids:
            point = topic.point(point_id)
            if point is None:
                table.problem(key, f'"{point_id}" is no point of {topic.id}{did_you_mean(point_id, known)}')
            elif point.locked and key == "unticked":
                table.problem(key, f'"{point_id}" is a safety line of {topic.id} and cannot be unticked')
        chosen[key] = frozenset(ids) & frozenset(known)
    table.no_more()
    return chosen["ticked"], chosen["unticked"]


def _values(table: Table | None, topic: Topic) -> dict[str, Value]:
    """Read the values; those that decide which other params apply (a drug) are read first."""
    if table is None:
        return {}
    values: dict[str, Value] = {
        param.id: param.default for param in topic.params if param.default is not None
    }
    chosen: dict[str, Value] = {}
    entries = sorted(table.items(), key=lambda entry: not _is_choice(topic, entry[0]))
    for name, raw in entries:
        param = topic.param(name, values)
        if param is None:
            known = [param.id for param in topic.params]
            table.problem(name, f"{topic.id} has no such param{did_you_mean(name, known)}")
            continue
        try:
            values[param.id] = chosen[param.id] = read_value(param, raw)
        except UnreadableValue as error:
            table.problem(name, str(error))
    return chosen


def _is_choice(topic: Topic, name: str) -> bool:
    return any(param.id == name and param.type is ParamType.CHOICE for param in topic.params)


def _wording(table: Table | None, topic: Topic) -> dict[str, str]:
    if table is None:
        return {}
    wording = {}
    for point_id, text in table.items():
        point = topic.point(point_id)
        if point is None:
            known = [point.id for point in topic.points]
            table.problem(point_id, f"{topic.id} has no such point{did_you_mean(point_id, known)}")
        elif point.locked:
            table.problem(point_id, f"is a safety line of {topic.id} and cannot be reworded")
        elif not isinstance(text, str) or not text.strip() or len(text) > WORDING_LIMIT:
            table.problem(point_id, f"expected a text of at most {WORDING_LIMIT:,} characters")
        else:
            wording[point_id] = text
    return wording


def _note(notes: Table | None, topic_id: str) -> str:
    if notes is None or not notes.has(topic_id):
        return ""
    note = notes.text(topic_id)
    if len(note) > NOTE_LIMIT:
        notes.problem(topic_id, f"has {len(note):,} characters; at most {NOTE_LIMIT:,} fit")
        return ""
    return note
