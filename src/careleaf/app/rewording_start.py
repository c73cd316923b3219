"""Start the file in which a clinic rewords a topic."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from careleaf.app.bootstrap import Program
from careleaf.atomic_file import write_atomically
from careleaf.domain.library import Form, Layout, Origin, Point, Topic, TopicKind
from careleaf.errors import UsageError, did_you_mean

_HEAD = """\
# The clinic's own wording of "{title}". Take the # away from what you change; all else stays the library's.
# {{{{ name }}}} stands for a value. Say under source what your words rest on. To check: careleaf library lint
format_version = 1
rewords = "{id}"
reviewed = {today}
review_due = {due}
reviewer = "not yet reviewed by a clinician"
"""


def start_rewording(program: Program, topic_id: str, today: date) -> Path:
    """Write a file with every line of a topic that may be reworded, each commented out, and return its path.

    Raises UsageError where there is no such topic or file to start, and DeliveryFailed.
    """
    topic = program.library.topic(topic_id)
    if topic is None:
        near = did_you_mean(topic_id, [topic.id for topic in program.library])
        raise UsageError(f'There is no topic "{topic_id}"{near}.')
    if topic.kind is TopicKind.LOCKED or topic.layout is Layout.SOURCES or topic.origin is Origin.CLINIC:
        raise UsageError(f'"{topic_id}" is not reworded: it always prints as it is, or is the clinic\'s own.')
    path = program.locations.library / program.library.language.code / topic.section / f"{topic.id}.toml"
    if path.exists():
        raise UsageError(f"{path} is there already; change it with an editor.")
    head = _HEAD.format(title=topic.title, id=topic.id, today=today, due=_a_year_on(today))
    write_atomically(path, "\n".join((head, *_lines(topic))).encode())
    return path


def _lines(topic: Topic) -> Iterator[str]:
    for key in ("why", "plan"):
        if text := getattr(topic, key):
            yield f'# [{key}]\n# text = {_string(text.text)}\n# source = ""\n'
    for point in topic.points:
        if not point.locked:
            yield _point_lines(point)


def _point_lines(point: Point) -> str:
    key = "point" if point.form is Form.LINE else str(point.form)
    words = {"ask": point.ask, "text": point.text}
    lines = [f"[[{key}]]", f'id = "{point.id}"', f"ticked = {str(point.ticked).lower()}"]
    lines += [f"{name} = {_string(text)}" for name, text in words.items() if text]
    lines += [f"cells = [{', '.join(map(_string, point.cells))}]"] if point.cells else []
    return "".join(f"# {line}\n" for line in (*lines, 'source = ""'))


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON escapes, TOML escapes alike


def _a_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
