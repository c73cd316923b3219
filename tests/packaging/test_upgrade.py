"""A newer version finds the clinic, presets and settings of an earlier one, and leaves them as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

from command import DONE, ROOT, Careleaf, careleaf
from pdf_reading import pages_of

__all__ = ["careleaf"]

EARLIER = ROOT / "tests" / "packaging" / "earlier_home"  # as the first format wrote it; never renewed


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_clinic_presets_and_settings_of_the_first_format_are_used_and_kept(careleaf: Careleaf) -> None:
    shutil.copytree(EARLIER, careleaf.home, dirs_exist_ok=True)
    before = contents(careleaf.home)
    assert "* clinic " in careleaf("clinics", "list").out
    assert "Desk work" in careleaf("presets", "list").out
    done = careleaf("render", "desk-work", "-o", "-", "--check", "age=40", "--check", "all=no")
    assert done.code == DONE, done.err
    assert "Harbour Back Clinic" in pages_of(done.raw)[0]
    assert contents(careleaf.home) == before


def test_a_choice_made_later_keeps_the_rest_of_what_was_there(careleaf: Careleaf) -> None:
    shutil.copytree(EARLIER, careleaf.home, dirs_exist_ok=True)
    before = contents(careleaf.home)
    new = careleaf.clinic("in.toml", name="Oak Lane")
    assert careleaf("clinics", "import", new).code == DONE
    after = contents(careleaf.home)
    assert {name for name, content in before.items() if after[name] != content} == {"settings.toml"}
    assert "  clinic " in careleaf("clinics", "list").out
