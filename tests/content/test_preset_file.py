"""A preset's file: written in one form, read back the same, upgraded step by step, refused when hostile."""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import RESOURCES, shipped_library, write
from hypothesis import given, settings
from hypothesis import strategies as st

from careleaf.content.choice_reader import MOST_ENTRIES
from careleaf.content.preset_loader import load_kept_preset, load_preset, read_preset
from careleaf.content.preset_upgrades import PRESET_FORMAT, STEPS, upgraded
from careleaf.content.preset_writer import preset_text
from careleaf.content.toml_reader import MOST_BYTES, Problems, Table
from careleaf.domain.draft import TopicChoice
from careleaf.domain.library import Library
from careleaf.domain.made_from import MadeFrom
from careleaf.domain.optional_blocks import OPTIONAL_BLOCKS
from careleaf.domain.params import ParamType
from careleaf.domain.plaintext import clean, clean_line
from careleaf.domain.preset import Preset
from careleaf.domain.preset_changes import with_made_from
from careleaf.domain.preset_names import is_id
from careleaf.errors import InvalidFiles

HEAD = 'format_version = 1\nid = "mine"\ntitle = "Mine"\n'
LIBRARY = shipped_library()
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def read(text: str) -> Preset:
    problems = Problems("mine.toml", text)
    preset = read_preset(Table(tomllib.loads(text), problems), LIBRARY)
    problems.raise_any()
    return preset


def refusal(path: Path) -> str:
    with pytest.raises(InvalidFiles) as invalid:
        load_preset(path, LIBRARY)
    return str(invalid.value)


# --- round trip ------------------------------------------------------------------------------------------

TYPED = st.text(max_size=60).map(clean).filter(bool)
LINE = st.text(max_size=60).map(clean_line)
DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
FOREIGN_ID = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True).filter(is_id)
FOREIGN_VALUE = st.one_of(
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    DAYS,
    st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)),
    st.lists(st.text(max_size=8), max_size=3).map(tuple),
)
NAMED = [topic for topic in LIBRARY.tickable if any(not p.locked for p in topic.points)]


@st.composite
def choices(draw: st.DrawFn) -> dict[str, TopicChoice]:
    made = {}
    for topic in draw(st.lists(st.sampled_from(NAMED), max_size=3, unique_by=lambda t: t.id)):
        free = [point.id for point in topic.points if not point.locked]
        values = {p.id: (p.min or 0) for p in topic.params if p.type is ParamType.INTEGER and not p.personal}
        made[topic.id] = TopicChoice(
            ticked=draw(st.frozensets(st.sampled_from([*free, "from-elsewhere"]), max_size=3)),
            unticked=draw(st.frozensets(st.sampled_from(free), max_size=2)),
            values={k: v for k, v in values.items() if draw(st.booleans())},
            wording=draw(st.dictionaries(st.sampled_from(free), TYPED, max_size=2)),
            note=draw(TYPED | st.just("")),
        )
    foreign = draw(
        st.dictionaries(
            FOREIGN_ID.filter(lambda name: LIBRARY.topic(name) is None), FOREIGN_VALUE, max_size=2
        )
    )
    made.update({topic_id: TopicChoice(values={"some": value}) for topic_id, value in foreign.items()})
    return {topic_id: choice for topic_id, choice in made.items() if choice != TopicChoice()}


@st.composite
def presets(draw: st.DrawFn) -> Preset:
    ids = st.sampled_from([topic.id for topic in LIBRARY.tickable]) | FOREIGN_ID.filter(
        lambda name: LIBRARY.topic(name) is None
    )
    preset = Preset(
        id=draw(FOREIGN_ID),
        title=draw(LINE.filter(bool)),
        topics=tuple(draw(st.lists(ids, max_size=6, unique=True))),
        note=draw(LINE),
        suggests=tuple(draw(st.lists(ids, max_size=3, unique=True))),
        choices=draw(choices()),
        blocks=draw(st.frozensets(st.sampled_from(sorted(OPTIONAL_BLOCKS)))),
        style=draw(st.sampled_from(["standard", "large-print", "mono"])),
        assume_age=draw(st.none() | st.integers(0, 120)),
        author=draw(LINE),
        made=draw(st.none() | DAYS),
        reviewed=draw(st.none() | DAYS),
        review_due=draw(st.none() | DAYS),
        icd10=draw(st.sampled_from(["", "M54.50", "S39.012A"])),
        library="0.1",
    )
    return with_made_from(preset, LIBRARY, replace(preset, id="acute-72h")) if draw(st.booleans()) else preset


