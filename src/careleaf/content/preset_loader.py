"""Load presets. What a preset says of the library is checked against it, all problems at once."""

from __future__ import annotations

from pathlib import Path

from careleaf.content.choice_reader import MOST_ENTRIES, KnownNames, read_choices
from careleaf.content.preset_upgrades import PRESET_FORMAT, upgraded
from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.library import Library, TopicKind
from careleaf.domain.made_from import MADE_FROM_NOTHING, MadeFrom
from careleaf.domain.optional_blocks import OPTIONAL_BLOCKS, USUAL_BLOCKS
from careleaf.domain.plaintext import clean_line
from careleaf.domain.preset import HANDOUT_TITLE_LIMIT, NOTE_LINE_LIMIT, TITLE_LIMIT, Preset
from careleaf.domain.preset_names import is_icd10, is_id
from careleaf.errors import InvalidFiles, Problem, did_you_mean

STYLES = ("standard", "large-print", "mono")
OLDEST = 120  # years
PAGES = ("letter", "a4")


def load_preset(path: Path, library: Library) -> Preset:
    """Load a preset file against a library. Raises InvalidFiles with all of its problems.

    A link is refused: what it points to is not what was chosen or shared.
    """
    if _is_link(path):
        raise InvalidFiles([Problem(path.name, "", "is a link to another place; copy the file itself")])
    raw, problems = read_toml(path)
    preset = read_preset(Table(upgraded(raw), problems), library)
    problems.raise_any()
    return preset


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # a name too long, say: reading will tell
        return False


def load_kept_preset(path: Path, library: Library) -> Preset:
    """Load a preset from a folder of presets, where its file has its name. Raises InvalidFiles."""
    preset = load_preset(path, library)
    if preset.id != path.stem:
        said = f'is "{preset.id}", but the file is {path.name}: is it a copy? Import it, or rename the file'
        raise InvalidFiles([Problem(path.name, "id", said)])
    return preset


def read_preset(table: Table, library: Library) -> Preset:
    """Turn a preset's table into a preset, noting every problem in the table's list.

    A topic, point or param that the library does not have is kept: a file that names the library it was
    made with had it from there. In a file that names none, one that is nearly the library's is a slip.
    """
    table.format_version(PRESET_FORMAT)
    preset_id = table.text("id")
    if preset_id and not is_id(preset_id):
        table.problem("id", f'"{preset_id[:60]}": expected lower-case words joined by hyphens')
    names = KnownNames(library, from_program=table.has("library"))
    preset = Preset(
        id=preset_id,
        title=_line(table, "title", None, TITLE_LIMIT),
        topics=_topics(table, "topics", names),
        note=_line(table, "note", "", NOTE_LINE_LIMIT),
        handout_title=_line(table, "handout_title", "", HANDOUT_TITLE_LIMIT),
        suggests=_topics(table, "suggests", names),
        choices=read_choices(table, names),
        blocks=read_blocks(table) if table.has("blocks") else USUAL_BLOCKS,
        style=table.one_of("style", STYLES, "standard"),
        language=table.one_of("language", (library.language.code,), "en"),
        assume_age=_assume_age(table),
        author=_line(table, "author", "", TITLE_LIMIT),
        made=table.day("made", required=False),
        reviewed=table.day("reviewed", required=False),
        review_due=table.day("review_due", required=False),
        icd10=_icd10(table),
        library=_line(table, "library", "", TITLE_LIMIT),
        made_from=_made_from(table.table("made_from")),
    )
    table.no_more()
    return preset


def _line(table: Table, key: str, default: str | None, limit: int) -> str:
    text = clean_line(table.text(key, default))
    if len(text) > limit:
        table.problem(key, f"has {len(text):,} characters; at most {limit} fit")
    return text


def _assume_age(table: Table) -> int | None:
    age = table.number("assume_age")
    if age is None:
        return None
    if not (float(age).is_integer() and 0 <= age <= OLDEST):
        table.problem("assume_age", f"expected a whole number from 0 to {OLDEST}")
        return None
    return int(age)


def read_blocks(table: Table) -> frozenset[str]:
    """Read the names of the optional blocks that are on."""
    for name in table.words("blocks"):
        if name not in OPTIONAL_BLOCKS:
            known = list(OPTIONAL_BLOCKS)
            table.problem("blocks", f'"{name}" is not one of {", ".join(known)}{did_you_mean(name, known)}')
    return frozenset(table.words("blocks")) & frozenset(OPTIONAL_BLOCKS)


def _topics(table: Table, key: str, names: KnownNames) -> tuple[str, ...]:
    words = table.words(key)
    if len(words) > MOST_ENTRIES:
        table.problem(key, f"has {len(words):,} topics; at most {MOST_ENTRIES} can be read")
        return ()
    kept: dict[str, None] = {}
    for topic_id in words:
        topic = names.library.topic(topic_id)
        if topic is None and names.is_slip(topic_id, names.tickable):
            near = did_you_mean(topic_id, names.tickable)
            table.problem(key, f'"{topic_id}" is no topic of the library{near}')
        elif topic is not None and topic.kind is not TopicKind.TICK:
            table.problem(key, f'"{topic_id}" is put on the page by the program; leave it out')
        else:
            kept[topic_id] = None
    return tuple(kept)


def _icd10(table: Table) -> str:
    code = table.text("icd10", "")
    if code and not is_icd10(code):
        table.problem("icd10", f'"{code[:60]}" is no ICD-10-CM code; expected one such as "M54.50"')
    return code


def _made_from(table: Table | None) -> MadeFrom:
    """Read what the preset was made from: "point:fingerprint" words of each topic."""
    if table is None:
        return MADE_FROM_NOTHING
    topics = table.table("topics")
    made_from = MadeFrom(
        preset=table.text("preset", ""),
        ticked=tuple(table.text("ticked", "").split()),
        topics={key: _fingerprints(topics, key) for key, _ in topics.items()} if topics else {},
    )
    table.no_more()
    return made_from


def _fingerprints(topics: Table, topic_id: str) -> dict[str, str]:
    pairs = [word.rpartition(":") for word in topics.text(topic_id, "").split()]
    if not all(name and digits for name, _, digits in pairs):
        topics.problem(topic_id, "expected words such as wrap:3f2a91")
    return {name: digits for name, _, digits in pairs}
