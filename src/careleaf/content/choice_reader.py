"""Read what a preset changes in each topic: points, params, wording, standing notes."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import date

from careleaf.content.toml_reader import Table
from careleaf.domain.draft import NOTE_LIMIT, NOTHING_CHANGED, WORDING_LIMIT, TopicChoice
from careleaf.domain.library import Library, Topic
from careleaf.domain.params import TEXT_LIMIT, ParamType, UnreadableValue, Value, read_value
from careleaf.domain.plaintext import clean
from careleaf.domain.preset_names import is_id
from careleaf.errors import did_you_mean, shown
from careleaf.lazy_dataclass import dataclass

MOST_ENTRIES = 500  # of one table; ten times what the first library has topics
SLIP = 0.75  # how like a known name (0 to 1) an unknown one must be to pass for a slip of the pen


@dataclass(frozen=True)
class KnownNames:
    """The names of the library, and whether the file got its own from a library, by the program."""

    library: Library
    from_program: bool

    @property
    def tickable(self) -> list[str]:
        """Return the topics a preset may tick."""
        return [topic.id for topic in self.library.tickable]

    def is_slip(self, name: str, known: Collection[str]) -> bool:
        """Tell whether an unknown name is a slip, or no name at all, rather than one of another library."""
        if not is_id(name):
            return True
        if self.from_program:
            return False
        from difflib import get_close_matches  # few presets hold an unknown name: commands start faster

        return bool(get_close_matches(name, known, n=1, cutoff=SLIP))


def read_choices(table: Table, names: KnownNames) -> dict[str, TopicChoice]:
    """Read the tables points, params, wording and notes, noting every problem."""
    parts = {key: _of_sane_size(table.table(key)) for key in ("points", "params", "wording", "notes")}
    choices: dict[str, TopicChoice] = {}
    for topic_id in sorted({key for part in parts.values() if part for key, _ in part.items()}):
        known = [topic.id for topic in names.library]
        topic = names.library.topic(topic_id)
        if topic is None and names.is_slip(topic_id, known):
            where = next(part for part in parts.values() if part and part.has(topic_id))
            where.problem(topic_id, f'"{topic_id}" is no topic of the library{did_you_mean(topic_id, known)}')
            continue
        reader = _TopicReader(topic, names)
        ticked, unticked = reader.points(_inner(parts["points"], topic_id))
        choice = TopicChoice(
            ticked=ticked,
            unticked=unticked,
            values=reader.values(_inner(parts["params"], topic_id)),
            wording=reader.wording(_inner(parts["wording"], topic_id)),
            note=_note(parts["notes"], topic_id),
        )
        if choice != NOTHING_CHANGED:
            choices[topic_id] = choice
    return choices


def _inner(part: Table | None, topic_id: str) -> Table | None:
    return _of_sane_size(part.table(topic_id)) if part else None


def _of_sane_size(table: Table | None) -> Table | None:
    """Return the table, or None with a problem where comparing all its names would take minutes."""
    if table and table.size > MOST_ENTRIES:
        table.problem("", f"has {table.size:,} entries; at most {MOST_ENTRIES} can be read")
        return None
    return table


@dataclass(frozen=True)
class _TopicReader:
    """Reads the parts of one topic; one of another library (None) takes whatever has the right form."""

    topic: Topic | None
    names: KnownNames

    def points(self, table: Table | None) -> tuple[frozenset[str], frozenset[str]]:
        if table is None:
            return frozenset(), frozenset()
        chosen: dict[str, frozenset[str]] = {}
        for key in ("ticked", "unticked"):
            ids = table.words(key)
            chosen[key] = frozenset(point_id for point_id in ids if self._may_choose(table, key, point_id))
        table.no_more()
        return chosen["ticked"], chosen["unticked"]

    def _may_choose(self, table: Table, key: str, point_id: str) -> bool:
        point = self.topic.point(point_id) if self.topic else None
        if point is None:
            said = f'"{point_id}" is no point of {self._id(table)}'
            return self._is_foreign(table, key, point_id, self._point_ids, said)
        if point.locked and key == "unticked":
            table.problem(key, f'"{point_id}" is a safety line of {self._id(table)} and cannot be unticked')
            return False
        return True

    def values(self, table: Table | None) -> dict[str, Value]:
        """Read the values; those that decide which other params apply (a drug) are read first."""
        if table is None:
            return {}
        params = self.topic.params if self.topic else ()
        values: dict[str, Value] = {param.id: param.default for param in params if param.default is not None}
        chosen: dict[str, Value] = {}
        for name, raw in sorted(table.items(), key=lambda entry: not self._is_choice(entry[0])):
            param = self.topic.param(name, values) if self.topic else None
            try:
                if param is not None:
                    values[param.id] = chosen[param.id] = read_value(param, raw)
                    if param.personal or param.visit:
                        table.problem(name, "is about one patient and has no place in a preset")
                elif self._is_foreign(
                    table, name, name, [p.id for p in params], f"{self._id(table)} has no such param"
                ):
                    chosen[name] = _foreign_value(raw)
            except UnreadableValue as error:
                table.problem(name, str(error))
        return chosen

    def wording(self, table: Table | None) -> dict[str, str]:
        if table is None:
            return {}
        wording = {}
        for point_id, text in table.items():
            point = self.topic.point(point_id) if self.topic else None
            said = f"{self._id(table)} has no such point"
            if point is None and not self._is_foreign(table, point_id, point_id, self._point_ids, said):
                continue
            if point is not None and point.locked:
                table.problem(point_id, f"is a safety line of {self._id(table)} and cannot be reworded")
            elif not isinstance(text, str) or not clean(text) or len(text) > WORDING_LIMIT:
                table.problem(point_id, f"expected a text of at most {WORDING_LIMIT:,} characters")
            else:
                wording[point_id] = clean(text)
        return wording

    @property
    def _point_ids(self) -> list[str]:
        return [point.id for point in self.topic.points] if self.topic else []

    def _is_choice(self, name: str) -> bool:
        params = self.topic.params if self.topic else ()
        return any(param.id == name and param.type is ParamType.CHOICE for param in params)

    def _id(self, table: Table) -> str:
        return self.topic.id if self.topic else str(table.path[-1])

    def _is_foreign(self, table: Table, key: str, name: str, known: list[str], otherwise: str) -> bool:
        """Tell whether an unknown name may come from another library; otherwise note it as a slip."""
        if not self.names.is_slip(name, known):
            return True
        table.problem(key, f"{otherwise}{did_you_mean(name, known)}")
        return False


def _foreign_value(raw: object) -> Value:
    """Keep a value whose param is unknown as it is. Raises UnreadableValue for what no param can hold."""
    if isinstance(raw, list) and all(isinstance(item, str) and len(item) <= TEXT_LIMIT for item in raw):
        return tuple(raw)
    if isinstance(raw, str) and len(raw) <= TEXT_LIMIT:
        return raw
    if isinstance(raw, date) or (isinstance(raw, int) and not isinstance(raw, bool)):
        return raw
    if isinstance(raw, float) and math.isfinite(raw):
        return raw
    raise UnreadableValue(f"expected a number, a short text, a date or a list of texts, found {shown(raw)}")


def _note(notes: Table | None, topic_id: str) -> str:
    if notes is None or not notes.has(topic_id):
        return ""
    note = clean(notes.text(topic_id))
    if len(note) > NOTE_LIMIT:
        notes.problem(topic_id, f"has {len(note):,} characters; at most {NOTE_LIMIT:,} fit")
        return ""
    return note
