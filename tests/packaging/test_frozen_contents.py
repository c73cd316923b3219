"""What lies in the folder of the frozen program: all it needs, nothing else, and everybody's licence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command import ROOT
from made_packages import DIST, needs_made

from careleaf import __version__

pytestmark = pytest.mark.packages

LIMIT = 250_000_000  # bytes on disk
QT_PARTS = {
    "Core",
    "DBus",
    "Gui",
    "OpenGL",
    "PrintSupport",
    "Svg",
    "WaylandClient",
    "Widgets",
    "WlShellIntegration",
    "XcbQpa",
}


@pytest.mark.parametrize("name", ["resources", "templates"])
def test_every_data_file_of_the_source_tree_is_there_unchanged(frozen: Path, name: str) -> None:
    (data,) = frozen.rglob("careleaf/_data")
    for file in (ROOT / name).rglob("*"):
        if file.is_file():
            assert (data / file.relative_to(ROOT)).read_bytes() == file.read_bytes(), file


def test_what_is_compiled_comes_along_and_serves(frozen: Path) -> None:
    (data,) = frozen.rglob("careleaf/_data")
    kept = {file: file.stat().st_mtime_ns for file in (data / "compiled").iterdir()}
    assert {file.stem.partition("-")[0] for file in kept} == {"content", "figures", "templates"}
    words = ["render", "acute-72h", "--clinic", "sample", "-o", "-"]
    subprocess.run([frozen / "careleaf", *words], check=True, stdout=subprocess.DEVNULL)
    assert kept == {file: file.stat().st_mtime_ns for file in (data / "compiled").iterdir()}


def test_the_english_word_list_is_there_and_no_other(frozen: Path) -> None:
    (words,) = frozen.rglob("spellchecker/resources")
    assert [file.name for file in words.iterdir()] == ["en.json.gz"]


def test_it_is_small_and_leaves_out_the_parts_of_qt_that_no_window_needs(frozen: Path) -> None:
    files = [path for path in frozen.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) < LIMIT
    parts = {
        found[1]
        for path in files
        if (found := re.match(r"(?:lib)?Qt6?([A-Z]\w*)\.(?:so|dll|dylib)", path.name))
    }
    assert parts <= QT_PARTS
    assert not [path for path in files if path.is_symlink() and not path.exists()]


def test_qts_own_words_are_there_in_every_language_that_qt_has(frozen: Path) -> None:
    """A translation of the window finds the words of Qt's buttons whatever its language."""
    import PySide6

    (here,) = Path(PySide6.__path__[0]).rglob("translations")
    (there,) = frozen.rglob("translations")
    assert {path.name for path in there.iterdir()} == {path.name for path in here.glob("qtbase_*.qm")}


def test_no_library_that_is_only_under_the_gpl_is_carried_or_asked_for(frozen: Path) -> None:
    for path in frozen.rglob("*.so*"):
        assert b"libreadline" not in path.read_bytes(), path


def test_every_part_in_the_bill_of_materials_has_its_licence_inside(frozen: Path) -> None:
    bill = json.loads(needs_made(DIST / f"careleaf-{__version__}.cdx.json").read_text(encoding="utf-8"))
    assert (bill["metadata"]["component"]["name"], bill["metadata"]["component"]["version"]) == (
        "careleaf",
        __version__,
    )
    names = {re.sub(r"[-_.]+", "-", part["name"]).lower() for part in bill["components"]}
    assert not {"pyinstaller", "pip", "setuptools"} & names
    assert all(part["version"] and part["licenses"] for part in bill["components"])
    (licences,) = frozen.rglob("licences")
    inside = {path.name for path in licences.iterdir()}
    assert names - inside == {"python", "qt", "pyside6-essentials", "shiboken6"}
    assert {
        "Python.txt",
        "Qt-notice.txt",
        "LGPL-3.0.txt",
        "GPL-3.0.txt",
        "LICENSE",
        "THIRD_PARTY_NOTICES.md",
    } <= inside


def test_every_part_is_named_in_the_third_party_notices() -> None:
    bill = needs_made(DIST / f"careleaf-{__version__}.cdx.json").read_text(encoding="utf-8")
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").lower()
    notices = re.sub(r"[-_.]", "-", notices)
    names = {re.sub(r"[-_.]+", "-", part["name"]).lower() for part in json.loads(bill)["components"]}
    assert {name for name in names if name not in notices} == set()


def test_every_library_inside_a_part_is_named_in_the_third_party_notices(frozen: Path) -> None:
    named = tuple(re.findall(r"\blib\w+", (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")))
    inside = [path.name for path in frozen.rglob("*.libs/lib*")]
    assert inside or not sys.platform.startswith("linux")
    assert [name for name in inside if not name.startswith(named)] == []


def test_every_installed_part_is_in_the_bill_of_materials(frozen: Path) -> None:
    bill = needs_made(DIST / f"careleaf-{__version__}.cdx.json").read_text(encoding="utf-8")
    assert str(ROOT) not in bill
    listed = {re.sub(r"[-_.]+", "-", part["name"]).lower() for part in json.loads(bill)["components"]}
    carried = {path.name.partition("-")[0].replace("_", "-").lower() for path in frozen.rglob("*.dist-info")}
    assert carried
    assert carried <= listed | {"careleaf"}
