"""`careleaf clinics`, and the clinic a page is made for."""

from __future__ import annotations

from pathlib import Path

from command import DONE, INVALID, NOT_DELIVERED, WRONG_USAGE, Careleaf, acute
from pdf_reading import page_sizes, pages_of


def two_clinics(careleaf: Careleaf) -> None:
    for name in ("Elm Street", "Oak Lane"):
        assert careleaf("clinics", "import", careleaf.clinic("in.toml", name=name)).out == f"{name}\n"


def test_the_one_in_use_is_marked(careleaf: Careleaf) -> None:
    assert careleaf("clinics", "list").out == ""
    two_clinics(careleaf)
    assert careleaf("clinics", "list").out.splitlines() == [
        "  elm-street               Elm Street",
        "* oak-lane                 Oak Lane",
    ]
    assert careleaf("clinics", "choose", "elm-street").out == "Elm Street\n"
    assert careleaf("clinics", "list", "--json").json[0] == {
        "id": "elm-street", "title": "Elm Street", "chosen": True, "problem": "",
    }  # fmt: skip


def test_a_page_is_made_for_the_clinic_in_use_or_the_one_named(careleaf: Careleaf) -> None:
    two_clinics(careleaf)
    named = acute(clinic="elm-street", to="-")
    in_use = [flag for flag in named if flag not in ("--clinic", "elm-street")]
    assert "Elm Street" in pages_of(careleaf(*named).raw)[0]
    assert "Oak Lane" in pages_of(careleaf(*in_use).raw)[0]


def test_a_clinic_that_is_not_there_is_wrong_usage(careleaf: Careleaf) -> None:
    two_clinics(careleaf)
    done = careleaf(*acute(clinic="elm-stret"))
    assert done.code == WRONG_USAGE
    assert 'There is no clinic "elm-stret" (did you mean "elm-street"?)' in done.err
    assert careleaf("clinics", "choose", "sample").code == WRONG_USAGE


def test_the_clinics_page_size_holds_unless_a_flag_says_otherwise(careleaf: Careleaf) -> None:
    clinic = careleaf.clinic()
    clinic.write_text(clinic.read_text() + '\n[defaults]\npage = "a4"\nstyle = "mono"\n')
    assert page_sizes(careleaf(*acute(clinic=clinic, to="-")).raw)[0] == (595, 842)
    flags = ("--page", "letter", "--style", "standard")
    assert page_sizes(careleaf(*acute(*flags, clinic=clinic, to="-")).raw)[0] == (612, 792)


def test_an_exported_profile_is_one_file_with_its_logo(careleaf: Careleaf) -> None:
    assert careleaf("clinics", "export", "sample", "-o", "out.toml").code == DONE
    assert 'logo_data = "' in Path("out.toml").read_text()
    assert careleaf("clinics", "import", "out.toml").code == DONE
    xml = careleaf("render", "emergency", "-o", "-", "--format", "xml").out
    assert 'logo="A spine above a river"' in xml


def test_what_cannot_be_read_or_written_is_told(careleaf: Careleaf) -> None:
    assert careleaf("clinics", "import", "none.toml").code == INVALID
    Path("folder").mkdir()
    done = careleaf("clinics", "export", "sample", "-o", "folder")
    assert done.code == NOT_DELIVERED
    assert "could not be written" in done.err