@settings(max_examples=30)
@given(presets())
def test_a_preset_written_and_read_is_the_same_preset_and_the_same_bytes(preset: Preset) -> None:
    text = preset_text(preset)
    assert read(text) == preset
    assert preset_text(read(text)) == text


@pytest.mark.parametrize("path", sorted((RESOURCES / "presets").glob("*.toml")), ids=lambda path: path.stem)
def test_every_built_in_preset_survives_the_round_trip(path: Path) -> None:
    preset = load_kept_preset(path, LIBRARY)
    assert read(preset_text(preset)) == preset


def test_a_file_reads_well_and_leaves_out_what_is_usual() -> None:
    preset = Preset(
        id="mine",
        title="Mine",
        topics=("sleep", "cold"),
        choices={
            "cold": TopicChoice(ticked=frozenset({"gel"}), values={"minutes": 10}, wording={"gel": "A gel."})
        },
        made=date(2026, 11, 21),
        icd10="M54.50",
        library="0.1",
        made_from=MadeFrom("acute-72h", ("cold",), {"cold": {"wrap": "3f2a91", "gel": "91bc02"}}),
    )
    assert preset_text(preset) == (
        'format_version = 1\nid = "mine"\ntitle = "Mine"\nlanguage = "en"\nstyle = "standard"\n'
        'icd10 = "M54.50"\nmade = 2026-11-21\nlibrary = "0.1"\n'
        'topics = [\n    "sleep",\n    "cold",\n]\nsuggests = []\n\n'
        '[points.cold]\nticked = [\n    "gel",\n]\n\n[params.cold]\nminutes = 10\n\n'
        '[wording.cold]\ngel = "A gel."\n\n[made_from]\npreset = "acute-72h"\nticked = "cold"\n\n'
        '[made_from.topics]\ncold = "gel:91bc02 wrap:3f2a91"\n'
    )


# --- another library -------------------------------------------------------------------------------------


def test_names_of_another_library_are_kept() -> None:
    preset = read(
        HEAD
        + 'topics = ["cold", "hydro-pool"]\n'
        + '[points.cold]\nticked = ["zinc"]\n[params.hydro-pool]\nlanes = 2\n'
    )
    assert preset.topics == ("cold", "hydro-pool")
    assert preset.choices["cold"].ticked == {"zinc"}
    assert preset.choices["hydro-pool"].values == {"lanes": 2}


def test_a_name_that_is_nearly_the_librarys_is_a_slip_unless_a_library_is_named() -> None:
    with pytest.raises(InvalidFiles, match=r'"colds" is no topic of the library \(did you mean "cold"\?\)'):
        read(HEAD + 'topics = ["colds"]\n')
    assert read(HEAD + 'library = "9.0"\ntopics = ["colds"]\n').topics == ("colds",)


@pytest.mark.parametrize("value", ["true", "nan", "inf", "{ a = 1 }", "[1, 2]", "12:00:00", f'"{"x" * 301}"'])
def test_a_value_that_no_param_can_hold_is_refused_also_for_an_unknown_one(value: str) -> None:
    with pytest.raises(InvalidFiles, match="expected a number, a short text, a date or a list of texts"):
        read(f'{HEAD}library = "9.0"\n[params.hydro-pool]\nlanes = {value}\n')


def test_what_is_about_one_patient_is_refused_in_a_preset() -> None:
    with pytest.raises(InvalidFiles, match=r"params.med-safety.allergies: is about one patient"):
        read(HEAD + '[params.med-safety]\nallergies = "penicillin"\n')


# --- formats ---------------------------------------------------------------------------------------------


def test_every_change_of_the_format_has_its_step() -> None:
    assert sorted(STEPS) == list(range(1, PRESET_FORMAT))


@pytest.mark.parametrize("version", range(1, PRESET_FORMAT + 1))
def test_a_file_of_every_format_so_far_can_be_read(version: int) -> None:
    path = Path(__file__).parent / "presets" / f"format-{version}.toml"
    assert tomllib.loads(path.read_text())["format_version"] == version
    preset = load_kept_preset(path, LIBRARY)
    assert (preset.title, preset.topics) == ("Runners, first week", ("cold", "keep-moving"))
    assert preset.choices["cold"].values == {"minutes": 12}
    assert preset.choices["cold"].wording == {"gel": "A gel pack works too."}


