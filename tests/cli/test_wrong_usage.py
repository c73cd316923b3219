"""What cannot be read is refused in words that name it, with the nearest thing that exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import ASKED, INVALID, WRONG_USAGE, Careleaf, acute

SLIPS = [
    (["--check", "kidny-disease=yes"], 'no check "kidny-disease" (did you mean "kidney-disease"?)'),
    (["--check", "age=old"], 'age: expected a whole number from 0 to 120, found "old"'),
    (["--check", "age=121"], 'age: expected a whole number from 0 to 120, found "121"'),
    (["--check", "age=-1"], 'age: expected a whole number from 0 to 120, found "-1"'),
    (["--check", "age=٤٠"], 'age: expected a whole number from 0 to 120, found "٤٠"'),
    (["--check", "maoi=maybe"], 'maoi: expected yes, no, unknown; found "maybe"'),
    (["--check", "maoi=mild"], 'maoi: expected yes, no, unknown; found "mild"'),
    (["--check", "maoi"], '"maoi" is not KEY=VALUE'),
    (["--check", "all=yes"], '"all" can only be answered with no'),
    (["--tick", "colds"], 'no topic "colds" (did you mean "cold"?)'),
    (["--untick", "sleeep"], 'no topic "sleeep" (did you mean "sleep"?)'),
    (["--tick", "cold.wrapp"], '"cold" has no point "wrapp" (did you mean "wrap"?)'),
    (["--untick", "cold.limit"], '"cold.limit" is a safety line; it cannot be unticked'),
    (["--untick", "red-flags"], '"red-flags" is put on the page by the program'),
    (["--set", "cold.minuts=15"], '"cold" has no param "minuts" (did you mean "minutes"?)'),
    (["--set", "cold.minutes=long"], 'cold.minutes: expected a whole number, found "long"'),
    (["--set", "cold.minutes=12.5"], 'cold.minutes: expected a whole number, found "12.5"'),
    (["--set", "cold.minutes=nan"], 'cold.minutes: expected a whole number, found "nan"'),
    (["--set", "cold.minutes=1e999"], 'cold.minutes: expected a whole number, found "1e999"'),
    (["--set", "cold.minutes"], '"cold.minutes" is not TOPIC.PARAM=VALUE'),
    (["--set", "minutes=15"], '"minutes=15" is not TOPIC.PARAM=VALUE'),
    (["--set", "cold.cold-until=2026-11-21"], "works this value out; it cannot be set"),
    (["--set", "med-relaxant.drug=diazepam"], "expected one of cyclobenzaprine, metaxalone, methocarbamol"),
    (
        ["--set", "med-relaxant.start=tonight"],
        'expected a date and time such as 2026-11-21T21:00, found "tonight"',
    ),
    (["--set", "med-relaxant.start=2026-11-21T21:00+01:00"], "leave the offset out"),
    (["--set", "dx-visit.follow-up=soon"], 'expected a date such as 2026-11-21, found "soon"'),
    (["--confirm", "R8"], 'A --confirm is not RULE="reason"'),
    (["--confirm", "R8= "], 'is not RULE="reason"'),
    (["--timezone", "Mars/Olympus"], '"Mars/Olympus" is no time zone'),
    (["--timezone", "../../etc/passwd"], "is no time zone"),
    (["--timezone", ""], "is no time zone"),
    (["--now", "yesterday"], "expected a time such as 2026-11-21T09:00, found 'yesterday'"),
    (["--now", "0001-01-01T00:00"], "the year 1 is no date of a handout"),
    (["--style", "pretty"], "invalid choice: 'pretty'"),
    (["--page", "a3"], "invalid choice: 'a3'"),
    (["--format", "docx"], "invalid choice: 'docx'"),
    (["--lang", "xx"], "invalid choice: 'xx'"),
    (["--patient-nam", "Ana"], "unrecognized arguments"),
]


@pytest.mark.parametrize(("flags", "words"), SLIPS, ids=[" ".join(flags) for flags, _ in SLIPS])
def test_a_slip_is_named_and_no_file_is_written(careleaf: Careleaf, flags: list[str], words: str) -> None:
    done = careleaf(*acute(*flags))
    assert done.code == WRONG_USAGE
    assert words in done.err
    assert done.out == ""
    assert not Path("a.pdf").exists()


def test_wrong_usage_says_where_help_is(careleaf: Careleaf) -> None:
    assert careleaf(*acute("--tick", "colds")).lines[-1] == 'Try "careleaf render --help".'


@pytest.mark.parametrize("command", [["render", "-o", "a.pdf"], ["check"], ["presets", "show"]])
def test_an_unknown_preset_suggests_the_nearest(careleaf: Careleaf, command: list[str]) -> None:
    done = careleaf(*command, "acute-72")
    assert done.code == WRONG_USAGE
    assert 'There is no preset "acute-72" (did you mean "acute-72h"?).' in done.err


@pytest.mark.parametrize(
    "arguments",
    [[], ["rendr"], ["render"], ["render", "acute-72h"], ["presets"], ["library", "burn"]],
    ids=str,
)
def test_an_incomplete_command_is_wrong_usage(careleaf: Careleaf, arguments: list[str]) -> None:
    done = careleaf(*arguments)
    assert done.code == WRONG_USAGE
    assert done.err.startswith("usage: careleaf")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["render", "--help"], ["presets", "list", "--help"]], ids=str
)
def test_help_is_no_error(careleaf: Careleaf, arguments: list[str]) -> None:
    done = careleaf(*arguments)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("usage: careleaf")


def test_help_lists_the_exit_codes(careleaf: Careleaf) -> None:
    assert all(f"{code} " in careleaf("--help").out for code in (0, 2, 3, 4, 5, 6))


def test_version(careleaf: Careleaf) -> None:
    assert careleaf("--version").out.split() == ["careleaf", "0.1.0"]


PRESET_SLIPS = [
    ("[params.cold]\nminuts = 12", ["mine.toml:6: params.cold.minuts:", 'did you mean "minutes"?']),
    ('[params.cold]\nminutes = "soon"', ["mine.toml:6: params.cold.minutes: expected a whole number"]),
    ("[params.colds]\nminutes = 12", ['"colds" is no topic of the library (did you mean "cold"?)']),
    ('[points.cold]\nunticked = ["limit"]', ["cannot be unticked"]),
    ('[points.cold]\nticked = ["wrapp"]', ['"wrapp" is no point of cold (did you mean "wrap"?)']),
    ('[wording.cold]\nlimit = "Keep it on."', ["safety line of cold and cannot be reworded"]),
    ('[wording.cold]\nwrap = ""', ["expected a text of at most 1,000 characters"]),
    ("colour = 1", ["mine.toml:5: colour: unknown key"]),
    ('style = "pretty"', ["style"]),
    ("[notes]\ncold = 5", ["notes.cold: expected a text, found 5"]),
    ("topics2 = \n", ["mine.toml:5: is not TOML"]),
]


@pytest.mark.parametrize(("more", "words"), PRESET_SLIPS, ids=[more for more, _ in PRESET_SLIPS])
def test_a_slip_in_a_preset_file_is_named_with_its_line(
    careleaf: Careleaf, more: str, words: list[str]
) -> None:
    done = careleaf("render", careleaf.preset(more), "-o", "a.pdf", "--clinic", "sample", *ASKED)
    assert done.code == INVALID
    assert [word for word in words if word not in done.err] == []
    assert not Path("a.pdf").exists()


def test_every_problem_of_a_file_is_told_at_once(careleaf: Careleaf) -> None:
    preset = careleaf.preset('[params.cold]\nminuts = 12\ngapp = 1\n[notes]\nsleeep = "x"')
    assert len(careleaf("check", preset, "--clinic", "sample").lines) == 3


@pytest.mark.parametrize("name", ["none.toml", "a" * 300 + ".toml", "folder.toml"])
def test_a_preset_file_that_cannot_be_read_is_invalid(careleaf: Careleaf, name: str) -> None:
    Path("folder.toml").mkdir()
    done = careleaf("check", name, "--clinic", "sample")
    assert done.code == INVALID
    assert name in done.err
    assert "cannot be read" in done.err


@pytest.mark.parametrize("name", ["none.toml", "a" * 300 + ".toml", "."])
def test_a_clinic_file_that_cannot_be_read_is_invalid(careleaf: Careleaf, name: str) -> None:
    done = careleaf("check", "acute-72h", "--clinic", name)
    assert done.code == INVALID
    assert "cannot be read" in done.err


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("colour", "teal", 'expected a colour such as "#0b5c63", found "teal"'),
        ("timezone", "Mars/Olympus", '"Mars/Olympus" is no time zone'),
        ("name", "N" * 121, "has 121 characters; at most 120 fit"),
        ("fax", "555", "fax: unknown key"),
    ],
)
def test_a_slip_in_a_clinic_file_is_named(careleaf: Careleaf, field: str, value: str, words: str) -> None:
    done = careleaf(*acute(clinic=careleaf.clinic(**{field: value})))
    assert done.code == INVALID
    assert words in done.err
    assert "clinic.toml:" in done.err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00", b"= = =", b"[" * 5000])
def test_a_file_that_is_no_toml_is_invalid(careleaf: Careleaf, content: bytes) -> None:
    Path("odd.toml").write_bytes(content)
    for arguments in (["check", "odd.toml"], ["check", "acute-72h", "--clinic", "odd.toml"]):
        done = careleaf(*arguments)
        assert done.code == INVALID
        assert done.err.startswith("careleaf: odd.toml")
