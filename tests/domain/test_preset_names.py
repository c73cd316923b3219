"""Names of presets: ids that are file names everywhere, diagnosis codes, OpenEMR's file names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.preset_names import ID_LIMIT, id_for, is_icd10, is_id, openemr_name


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Acute spasm: first 72 hours", "acute-spasm-first-72-hours"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c", "a-b-c"),
        ("Rücken für Läufer", "rucken-fur-laufer"),
        ("\N{GRINNING FACE}", "preset"),
        ("", "preset"),
        ("CON", "con-preset"),
        ("com1", "com1-preset"),
        ("Sheet.", "sheet"),
        ("nul.", "nul-preset"),
    ],
)
def test_a_title_makes_a_file_name_that_every_system_takes(title: str, made: str) -> None:
    assert id_for(title, ()) == made


@given(st.text(max_size=300))
def test_whatever_the_title_its_id_is_one(title: str) -> None:
    assert is_id(id_for(title, ()))
    assert is_id(id_for(title, {id_for(title, ())}))


def test_a_taken_id_gets_a_number() -> None:
    assert id_for("Gym sheet", {"gym-sheet", "gym-sheet-2"}) == "gym-sheet-3"
    assert id_for("GYM SHEET", {"gym-sheet"}) == "gym-sheet-2", "two titles never differ by case alone"
    assert len(id_for("x" * 200, {"x" * 52})) <= ID_LIMIT


@pytest.mark.parametrize(
    "name", ["", "A", "a b", "a/b", "..", "a.", "-a", "a--b", "con", "lpt9", "x" * 61, "ä"]
)
def test_what_is_no_file_name_everywhere_is_no_id(name: str) -> None:
    assert not is_id(name)


@pytest.mark.parametrize("code", ["M54.50", "M54", "S39.012A", "U07.1", "C7A.00", "Z3A.20"])
def test_codes_of_icd_10_cm_are_known_by_their_shape(code: str) -> None:
    assert is_icd10(code)


@pytest.mark.parametrize(
    "code", ["", "m54.50", "M5", "54.50", "M54.", "M54.50123", "M54.5 ", "../M54", "M54/5"]
)
def test_other_texts_are_no_code(code: str) -> None:
    assert not is_icd10(code)


def test_openemr_finds_a_leaflet_by_code_and_language() -> None:
    assert openemr_name("M54.50", "en") == "icd10_m54.50_en.pdf"