def test_steps_are_taken_one_after_the_other() -> None:
    def rename(raw: dict[str, Any]) -> dict[str, Any]:
        return {("name" if key == "titel" else key): value for key, value in raw.items()}

    def wrap(raw: dict[str, Any]) -> dict[str, Any]:
        return {**raw, "name": [raw["name"]]}

    old = {"format_version": 1, "titel": "Mine"}
    assert upgraded(old, {1: rename, 2: wrap}, 3) == {"format_version": 3, "name": ["Mine"]}
    assert upgraded({"format_version": 4}, {1: rename}, 2) == {"format_version": 4}
    assert upgraded({"format_version": True}, {1: rename}, 2) == {"format_version": True}


def test_a_file_of_a_newer_format_is_refused_in_words(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.toml", HEAD.replace("= 1", f"= {PRESET_FORMAT + 1}"))
    assert "made by a newer Careleaf" in refusal(path)


# --- hostile files ---------------------------------------------------------------------------------------


def test_a_file_of_100_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert refusal(path) == f"big.toml: is larger than {MOST_BYTES:,} bytes"


def test_a_hundred_thousand_topics_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.toml", HEAD + "topics = [" + '"cold",' * 100_000 + "]\n")
    assert refusal(path) == f"mine.toml:4: topics: has 100,000 topics; at most {MOST_ENTRIES} can be read"


@pytest.mark.parametrize("table", ["wording", "wording.cold", "points.cold", "params.cold"])
def test_a_table_of_thousands_of_names_is_refused(tmp_path: Path, table: str) -> None:
    many = "".join(f"key-{number} = 1\n" for number in range(20_000))
    told = refusal(write(tmp_path / "mine.toml", f"{HEAD}[{table}]\n{many}"))
    assert told == f"mine.toml:4: {table}: has 20,000 entries; at most {MOST_ENTRIES} can be read"


def test_thousands_of_problems_are_told_up_to_a_hundred(tmp_path: Path) -> None:
    many = "".join(f"key-{number} = 1\n" for number in range(2_000))
    told = refusal(write(tmp_path / "mine.toml", HEAD + many)).splitlines()
    assert len(told) == 101
    assert told[-1] == "mine.toml: has more problems than these"


def test_a_line_made_to_take_for_ever_does_not(tmp_path: Path) -> None:
    slow = f"note = '''\n[{' ' * 100_000}x\n'''\n"
    assert "style" in refusal(write(tmp_path / "mine.toml", f'{HEAD}{slow}style = "pink"\n'))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "id: is missing"),
        (b"\xff\xfeformat", "is not UTF-8 text"),
        ("format_version = 1\nid = 'm\xe9'".encode("latin-1"), "is not UTF-8 text"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "is nested too deep"),
        (b"x" * 5000, "is not TOML"),
        (HEAD.encode() + b"[params.cold]\nminutes = nan\n", "expected a whole number, found nan"),
        (HEAD.encode() + b"assume_age = inf\n", "assume_age: expected a number"),
        (HEAD.replace('"mine"', '"../../evil"').encode(), "expected lower-case words joined by hyphens"),
        (HEAD.replace('"mine"', '"con"').encode(), "expected lower-case words joined by hyphens"),
        (HEAD.replace('"Mine"', f'"{"x" * 121}"').encode(), "title: has 121 characters; at most 120 fit"),
        (HEAD.encode() + b'topics = ["../../etc"]\n', '"../../etc" is no topic'),
        (HEAD.encode() + b'icd10 = "../x"\n', 'icd10: "../x" is no ICD-10-CM code'),
        (HEAD.encode() + b"[made_from]\npreset = 5\n", "made_from.preset: expected a text, found 5"),
        (HEAD.encode() + b'[made_from.topics]\ncold = "wrap"\n', "expected words such as wrap:3f2a91"),
        (HEAD.encode() + b'[made_from]\nevil = "x"\n', "made_from.evil: unknown key"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, bytes) else "",
)
def test_a_hostile_file_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    assert words in refusal(path)


@posix
def test_a_link_is_refused(tmp_path: Path) -> None:
    real = write(tmp_path / "real.toml", HEAD)
    (tmp_path / "mine.toml").symlink_to(real)
    assert "is a link to another place" in refusal(tmp_path / "mine.toml")


@posix
def test_a_pipe_and_a_device_are_refused_before_they_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.toml")
    assert refusal(tmp_path / "mine.toml") == "mine.toml: is no file but a device or a pipe"


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    assert "cannot be read" in refusal(tmp_path / "mine.toml")


def test_a_copy_under_another_name_is_told(tmp_path: Path, library: Library) -> None:
    path = write(tmp_path / "mine (conflicted copy).toml", HEAD)
    with pytest.raises(InvalidFiles, match=r'id: is "mine", but the file is mine \(conflicted copy\)\.toml'):
        load_kept_preset(path, library)
