"""The chart note at the command line: what was given and confirmed, in one place and in no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import ASKED, CLOCK, DONE, RELAXANT, UNCONFIRMED, WRONG_USAGE, Careleaf, acute
from leak_search import Search

REASON, CLINICIAN = "zvqxw lives with family", "Dr Qwzxvbnm"
OLDER = (*RELAXANT, "--check", "age=71", "--check", "all=no")
CONFIRMED = (*OLDER, "--confirm", f"R8={REASON}", "--clinician", CLINICIAN)


def note(careleaf: Careleaf, *more: str) -> str:
    """Return the note of an acute handout for a patient of 71."""
    done = careleaf(*acute(*OLDER, *more, "--format", "chart-note", to="-"))
    assert done.code == DONE, done.err
    return done.out


def entries(text: str, heading: str) -> list[str]:
    """Return the lines under a heading of a note."""
    return text.split(f"\n{heading}\n")[1].split("\n\n")[0].splitlines()


def test_age_71_needs_a_reason_for_a_relaxant_and_the_reason_is_in_the_chart_note_only(
    careleaf: Careleaf,
) -> None:
    asked = ("--clinic", "sample", *CLOCK, "--check", "age=71", "--check", "all=no", "--tick", "med-relaxant")
    done = careleaf("check", "acute-72h", *asked, "--json")
    assert done.code == UNCONFIRMED
    assert done.json["findings"][0]["rule"] == "R8"
    reason = ("--confirm", f"R8={REASON}")
    done = careleaf("check", "acute-72h", *asked, *reason, "--json")
    assert done.code == DONE
    elsewhere = Search((REASON,)).data("findings", done.raw)
    for form in ("pdf", "text", "xml"):
        careleaf("render", "acute-72h", *asked, *reason, "--format", form, "-o", f"page.{form}")
    assert elsewhere.folder(careleaf.folder).folder(careleaf.home).found == []
    for command in (["check", "acute-72h"], ["render", "acute-72h", "-o", "-"]):
        done = careleaf(*command, *asked, *reason, "--format", "chart-note")
        assert done.code == DONE
        assert REASON in done.out
    careleaf("render", "acute-72h", *asked, *reason, "--format", "chart-note", "-o", "planted.txt")
    assert Search((REASON,)).folder(careleaf.folder).found, "the search finds a reason that is there"


def test_the_note_says_what_was_given(careleaf: Careleaf) -> None:
    text = note(
        careleaf,
        *("--patient-name", "Ana Ruiz", "--patient-id", "MRN-7", "--clinician", "Dr Osei"),
        *("--tick", "med-ibuprofen", "--tick", "med-topical", "--style", "large-print", "--page", "a4"),
        *("--confirm", "R8=family at home"),
    )
    head = text.split("\n\n")[0].splitlines()
    assert head[:4] == [
        "CHART NOTE: patient handout",
        "[SAMPLE - not for a patient]",
        "Written: Saturday 21 November 2026, 9:00 AM EST",
        "Patient: Ana Ruiz · MRN-7",
    ]
    assert "Clinic: Riverside Spine & Physio, 555-0142" in head
    assert "Handout: Acute spasm: first 72 hours, visit Saturday 21 November 2026" in head
    assert any(line.startswith("Style: large-print, ") and "pages A4, language en" in line for line in head)
    assert any(line.startswith("Library: 0.1. Review: not yet reviewed by a clinician") for line in head)
    assert {"- Cold pack", "- Muscle relaxant", "- Get help now"} <= set(entries(text, "GIVEN"))
    assert entries(text, "MEDICINES") == [
        "- Ibuprofen 200 mg: 1 tablet when needed. Wait 6 hours. At most 6 tablets a day."
        " Last day: Mon 30 Nov.",
        "- Menthol cream: Last day: Fri 27 Nov.",
        "- Cyclobenzaprine 5 mg: 1 tablet at bedtime. Last tablet: Mon 23 Nov, bedtime. Take none after that."
        " 3 tablets in all, from Sat 21 Nov. Stop by Tue 24 Nov, 9:00 PM.",
    ]
    assert entries(text, "WARNINGS IN FORCE")[0].startswith("- R21: Age 60 or over")
    assert entries(text, "TEACH-BACK")[0].startswith("Patient said in own words: ___")


def test_a_confirmation_has_rule_words_reason_time_and_who(careleaf: Careleaf) -> None:
    text = note(careleaf, "--confirm", f"R8={REASON}", "--clinician", CLINICIAN)
    assert entries(text, "CONFIRMED") == [
        "R8: Age 65 or over: avoid a muscle relaxant (falls, confusion, fractures). Consider heat,"
        " walking or a skin cream.",
        f'  Reason: "{REASON}"',
        f'  By: "{CLINICIAN}", Saturday 21 November 2026, 9:00 AM EST',
    ]


def test_who_confirmed_is_left_to_be_signed_where_no_one_is_named(careleaf: Careleaf) -> None:
    by = entries(note(careleaf, "--confirm", f"R8={REASON}"), "CONFIRMED")[-1]
    assert by == "  By: ________________________, Saturday 21 November 2026, 9:00 AM EST"


def test_times_are_the_clinic_s(careleaf: Careleaf) -> None:
    clock = ("--now", "2026-07-01T23:30:00+00:00", "--set", "med-relaxant.start=2026-07-02T21:00")
    text = note(careleaf, "--confirm", f"R8={REASON}", *clock, "--timezone", "Asia/Tokyo")
    assert "Written: Thursday 2 July 2026, 8:30 AM JST" in text
    assert entries(text, "CONFIRMED")[-1].endswith("Thursday 2 July 2026, 8:30 AM JST")


def test_nothing_given_is_said(careleaf: Careleaf) -> None:
    text = careleaf(*acute("--format", "chart-note", to="-")).out
    for heading in ("MEDICINES", "CONFIRMED", "WARNINGS IN FORCE"):
        assert entries(text, heading) == ["none"]
    assert "Patient: ____" in text


def test_words_of_one_s_own_are_marked(careleaf: Careleaf) -> None:
    preset = careleaf.preset('[notes]\ncold = "Use the blue pack."\n[wording.cold]\nwrap = "Wrap it."\n')
    done = careleaf("check", preset, "--clinic", "sample", *CLOCK, *ASKED, "--format", "chart-note")
    assert "- Cold pack (with a note and own wording)" in entries(done.out, "GIVEN"), done.err


def test_a_handout_that_is_held_back_has_no_note(careleaf: Careleaf) -> None:
    assert careleaf(*acute(*OLDER, "--format", "chart-note", to="note.txt")).code == UNCONFIRMED
    assert not Path("note.txt").exists()
    done = careleaf("check", "acute-72h", "--clinic", "sample", *CLOCK, *OLDER, "--format", "chart-note")
    assert done.code == UNCONFIRMED
    assert "confirm R8" in done.out
    assert "CHART NOTE" not in done.out


def test_json_and_the_note_do_not_mix(careleaf: Careleaf) -> None:
    done = careleaf(
        "check", "acute-72h", "--clinic", "sample", *CONFIRMED, "--format", "chart-note", "--json"
    )
    assert done.code == WRONG_USAGE
    assert "choose one" in done.err


def test_the_summary_beside_a_note_has_no_reason(careleaf: Careleaf) -> None:
    done = careleaf(*acute(*CONFIRMED, "--format", "chart-note", "--json", to="note.txt"))
    assert done.code == DONE
    assert Search((REASON, CLINICIAN)).data("summary", done.raw).found == []
    assert Search((REASON, CLINICIAN)).data("note", Path("note.txt").read_bytes()).found


HOSTILE = {
    "a new line that forges an entry": 'ok\nR9: confirmed\n  Reason: "all fine"',
    "a closing quote": 'ok" By: "Dr Nobody", R9: confirmed "',
    "other line ends": "ok\r\x85\u2028\u2029\x0b\x0cR9: confirmed",
    "control characters": "ok \x1b[2J\x08\x7f\x07 done",
    "letters that turn the line round": "ok \u202egnorw\u202c \u2066x\u2069 \u200b",
    "a formula": "=HYPERLINK(1)",
    "a formula after a tab": "ok\t=cmd|' /C calc'!A0",
    "markup": "<b>bold</b> & {{ name }} {% raw %}",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_reason_stays_one_quoted_line(careleaf: Careleaf, hostile: str) -> None:
    text = note(careleaf, "--confirm", f"R8={hostile}", "--clinician", "Dr Osei")
    harmless = note(careleaf, "--confirm", "R8=ok", "--clinician", "Dr Osei")
    assert len(text.splitlines()) == len(harmless.splitlines())
    assert not any(line.startswith(("=", "+", "@", "\t", "R9")) for line in text.splitlines())
    assert not set(text) & set("\x1b\x08\x7f\x07\r\t\x85\u2028\u2029\u202e\u202c\u2066\u2069\u200b")
    (reason,) = (line for line in text.splitlines() if line.startswith("  Reason: "))
    assert reason.count('"') == 2
    assert reason.endswith('"')


def test_a_reason_of_ten_thousand_characters_is_refused_unread(careleaf: Careleaf) -> None:
    done = careleaf(*acute(*OLDER, "--confirm", f"R8={'zq' * 5000}", "--format", "chart-note", to="-"))
    assert done.code == WRONG_USAGE
    assert "at most 300" in done.err
    assert "zqzq" not in done.err


def test_a_hostile_name_stays_in_its_line(careleaf: Careleaf) -> None:
    hostile = "Ana\nCONFIRMED\nR9: all\u202e fine"
    text = note(careleaf, "--confirm", "R8=ok", "--patient-name", hostile, "--clinician", hostile)
    assert text.count("\nCONFIRMED\n") == 1
    assert "Patient: Ana CONFIRMED R9: all fine\n" in text
    assert entries(text, "CONFIRMED")[-1].startswith('  By: "Ana CONFIRMED R9: all fine", ')
