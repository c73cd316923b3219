"""The preset loader: a preset is held against the library, and nothing in it gets past the safety rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import draft_of, found, levels, setting, write

from careleaf.content.preset_loader import load_preset
from careleaf.domain.compose import compose
from careleaf.domain.draft import NOTE_LIMIT, WORDING_LIMIT, tick_topic
from careleaf.domain.library import Library
from careleaf.domain.preset import Preset, draft_from, preset_from
from careleaf.errors import InvalidFiles

HEAD = 'format_version = 1\nid = "mine"\ntitle = "Mine"\n'


def loaded(tmp_path: Path, library: Library, text: str) -> Preset:
    return load_preset(write(tmp_path / "mine.toml", text), library)


def problems(tmp_path: Path, library: Library, text: str) -> list[str]:
    with pytest.raises(InvalidFiles) as invalid:
        loaded(tmp_path, library, text)
    return [str(problem) for problem in invalid.value.problems]


def test_a_preset_may_assume_an_age(tmp_path: Path, library: Library) -> None:
    preset = loaded(tmp_path, library, f"{HEAD}assume_age = 65\ntopics = []\n")
    draft = draft_from(preset)
    assert (preset.assume_age, draft.assume_age) == (65, 65)
    assert draft.checked.number("age") == 65
    assert preset_from(draft, library, "b", "B", date(2026, 11, 21)).assume_age == 65
    assert loaded(tmp_path, library, f"{HEAD}topics = []\n").assume_age is None


def test_a_preset_may_title_its_page(tmp_path: Path, library: Library) -> None:
    preset = loaded(tmp_path, library, f'{HEAD}handout_title = " Your sciatica\\n plan"\ntopics = ["cold"]\n')
    draft = draft_from(preset)
    assert compose(setting(library, draft=draft)).title == "Your sciatica plan"
    assert preset_from(draft, library, "b", "B", date(2026, 11, 21)).handout_title == "Your sciatica plan"
    usual = draft_from(loaded(tmp_path, library, f'{HEAD}topics = ["cold"]\n'), draft)
    assert compose(setting(library, draft=usual)).title == library.handout_title


def test_a_preset_is_read_whole(tmp_path: Path, library: Library) -> None:
    preset = loaded(
        tmp_path,
        library,
        HEAD + 'topics = ["sleep", "cold", "sleep"]\nsuggests = ["med-relaxant"]\nstyle = "mono"\n'
        '[points.cold]\nticked = ["gel"]\nunticked = ["wrap"]\n'
        '[params.cold]\nminutes = 10\nfirst-choice = "either"\n'
        '[wording.cold]\ngel = "A gel pack works."\n'
        '[notes]\ncold = "Blue pack."\n',
    )
    assert preset.topics == ("sleep", "cold"), "the order is kept, a topic twice is once"
    assert preset.suggests == ("med-relaxant",)
    choice = preset.choices["cold"]
    assert (choice.ticked, choice.unticked) == ({"gel"}, {"wrap"})
    assert choice.values == {"minutes": 10, "first-choice": "either"}
    assert choice.wording == {"gel": "A gel pack works."}
    assert choice.note == "Blue pack."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('topics = ["cole"]', 'mine.toml:4: topics: "cole" is no topic'),
        ('topics = ["red-flags"]', '"red-flags" is put on the page by the program; leave it out'),
        ('topics = ["med-safety"]', '"med-safety" is put on the page by the program'),
        ('suggests = ["med-relaxent"]', '(did you mean "med-relaxant"?)'),
        ('topics = "cold"', 'topics: expected a list of texts, found "cold"'),
        ('topisc = ["cold"]', 'topisc: unknown key (did you mean "topics"?)'),
        ('style = "pink"', 'style: "pink" is not one of standard, large-print, mono'),
        ('language = "fr"', '"fr" is not one of en'),
        (f'handout_title = "{"x" * 61}"', "handout_title: has 61 characters; at most 60 fit"),
        ("assume_age = 65.5", "assume_age: expected a whole number from 0 to 120"),
        ("assume_age = 121", "assume_age: expected a whole number from 0 to 120"),
        ('assume_age = "old"', 'assume_age: expected a number, found "old"'),
        ('made = "today"', 'made: expected a date such as 2026-11-21, found "today"'),
        ('blocks = ["plna"]', '(did you mean "plan"?)'),
        ('[points.colt]\nticked = ["gel"]', '"colt" is no topic of the library (did you mean "cold"?)'),
        ('[points.cold]\nticked = ["gell"]', '"gell" is no point of cold (did you mean "gel"?)'),
        ('[points.cold]\nunticked = ["limit"]', '"limit" is a safety line of cold and cannot be unticked'),
        ('[points.red-flags]\nunticked = ["saddle"]', '"saddle" is a safety line of red-flags'),
        ('[points.cold]\ntick = ["gel"]', "tick: unknown key"),
        ('[wording.cold]\nlimit = "An hour."', "limit: is a safety line of cold and cannot be reworded"),
        ('[wording.cold]\ngell = "x"', 'cold has no such point (did you mean "gel"?)'),
        ('[wording.cold]\ngel = ""', "expected a text of at most 1,000 characters"),
        (f'[wording.cold]\ngel = "{"x" * (WORDING_LIMIT + 1)}"', "text of at most 1,000 characters"),
        ("[wording.cold]\ngel = 5", "expected a text of at most 1,000 characters"),
        (f'[notes]\ncold = "{"x" * (NOTE_LIMIT + 1)}"', "has 10,001 characters; at most 10,000 fit"),
        ("[notes]\ncold = 5", "notes.cold: expected a text, found 5"),
        ('[notes]\ncolt = "x"', '"colt" is no topic of the library'),
        ("[params.cold]\nminuets = 10", 'minuets: cold has no such param (did you mean "minutes"?)'),
        ('[params.cold]\nminutes = "ten"', 'params.cold.minutes: expected a whole number, found "ten"'),
        ("[params.cold]\nminutes = true", "expected a whole number, found True"),
        ("[params.cold]\nminutes = nan", "expected a whole number, found nan"),
        ("[params.cold]\ncold-until = 2026-11-24", "the program works this value out; it cannot be set"),
        ("[params.med-relaxant]\nstart = 2026-11-21", "expected a date and time such as 2026-11-21T21:00"),
        ("[params.dx-visit]\nfollow-up = 9999-12-31", "expected a date such as 2026-11-21"),
        ("params = 5", "params: expected a table, found 5"),
        ("[params]\ncold = 5", "params.cold: expected a table, found 5"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path: Path, library: Library, text: str, message: str) -> None:
    (problem,) = problems(tmp_path, library, f"{HEAD}{text}\n")
    assert message in problem
    assert problem.startswith("mine.toml:")


def test_the_line_is_that_of_the_topic_meant(tmp_path: Path, library: Library) -> None:
    text = HEAD + '[params.cold]\nminutes = 10\n[params.heat-bath]\nminutes = "x"\n'
    (problem,) = problems(tmp_path, library, text)
    assert problem.startswith("mine.toml:7: params.heat-bath.minutes: ")


def test_all_faults_are_told_at_once(tmp_path: Path, library: Library) -> None:
    text = 'format_version = 2\nid = "My Preset"\ntopics = ["colt"]\n[points.cold]\nunticked = ["limit"]\n'
    told = problems(tmp_path, library, text)
    assert len(told) == 5
    assert "made by a newer Careleaf" in told[0]
    assert {line.split(":")[1] for line in told} == {"1", "2", "3", "5"}


@pytest.mark.parametrize("name", ["../../evil", "a/b", "..", "C:\\x", "Big", "two words", "-a", "a\\u0000b"])
def test_an_id_that_is_no_plain_name_is_refused(tmp_path: Path, library: Library, name: str) -> None:
    text = HEAD.replace('"mine"', f'"{name}"' if "\\u" in name else f"'{name}'")
    (problem,) = problems(tmp_path, library, text)
    assert "expected lower-case words joined by hyphens" in problem


def test_the_dose_is_that_of_the_drug_named_beside_it(tmp_path: Path, library: Library) -> None:
    text = HEAD + '[params.med-relaxant]\ndose = 400\ndrug = "metaxalone"\n'
    values = loaded(tmp_path, library, text).choices["med-relaxant"].values
    assert values == {"drug": "metaxalone", "dose-metaxalone": 400}


def test_a_preset_of_96_hours_loads_and_is_then_blocked(tmp_path: Path, library: Library) -> None:
    preset = loaded(tmp_path, library, HEAD + 'topics = ["cold"]\n[params.med-relaxant]\nhours = 96\n')
    assert preset.choices["med-relaxant"].values == {"hours": 96}
    ticked = tick_topic(
        draft_from(preset, draft_of(library, answers={"age": 40}, all_no=True)), library, "med-relaxant"
    )
    for draft in (ticked, draft_from(preset)):
        made = setting(library, draft=draft)
        assert ("R3", "block") in levels(found(made))
        assert compose(made).courses == ()


def test_a_note_in_a_preset_is_read_for_a_longer_course(tmp_path: Path, library: Library) -> None:
    preset = loaded(
        tmp_path, library, HEAD + 'topics = ["cold"]\n[notes]\ncold = "Flexeril 10 for 5 more nights"\n'
    )
    assert ("R3", "block") in levels(found(setting(library, draft=draft_from(preset))))


def test_a_forged_point_list_cannot_hide_a_safety_line(tmp_path: Path, library: Library) -> None:
    (problem,) = problems(tmp_path, library, HEAD + '[points.cold]\nunticked = ["limit", "wrap"]\n')
    assert "limit" in problem
