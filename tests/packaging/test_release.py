"""One version, one application id, one kind of preset file: the same in every file that names them."""

from __future__ import annotations

import argparse
import plistlib
import re
import xml.etree.ElementTree as ET
from configparser import ConfigParser

import pytest
from command import ROOT
from linux_tree import APPLICATION, Release, metainfo
from release_notes import NoNotes, entries, section

from careleaf import __version__
from careleaf.app.bootstrap import PRESET_FILE
from careleaf.cli.arguments import COMMANDS, parser

PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
MIME = "application/x-careleaf-preset"
CHANGELOG = """# Changelog

## Unreleased

- Not out yet.

## 1.2.0 - 2026-11-21

### Added
- A thing that
  takes `two` lines.
- Another.

## 1.1.0
- Old.
"""


def test_the_version_is_written_in_one_place() -> None:
    whole = re.compile(rf"(?<![\d.]){re.escape(__version__)}(?![\d.])")
    folders = (ROOT / name for name in ("src", "packaging", "templates", ".github"))
    files = [ROOT / "pyproject.toml", *(path for folder in folders for path in folder.rglob("*.*"))]
    texts = {
        path: path.read_text(encoding="utf-8") for path in files if path.suffix != ".pyc" and path.is_file()
    }
    named = {path.relative_to(ROOT).as_posix() for path, text in texts.items() if whole.search(text)}
    assert named == {"src/careleaf/__init__.py"}


def test_release_notes_are_the_section_of_the_version() -> None:
    assert section(CHANGELOG, "1.1.0") == "- Old.\n"
    assert entries(section(CHANGELOG, "1.2.0")) == ["A thing that takes two lines.", "Another."]


def test_a_version_without_a_section_has_the_unreleased_notes_but_cannot_be_released() -> None:
    assert section(CHANGELOG, "1.3.0") == "- Not out yet.\n"
    with pytest.raises(NoNotes, match=r"1\.3\.0"):
        section(CHANGELOG, "1.3.0", released=True)


def test_this_version_has_notes() -> None:
    assert entries(section((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), __version__))


def test_every_system_opens_the_same_kind_of_file() -> None:
    ending = PRESET_FILE.removeprefix(".")
    mime = (LINUX / f"{APPLICATION}.xml").read_text(encoding="utf-8")
    assert f'type="{MIME}"' in mime
    assert f'pattern="*{PRESET_FILE}"' in mime
    plist = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    (kind,) = plist["UTExportedTypeDeclarations"]
    assert kind["UTTypeTagSpecification"] == {
        "public.filename-extension": [ending],
        "public.mime-type": [MIME],
    }
    assert plist["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    installer = (PACKAGING / "windows" / "careleaf.nsi").read_text(encoding="utf-8")
    assert rf'"Software\Classes\{PRESET_FILE}"' in installer
    assert """'"$INSTDIR\\careleaf.exe" open "%1"'""" in installer


def test_every_system_knows_the_same_application() -> None:
    from careleaf.gui.application import APPLICATION_ID

    entry = ConfigParser(interpolation=None)
    entry.read(LINUX / f"{APPLICATION}.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == "careleaf open %f"
    assert entry["Desktop Entry"]["MimeType"] == f"{MIME};"
    plist = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert {APPLICATION_ID, plist["CFBundleIdentifier"], entry["Desktop Entry"]["Icon"]} == {APPLICATION}
    assert f"id: {APPLICATION}\n" in (PACKAGING / "flatpak" / f"{APPLICATION}.yaml").read_text(
        encoding="utf-8"
    )


def test_the_software_centre_reads_version_date_and_notes_whatever_they_hold() -> None:
    tree = ET.fromstring(metainfo(Release("9.8.7", 1_763_700_000, ("Doses < 5 & more",))))
    (release,) = tree.iter("release")
    assert release.attrib == {"version": "9.8.7", "date": "2025-11-21"}
    assert [item.text for item in release.iter("li")] == ["Doses < 5 & more"]


def choices(command: argparse.ArgumentParser, name: str) -> dict[str, argparse.ArgumentParser]:
    """Return what may stand at one place of a command line, each with what may follow it."""
    found = [action.choices for action in command._actions if action.dest == name]
    return dict(found[0] or {}) if found else {}


def test_the_manual_page_names_every_command_and_action_and_no_other() -> None:
    page = (LINUX / "careleaf.1").read_text(encoding="utf-8").replace("\\-", "-")
    commands = page.partition(".SH COMMANDS")[2].partition(".SH OPTIONS")[0]
    entries = [entry.split(maxsplit=2)[1:] for entry in commands.split(".TP\n")[1:]]
    told = {name: set(re.findall(r"\\fB([a-z][a-z-]*)\\fR", rest)) for name, rest in entries}
    assert told == {
        name: set(choices(each, "action"))
        for name, each in choices(parser(("--help", *COMMANDS)), "command").items()
    }


def test_the_manual_page_names_every_flag_of_a_handout_and_no_other() -> None:
    page = (LINUX / "careleaf.1").read_text(encoding="utf-8").replace("\\-", "-")
    options = page.partition(".SH OPTIONS")[2].partition(".SH EXIT STATUS")[0]
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", options))
    render = choices(parser(tuple(COMMANDS)), "command")["render"]
    assert told == {flag for action in render._actions for flag in action.option_strings} - {"-h", "--help"}
