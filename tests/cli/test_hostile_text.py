"""Hostile text through the command line: flags, clinic files and preset files."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import DONE, INVALID, WRONG_USAGE, Careleaf, acute, process, toml_text
from pdf_reading import holds, running_text
from rendering.pdf.chinese_font import LETTER, write_chinese_font

HOSTILE = (
    "O'Brien <b>& co",
    "{{ 7*7 }}",
    '<img src="/etc/passwd"/>',
    "# x",
    "]]>",
    "&#65;",
    "%s",
    "\\n",
    "Ng\N{LATIN SMALL LETTER U WITH HORN AND TILDE}i Việt, Ἀθηνᾶ, Щука",
    "-starts-with-a-hyphen",
    "a=b=c",
)
UNPRINTABLE = ("ประยุทธ์", "李小龙", "Ana \N{GRINNING FACE}")


@pytest.mark.parametrize("text", HOSTILE)
def test_flags_print_as_typed(careleaf: Careleaf, text: str) -> None:
    done = careleaf(
        *acute(
            f"--patient-name={text}", f"--patient-id={text}", f"--clinician={text}",
            "--tick", "dx-visit", "--set", f"dx-visit.bring={text}",
            "--tick", "med-ibuprofen", "--set", f"med-safety.allergies={text}",
        )
    )  # fmt: skip
    assert done.code == DONE
    pdf = running_text(Path("a.pdf").read_bytes())
    assert holds(pdf, f"For {text} ({text}) ·")
    assert holds(pdf, f"with {text}")
    assert holds(pdf, f"Bring with you: {text}.")
    assert holds(pdf, f"Your allergies: {text}.")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_clinic_file_prints_as_written(careleaf: Careleaf, text: str) -> None:
    clinic = careleaf.clinic(name=f"N {text}", address=f"A {text}", hours=f"H {text}", phone=f"5 {text}")
    assert careleaf(*acute(clinic=clinic)).code == DONE
    pdf = Path("a.pdf").read_bytes()
    text_of_page = "\n".join(running_text(pdf).splitlines()[:6])
    for wanted in (f"N {text}", f"A {text} · H {text}", f"5 {text}"):
        assert holds(text_of_page, wanted)


@pytest.mark.parametrize("text", [text for text in HOSTILE if "{{" not in text])
def test_a_preset_file_prints_as_written(careleaf: Careleaf, text: str) -> None:
    preset = careleaf.preset(
        f"[wording.cold]\nwrap = {toml_text(f'Wrap {text} up.')}\n"
        f"[notes]\ncold = {toml_text(f'Note {text} ends.')}\nred-flags = {toml_text(f'Alarm {text} ends.')}\n"
    )
    done = careleaf("render", preset, "-o", "a.pdf", "--clinic", "sample")
    assert (done.code, done.err) == (DONE, "")
    pdf = running_text(Path("a.pdf").read_bytes())
    for wanted in (f"Wrap {text} up.", f"Note {text} ends.", f"Alarm {text} ends."):
        assert holds(pdf, wanted)


def test_control_characters_and_overrides_are_dropped(careleaf: Careleaf) -> None:
    done = careleaf(
        *acute("--patient-name", "Ana\x1b[2J\x07 \u202eziuR\u202c\x7f", "--format", "text", to="-")
    )
    assert done.code == DONE
    assert "For Ana[2J ziuR · Saturday" in done.out


def test_bytes_that_are_no_text_are_dropped(tmp_path: Path) -> None:
    done = process(acute("--patient-name", "Ana\udcff Ruiz", "--format", "text", to="-"), tmp_path)
    assert done.code == DONE
    assert "For Ana Ruiz · Saturday" in done.out


@pytest.mark.parametrize("text", UNPRINTABLE)
@pytest.mark.parametrize("flag", ["--patient-name", "--patient-id", "--clinician"])
def test_a_name_that_cannot_be_printed_is_refused(careleaf: Careleaf, flag: str, text: str) -> None:
    older = careleaf.write("a.pdf", "older")
    done = careleaf(*acute(flag, text))
    assert done.code == INVALID
    assert len(done.lines) == 1
    assert "No font of the program has the character" in done.err
    assert "U+" in done.err
    assert older.read_text() == "older"


@pytest.mark.parametrize("text", UNPRINTABLE)
def test_files_that_cannot_be_printed_are_refused(careleaf: Careleaf, text: str) -> None:
    clinic = careleaf.clinic(address=text)
    preset = careleaf.preset(f"[notes]\ncold = {toml_text(text)}\n")
    for arguments in (
        acute(clinic=clinic),
        ["render", str(preset), "-o", "a.pdf", "--clinic", "sample"],
        acute("--tick", "dx-visit", "--set", f"dx-visit.bring={text}"),
    ):
        done = careleaf(*arguments)
        assert done.code == INVALID
        assert "No font of the program has the character" in done.err
        assert not Path("a.pdf").exists()


LONG = "x" * 10_000


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--patient-name", LONG], "The patient's name has 10,000 characters; at most 120 fit."),
        (["--patient-id", LONG], "The patient's identifier has 10,000 characters; at most 120 fit."),
        (["--clinician", LONG], "The clinician's name has 10,000 characters; at most 120 fit."),
        (["--set", f"dx-visit.bring={LONG}"], "has 10,000 characters; at most 300 fit"),
    ],
    ids=["patient", "identifier", "clinician", "param"],
)
def test_a_text_that_is_too_long_is_refused(careleaf: Careleaf, flags: list[str], words: str) -> None:
    done = careleaf(*acute(*flags))
    assert done.code == WRONG_USAGE
    assert words in done.err
    assert LONG not in done.err
    assert not Path("a.pdf").exists()


def test_a_note_of_ten_thousand_characters_without_a_space_prints_whole(careleaf: Careleaf) -> None:
    note = "".join(chr(ord("a") + (7 * n + n // 26) % 26) for n in range(10_000))
    preset = careleaf.preset(f'[notes]\ncold = "{note}"\n')
    assert careleaf("render", preset, "-o", "a.pdf", "--clinic", "sample").code == DONE
    assert note in "".join(running_text(Path("a.pdf").read_bytes()).split())


def test_a_longer_note_is_refused(careleaf: Careleaf) -> None:
    done = careleaf("check", careleaf.preset(f'[notes]\ncold = "{LONG}x"\n'), "--clinic", "sample")
    assert done.code == INVALID
    assert "notes.cold: has 10,001 characters; at most 10,000 fit" in done.err


def test_a_letter_that_no_font_has_prints_once_the_user_added_a_font_where_the_error_says(
    careleaf: Careleaf,
) -> None:
    words = acute("--patient-name", LETTER)
    done = careleaf(*words)
    assert done.code == INVALID
    folder = careleaf.home / "fonts"
    assert f"into {folder}." in done.err
    write_chinese_font(folder / "Chinese-Regular.ttf")
    assert careleaf(*words).code == DONE
    assert holds(running_text(Path("a.pdf").read_bytes()), LETTER)
